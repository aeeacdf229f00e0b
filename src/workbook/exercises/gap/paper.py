"""Paired statements on paper: each in the words of both roles, for whoever fills it in."""

from workbook.content.text import Language
from workbook.exercises.gap import GUESS, OPENING, OWN, Gap, answered, guessed
from workbook.exercises.gap.screens import choose_role, points
from workbook.scoring import Respondent
from workbook.view.blocks import Block, Prose
from workbook.view.inputs import TextField
from workbook.view.paper import PLAYER, in_a_room, on_paper
from workbook.view.paper_controls import as_paper


@on_paper.register
def _on_paper(exercise: Gap, language: Language, player: Respondent = PLAYER) -> tuple[Block, ...]:
    context = in_a_room(language)
    blocks: list[Block] = [*choose_role(exercise, context)]
    for part, item in ((GUESS, guessed), (OWN, answered)):
        blocks.append(Prose(context.ui(f"gap.paper.{part}"), "lead"))
        for pair in exercise.pairs:
            said = {"manager": context.text(pair.manager), "seller": context.text(pair.seller)}
            blocks.append(points(exercise, item(pair), context.ui("gap.paper.said", **said), context))
    opening = TextField(OPENING, context.ui("gap.opening"), "", 2, 200, context.ui("gap.opening.hint"))
    return as_paper([*blocks, opening])
