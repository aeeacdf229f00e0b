"""The screens of facts: one statement at a time, then the result and what goes home."""

from workbook.content.answers import DONE
from workbook.exercises.facts import CERTAINTIES, RESULT, TRUTHS, Facts, Statement
from workbook.exercises.facts.response import calibration
from workbook.scoring import score
from workbook.view.blocks import Block, Box, FeedbackNote, Listing, Progress, Prose
from workbook.view.context import Context, keepsake, render
from workbook.view.inputs import Button, Choice, Choosable


@render.register
def _render(exercise: Facts, context: Context) -> tuple[Block, ...]:
    ids = [one.id for one in exercise.statements]
    if context.at in ids:
        return _statement(exercise, ids.index(context.at), context)
    return _result(exercise, context) if context.done() else _statement(exercise, 0, context)


def _statement(exercise: Facts, place: int, context: Context) -> tuple[Block, ...]:
    one, of = exercise.statements[place], len(exercise.statements)
    done = context.done(one.id)
    asked = (_choice(one.answer, "facts.truth", TRUTHS, done, context), _sure(one, done, context))
    blocks: tuple[Block, ...] = (
        Progress(place + 1, of, context.ui("facts.progress", n=place + 1, of=of)),
        Prose(context.text(one.text), "quote"),
        *asked,
    )
    if not done:
        return (*blocks, context.commit(context.ui("facts.commit"), (one.answer, one.certainty), one.id))
    told: tuple[Block, ...] = (Prose(context.ui("waiting.feedback"), "note"),)
    if context.feedback:
        told = (explanation(one, context),)
    return (*blocks, *told, _onward(exercise, place, context))


def _choice(item: str, label: str, values: tuple[str, ...], done: bool, context: Context) -> Choice:
    options = tuple(Choosable(value, context.ui(f"facts.{value}")) for value in values)
    return Choice(item, context.ui(label), options, context.answers.get(item), disabled=done)


def _sure(one: Statement, done: bool, context: Context) -> Choice:
    options = tuple(Choosable(value, context.ui(f"facts.{value}")) for value in CERTAINTIES)
    given = context.answers.get(one.certainty)
    return Choice(one.certainty, context.ui("facts.certainty"), options, given, "scale", disabled=done)


def explanation(one: Statement, context: Context) -> FeedbackNote:
    """What is known, who found it and where it stops; the title says what the makers answer."""
    same = "same" if context.answers.get(one.answer) == one.truth else "differs"
    title = context.ui(f"facts.{same}", makers=context.ui(f"facts.{one.truth}").lower())
    origin = context.ui("facts.origin", origin=context.text(one.origin))
    limit = context.ui("facts.limit", limit=context.text(one.limit))
    return FeedbackNote(f"{context.text(one.feedback)}\n\n{origin}\n\n{limit}", title, "neutral", one.own)


def _onward(exercise: Facts, place: int, context: Context) -> Block:
    if place + 1 < len(exercise.statements):
        return Button(context.ui("facts.next"), "_at", exercise.statements[place + 1].id)
    if context.done():
        return Button(context.ui("facts.to-result"), "_at", RESULT)
    needs = tuple(f"{one.id}.{DONE}" for one in exercise.statements)
    return Button(context.ui("facts.finish"), DONE, True, "primary", needs, context.ui("facts.unfinished"))


def _result(exercise: Facts, context: Context) -> tuple[Block, ...]:
    if not context.feedback:
        return (Prose(context.ui("facts.waiting")), Box((context.again(),), "actions"))
    looks = tuple(
        Button(context.ui("facts.look", n=n), "_at", one.id, "quiet") for n, one in enumerate(exercise.statements, 1)
    )
    return (
        Prose(result_line(exercise, context), "lead"),
        Listing(_lines(exercise, context)),
        Prose(certainty_line(exercise, context), "note"),
        Box(looks, "actions", context.ui("facts.look-back")),
        Box((context.again(),), "actions"),
    )


def result_line(exercise: Facts, context: Context) -> str:
    """'Bij 2 van de 3 uitspraken koos je wat de bronnen zeggen.'"""
    counts = score(exercise, context.answers).counts
    return context.ui("facts.result", right=counts.get("right", 0), of=counts.get("of", len(exercise.statements)))


def certainty_line(exercise: Facts, context: Context) -> str:
    """How often 'sure' was right, from 8 answers on; else why nothing is said about it."""
    found = calibration(exercise, context.answers)
    if found is None:
        return context.ui("facts.too-few")
    return context.ui("facts.calibration" if found.of else "facts.never-sure", right=found.right, of=found.of)


def _lines(exercise: Facts, context: Context) -> tuple[str, ...]:
    def said(one: Statement) -> str:
        values = {"own": "–", "certainty": "–", "makers": context.ui(f"facts.{one.truth}").lower()}
        if context.answers.get(one.answer) in TRUTHS:
            values["own"] = context.ui(f"facts.{context.answers[one.answer]}").lower()
        if context.answers.get(one.certainty) in CERTAINTIES:
            values["certainty"] = context.ui(f"facts.{context.answers[one.certainty]}").lower()
        return context.ui("facts.line", text=context.text(one.text), **values)

    return tuple(said(one) for one in exercise.statements)


@keepsake.register
def _keepsake(exercise: Facts, context: Context) -> tuple[Block, ...]:
    if not context.done() or not context.feedback:
        return ()
    return (Prose(result_line(exercise, context)), Listing(_lines(exercise, context)))
