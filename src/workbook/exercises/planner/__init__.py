"""Planner: fill in a sheet together, a few questions at a time, and take it along on paper.

A plan is never locked: it can be edited until the visit. Nothing is scored; the sheet is complete or it is not.
This file says what an author writes and what is stored; `response` scores and makes up answers, `sheet` draws.
"""

import datetime
import re
from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, PrivateAttr, StringConstraints, model_validator
from pydantic_core import PydanticCustomError

from workbook.content.answers import DONE, Answer, Flag, OneOf, Refused, Value, Words, is_date
from workbook.content.checks import unique
from workbook.content.models import Cited, Exercise, ExerciseOptions, Id, Labelled, Note
from workbook.content.text import Language, Text
from workbook.scoring import Answers
from workbook.view import numbers

Kind = Literal["text", "long", "choice", "date", "time"]
PER_SCREEN = 3
_TIME = re.compile(r"([01][0-9]|2[0-3]):[0-5][0-9]")


def _day(value: Any) -> Any:
    if value in (None, ""):
        return None
    if not is_date(str(value)):  # pydantic alone would also take a number of seconds since 1970
        raise PydanticCustomError("planner-date", "write a date as 2026-03-14", {"value": str(value)})
    return str(value)


class PlanField(Cited):
    """One question of the sheet. `short` names it on the sheet and among what is missing; without it `label` does."""

    id: Id
    label: Text
    short: Text | None = None
    hint: Text | None = None
    kind: Kind
    required: bool = True
    options: tuple[Labelled, ...] = ()
    max_length: int | None = Field(default=None, ge=20, le=1000)

    @model_validator(mode="after")
    def _fits_its_kind(self) -> "PlanField":
        if len(self.options) < 2 if self.kind == "choice" else self.options:
            raise PydanticCustomError("planner-options", "'{id}': options go with kind choice", {"id": self.id})
        if self.max_length is not None and self.kind not in ("text", "long"):
            raise PydanticCustomError("planner-length", "'{id}': max_length goes with text or long", {"id": self.id})
        unique(option.id for option in self.options)
        return self

    @property
    def item(self) -> str:
        """The item that holds the answer."""
        return f"{self.id}.answer"

    @property
    def answer(self) -> Answer:
        """What the item takes; dates and times are checked further by the exercise."""
        if self.kind == "choice":
            return OneOf(tuple(option.id for option in self.options))
        return Words({"date": 10, "time": 5}.get(self.kind, self.max_length or 280))

    def name(self, language: Language) -> str:
        """The short name of this question."""
        return (self.short or self.label).in_(language)

    def told(self, answers: Answers, language: Language) -> str:
        """The answer as it stands on the sheet; '' while there is none."""
        text = str(answers.get(self.item) or "").strip()
        if self.kind == "choice":
            return next((option.text.in_(language) for option in self.options if option.id == text), "")
        return (
            numbers.day(datetime.date.fromisoformat(text), language) if self.kind == "date" and is_date(text) else text
        )


class PlannerOptions(ExerciseOptions):
    """Who goes where and when: stands at the head of the sheet; left open, a pen fills it in."""

    client: Annotated[str, StringConstraints(max_length=4)] = ""
    date: Annotated[datetime.date | None, BeforeValidator(_day)] = None
    seller: Annotated[str, StringConstraints(max_length=20)] = ""
    manager: Annotated[str, StringConstraints(max_length=20)] = ""


class Planner(Exercise):
    """A sheet of questions that becomes a printed page."""

    Options = PlannerOptions

    type: Literal["planner"]
    print_title: Text
    fields: tuple[PlanField, ...] = Field(min_length=1)
    complete: Note
    incomplete: Note
    _head: PlannerOptions = PrivateAttr(default_factory=PlannerOptions)

    @model_validator(mode="after")
    def _own_ids(self) -> "Planner":
        unique(field.id for field in self.fields)
        unique((self.complete.id, self.incomplete.id))
        return self

    def with_options(self, options: ExerciseOptions) -> "Planner":
        """This sheet with its head filled in."""
        assert isinstance(options, PlannerOptions)
        headed = self.model_copy()
        headed._head = options
        return headed

    def items(self) -> Mapping[str, Answer]:
        """An answer for each field, and the commit."""
        return {field.item: field.answer for field in self.fields} | {DONE: Flag()}

    def locked(self, item: str, answers: Mapping[str, Value]) -> bool:
        """Never: a plan may change until the visit."""
        return False

    def check(self, item: str, value: Any, answers: Mapping[str, Value]) -> Value:
        """As in Exercise; a date must be a day of the calendar, a time HH:MM."""
        checked = super().check(item, value, answers)
        kind = next((field.kind for field in self.fields if field.item == item), None)
        if checked and kind == "date" and not is_date(str(checked)):
            raise Refused("planner.refused.date")
        if checked and kind == "time" and not _TIME.fullmatch(str(checked)):
            raise Refused("planner.refused.time")
        return checked

    def missing(self, answers: Answers) -> tuple[PlanField, ...]:
        """The required fields that hold nothing yet."""
        return tuple(field for field in self.fields if field.required and not field.told(answers, "nl"))

    @property
    def head(self) -> PlannerOptions:
        """Who goes where and when, as the facilitator set it."""
        return self._head

    @property
    def screens(self) -> tuple[tuple[PlanField, ...], ...]:
        """The fields as they are asked, at most three at a time."""
        return tuple(self.fields[i : i + PER_SCREEN] for i in range(0, len(self.fields), PER_SCREEN))


def names(fields: tuple[PlanField, ...], language: Language) -> str:
    """The short names of these fields as a sentence lists them (at least one field)."""
    return numbers.listed([field.name(language) for field in fields], language)


# Last, because they need the models above: they fill in the generic functions for this type.
from workbook.exercises.planner import response, sheet  # noqa: E402, F401
