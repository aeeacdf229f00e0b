"""Thoughts: at five stops in a film you choose the thought you honestly have, name its kind, and see what you then say.

Nothing is scored: there is a tally of kinds, and one helping thought in your own words.
This file says what an author writes and what is stored; `response` counts and makes up answers, `screens` asks,
`pictures` draws the clouds, `group` shows them for a room.
"""

from collections import Counter
from collections.abc import Mapping
from typing import Literal

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from workbook.content.answers import DONE, Answer, Flag, OneOf, Value, Words
from workbook.content.checks import unique
from workbook.content.models import Cited, Exercise, ExerciseOptions, Id, Note
from workbook.content.text import Model, Text

OWN = "own"  # chosen instead of a given thought: the participant's own words
HELPING = "helping"  # the screen and the part of the helping thought
HELPING_WORDS = f"{HELPING}.words"
LONGEST = 160


class Kind(Cited):
    """A kind of thought; `open` for the one that leaves the answer to the other person."""

    id: Id
    title: Text
    explanation: Text
    example: Text  # a helping thought against this kind
    open: bool = False


class Thought(Cited):
    """A thought somebody may have here, the sentence it produces, and what that sentence does."""

    id: Id
    kind: Id
    text: Text
    says: Text
    feedback: Text


class Stop(Model):
    """A moment at which the film stands still."""

    id: Id
    title: Text
    text: Text
    thoughts: tuple[Thought, ...]

    @model_validator(mode="after")
    def _own_ids(self) -> "Stop":
        unique((thought.id for thought in self.thoughts), (OWN,))
        return self

    def of_kind(self, kind: str) -> Thought:
        """The thought of this kind (each stop has one of each)."""
        return next(thought for thought in self.thoughts if thought.kind == kind)


class Thoughts(Exercise):
    """Stops, each with one thought of every kind."""

    type: Literal["thoughts"]
    kinds: tuple[Kind, ...] = Field(min_length=2)
    stops: tuple[Stop, ...] = Field(min_length=1)
    helping: Text  # asks for the helping thought
    all_open: Note  # instead of an example, for whoever had only open thoughts

    class Options(ExerciseOptions):
        """`stops`: play only these stops, in this order."""

        stops: tuple[Id, ...] = ()

    @model_validator(mode="after")
    def _fits_together(self) -> "Thoughts":
        unique((stop.id for stop in self.stops), (HELPING, DONE))
        unique(kind.id for kind in self.kinds)
        if sum(kind.open for kind in self.kinds) != 1:
            raise PydanticCustomError("thoughts-open", "give one kind open: true", {})
        wanted = Counter(kind.id for kind in self.kinds)
        for stop in self.stops:
            if Counter(thought.kind for thought in stop.thoughts) != wanted:
                named = {"stop": stop.id, "wanted": ", ".join(wanted)}
                raise PydanticCustomError("thoughts-kinds", "{stop} needs one thought of each kind", named)
        return self

    def with_options(self, options: ExerciseOptions) -> "Thoughts":
        """Only the chosen stops. Raises KeyError for one that does not exist."""
        assert isinstance(options, Thoughts.Options)
        by_id = {stop.id: stop for stop in self.stops}
        chosen = tuple(by_id[name] for name in dict.fromkeys(options.stops))
        return self.model_copy(update={"stops": chosen}) if chosen else self

    def items(self) -> Mapping[str, Answer]:
        """Per stop the thought, own words, its kind and a commit; the helping thought; and the whole commit."""
        kinds, items = tuple(kind.id for kind in self.kinds), dict[str, Answer]()
        for stop in self.stops:
            items[f"{stop.id}.thought"] = OneOf((*(thought.id for thought in stop.thoughts), OWN))
            items[f"{stop.id}.words"] = Words(LONGEST)
            items[f"{stop.id}.kind"] = OneOf(kinds)
            items[f"{stop.id}.{DONE}"] = Flag()
        return items | {HELPING_WORDS: Words(LONGEST), DONE: Flag()}

    def locked(self, item: str, answers: Mapping[str, Value]) -> bool:
        """The helping thought stays open: it may get better."""
        return item != HELPING_WORDS and super().locked(item, answers)

    def ready(self, item: str, answers: Mapping[str, Value]) -> bool:
        """A stop asks for a thought and its kind; the whole for something at one stop at least."""
        part = item.rpartition(".")[0]
        if part:
            return all(answers.get(f"{part}.{name}") for name in ("thought", "kind"))
        return any(answers.get(f"{stop.id}.thought") for stop in self.stops)

    def kind(self, name: str) -> Kind:
        """The kind with this id."""
        return next(kind for kind in self.kinds if kind.id == name)


# Last, because they need the models above: they fill in the generic functions for this type.
from workbook.exercises.thoughts import group, response, screens  # noqa: E402, F401
