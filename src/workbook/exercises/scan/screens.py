"""What stands on the card: the client, a screen for each step, then the stairs and the one thing to do."""

from workbook.exercises._words import initials_field
from workbook.exercises.scan import CLIENT, CUSTOMER, FORM, FORMS, Scan, Statement, Step
from workbook.exercises.scan.clients import about, at, finished, initials, place, prefix, seen_as, side_by_side
from workbook.exercises.scan.gap import asking, gap_picture, gaps, to_take_along
from workbook.exercises.scan.pictures import stairs
from workbook.exercises.scan.reading import assumed, evidence, first_weak, level
from workbook.scoring import score
from workbook.view.blocks import Block, Box, Details, FeedbackNote, Listing, Progress, Prose
from workbook.view.context import Context, keepsake, render
from workbook.view.inputs import Button, Choice, Choosable, TextField

RESULT = "result"
SHOWN = 5  # lines of one list on the result screen


@render.register
def _render(exercise: Scan, context: Context) -> tuple[Block, ...]:
    exercise = exercise.as_chosen(context.answers)
    number, screen = at(exercise, context)
    mine = seen_as(number, context)
    if mine.done():
        if screen == CUSTOMER and context.feedback and exercise.customer:
            return asking(exercise, mine, prefix(number), place(number, RESULT))
        return _result(exercise, number, context)
    step = next((step for step in exercise.steps if step.id == screen), None)
    return _step(exercise, step, number, mine) if step else _client(exercise, number, mine)


def _progress(exercise: Scan, number: int, context: Context) -> Block:
    of = len(exercise.steps) + 1
    return Progress(number, of, context.ui("scan.progress", n=number, of=of))


def _client(exercise: Scan, number: int, context: Context) -> tuple[Block, ...]:
    known = str(context.answers.get(CLIENT) or "")
    item, hint = f"{prefix(number)}{CLIENT}", context.ui("scan.client.hint")
    chooses = number == 1 and not context.room and len(exercise.statements) > len(exercise.steps)
    form = _form(exercise, context) if chooses else ()
    first = place(number, exercise.steps[0].id)
    needs = (item, *(choice.item for choice in form))
    back = () if number == 1 else (Button(context.ui("scan.to-result"), "_at", RESULT, "quiet"),)
    missing = context.ui("scan.start.missing" if form else "scan.client.missing")
    return (
        _progress(exercise, 1, context),
        Prose(context.text(exercise.client_prompt)),
        initials_field(item, context.ui("scan.client"), known, hint),
        *form,
        Button(context.ui("scan.begin"), "_at", first, "primary", needs, missing),
        *back,
    )


def _form(exercise: Scan, context: Context) -> tuple[Choice, ...]:
    """Short or long: asked of who works alone; a room takes the form that the facilitator set."""
    short = sum(statement.short for statement in exercise.statements)
    counts = {"short": short, "long": len(exercise.statements)}
    options = tuple(Choosable(name, context.ui(f"scan.form.{name}", n=counts[name])) for name in FORMS)
    return (Choice(FORM, context.ui("scan.form"), options, context.answers.get(FORM)),)


def _step(exercise: Scan, step: Step, number: int, context: Context) -> tuple[Block, ...]:
    index = exercise.steps.index(step)
    back = place(number, exercise.steps[index - 1].id if index else CLIENT)
    onward = _onward(exercise, index, number, context)
    return (
        _progress(exercise, index + 2, context),
        Prose(context.text(step.title), "lead"),
        *(_statement(exercise, statement, prefix(number), context) for statement in exercise.of(step)),
        Box((onward, Button(context.ui("scan.back"), "_at", back, "quiet")), "actions"),
    )


def _statement(exercise: Scan, statement: Statement, start: str, context: Context) -> Block:
    item = f"{statement.id}.level"
    options = tuple(Choosable(point.value, context.text(point.text)) for point in exercise.levels)
    text = str(context.answers.get(f"{statement.id}.evidence") or "")
    asked = TextField(
        f"{start}{statement.id}.evidence",
        context.text(exercise.evidence_prompt),
        text,
        rows=2,
        longest=300,
        hint=context.ui("scan.evidence.hint"),
    )
    chosen = Choice(f"{start}{item}", context.text(statement.text), options, context.answers.get(item))
    return Box((chosen, asked), "card")


