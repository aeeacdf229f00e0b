"""What an exercise carries for a room: the trainer's notes, and the cards of people who practise in twos or threes."""

from typing import Annotated

from pydantic import StringConstraints

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
