"""The result of a gap: own answers beside the own guess, a sentence to open with, and the other where both agree."""

from workbook.exercises.gap import OPENING, Gap
from workbook.exercises.gap.pairing import together
from workbook.exercises.gap.pictures import dumbbells
from workbook.exercises.gap.reading import biggest, with_guess
from workbook.scoring import score
from workbook.view.blocks import Block, Box, Prose
from workbook.view.context import Context, keepsake
from workbook.view.inputs import TextField


def result(exercise: Gap, context: Context) -> tuple[Block, ...]:
    """The last screen. Own answers are the participant's own and stand there at once; what to talk about waits."""
    return (
        *_alone(exercise, context),
        *together(exercise, context),
        TextField(
            OPENING,
            context.ui("gap.opening"),
            str(context.answers.get(OPENING) or ""),
            2,
            200,
            context.ui("gap.opening.hint"),
        ),
        Box((context.again(),), "actions"),
    )


def _alone(exercise: Gap, context: Context) -> tuple[Block, ...]:
    found = with_guess(exercise, context.answers)
    if not found:
        return (Prose(context.ui("gap.nothing")),)
    picture = dumbbells(exercise, found, "guess", context)
    if context.pairing and context.pairing.state == "open":
        return ()  # what the other really said stands in its place
    if not context.feedback:
        return (picture, Prose(context.ui("waiting.feedback"), "note"))
    topics = {f"own.{one.pair.id}": context.text(one.pair.topic) for one in biggest(found)}
    notes = [context.note(note, topics.get(note.id, "")) for note in score(exercise, context.answers).feedback]
    return (picture, Prose(context.ui("gap.alone")), *notes)


@keepsake.register
def _keepsake(exercise: Gap, context: Context) -> tuple[Block, ...]:
    """Own answers, own guess and own sentence only: a print cannot be taken back, the other's yes can."""
    opening = str(context.answers.get(OPENING) or "").strip()
    said = (Prose(context.ui("gap.opening"), "label"), Prose(f"‘{opening}’", "quote")) if opening else ()
    found = with_guess(exercise, context.answers) if context.done() else []
    return (*said, *((dumbbells(exercise, found, "guess", context),) if found else ()))
