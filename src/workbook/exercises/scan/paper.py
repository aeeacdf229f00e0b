"""A scan on paper: one client, in the form that was set, then the sentences that the client answers."""

from workbook.content.text import Language
from workbook.exercises.scan import FORM, Scan
from workbook.exercises.scan.gap import asking
from workbook.scoring import Respondent, simulate
from workbook.view.blocks import Block
from workbook.view.paper import OTHERS, PLAYER, in_a_room, of_all, on_paper
from workbook.view.paper_controls import as_paper


@on_paper.register
def _on_paper(exercise: Scan, language: Language, player: Respondent = PLAYER) -> tuple[Block, ...]:
    plays = [simulate(exercise, one) | {FORM: None} for one in (player, *OTHERS)]
    asked = as_paper(asking(exercise, in_a_room(language), "", ""))
    return (*of_all(plays, exercise, language), *asked)
