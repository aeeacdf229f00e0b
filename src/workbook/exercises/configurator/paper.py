"""A configurator on paper: who sits there, the questions with their price, the knobs, and the system book.

The card of who plays the customer stays off it: that is what the seller has to find out.
"""

from workbook.content.text import Language
from workbook.exercises.configurator import LONGEST, NOTED, Configurator
from workbook.exercises.configurator.parts import Topic
from workbook.exercises.configurator.reading import key
from workbook.exercises.configurator.screens import knob_field, start
from workbook.scoring import Respondent
from workbook.view.blocks import Block, Heading, Listing, Prose
from workbook.view.context import Context
from workbook.view.inputs import Check, TextField
from workbook.view.paper import PLAYER, in_a_room, on_paper
from workbook.view.paper_controls import as_paper


@on_paper.register
def _on_paper(exercise: Configurator, language: Language, player: Respondent = PLAYER) -> tuple[Block, ...]:
    context = in_a_room(language)
    rules = tuple(context.text(rule.text) for rule in exercise.book)
    book = (Heading(context.text(exercise.book_title), 4), Listing(rules)) if rules else ()
    how = context.ui(key(exercise, "paper-how"), n=exercise.budget)
    return (
        *as_paper(start(exercise, context)),
        Prose(how, "lead"),
        *(block for topic in exercise.topics for block in _topic(topic, context)),
        *book,
        *as_paper([knob_field(knob, context) for knob in exercise.knobs]),
        TextField(NOTED, context.ui("configurator.note"), "", 2, LONGEST, context.ui("configurator.note.hint")),
    )


def _topic(topic: Topic, context: Context) -> tuple[Block, ...]:
    asked = (context.ui("configurator.card", question=context.text(card.text), cost=card.cost) for card in topic.cards)
    checks = (Check(card.item, text) for card, text in zip(topic.cards, asked, strict=True))
    return (Heading(context.text(topic.title), 4), *checks)
