"""A meter: one named level that every line of a talk moves, and when the first defence came.

The level starts where the author says (one higher with a mild client, one lower with a hard one) and stays between its
ends. A line that `defends` counts for the first defence: how many turns went by before it.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from workbook.content.checks import unique
from workbook.content.models import Note
from workbook.content.text import Model, Text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from workbook.exercises.dialogue import Dialogue
    from workbook.exercises.dialogue.lines import Line

MILDEST, USUAL, HARDEST = 1, 2, 3


class Level(Note):
    """Where a talk can end: every level below `below` that is in no earlier one; `name` says it in a few words."""

    name: Text
    below: int | None = None


class Meter(Model):
    """One level between `least` and `most`; `levels` say what an end means, lowest first."""

    title: Text
    least: int = Field(ge=-9, le=0)
    most: int = Field(ge=1, le=9)
    start: int = 0
    levels: tuple[Level, ...] = Field(min_length=2)

    @model_validator(mode="after")
    def _in_order(self) -> Meter:
        unique(level.id for level in self.levels)
        limits = [level.below for level in self.levels[:-1]]
        known = [limit for limit in limits if limit is not None]
        rising = all(one < other for one, other in pairwise([self.least, *known, self.most + 1]))
        if len(known) < len(limits) or self.levels[-1].below is not None or not rising:
            raise PydanticCustomError("dialogue-levels", "wrong levels", {"least": self.least, "most": self.most})
        if not self.least <= self.start <= self.most:
            raise PydanticCustomError("dialogue-levels", "wrong start", {"least": self.least, "most": self.most})
        return self

    def within(self, level: int) -> int:
        """`level`, but never past an end."""
        return max(self.least, min(self.most, level))

    def at(self, level: int) -> Level:
        """What an end at this level means."""
        return next(one for one in self.levels if one.below is None or level < one.below)


class Defence(Model):
    """What to say of the first line that defends: in one of the first `early_turns` turns, later, or not at all."""

    early_turns: int = Field(default=2, ge=1, le=9)
    early: Note
    late: Note
    never: Note

    @model_validator(mode="after")
    def _apart(self) -> Defence:
        unique((self.early.id, self.late.id, self.never.id))
        return self

    def when(self, turn: int) -> Note:
        """The note for a first defence in this turn (from 1), or for none (0)."""
        if not turn:
            return self.never
        return self.early if turn <= self.early_turns else self.late


def check_lines(exercise: Dialogue) -> None:
    """Raises where a line is not worth what this talk measures, or names a move that is not there."""
    moves = [move.id for move in exercise.moves]
    for node in exercise.longest:
        for line in node.options:
            given = (line.points is not None, line.shift is not None)
            if given != (exercise.meter is None, exercise.meter is not None):
                raise PydanticCustomError("dialogue-worth", "{node}: {line}", {"node": node.id, "line": line.id})
            if line.move not in moves if moves else line.move is not None:
                values = {"node": node.id, "line": line.id, "moves": ", ".join(moves) or "–"}
                raise PydanticCustomError("dialogue-move", "{node}: {line}", values)
    defends = any(line.defends for node in exercise.longest for line in node.options)
    if defends != (exercise.defence is not None) or (defends and exercise.meter is None):
        raise PydanticCustomError("dialogue-defence", "defends goes with defence and a meter")


def first_level(exercise: Dialogue) -> int:
    """The level before anything was said: a mild client gives one more, a hard one gives one less."""
    assert exercise.meter is not None
    return exercise.meter.within(exercise.meter.start + USUAL - exercise.hardness)


def levels(exercise: Dialogue, lines: Sequence[Line]) -> tuple[int, ...]:
    """The level before the first line and after every line."""
    assert exercise.meter is not None
    found = [first_level(exercise)]
    for line in lines:
        found.append(exercise.meter.within(found[-1] + (line.shift or 0)))
    return tuple(found)


def first_defence(lines: Sequence[Line]) -> int | None:
    """The turn (from 1) of the first line that defends; None where there was none."""
    return next((turn for turn, line in enumerate(lines, 1) if line.defends), None)


def signed(level: int) -> str:
    """A level as people write it: +2, 0, −1."""
    return f"+{level}" if level > 0 else str(level).replace("-", "−")
