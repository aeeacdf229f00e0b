"""The tracker on paper: what is agreed and counted together, then the written dialogue; tapping needs a screen."""

from workbook.content.text import Language
from workbook.exercises.tracker import GUESS, Tracker
from workbook.exercises.tracker.counted import counting
from workbook.exercises.tracker.screens import agree, choose_way
from workbook.exercises.tracker.shares import stones
from workbook.exercises.tracker.written import marks_told, turn_asked
from workbook.scoring import Respondent
from workbook.view.blocks import Block, Heading, Prose
from workbook.view.context import Context
from workbook.view.paper import PLAYER, in_a_room, on_paper
from workbook.view.paper_controls import as_paper


@on_paper.register
def _on_paper(exercise: Tracker, language: Language, player: Respondent = PLAYER) -> tuple[Block, ...]:
    context = in_a_room(language)
    blocks = [
        *choose_way(exercise, context),
        Heading(context.ui("tracker.way.paper")),
        *agree(exercise, context),
        *counting(exercise, context),
        Heading(context.ui("tracker.way.written")),
        *_written(exercise, context),
    ]
    return as_paper(blocks)


def _written(exercise: Tracker, context: Context) -> list[Block]:
    """The whole talk once: to read and estimate first, then to mark."""
    blocks: list[Block] = [Prose(context.text(exercise.dialogue.intro)), Prose(context.ui("tracker.paper.read"))]
    blocks += [stones(GUESS, context.ui("tracker.guess"), context), marks_told(context)]
    for fragment in exercise.dialogue.fragments:
        blocks.append(Heading(context.text(fragment.title), 4))
        blocks += [turn_asked(fragment, turn, False, context) for turn in fragment.turns]
    return blocks
