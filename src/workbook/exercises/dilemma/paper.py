"""A dilemma on paper: played with a stone on every pile, so that the extra screen asks about each of them."""

from workbook.content.text import Language
from workbook.exercises.dilemma import OWN_NAME, Dilemma
from workbook.scoring import Respondent, simulate
from workbook.view.blocks import Block
from workbook.view.paper import PLAYER, on_paper, played


@on_paper.register
def _on_paper(exercise: Dilemma, language: Language, player: Respondent = PLAYER) -> tuple[Block, ...]:
    everywhere = {f"stones.{pile}": 1 for pile in exercise.piles}
    return played(exercise, language, {**simulate(exercise, player), **everywhere, OWN_NAME: None})
