"""Ladder: put steps in order of how tense they make you, choose one that you dare, and plan it as an if-then.

What it was like is asked when somebody comes back: those answers stay open after the commit, and so does the plan.
Nothing is scored. This file says what an author writes and what is stored; `response` gives the feedback and makes up
answers, `screens` asks, `result` shows the ladder and asks afterwards, `group` draws for a room.
"""

from collections.abc import Mapping
from typing import Any, Literal

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from workbook.content.answers import (
    DONE,
    Answer,
    Flag,
    Initials,
    InOrder,
    Number,
    OneOf,
    Refused,
    Value,
    Words,
    is_date,
)
from workbook.content.checks import unique
from workbook.content.models import Cited, Exercise, Id, Note
from workbook.content.text import Model, Text

ORDER, PICK, CUE, LINE, DAY, WHO = "order", "pick", "cue", "line", "day", "who"
DID, AFTER, TOLD = "after.did", "after.tension", "after.told"
PLAN, LATER = (PICK, CUE, LINE, DAY, WHO), (DID, AFTER, TOLD)
OUTCOMES = ("did", "other", "not-yet")
TENSEST = 10


class Rung(Cited):
    """One step on the ladder; `short` names it in pictures."""

    id: Id
    text: Text
    short: Text


class Zone(Model):
    """From which tension on, and up to which, a step is worth planning."""

    low: int = Field(default=3, ge=0, le=TENSEST)
    high: int = Field(default=6, ge=0, le=TENSEST)


class Ladder(Exercise):
    """Steps to put in order, one of them to plan within a number of days."""

    type: Literal["ladder"]
    order_prompt: Text
    tension_prompt: Text
    zone: Zone = Zone()
    zone_rule: Note
    within_days: int = Field(default=7, ge=1, le=14)
    cue_example: Text
    line_example: Text
    rungs: tuple[Rung, ...] = Field(min_length=4, max_length=10)
    in_zone: Note
    too_low: Note
    too_high: Note
    crossed: Note
    lighter: Note
    as_tense: Note
    heavier: Note

    @model_validator(mode="after")
    def _hangs_together(self) -> "Ladder":
        unique((rung.id for rung in self.rungs), ("after", DONE))
        unique(note.id for note in self.notes)
        if self.zone.low > self.zone.high:
            raise PydanticCustomError(
                "ladder-zone", "the zone is empty", {"low": self.zone.low, "high": self.zone.high}
            )
        return self

    @property
    def notes(self) -> tuple[Note, ...]:
        """The texts that a response can call for."""
        return self.in_zone, self.too_low, self.too_high, self.crossed, self.lighter, self.as_tense, self.heavier

    def items(self) -> Mapping[str, Answer]:
        """The order, a tension for each step, the plan, the commit, and what it was like."""
        ids = tuple(rung.id for rung in self.rungs)
        items: dict[str, Answer] = {ORDER: InOrder(ids)}
        items |= {f"{name}.tension": Number(0, TENSEST) for name in ids}
        items |= {PICK: OneOf(ids), CUE: Words(160), LINE: Words(200), DAY: Words(10), WHO: Initials()}
        return items | {DONE: Flag(), DID: OneOf(OUTCOMES), AFTER: Number(0, TENSEST), TOLD: Words(300)}

    def locked(self, item: str, answers: Mapping[str, Value]) -> bool:
        """The plan may change until it was done; what it was like comes later."""
        return item not in PLAN and item not in LATER and super().locked(item, answers)

    def check(self, item: str, value: Any, answers: Mapping[str, Value]) -> Value:
        """As in Exercise; a day must be in the calendar."""
        checked = super().check(item, value, answers)
        if item == DAY and checked and not is_date(str(checked)):
            raise Refused("ladder.refused.day")
        return checked


# Last, because they need the models above: they fill in the generic functions for this type.
from workbook.exercises.ladder import group, paper, response, result, screens  # noqa: E402, F401
