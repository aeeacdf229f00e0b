"""Builder: make a message out of slots, open a gate for one more line with honest yeses, pick a safeguard.

The rules look at words only, show what they saw, and can be overruled; the gate passes or fails, and never blocks
saving. This file says what an author writes and what is stored; `message` reads it, `response` scores, `screens` asks,
`result` draws the gate, `group` counts for a room.
"""

from collections.abc import Mapping
from typing import Literal

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from workbook.content.answers import DONE, Answer, Flag, OneOf, Value, Words
from workbook.content.checks import unique
from workbook.content.models import Cited, Exercise, Id, Instruction, Note
from workbook.content.text import LANGUAGES, Model, Text
from workbook.exercises.builder.message import BUT, QUESTION_MISSING, RULES, noticed

STEPS = WORDS, GATE, INTEGRITY = ("words", "gate", "integrity")
YES, UNSURE, NO = SAID = ("yes", "unsure", "no")
STANDS = {BUT: f"{WORDS}.but-stands", QUESTION_MISSING: f"{WORDS}.question-stands"}  # a rule that is overruled
LINE = f"{GATE}.text"
LONGEST = 240


class Slot(Cited):
    """One piece of the message; `opening` stands before what somebody writes, in the last one it is left out."""

    id: Id
    label: Text
    opening: Text | None = None
    hint: Text
    example: Text

    @property
    def item(self) -> str:
        """The item that holds what was written."""
        return f"{WORDS}.{self.id}"


class GateQuestion(Cited):
    """Something that must be so before the line may be used; `closed` is said when it is not (yet)."""

    id: Id
    text: Text
    short: Text
    closed: Text

    @property
    def item(self) -> str:
        """The item that holds the answer."""
        return f"{GATE}.{self.id}"


class Gate(Model):
    """What opens the extra line: `intro` says which line, `opened` what to mind once it may be used."""

    intro: Instruction
    questions: tuple[GateQuestion, ...] = Field(min_length=1, max_length=3)
    opened: Note
    prompt: Text
    hint: Text
    example: Text

    @model_validator(mode="after")
    def _distinct(self) -> "Gate":
        unique((question.id for question in self.questions), ("text", DONE))
        return self


class Safeguard(Cited):
    """One way to keep things fair together, and what the makers say about it."""

    id: Id
    text: Text
    feedback: Text


class Integrity(Model):
    """The pick of a safeguard: none is the right one."""

    prompt: Text
    options: tuple[Safeguard, ...] = Field(min_length=2)

    @model_validator(mode="after")
    def _distinct(self) -> "Integrity":
        unique(option.id for option in self.options)
        return self


class Builder(Exercise):
    """A message in slots, a gated line, and a safeguard."""

    type: Literal["builder"]
    scene: Text
    slots: tuple[Slot, ...] = Field(min_length=2, max_length=5)
    rules: tuple[Note, ...]
    why: Instruction
    gate: Gate
    integrity: Integrity

    @model_validator(mode="after")
    def _fits_together(self) -> "Builder":
        unique((slot.id for slot in self.slots), (DONE, *(item.partition(".")[2] for item in STANDS.values())))
        if sorted(rule.id for rule in self.rules) != sorted(RULES):
            raise PydanticCustomError("builder-rules", "write {wanted}", {"wanted": ", ".join(RULES)})
        for language in LANGUAGES:
            for seen in noticed([slot.example.in_(language) for slot in self.slots]):
                raise PydanticCustomError("builder-example", "{rule}", {"rule": seen.rule, "words": seen.words})
        return self

    def with_case(self, case: Mapping[str, Text]) -> "Builder":
        """This exercise with another scene: the one key '1'. Raises ValueError('builder-case') for other keys."""
        if set(case) != {"1"}:
            raise ValueError("builder-case")
        return self.model_copy(update={"scene": case["1"]})

    def rule(self, name: str) -> Note:
        """The note of one rule."""
        return next(rule for rule in self.rules if rule.id == name)

    def items(self) -> Mapping[str, Answer]:
        """A text per slot, what was overruled; an answer per gate question and the line; the safeguard; the commits."""
        items: dict[str, Answer] = {slot.item: Words(LONGEST) for slot in self.slots}
        items[f"{WORDS}.{DONE}"] = Flag()
        items |= {item: Flag() for item in STANDS.values()}
        items |= {question.item: OneOf(SAID) for question in self.gate.questions}
        items |= {f"{GATE}.{DONE}": Flag(), LINE: Words(LONGEST)}
        items[f"{INTEGRITY}.choice"] = OneOf(tuple(option.id for option in self.integrity.options))
        return items | {f"{INTEGRITY}.{DONE}": Flag(), DONE: Flag()}

    def locked(self, item: str, answers: Mapping[str, Value]) -> bool:
        """The message stays open, and so does the gate: a colleague may say yes tomorrow. The rest locks."""
        kept_open = item.partition(".")[0] in (WORDS, GATE) and not item.endswith(f".{DONE}")
        return not kept_open and super().locked(item, answers)


# Last, because they need the models above: they fill in the generic functions for this type.
from workbook.exercises.builder import group, response, result, screens  # noqa: E402, F401
