"""Rewriter: keep a line or make another of it, so that the limit is 'ik' and the help is 'wij'.

Rules look at words only; they are visible, can be overruled, and never judge how good a line is.
"""

from collections.abc import Mapping
from typing import Literal

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from workbook.content.answers import DONE, Answer, Flag, OneOf, Value, Words
from workbook.content.checks import unique
from workbook.content.models import Cited, Exercise, ExerciseOptions, Id, Note
from workbook.content.text import LANGUAGES, Text
from workbook.exercises.rewriter.words import says_i, says_we

KEEP_RIGHT, LOST_OWNER, WE_MISSING, NAME_CONSENT, UNCHANGED = RULES = (
    "keep-right",
    "keep-lost-owner",
    "we-missing",
    "name-consent",
    "unchanged",
)
OVERRULABLE = (LOST_OWNER, WE_MISSING, UNCHANGED, NAME_CONSENT)
CHOICES = ("keep", "rewrite")
LONGEST = 280


class Line(Cited):
    """Something you might say: `keep` where it holds a limit and 'ik' must stay; `example` is a good version."""

    id: Id
    situation: Text
    line: Text
    keep: bool = False
    example: Text
    feedback: Text

    @model_validator(mode="after")
    def _example_fits(self) -> "Line":
        owner = says_i if self.keep else says_we
        if not all(owner(self.example.in_(language)) for language in LANGUAGES):
            wanted = "ik / I" if self.keep else "we, ons, onze / we, us, our"
            raise PydanticCustomError("rewriter-example", "{line} lacks {wanted}", {"line": self.id, "wanted": wanted})
        return self


class Rewriter(Exercise):
    """Lines to keep or to rewrite, and what the five rules say."""

    type: Literal["rewriter"]
    lines: tuple[Line, ...] = Field(min_length=2)
    rules: tuple[Note, ...]

    class Options(ExerciseOptions):
        """`lines`: play only these lines, in this order."""

        lines: tuple[Id, ...] = ()

    @model_validator(mode="after")
    def _fits_together(self) -> "Rewriter":
        unique(line.id for line in self.lines)
        if sorted(rule.id for rule in self.rules) != sorted(RULES):
            raise PydanticCustomError("rewriter-rules", "write {wanted}", {"wanted": ", ".join(RULES)})
        if len({line.keep for line in self.lines}) < 2:
            raise PydanticCustomError("rewriter-both", "write limits and help", {})
        return self

    def rule(self, name: str) -> Note:
        """The note of one rule."""
        return next(rule for rule in self.rules if rule.id == name)

    def with_options(self, options: ExerciseOptions) -> "Rewriter":
        """Only the chosen lines. Raises KeyError for a line that does not exist."""
        assert isinstance(options, Rewriter.Options)
        by_id = {line.id: line for line in self.lines}
        chosen = tuple(by_id[name] for name in dict.fromkeys(options.lines))
        return self.model_copy(update={"lines": chosen}) if chosen else self

    def items(self) -> Mapping[str, Answer]:
        """Per line the choice, the new text, the commit and what was overruled; and the whole commit."""
        items: dict[str, Answer] = {}
        for line in self.lines:
            items |= {f"{line.id}.choice": OneOf(CHOICES), f"{line.id}.text": Words(LONGEST)}
            items |= {f"{line.id}.{DONE}": Flag()}
            items |= {f"{line.id}.{rule}": Flag() for rule in OVERRULABLE}
        return items | {DONE: Flag()}

    def locked(self, item: str, answers: Mapping[str, Value]) -> bool:
        """A rule can be overruled once it has been seen, which is after the commit."""
        return item.rpartition(".")[2] not in OVERRULABLE and super().locked(item, answers)


from workbook.exercises.rewriter import pages, scoring  # noqa: E402,F401  they register what a rewriter can do
