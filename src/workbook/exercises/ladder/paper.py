"""A ladder on paper: the steps stand as the author wrote them, and the day is written down.

On a screen they stand in the order that somebody gave them, and the days are those after today.
"""

from workbook.content.text import Language
from workbook.exercises.ladder import DAY, ORDER, Ladder
from workbook.scoring import Respondent, simulate
from workbook.view.blocks import Block
from workbook.view.inputs import Choice, TextField
from workbook.view.paper import OTHERS, PLAYER, of_all, on_paper


@on_paper.register
def _on_paper(exercise: Ladder, language: Language, player: Respondent = PLAYER) -> tuple[Block, ...]:
    plays = [simulate(exercise, one) | {ORDER: None} for one in (player, *OTHERS)]
    return tuple(_written(block) for block in of_all(plays, exercise, language))


def _written(block: Block) -> Block:
    if isinstance(block, Choice) and block.item == DAY:
        return TextField(DAY, block.label, rows=1, input_type="date")
    return block
