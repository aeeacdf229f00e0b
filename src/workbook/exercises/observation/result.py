"""The result of an observation sheet: notes out of ten, the debrief track, and the own lines to take along."""

from workbook.content.answers import DONE
from workbook.exercises.observation import COMPLIMENT, ORDER, OWN, QUESTION, Observation, asked, written
from workbook.exercises.observation.pictures import track
from workbook.exercises.observation.scoring import own_text, sequence
from workbook.scoring import score
from workbook.view.blocks import Block, Box, Listing, Prose
from workbook.view.context import Context, keepsake
from workbook.view.inputs import Button

NAMED = 3  # at most so many notes are named in the result


def result(exercise: Observation, context: Context) -> tuple[Block, ...]:
    """The last screen."""
    if not context.feedback:
        return (Prose(context.ui("observation.waiting")), *_own(context), _look_back(exercise, context))
    rewritten = own_rewrites(exercise, context)
    return (
        Prose(result_line(exercise, context), "lead"),
        *((track(exercise, context),) if sequence(exercise, context.answers) else ()),
        *_own(context),
        *((Prose(context.ui("observation.rewritten"), "label"), Listing(rewritten)) if rewritten else ()),
        Prose(context.ui("observation.open-key"), "note"),
        _look_back(exercise, context),
        Box((context.again(),), "actions"),
    )


def result_line(exercise: Observation, context: Context) -> str:
    """'Bij 8 van de 10 notities zag je hetzelfde als de makers.', and which notes to look at again."""
    counts = score(exercise, context.answers).counts
    if "right" not in counts:
        return context.ui("observation.none")
    line = context.ui("observation.result", right=counts["right"], of=counts["of"])
    missed = [
        context.text(note.text) for note in exercise.notes if context.answers.get(asked(note)) not in (None, note.key)
    ]
    if not missed:
        return line
    named = " ".join(f"‘{text}’" for text in missed[:NAMED])
    return f"{line} {context.ui('observation.differed' if len(missed) <= NAMED else 'observation.among', notes=named)}"


def own_rewrites(exercise: Observation, context: Context) -> tuple[str, ...]:
    """The participant's own versions, each after the judgement it came from."""
    pairs = [(context.text(r.text), own_text(written(r), context.answers)) for r in exercise.rewrites]
    return tuple(f"‘{was}’ → ‘{own}’" for was, own in pairs if own)


def _own(context: Context) -> tuple[Block, ...]:
    """The compliment and the question, each on a card of its own: nothing follows the compliment."""
    return tuple(
        Box((Prose(f"‘{text}’", "quote"),), "card", context.ui(f"observation.{item}"))
        for item in (COMPLIMENT, QUESTION)
        if (text := own_text(item, context.answers))
    )


def _look_back(exercise: Observation, context: Context) -> Block:
    names = [(f"look:{batch[0].id}", "look.notes") for batch in exercise.batches]
    names += [(f"look:{exercise.rewrites[0].id}", "look.rewrites"), (f"look:{ORDER}", "look.order")]
    names += [] if context.answers.get(f"{OWN}.{DONE}") else [(f"look:{OWN}", "look.own")]
    numbers = {f"look:{batch[0].id}": number for number, batch in enumerate(exercise.batches, 1)}
    buttons = tuple(
        Button(context.ui(f"observation.{key}", n=numbers.get(at, 0)), "_at", at, "quiet") for at, key in names
    )
    return Box(buttons, "actions", context.ui("observation.look-back"))


@keepsake.register
def _keepsake(exercise: Observation, context: Context) -> tuple[Block, ...]:
    rewritten = own_rewrites(exercise, context)
    blocks: tuple[Block, ...] = (
        *_own(context),
        *((Prose(context.ui("observation.rewritten"), "label"), Listing(rewritten)) if rewritten else ()),
    )
    if context.done() and context.feedback:
        steps = tuple(f"{context.text(step.title)}: {context.text(step.text)}" for step in exercise.steps)
        told = (Prose(context.ui("observation.keep-steps"), "label"), Listing(steps, ordered=True))
        blocks = (Prose(result_line(exercise, context)), *blocks, *told)
    return blocks
