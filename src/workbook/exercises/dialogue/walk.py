"""A dialogue that the whole room walks: the place after each line, and the road behind it."""

from collections.abc import Sequence

from workbook.content.text import Language
from workbook.exercises.dialogue import Dialogue
from workbook.exercises.dialogue.pictures import path_picture
from workbook.exercises.dialogue.replay import says
from workbook.exercises.dialogue.talk import Turn
from workbook.view.blocks import Block
from workbook.view.context import Context
from workbook.view.inputs import Choosable
from workbook.view.walking import Place, place_of, road


def _turns(exercise: Dialogue, path: Sequence[str]) -> list[Turn] | None:
    """The turns of these lines, or None where a line does not belong where it stands."""
    at, found = exercise.start, list[Turn]()
    for name in path:
        node = exercise.by_id.get(at)
        line = next((option for option in node.options if option.id == name), None) if node else None
        if node is None or line is None:
            return None
        found.append(Turn(node, line))
        at = line.next
    return found


@place_of.register
def _place(exercise: Dialogue, path: Sequence[str], language: Language) -> Place | None:
    taken, context = _turns(exercise, path), Context(language)
    if taken is None:
        return None
    said = says(exercise, taken[-1].line, context) if taken else ""
    silence = bool(taken and taken[-1].line.silence and exercise.silence)
    at = taken[-1].line.next if taken else exercise.start
    node = exercise.by_id.get(at)
    if node is None:
        ending = next(ending for ending in exercise.endings if ending.id == at)
        return Place("", context.text(exercise.said(ending.text)), (), said, silence)
    options = tuple(Choosable(option.id, says(exercise, option, context)) for option in node.options)
    return Place(str(exercise.names.client), says(exercise, node, context), options, said, silence)


@road.register
def _road(exercise: Dialogue, path: Sequence[str], language: Language) -> tuple[Block, ...]:
    taken = _turns(exercise, path)
    context = Context(language)
    return (path_picture(exercise, taken, context, context.ui("walk.road", n=len(taken))),) if taken else ()
