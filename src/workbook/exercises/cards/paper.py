"""Cards on paper: the fronts of all of them, one below the other, with what is asked about each."""

from workbook.content.interface import ui
from workbook.content.text import Language
from workbook.exercises.cards import RESULTS, Card, Cards
from workbook.scoring import Respondent
from workbook.view.blocks import Block, Prose
from workbook.view.inputs import Choice, Choosable
from workbook.view.paper import PLAYER, on_paper


@on_paper.register
def _on_paper(exercise: Cards, language: Language, player: Respondent = PLAYER) -> tuple[Block, ...]:
    asked = (block for card in exercise.cards for block in _card(exercise, card, language))
    return (Prose(ui("cards.say", language), "lead"), *asked)


def _card(exercise: Cards, card: Card, language: Language) -> tuple[Block, ...]:
    """The first time that this card comes by: whether it was known, and what lies beneath it."""
    results = tuple(Choosable(name, ui(f"cards.{name}", language)) for name in RESULTS)
    sorts = tuple(Choosable(sort.id, sort.text.in_(language)) for sort in exercise.sorts)
    known = Choice(f"{card.part(1)}.result", ui("cards.knew", language), results)
    sorted_: tuple[Block, ...] = ()
    if exercise.question:
        sorted_ = (Choice(card.sorting, exercise.question.in_(language), sorts),)
    return (Prose(card.front.in_(language), "quote"), known, *sorted_)
