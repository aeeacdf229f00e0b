"""Classifier: say of each situation which class it is and how certain you are, then write your own line per class.

The class counts 1 each. Certainty is stored with the answer, before the makers' view opens; it is told back only from
eight answers on. The rules for the own lines look at words only, show what they saw, and can be overruled.
This file says what an author writes and what is stored; `rules` reads a line, `response` scores, `screens` asks,
`result` and `grid` show the result, `group` counts for a room.
"""

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, StringConstraints, model_validator
from pydantic_core import PydanticCustomError

from workbook.content.answers import DONE, Answer, Flag, OneOf, Value, Words
from workbook.content.checks import unique
from workbook.content.models import Cited, Exercise, ExerciseOptions, Id, Note
from workbook.content.text import LANGUAGES, Text
from workbook.exercises._walk import RESULT
from workbook.exercises.classifier.rules import OVERRULABLE, RULES, noticed

CERTAINTIES = ("guess", "think", "sure")
LINE = "line-"  # begins the name of the part with the own line of a class
LONGEST = 300


class Class(Cited):
    """One class with its letter; `warm` where warm words fit; `example` is shown after the own line, with why."""

    id: Id
    letter: Annotated[str, StringConstraints(min_length=1, max_length=2)]
    title: Text
    explanation: Text
    warm: bool = False
    prompt: Text
    example: Text
    feedback: Text

    @property
    def part(self) -> str:
        """The part that commits the own line of this class."""
        return f"{LINE}{self.id}"

    @model_validator(mode="after")
    def _example_fits(self) -> "Class":
        for language in LANGUAGES:
            for seen in noticed(self.example.in_(language), self.warm):
                values = {"id": self.id, "rule": seen.rule, "words": seen.words}
                raise PydanticCustomError("classifier-example", "{id}: {rule}", values)
        return self


class Pressure(Cited):
    """What is added to a situation to press somebody, and what the makers say about that."""

    text: Text
    feedback: Text


class Situation(Cited):
    """A situation, the class that the makers give it, and why."""

    id: Id
    text: Text
    answer: Id
    feedback: Text
    pressure: Pressure | None = None


def _once(ids: tuple[str, ...]) -> tuple[str, ...]:
    unique(ids)
    return ids


class Classifier(Exercise):
    """Situations to classify with a certainty, and a line of one's own for each class."""

    type: Literal["classifier"]
    classes: tuple[Class, ...] = Field(min_length=2, max_length=6)
    situations: tuple[Situation, ...] = Field(min_length=1)
    rules: tuple[Note, ...]

    class Options(ExerciseOptions):
        """`bench_pressure`: whether pressure is added where it is written; `situations`: only these, in this order."""

        bench_pressure: bool = True
        situations: Annotated[tuple[Id, ...], AfterValidator(_once)] = ()

    @model_validator(mode="after")
    def _fits_together(self) -> "Classifier":
        unique(one.id for one in self.classes)
        unique((one.id for one in self.situations), (*(one.part for one in self.classes), RESULT, DONE))
        known = [one.id for one in self.classes]
        for situation in self.situations:
            if situation.answer not in known:
                values = {"id": situation.id, "answer": situation.answer, "choices": ", ".join(known)}
                raise PydanticCustomError("classifier-class", "no class {answer}", values)
        if sorted(rule.id for rule in self.rules) != sorted(RULES):
            raise PydanticCustomError("classifier-rules", "write {wanted}", {"wanted": ", ".join(RULES)})
        return self

    def with_options(self, options: ExerciseOptions) -> "Classifier":
        """Only the chosen situations, with or without pressure. Raises KeyError for one that does not exist."""
        assert isinstance(options, Classifier.Options)
        by_id = {one.id: one for one in self.situations}
        chosen = tuple(by_id[name] for name in options.situations) or self.situations
        if not options.bench_pressure:
            chosen = tuple(one.model_copy(update={"pressure": None}) for one in chosen)
        return self.model_copy(update={"situations": chosen})

    def rule(self, name: str) -> Note:
        """The note of one rule."""
        return next(rule for rule in self.rules if rule.id == name)

    def of(self, name: object) -> Class | None:
        """The class with this id; None for none (or one that the makers took out since)."""
        return next((one for one in self.classes if one.id == name), None)

    @property
    def steps(self) -> tuple[str, ...]:
        """The parts in their order: the situations, then a line per class."""
        return (*(one.id for one in self.situations), *(one.part for one in self.classes))

    def items(self) -> Mapping[str, Answer]:
        """Per situation a class, a certainty, a commit; per class a line, a commit, what was overruled; the commit."""
        ids = tuple(one.id for one in self.classes)
        items: dict[str, Answer] = {}
        for situation in self.situations:
            items |= {f"{situation.id}.class": OneOf(ids), f"{situation.id}.certainty": OneOf(CERTAINTIES)}
            items[f"{situation.id}.{DONE}"] = Flag()
        for one in self.classes:
            items |= {f"{one.part}.text": Words(LONGEST), f"{one.part}.{DONE}": Flag()}
            items |= {f"{one.part}.{rule}": Flag() for rule in OVERRULABLE}
        return items | {DONE: Flag()}

    def locked(self, item: str, answers: Mapping[str, Value]) -> bool:
        """The own lines stay open, also after what a rule said; the classes do not."""
        own = item.startswith(LINE) and not item.endswith(f".{DONE}")
        return not own and super().locked(item, answers)


# Last, because they need the models above: they fill in the generic functions for this type.
from workbook.exercises.classifier import group, response, result, screens  # noqa: E402, F401
