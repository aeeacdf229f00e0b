"""What stands on the card: the client, a screen for each step, then the stairs and the one thing to do."""

from workbook.exercises.scan import CLIENT, INITIALS, Scan, Statement, Step
from workbook.exercises.scan.pictures import stairs
from workbook.exercises.scan.reading import assumed, evidence, first_weak, level
from workbook.scoring import score
from workbook.view.blocks import Block, Box, FeedbackNote, Listing, Progress, Prose
from workbook.view.context import Context, keepsake, render
from workbook.view.inputs import Button, Choice, Choosable, TextField


@render.register
def _render(exercise: Scan, context: Context) -> tuple[Block, ...]:
    if context.done():
        return _result(exercise, context)
    step = next((step for step in exercise.steps if step.id == context.at), None)
    return _step(exercise, step, context) if step else _client(exercise, context)


def _progress(exercise: Scan, number: int, context: Context) -> Block:
    of = len(exercise.steps) + 1
    return Progress(number, of, context.ui("scan.progress", n=number, of=of))


def _client(exercise: Scan, context: Context) -> tuple[Block, ...]:
    initials = str(context.answers.get(CLIENT) or "")
    hint = context.ui("scan.client.hint")
    return (
        _progress(exercise, 1, context),
        Prose(context.text(exercise.client_prompt)),
        # longer than what is kept, so that a name is answered by the one sentence that refuses it and not counted too
        TextField(CLIENT, context.ui("scan.client"), initials, rows=1, longest=10 * INITIALS, hint=hint),
        Button(
            context.ui("scan.begin"),
            "_at",
            exercise.steps[0].id,
            "primary",
            (CLIENT,),
            context.ui("scan.client.missing"),
        ),
    )


def _step(exercise: Scan, step: Step, context: Context) -> tuple[Block, ...]:
    index = exercise.steps.index(step)
    back = exercise.steps[index - 1].id if index else CLIENT
    return (
        _progress(exercise, index + 2, context),
        Prose(context.text(step.title), "lead"),
        *(_statement(exercise, statement, context) for statement in exercise.of(step)),
        Box((_onward(exercise, index, context), Button(context.ui("scan.back"), "_at", back, "quiet")), "actions"),
    )


def _statement(exercise: Scan, statement: Statement, context: Context) -> Block:
    item = f"{statement.id}.level"
    options = tuple(Choosable(point.value, context.text(point.text)) for point in exercise.levels)
    text = str(context.answers.get(f"{statement.id}.evidence") or "")
    asked = TextField(
        f"{statement.id}.evidence",
        context.text(exercise.evidence_prompt),
        text,
        rows=2,
        longest=300,
        hint=context.ui("scan.evidence.hint"),
    )
    return Box((Choice(item, context.text(statement.text), options, context.answers.get(item)), asked), "card")


def _onward(exercise: Scan, index: int, context: Context) -> Button:
    if index + 1 < len(exercise.steps):
        needs = tuple(f"{statement.id}.level" for statement in exercise.of(exercise.steps[index]))
        following = exercise.steps[index + 1].id
        return Button(context.ui("scan.next"), "_at", following, "primary", needs, context.ui("missing"))
    needs = (CLIENT, *(f"{statement.id}.level" for statement in exercise.asked))
    return context.commit(context.ui("scan.commit"), needs, missing=context.ui("scan.unfinished"))


def _result(exercise: Scan, context: Context) -> tuple[Block, ...]:
    own = _own_words(exercise, context)
    if not context.feedback:
        return (Prose(context.ui("waiting.feedback")), *own)
    return (
        stairs(exercise, context.answers, context.language),
        *_advice(exercise, context),
        *_assumptions(exercise, context),
        Prose(context.ui("scan.rule"), "note"),
        *own,
        Box((context.again(),), "actions"),
    )


def _advice(exercise: Scan, context: Context) -> tuple[Block, ...]:
    """What to do about the first weak step, or what to keep in mind where there is none."""
    weak = first_weak(exercise, context.answers)
    title = context.ui("scan.advice", step=context.text(weak.title)) if weak else context.ui("scan.all-high")
    given = score(exercise, context.answers).feedback
    return tuple(context.note(f, title) for f in given if not f.id.endswith(":assumption"))


def _assumptions(exercise: Scan, context: Context) -> tuple[Block, ...]:
    """The text about assumptions once, with the statements it is about."""
    loose = assumed(exercise, context.answers)
    if not loose:
        return ()
    title = context.ui("scan.assumptions", n=len(loose), of=len(exercise.asked))
    note = FeedbackNote(context.text(exercise.assumption.text), title, "neutral", exercise.assumption.own)
    return (note, Listing(tuple(context.text(statement.text) for statement in loose)))


def _own_words(exercise: Scan, context: Context) -> tuple[Block, ...]:
    """What the participant said of this client, with what it rests on."""
    words = {point.value: context.text(point.text) for point in exercise.levels}
    lines = []
    for statement in exercise.asked:
        value = level(statement, context.answers)
        if value is not None:
            seen = evidence(statement, context.answers) or context.ui("scan.no-evidence")
            lines.append(f"{context.text(statement.text)} {words[value].capitalize()}. {seen}")
    client = str(context.answers.get(CLIENT) or context.ui("scan.nobody"))
    return (Prose(context.ui("scan.yours", client=client), "label"), Listing(tuple(lines))) if lines else ()


@keepsake.register
def _keepsake(exercise: Scan, context: Context) -> tuple[Block, ...]:
    if not context.done():
        return ()
    own = _own_words(exercise, context)
    if not (context.feedback and own):
        return own
    return (*own, stairs(exercise, context.answers, context.language), *_advice(exercise, context))
