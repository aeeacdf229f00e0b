"""A dilemma on paper: played with a stone on every pile, so that the extra screen asks about each of them."""

from workbook.content.text import Language
from workbook.exercises.dilemma import OWN_NAME, Dilemma
from workbook.scoring import Respondent, simulate
from workbook.view.blocks import Block
from workbook.view.paper import OTHERS, PLAYER, of_all, on_paper


@on_paper.register
def _on_paper(exercise: Dilemma, language: Language, player: Respondent = PLAYER) -> tuple[Block, ...]:
    everywhere = {f"stones.{pile}": 1 for pile in exercise.piles} | {OWN_NAME: None}
    return of_all([simulate(exercise, one) | everywhere for one in (player, *OTHERS)], exercise, language)
