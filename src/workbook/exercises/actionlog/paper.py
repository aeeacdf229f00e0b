"""An action log on paper: what is asked of every row, one row below the other."""

from workbook.content.text import Language
from workbook.exercises.actionlog import TOLD, ActionLog
from workbook.exercises.actionlog.screens import form
from workbook.scoring import Respondent
from workbook.view.blocks import Block, Heading, Prose
from workbook.view.inputs import Check
from workbook.view.paper import PLAYER, in_a_room, on_paper
from workbook.view.paper_controls import as_paper


@on_paper.register
def _on_paper(exercise: ActionLog, language: Language, player: Respondent = PLAYER) -> tuple[Block, ...]:
    context = in_a_room(language)
    told = context.ui("actionlog.told")
    rows = (
        (Heading(context.ui("actionlog.paper.row", n=n)), *form(exercise, name, context), Check(f"{name}.{TOLD}", told))
        for n, name in enumerate(exercise.names, 1)
    )
    return (Prose(context.text(exercise.privacy.text)), *as_paper([block for row in rows for block in row]))
