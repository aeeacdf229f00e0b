"""Retrospective: the same behaviours judged afterwards, for then and for now.

A retrospective pre-post: both judgements are made with the same yardstick, against response shift (Howard e.a. 1979);
the price is recall bias, which the exercise names itself. Counted, never averaged, and never called an effect.
This file says what an author writes and what is stored; `response` counts and makes up answers, `screens` draws for
one person, `group` for a room.
"""

from collections.abc import Mapping
from typing import Literal

from pydantic import Field, model_validator

from workbook.content.answers import DONE, Answer, Flag, OneOf
from workbook.content.checks import unique
from workbook.content.models import Cited, Exercise, Id, Note, Scale
from workbook.content.text import Text

PER_SCREEN = 1  # then and now take five taps each: more would not fit a phone
KEEP = "keep"  # the item that holds the one behaviour to hold on to
CHOICE = "_keep"  # the bookmark of the screen that asks for it


class Behaviour(Cited):
    """Something one does, or does not do, in a conversation."""

    id: Id
    text: Text

    @property
    def then(self) -> str:
        """The item that holds how often it was before."""
        return f"{self.id}.then"

    @property
    def now(self) -> str:
        """The item that holds how often it is now."""
        return f"{self.id}.now"


class Retrospective(Exercise):
    """Behaviours judged for two times on one frequency scale, and one chosen to hold on to."""

    type: Literal["retrospective"]
    scale: Scale
    then: Text
    now: Text
    behaviours: tuple[Behaviour, ...] = Field(min_length=3)
    bias: Note

    @model_validator(mode="after")
    def _own_ids(self) -> "Retrospective":
        unique((behaviour.id for behaviour in self.behaviours), (KEEP, DONE))
        return self

    def items(self) -> Mapping[str, Answer]:
        """Per behaviour then and now on the scale; the behaviour to hold on to; and the commit."""
        values = OneOf(self.scale.values)
        items: dict[str, Answer] = {}
        for behaviour in self.behaviours:
            items |= {behaviour.then: values, behaviour.now: values}
        return items | {KEEP: OneOf(tuple(behaviour.id for behaviour in self.behaviours)), DONE: Flag()}

    @property
    def screens(self) -> tuple[tuple[Behaviour, ...], ...]:
        """The behaviours as they are asked, one at a time."""
        return tuple(self.behaviours[i : i + PER_SCREEN] for i in range(0, len(self.behaviours), PER_SCREEN))


# Last, because they need the models above: they fill in the generic functions for this type.
from workbook.exercises.retrospective import group, response, screens  # noqa: E402, F401
