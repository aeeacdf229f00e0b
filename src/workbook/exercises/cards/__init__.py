"""Cards: say your answer to an excuse aloud, turn the card, say whether you knew it, sort what lies beneath.

Retrieval practice in Leitner boxes: a card that you knew moves up one box, another one goes back to box 1. With
`days` there is a set for each of these days, after which missed cards come back; without `sorts` nothing is sorted.
This file says what an author writes and what is stored; `leitner` says which card comes when, `response` scores and
makes up answers, `screens` draws for one person, `group` for a room.
"""

from collections.abc import Mapping
from typing import Literal

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from workbook.content.answers import DONE, Answer, Flag, OneOf, Value
from workbook.content.checks import unique
from workbook.content.models import Cited, Exercise, ExerciseOptions, Id, Labelled, Note
from workbook.content.text import Text

KNOWN, AGAIN_SOON = "known", "again"
RESULTS = (KNOWN, AGAIN_SOON)
FIRST_DAY = 1
ROUNDS = 6  # how many rounds one attempt holds; "again" starts a new one


class Card(Cited):
    """An excuse or a question, an answer to it, and what the makers think lies beneath it (an id of `sorts`).

    `day`: in which set it first comes by, where the exercise has `days`.
    """

    id: Id
    front: Text
    back: Text
    sort: Id | None = None
    sort_note: Text | None = None
    day: int | None = None

    def part(self, number: int) -> str:
        """The part of the answers that round `number` (1–6) gives to this card."""
        return f"{self.id}.r{number}"

    @property
    def sorting(self) -> str:
        """The item that holds what somebody thinks lies beneath this card: asked once."""
        return f"{self.id}.sort"


class Cards(Exercise):
    """Cards to practise in rounds; every card is sorted once, the first time it comes by."""

    type: Literal["cards"]
    question: Text | None = None
    sorts: tuple[Labelled, ...] = ()
    days: tuple[int, ...] = Field(default=(), max_length=ROUNDS - 1)
    cards: tuple[Card, ...] = Field(min_length=3)
    boxes: int = Field(default=5, ge=3, le=7)
    round_size: int = Field(default=7, ge=3, le=14)
    known: Note
    again: Note

    class Options(ExerciseOptions):
        """`round_size`: cards a round. `cards`: only these cards, in this order."""

        round_size: int | None = Field(default=None, ge=3, le=14)
        cards: tuple[Id, ...] = ()

    @model_validator(mode="after")
    def _ids(self) -> "Cards":
        unique(card.id for card in self.cards)
        unique(sort.id for sort in self.sorts)
        if bool(self.question) != (len(self.sorts) > 1) or len(self.sorts) == 1:
            raise PydanticCustomError("cards-question", "question and two or more sorts go together")
        for card in self.cards:
            self._fits(card)
        self._sets()
        return self

    def _fits(self, card: Card) -> None:
        """A card names a sort of the exercise, with a note; or nothing of the kind where nothing is sorted."""
        sorts = [sort.id for sort in self.sorts]
        if (card.sort in sorts) == bool(sorts) and bool(card.sort) == bool(card.sort_note) == bool(sorts):
            return
        values = {"id": card.id, "sort": card.sort or "", "choices": ", ".join(sorts) or "–"}
        raise PydanticCustomError("cards-sort", "card '{id}': no sort '{sort}', choose from {choices}", values)

    def _sets(self) -> None:
        """Days rise from the first day on; every card belongs to one of them, and every day has a card."""
        if self.days and (list(self.days) != sorted(set(self.days)) or self.days[0] < FIRST_DAY):
            raise PydanticCustomError("cards-days", "days must rise")
        for card in self.cards:
            if card.day not in (self.days or (None,)):
                raise PydanticCustomError("cards-day", "card '{id}': its day is not one of days", {"id": card.id})
        empty = set(self.days) - {card.day for card in self.cards}
        if empty:
            raise PydanticCustomError("cards-days", "day {day} has no cards", {"day": min(empty)})

    def with_options(self, options: ExerciseOptions) -> "Cards":
        """With another round size, or only the chosen cards. Raises KeyError for a card that does not exist."""
        assert isinstance(options, Cards.Options)
        by_id = {card.id: card for card in self.cards}
        chosen = tuple(by_id[name] for name in dict.fromkeys(options.cards)) or self.cards
        days = tuple(day for day in self.days if any(card.day == day for card in chosen))
        return self.model_copy(
            update={"cards": chosen, "days": days, "round_size": options.round_size or self.round_size}
        )

    def items(self) -> Mapping[str, Answer]:
        """Per card its sort, and per round whether it was turned, known, committed and left; and the whole commit."""
        flag, result, sort = Flag(), OneOf(RESULTS), OneOf(tuple(sort.id for sort in self.sorts))
        of_a_round: dict[str, Answer] = {"turned": flag, "result": result, DONE: flag, "next": flag}
        items: dict[str, Answer] = {DONE: flag}
        for card in self.cards:
            if self.sorts:
                items[card.sorting] = sort
            for part in map(card.part, range(1, ROUNDS + 1)):
                items.update({f"{part}.{name}": answer for name, answer in of_a_round.items()})
        return items

    def locked(self, item: str, answers: Mapping[str, Value]) -> bool:
        """A committed card stays as it is; later rounds stay open after the commit of the exercise."""
        part, _, name = item.rpartition(".")
        if name == "sort":
            return any(answers.get(f"{part}.r{number}.{DONE}") for number in range(1, ROUNDS + 1))
        if name in ("turned", "result", DONE) and part:
            return bool(answers.get(f"{part}.{DONE}"))
        return item == DONE and bool(answers.get(DONE))

    def followed_up(self, answers: Mapping[str, Value]) -> bool:
        """Whether a card of a later day was put away."""
        later = range(2, len(self.days) + 1)
        return any(answers.get(f"{card.part(number)}.{DONE}") for number in later for card in self.cards)


# Last, because they need the models above: they fill in the generic functions for this type.
from workbook.exercises.cards import group, paper, response, screens  # noqa: E402, F401
