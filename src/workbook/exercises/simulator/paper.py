"""The simulator on paper: both guesses and the explanation; the knobs turn on a screen only."""

from workbook.content.text import Language
from workbook.exercises.simulator import Simulator
from workbook.exercises.simulator.more import no_and_futures
from workbook.exercises.simulator.screens import explain, guess
from workbook.scoring import Respondent
from workbook.view.blocks import Block
from workbook.view.paper import PLAYER, in_a_room, on_paper
from workbook.view.paper_controls import as_paper


@on_paper.register
def _on_paper(exercise: Simulator, language: Language, player: Respondent = PLAYER) -> tuple[Block, ...]:
    context = in_a_room(language)
    return as_paper([*guess(exercise, context), *no_and_futures(exercise, context), *explain(exercise, context)])
