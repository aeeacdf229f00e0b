"""What an exercise carries for a room: the trainer's notes, and the cards of people who practise in twos or threes."""

from collections.abc import Mapping, Sequence
from typing import Annotated

from pydantic import StringConstraints

from workbook.content.answers import OBSERVED, ROLE, Answer, Number, OneOf
from workbook.content.text import Model, Text

SLUG = r"^[a-z0-9]+(-[a-z0-9]+)*$"
REFERENCE = r"^([A-X]\d[a-z]?|[a-z0-9]+(-[a-z0-9]+)*)$"  # an exercise by its code or its id
Id = Annotated[str, StringConstraints(pattern=SLUG, max_length=60)]


class RoomNotes(Model):
    """What a trainer needs in front of people: what to say, and what to do where screens cannot help."""

    say: Text  # to open the exercise with, in a sentence or two
    hands_up: Text  # the same question for a show of hands: for a group too small to be shown, or without phones
    fallback: Text  # what to do when the screens fail
    predict: Text | None = None  # what the room guesses about itself before it sees its result


class RoleCard(Model):
    """One role in a pair or a trio: its card opens on the phone of whoever plays it, and is printed for on paper."""

    id: Id
    title: Text
    card: Text
    stopwatch: bool = False  # the observer measures somebody else's silence


def measured(trio: Sequence[RoleCard]) -> bool:
    """Whether somebody among these roles measures another's silence."""
    return any(role.stopwatch for role in trio)


def trio_items(trio: Sequence[RoleCard]) -> Mapping[str, Answer]:
    """What may be answered because of these roles: who plays what, and what an observer measured."""
    items: dict[str, Answer] = {ROLE: OneOf(tuple(role.id for role in trio))} if trio else {}
    return items | ({OBSERVED: Number(0, 60, 0)} if measured(trio) else {})