def _onward(exercise: Scan, index: int, number: int, context: Context) -> Button:
    start = prefix(number)
    if index + 1 < len(exercise.steps):
        needs = tuple(f"{start}{statement.id}.level" for statement in exercise.of(exercise.steps[index]))
        following = place(number, exercise.steps[index + 1].id)
        return Button(context.ui("scan.next"), "_at", following, "primary", needs, context.ui("missing"))
    needs = (f"{start}{CLIENT}", *(f"{start}{statement.id}.level" for statement in exercise.asked))
    part = str(number) if number > 1 else ""
    return context.commit(context.ui("scan.commit"), needs, part, context.ui("scan.unfinished"))


def _result(exercise: Scan, number: int, context: Context) -> tuple[Block, ...]:
    mine = seen_as(number, context)
    own = _own_words(exercise, mine)
    about = context.ui("scan.yours", client=initials(number, context))
    if not context.feedback:
        return (Prose(context.ui("waiting.feedback")), *own)
    return (
        stairs(exercise, mine.answers, context.language),
        *_advice(exercise, mine),
        *_assumptions(exercise, mine),
        Prose(context.ui("scan.rule"), "note"),
        *_gap(exercise, mine),
        *_folded(about, _untitled(own, exercise), len(exercise.asked)),
        *side_by_side(exercise, context),
        Box(_further(exercise, number, context), "actions"),
        Box((context.again(),), "actions"),
    )


def _gap(exercise: Scan, context: Context) -> tuple[Block, ...]:
    """What the client said beside what you think, once that is filled in."""
    told = [f for f in score(exercise, context.answers).feedback if f.item == CUSTOMER]
    notes = tuple(context.note(note) for note in told)
    return (*gap_picture(exercise, context.answers, context.language), *notes)


def _further(exercise: Scan, number: int, context: Context) -> tuple[Block, ...]:
    """The ways on: the client's own answers, another client, and the clients who are done."""
    done = finished(exercise, context.answers)
    buttons = []
    if exercise.customer:
        key = "change" if gaps(exercise, about(number, context.answers)) else "ask"
        buttons.append(Button(context.ui(f"scan.customer.{key}"), "_at", place(number, CUSTOMER), "quiet"))
    following = next((n for n in range(2, exercise.clients + 1) if n not in done), None)
    if following:
        buttons.append(Button(context.ui("scan.another"), "_at", place(following, CLIENT), "quiet"))
    for other in (n for n in done if n != number):
        label = context.ui("scan.look", client=initials(other, context))
        buttons.append(Button(label, "_at", place(other, RESULT), "quiet"))
    return tuple(buttons)


def _advice(exercise: Scan, context: Context) -> tuple[Block, ...]:
    """What to do about the first weak step, or what to keep in mind where there is none."""
    weak = first_weak(exercise, context.answers)
    title = context.ui("scan.advice", step=context.text(weak.title)) if weak else context.ui("scan.all-high")
    given = score(exercise, context.answers).feedback
    return tuple(context.note(f, title) for f in given if not f.id.endswith(":assumption") and f.item != CUSTOMER)


def _assumptions(exercise: Scan, context: Context) -> tuple[Block, ...]:
    """The text about assumptions once, with the statements it is about."""
    loose = assumed(exercise, context.answers)
    if not loose:
        return ()
    title = context.ui("scan.assumptions", n=len(loose), of=len(exercise.asked))
    note = FeedbackNote(context.text(exercise.assumption.text), title, "neutral", exercise.assumption.own)
    lines = (Listing(tuple(context.text(statement.text) for statement in loose)),)
    return (note, *_folded(context.ui("scan.which"), lines, len(loose)))


def _folded(title: str, blocks: tuple[Block, ...], lines: int) -> tuple[Block, ...]:
    """More lines than a phone shows at once stand behind one tap."""
    return (Details(title, blocks),) if lines > SHOWN else blocks


def _untitled(own: tuple[Block, ...], exercise: Scan) -> tuple[Block, ...]:
    """Folded, the title stands on the fold already."""
    return own[1:] if len(exercise.asked) > SHOWN else own


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
    """Every client who is done: the own words, and once they may be seen the stairs, the advice and the gap."""
    exercise = exercise.as_chosen(context.answers)
    kept: list[Block] = []
    for number in finished(exercise, context.answers):
        mine = seen_as(number, context)
        own = _own_words(exercise, mine)
        kept += own
        if context.feedback and own:
            kept += [stairs(exercise, mine.answers, context.language), *_advice(exercise, mine), *_gap(exercise, mine)]
            kept += to_take_along(exercise, mine)
    return tuple(kept)
