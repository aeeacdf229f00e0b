"""Action log: what customers said, what is done about it, by whom and when, and whether the customer was told.

It is a log to come back to: nothing in it is ever locked. This file says what an author writes and what is stored;
`response` counts and makes up logs, `screens` shows and asks, `pictures` draws, `group` draws for a room.
"""

from collections.abc import Mapping
from typing import Any, Literal

from pydantic import Field, model_validator

from workbook.content.answers import DONE, Answer, Flag, Refused, Value, Words, as_date
from workbook.content.checks import unique
from workbook.content.models import Exercise, Instruction, Note
from workbook.content.text import Text

SIGNAL, HEARD, ACTION, OWNER, BY, TOLD = "signal", "heard", "action", "owner", "by", "told"
TYPED = {SIGNAL: 200, ACTION: 200, OWNER: 20}
DAYS = (HEARD, BY)


class ActionLog(Exercise):
    """A number of rows: signal, action, owner, the day by which the customer hears of it, and whether they have."""

    type: Literal["actionlog"]
    rows: int = Field(default=5, ge=1, le=10)
    within_days: int = Field(default=14, ge=1, le=60)
    privacy: Instruction
    signal_example: Text
    action_example: Text
    late: Note
    none_told: Note
    some_told: Note
    all_told: Note

    @model_validator(mode="after")
    def _apart(self) -> "ActionLog":
        unique(note.id for note in (self.none_told, self.some_told, self.all_told))
        return self

    @property
    def names(self) -> tuple[str, ...]:
        """The rows, as their items begin: row-1, row-2, …"""
        return tuple(f"row-{number}" for number in range(1, self.rows + 1))

    def items(self) -> Mapping[str, Answer]:
        """Per row the signal, the day it was heard, action, owner, the day to tell, and whether it was told."""
        items: dict[str, Answer] = {}
        for row in self.names:
            items |= {f"{row}.{name}": Words(longest) for name, longest in TYPED.items()}
            items |= {f"{row}.{name}": Words(10) for name in DAYS}
            items[f"{row}.{TOLD}"] = Flag()
        return items | {DONE: Flag()}

    def locked(self, item: str, answers: Mapping[str, Value]) -> bool:
        """Never: a log goes on."""
        return False

    def check(self, item: str, value: Any, answers: Mapping[str, Value]) -> Value:
        """As in Exercise; a day must be in the calendar."""
        checked = super().check(item, value, answers)
        if checked and item.rpartition(".")[2] in DAYS and as_date(checked) is None:
            raise Refused("actionlog.refused.day")
        return checked


# Last, because they need the models above: they fill in the generic functions for this type.
from workbook.exercises.actionlog import group, paper, response, screens  # noqa: E402, F401
