"""Over the fence on paper: the yards of all neighbours, then the card to fill in."""

from workbook.content.text import Language
from workbook.exercises.transfer import Transfer
from workbook.exercises.transfer.screens import card_fields, draw, match
from workbook.scoring import Respondent
from workbook.view.blocks import Block
from workbook.view.paper import PLAYER, in_a_room, on_paper
from workbook.view.paper_controls import as_paper


@on_paper.register
def _on_paper(exercise: Transfer, language: Language, player: Respondent = PLAYER) -> tuple[Block, ...]:
    context = in_a_room(language)
    yards = (block for one in exercise.neighbours for block in match(exercise, one, context))
    return as_paper([*draw(exercise, context), *yards, *card_fields(exercise, context)])
