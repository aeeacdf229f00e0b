"""Gap: the same ten things asked of a manager and of a seller; first guess what the other will say.

Alone somebody sees their own answers beside their guess. Two people can pair up without names (`store.pairs`): the
answers of both open when both have finished and both agreed, and close for both when either takes that back.
This file says what an author writes and what is stored; `reading` holds the arithmetic, `scoring` makes up answers,
`screens` asks, `result` shows what came of it with `pairing`, `pictures` draws, `group` is the sellers of a room.
"""

from collections.abc import Mapping
from typing import Literal

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from workbook.content.answers import DONE, Answer, Flag, OneOf, Value, Words
from workbook.content.checks import unique
from workbook.content.models import Cited, Exercise, Id, Note, Scale
from workbook.content.text import Text

Role = Literal["manager", "seller"]
ROLES: tuple[Role, ...] = ("manager", "seller")
ROLE, GUESS, OWN, OPENING, RESULT = "role", "guess", "own", "opening", "result"
CHOSEN = "role.choice"
PAGE = 5  # pairs on one screen
RULES = ("no-gap", "no-difference", "same-role")


class Item(Cited):
    """One thing, put to both: what a manager and what a seller says of it, and what to talk about where they differ."""

    id: Id
    topic: Text  # a few words for the picture
    manager: Text
    seller: Text
    feedback: Text

    def said_by(self, role: Role) -> Text:
        """The statement as this role reads it."""
        return self.manager if role == "manager" else self.seller


class Gap(Exercise):
    """Ten paired statements, a guess first, and two people who compare if both want to."""

    type: Literal["gap"]
    scale: Scale
    pairs: tuple[Item, ...] = Field(alias="items", min_length=3)  # `items` is a method of Exercise
    promise: Text  # who sees what, read before anybody pairs
    rules: tuple[Note, ...]

    @model_validator(mode="after")
    def _fits_together(self) -> "Gap":
        unique((pair.id for pair in self.pairs), (DONE,))
        if sorted(rule.id for rule in self.rules) != sorted(RULES):
            raise PydanticCustomError("gap-rules", "write {wanted}", {"wanted": ", ".join(RULES)})
        return self

    def rule(self, name: str) -> Note:
        """The note of one rule."""
        return next(rule for rule in self.rules if rule.id == name)

    @property
    def pages(self) -> tuple[tuple[Item, ...], ...]:
        """The pairs by five."""
        return tuple(self.pairs[i : i + PAGE] for i in range(0, len(self.pairs), PAGE))

    def items(self) -> Mapping[str, Answer]:
        """The role, a guess and an own answer for each pair, a sentence to open with; and the commits."""
        values = OneOf(self.scale.values)
        items: dict[str, Answer] = {CHOSEN: OneOf(ROLES), f"{ROLE}.{DONE}": Flag()}
        items |= {guessed(pair): values for pair in self.pairs} | {f"{GUESS}.{DONE}": Flag()}
        items |= {answered(pair): values for pair in self.pairs}
        return items | {OPENING: Words(200), DONE: Flag()}

    def shared(self) -> frozenset[str]:
        """The role and the own answers; never what somebody guessed or wrote."""
        return frozenset({CHOSEN, *(answered(pair) for pair in self.pairs)})

    def ready(self, item: str, answers: Mapping[str, Value]) -> bool:
        """Everything is answered before it is committed: nobody sees another's answers for fewer of their own."""
        needs = {f"{ROLE}.{DONE}": [CHOSEN], f"{GUESS}.{DONE}": [guessed(pair) for pair in self.pairs]}
        needs[DONE] = [CHOSEN, *(answered(pair) for pair in self.pairs)]
        return (
            all(answers.get(name) is not None for name in needs[item])
            if item in needs
            else super().ready(item, answers)
        )

    def locked(self, item: str, answers: Mapping[str, Value]) -> bool:
        """The sentence to open with is written after the result."""
        return item != OPENING and super().locked(item, answers)


def guessed(pair: Item) -> str:
    """The item that holds what somebody expects the other to answer."""
    return f"{GUESS}.{pair.id}"


def answered(pair: Item) -> str:
    """The item that holds somebody's own answer."""
    return f"{OWN}.{pair.id}"


from workbook.exercises.gap import group, paper, result, scoring, screens  # noqa: E402, F401  (they register themselves)
