"""Facts: is a statement fact or fable, and how sure are you? Both are stored before the explanation opens.

A first taste of calibration: what somebody says with 'sure' beside how often that was right, only from 8 answers on.
This file says what an author writes and what is stored; `response` scores and makes up answers, `screens` draws for
one person, `group` for a room.
"""

from collections.abc import Mapping
from typing import Literal

from pydantic import Field, model_validator

from workbook.content.answers import DONE, Answer, Flag, OneOf
from workbook.content.checks import unique
from workbook.content.models import Cited, Exercise, Id
from workbook.content.text import Text

TRUTHS = ("fact", "fable")
CERTAINTIES = ("guess", "think", "sure")
RESULT = "result"  # the bookmark of the last screen
CALIBRATE_FROM = 8  # answers; fewer say nothing about how somebody's certainty and their being right go together


class Statement(Cited):
    """A claim that sounds plausible: what is known about it, who found that, and where it stops."""

    id: Id
    text: Text
    truth: Literal["fact", "fable"]
    feedback: Text
    origin: Text
    limit: Text

    @property
    def answer(self) -> str:
        """The item that holds 'fact' or 'fable'."""
        return f"{self.id}.answer"

    @property
    def certainty(self) -> str:
        """The item that holds how sure somebody was."""
        return f"{self.id}.certainty"


class Facts(Exercise):
    """Statements to judge one at a time."""

    type: Literal["facts"]
    statements: tuple[Statement, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _own_ids(self) -> "Facts":
        unique((statement.id for statement in self.statements), (RESULT, DONE))
        return self

    def items(self) -> Mapping[str, Answer]:
        """Per statement the judgement, the certainty and a commit; and the whole commit."""
        items: dict[str, Answer] = {}
        for statement in self.statements:
            items |= {statement.answer: OneOf(TRUTHS), statement.certainty: OneOf(CERTAINTIES)}
            items[f"{statement.id}.{DONE}"] = Flag()
        return items | {DONE: Flag()}


# Last, because they need the models above: they fill in the generic functions for this type.
from workbook.exercises.facts import group, response, screens  # noqa: E402, F401
