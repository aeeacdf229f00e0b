"""Looking back: what was said, what the makers say of it, and the lines that were not chosen."""

from collections.abc import Iterator

from workbook.exercises.dialogue import STRENGTHS, Dialogue
from workbook.exercises.dialogue.lines import Line, Node
from workbook.exercises.dialogue.meter import signed
from workbook.exercises.dialogue.scoring import line_feedback, silence_feedback
from workbook.exercises.dialogue.talk import Turn, tries
from workbook.view.blocks import Block, Box, Details, Prose
from workbook.view.context import Context
from workbook.view.inputs import Button

RESULT = ":result"  # the bookmark of the result; the id of a node has no colon


def quoted(said: str) -> str:
    """Something said aloud, between quote marks."""
    return f"‘{said}’"


def says(exercise: Dialogue, said: Node | Line, context: Context) -> str:
    """What the client or the participant says, with names filled in and between quote marks."""
    return quoted(context.text(exercise.said(exercise.says(said) if isinstance(said, Node) else said.text)))


def judgement(exercise: Dialogue, node: str, context: Context) -> Iterator[Block]:
    """The notes on the silence of one turn, the seconds and the pressed line as their titles."""
    held, step = tries(context.answers, node), exercise.silence
    for feedback in silence_feedback(exercise, node, held):
        title = context.ui("dialogue.silence.seconds", seconds=context.halves(held[-1].seconds))
        if step and feedback.item.endswith(".fill-in"):
            said = dict(zip(step.fill_in_ids, step.fill_ins, strict=True)).get(held[-1].fill_in)
            line = quoted(context.text(exercise.said(said))) if said else ""
            title = context.ui("dialogue.you", line=line) if line else ""
        yield context.note(feedback, title)


def replay(exercise: Dialogue, path: tuple[Turn, ...], context: Context) -> tuple[Block, ...]:
    """Every turn with its line, the makers' points and view, the silence, and the lines that were not chosen."""
    cards = tuple(_card(exercise, turn, number, context) for number, turn in enumerate(path, 1))
    return (
        Prose(context.ui("dialogue.open-key.meter" if exercise.meter else "dialogue.open-key"), "note"),
        *cards,
        Button(context.ui("dialogue.to-result"), "_at", RESULT, "quiet"),
    )


def _card(exercise: Dialogue, turn: Turn, number: int, context: Context) -> Block:
    held = judgement(exercise, turn.node.id, context) if turn.line.silence and exercise.silence else ()
    others = [option for option in turn.node.options if option.id != turn.line.id]
    blocks = (
        Prose(f"{exercise.names.client}: {says(exercise, turn.node, context)}"),
        Prose(context.ui("dialogue.you", line=says(exercise, turn.line, context)), "label"),
        context.note(line_feedback(exercise, turn.node, turn.line), worth(exercise, turn.line, context)),
        *held,
        Details(
            context.ui("dialogue.others"),
            tuple(block for other in others for block in _other(exercise, turn.node, other, context)),
        ),
    )
    return Box(blocks, "card", context.ui("dialogue.turn", n=number))


def _other(exercise: Dialogue, node: Node, line: Line, context: Context) -> tuple[Block, ...]:
    return (
        Prose(says(exercise, line, context), "label"),
        context.note(line_feedback(exercise, node, line), worth(exercise, line, context)),
    )


def worth(exercise: Dialogue, line: Line, context: Context) -> str:
    """What a line is worth in words: 'Doorvragen · ruimte +1', or its points for each of the three."""
    if exercise.meter is None:
        return context.ui("dialogue.points", **{name: getattr(line.points, name) for name in STRENGTHS})
    shift = f"{context.text(exercise.meter.title).lower()} {signed(line.shift or 0)}"
    move = next((context.text(move.text) for move in exercise.moves if move.id == line.move), "")
    return f"{move} · {shift}" if move else shift.capitalize()
