"""What an author writes: themes, sections, exercises, and what exercises share (citations, notes, scales)."""

import hashlib
from collections.abc import Mapping
from functools import cached_property
from typing import Annotated, Any, ClassVar, Generic, Literal, Self, TypeVar

from pydantic import Field, GetJsonSchemaHandler, StringConstraints, model_validator
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, PydanticCustomError

from workbook.content.answers import CHALLENGE, DONE, OBSERVED, Answer, Value, Words, answered
from workbook.content.for_rooms import SLUG, RoleCard, RoomNotes, trio_items
from workbook.content.for_rooms import Id as Id
from workbook.content.text import Model, Sector, Text

ARTICLE, IDEA = r"^S[0-4]$", r"^S[0-4]-\d\d$"
CODE, LETTER = r"^[A-X]\d[a-z]?$", r"^[A-X]$"

ThemeId = Annotated[str, StringConstraints(pattern=SLUG, max_length=55)]  # room for '-plan' in an Id
SourceId = Annotated[str, StringConstraints(pattern=ARTICLE)]
IdeaId = Annotated[str, StringConstraints(pattern=IDEA)]


class Cited(Model):
    """Something that teaches: it cites ideas of the articles, or says that it is our own addition."""

    sources: tuple[IdeaId, ...] = ()
    own: bool = False

    @model_validator(mode="after")
    def _sources_or_own(self) -> "Cited":
        if bool(self.sources) == self.own:
            raise PydanticCustomError("cited", "cite ideas with sources, or say own: true")
        return self


class Note(Cited):
    """A feedback text that a rule of the exercise type shows."""

    id: Id
    text: Text


class Instruction(Note):
    """A note that is told beforehand: how to go about it. It gives no answer away."""


class Labelled(Model):
    """An id with its text: a column, a role, a category."""

    id: Id
    text: Text


class ExerciseOptions(Model):
    """What a facilitator may set for one exercise; each type extends this with its own names."""


class Exercise(Cited):
    """One exercise. A type subclasses this, adds its fields and says which items may be answered."""

    Options: ClassVar[type[ExerciseOptions]] = ExerciseOptions

    id: Id
    code: Annotated[str, StringConstraints(pattern=CODE)]
    type: str
    title: Text
    goal: Text
    minutes: int = Field(ge=1, le=60)
    sensitive: bool = False
    intro: Text
    discussion: Text
    sectors: tuple[Sector, ...] = ()  # the sectors this exercise is for; () for all of the theme
    room: RoomNotes | None = None
    trio: tuple[RoleCard, ...] = ()

    def room_items(self) -> Mapping[str, Answer]:
        """What may be answered besides, in a room: the role, what an observer measured, a reason to disagree."""
        return {CHALLENGE: Words(300), **trio_items(self.trio)}

    def items(self) -> Mapping[str, Answer]:
        """Every item that may be answered, with what it takes; `done` commits the exercise."""
        raise NotImplementedError(f"{type(self).__name__} does not say which items it has")

    def locked(self, item: str, answers: Mapping[str, Value]) -> bool:
        """Whether `item` can no longer change: its part, or the whole exercise, has been committed."""
        if item in self.room_items():
            return False
        part = item.rpartition(".")[0]
        return bool(answers.get(DONE)) or bool(part and answers.get(f"{part}.{DONE}"))

    def check(self, item: str, value: Any, answers: Mapping[str, Value]) -> Value:
        """`value` as it is stored for `item`, given the other answers. Raises Refused when it does not fit."""
        if value is None:
            return None
        known = {**self.room_items(), **self.items()}
        return known[item].check(value) if item in known else Words(80).check(value)

    def ready(self, item: str, answers: Mapping[str, Value]) -> bool:
        """Whether `item` (`done` or `<part>.done`) may be committed now: something of it was answered.

        The browser asks for what is missing before it commits; this is the floor under it, whatever a browser sends.
        """
        part = item.rpartition(".")[0]
        given = answered(answers)
        if not part:
            return bool(given) or answers.get(OBSERVED) is not None
        return any(name.startswith(f"{part}.") for name in given) or not self._asks(part)

    def _asks(self, part: str) -> bool:
        return any(name.startswith(f"{part}.") and name != f"{part}.{DONE}" for name in self.items())

    def shared(self) -> frozenset[str]:
        """The items that two people who paired up see of each other once both agreed; none unless a type says so."""
        return frozenset()

    def with_options(self, options: ExerciseOptions) -> "Exercise":
        """This exercise as a facilitator set it. Raises KeyError or ValueError for what it does not have."""
        return self

    def followed_up(self, answers: Mapping[str, Value]) -> bool:
        """Whether these answers hold work of a later day: what a certificate counts as a follow-up."""
        return False

    def with_case(self, case: Mapping[str, Text]) -> "Exercise":
        """This exercise with a client's own case texts. Raises ValueError where the type has no case to replace."""
        raise ValueError("no-case")

    def model_copy(self, *, update: Mapping[str, Any] | None = None, deep: bool = False) -> Self:
        """As pydantic's; a changed copy has a version of its own."""
        copy = super().model_copy(update=update, deep=deep)
        copy.__dict__.pop("version", None)
        return copy

    @cached_property
    def version(self) -> str:
        """Eight hexadecimal digits that change when the content of this exercise changes."""
        return hashlib.sha256(self.model_dump_json().encode()).hexdigest()[:8]


