"""A story on paper: every moment, with behind each move where it leads; then the endings."""

from string import ascii_uppercase

from workbook.content.text import Language
from workbook.exercises.story import Move, Node, Story
from workbook.scoring import Respondent
from workbook.view.blocks import Block, Heading, Prose
from workbook.view.context import Context
from workbook.view.inputs import Choice, Choosable
from workbook.view.paper import PLAYER, in_a_room, on_paper


@on_paper.register
def _on_paper(exercise: Story, language: Language, player: Respondent = PLAYER) -> tuple[Block, ...]:
    context = in_a_room(language)
    places = _places(exercise, context)
    return (
        Prose(context.ui("story.paper"), "lead"),
        *(block for node in exercise.nodes for block in _moment(exercise, node, places, context)),
        *(
            block
            for ending in exercise.endings
            for block in (Heading(places[ending.id]), Prose(context.text(ending.text)))
        ),
    )


def _places(exercise: Story, context: Context) -> dict[str, str]:
    """What every moment and every ending is called on paper."""
    moments = {node.id: context.ui("story.paper.moment", n=n) for n, node in enumerate(exercise.nodes, 1)}
    named = zip(exercise.endings, ascii_uppercase, strict=False)
    return moments | {ending.id: context.ui("story.paper.ending", letter=letter) for ending, letter in named}


def _moment(exercise: Story, node: Node, places: dict[str, str], context: Context) -> tuple[Block, ...]:
    """What stands there for everyone, what only some read, and the moves."""
    memories = {memory.id: context.text(memory.text) for memory in exercise.memories}
    asides = (context.ui("story.paper.if", memory=memories[a.when], text=context.text(a.text)) for a in node.asides)
    moves = tuple(Choosable(move.id, _move(move, memories, places, context)) for move in node.moves)
    return (
        Heading(f"{places[node.id]} · {context.text(node.title)}"),
        Prose(context.text(node.text)),
        *(Prose(aside, "note") for aside in asides),
        Choice(node.choice, context.ui("story.choose"), moves),
    )


def _move(move: Move, memories: dict[str, str], places: dict[str, str], context: Context) -> str:
    """The move, who may take it, and where it leads."""
    text = context.text(move.text)
    if move.when:
        text = context.ui("story.paper.if", memory=memories[move.when], text=text)
    ways = [context.ui("story.paper.if", memory=memories[one.when], text=places[one.to]) for one in move.instead]
    return f"{text} → {'; '.join([places[move.next], *ways])}"
