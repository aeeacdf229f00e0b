"""Programmes: what a trainer does in an evening, half a day, a day or two days, line by line and minute by minute.

A line may name an exercise that the content does not hold (yet): it is left out of the run sheet, and
`workbook check` warns. Everything else that does not fit is a mistake with file and line.
"""

from collections.abc import Iterator, Sequence
from typing import Annotated, Any, Literal

from pydantic import Field, StringConstraints, model_validator
from pydantic_core import PydanticCustomError

from workbook.content.for_rooms import REFERENCE
from workbook.content.models import ThemeId
from workbook.content.problems import Problem
from workbook.content.text import Model, Text
from workbook.content.yaml_source import Source

ProgrammeId = Literal["evening", "half_day", "day", "two_days"]
Do = Literal["exercise", "themes", "talk", "slack", "break", "lunch"]
Reference = Annotated[str, StringConstraints(pattern=REFERENCE, max_length=60)]


class ProgrammeLine(Model):
    """One line: `do` says what it is, `minutes` how long it takes.

    `exercise` names an exercise by code or id, `otherwise` the one to do where that is not there. A line `themes` is
    shared by the exercises of the session's own themes that no line names, with `only` those of these themes.
    """

    do: Do
    minutes: int = Field(ge=1, le=480)
    exercise: Reference | None = None
    otherwise: Reference | None = None
    only: tuple[ThemeId, ...] = ()
    title: Text | None = None
    say: Text | None = None  # what the trainer says or does
    screen: Text | None = None  # what the projector shows meanwhile
    fallback: Text | None = None  # what to do when that fails

    @model_validator(mode="after")
    def _fits_what_it_does(self) -> "ProgrammeLine":
        if (self.do == "exercise") != bool(self.exercise) or (self.otherwise and not self.exercise):
            raise PydanticCustomError("programme-exercise", "name an exercise with do: exercise, and only there")
        if self.do == "talk" and self.title is None:
            raise PydanticCustomError("programme-title", "a talk needs a title")
        if self.only and self.do != "themes":
            raise PydanticCustomError("programme-only", "only goes with do: themes")
        return self

    @property
    def references(self) -> tuple[str, ...]:
        """The exercises that this line names, the wanted one first."""
        return tuple(name for name in (self.exercise, self.otherwise) if name)


class Day(Model):
    """One day of a programme, its lines in order."""

    lines: tuple[ProgrammeLine, ...] = Field(min_length=1)


class Programme(Model):
    """A programme; `minutes` is what its lines take together, breaks and lunch included."""

    id: ProgrammeId
    title: Text
    minutes: int = Field(ge=10, le=2880)
    days: tuple[Day, ...] = Field(min_length=1, max_length=5)

    @property
    def lines(self) -> tuple[ProgrammeLine, ...]:
        """Every line of every day."""
        return tuple(line for day in self.days for line in day.lines)


def mistakes(source: Source, programmes: Sequence[Programme]) -> Iterator[Problem]:
    """What is wrong with programmes that fit their model: minutes that do not add up, an id that stands twice."""
    first: dict[str, int] = {}
    for index, programme in enumerate(programmes):
        added = sum(line.minutes for line in programme.lines)
        if added != programme.minutes:
            values: dict[str, object] = {"added": added, "minutes": programme.minutes}
            line = source.line_of((index, "minutes"))
            yield Problem(source.path, line, "error.programme-minutes", values)
        if first.setdefault(programme.id, index) != index:
            yield Problem(source.path, source.line_of((index, "id")), "error.double-id", {"id": programme.id})


def unknown(
    source: Source, programmes: Sequence[Programme], exercises: set[str], themes: set[str]
) -> Iterator[Problem]:
    """A warning for every name in `programmes` that is in neither `exercises` (ids and codes) nor `themes` (ids)."""
    for index, programme in enumerate(programmes):
        for day_index, day in enumerate(programme.days):
            for line_index, line in enumerate(day.lines):
                at: tuple[Any, ...] = (index, "days", day_index, "lines", line_index)
                for field in ("exercise", "otherwise"):
                    name = getattr(line, field)
                    if name and name not in exercises:
                        yield Problem(source.path, source.line_of((*at, field)), "warning.programme", {"name": name})
                for number, theme in enumerate(line.only):
                    if theme not in themes:
                        where = source.line_of((*at, "only", number))
                        yield Problem(source.path, where, "warning.programme-theme", {"name": theme})