AnyExercise = TypeVar("AnyExercise", bound=Exercise)


class Section(Model, Generic[AnyExercise]):
    """A part of a theme; a notebook cell names it and gets all its exercises."""

    id: Id
    title: Text
    exercises: tuple[AnyExercise, ...] = Field(min_length=1)


class Tomorrow(Cited):
    """The last step of a page: what will you do tomorrow?"""

    prompt: Text
    examples: tuple[Text, ...] = Field(min_length=1)


class Theme(Model, Generic[AnyExercise]):
    """One theme: everything a theme page shows."""

    id: ThemeId
    letter: Annotated[str, StringConstraints(pattern=LETTER)]
    order: int
    title: Text
    aim: Text
    intro: Text
    sources: tuple[SourceId, ...] = Field(min_length=1)
    sectors: tuple[Sector, ...] = Field(min_length=1)
    sections: tuple[Section[AnyExercise], ...] = Field(min_length=1)
    tomorrow: Tomorrow

    @property
    def exercises(self) -> tuple[AnyExercise, ...]:
        """All exercises of this theme, in the order of the page."""
        return tuple(exercise for section in self.sections for exercise in section.exercises)

    def section(self, section_id: str) -> Section[AnyExercise]:
        """The section with this id. Raises KeyError."""
        return next((s for s in self.sections if s.id == section_id), None) or _missing(section_id)

    def exercise(self, exercise_id: str) -> AnyExercise:
        """The exercise with this id. Raises KeyError."""
        return next((e for e in self.exercises if e.id == exercise_id), None) or _missing(exercise_id)


def _missing(name: str) -> Any:
    raise KeyError(name)


class Point(Model):
    """One answer of a response scale."""

    value: int
    text: Text


class Scale(Model):
    """A response scale that exercises share."""

    id: Id
    low: Text
    high: Text
    points: tuple[Point, ...] = Field(min_length=2)

    @classmethod
    def __get_pydantic_json_schema__(cls, core: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        return {"anyOf": [{"type": "string", "description": "a scale in data/scales"}, handler(core)]}

    @property
    def values(self) -> tuple[int, ...]:
        """The values of the scale, lowest first."""
        return tuple(point.value for point in self.points)

    def reverse(self, value: float) -> float:
        """The value that a reversed item scores."""
        return self.values[0] + self.values[-1] - value


class Idea(Model):
    """One numbered idea of an article, in our words."""

    id: IdeaId
    kind: Literal["idea", "anecdote"]
    title: Text
    text: Text  # the idea itself, to be read by whoever knows nothing else of the article
    experience: bool = False  # the author's own experience, not a fact
    contradicted: bool = False  # other research says otherwise
    exception: Text | None = None  # why no exercise teaches this idea

    @property
    def anchor(self) -> str:
        """Its place on the page of ideas: what follows the # in an address."""
        return f"idee-{self.id.lower()}"


class Article(Model):
    """One of the five articles that the workbook is made from."""

    id: SourceId
    title: str
    author: str
    date: str | None = None
    place: str | None = None
    note: Text | None = None
    ideas: tuple[Idea, ...] = Field(min_length=1)
