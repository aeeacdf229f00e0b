"""If-then plans: for each moment a cue that you can see or hear, and the line that you say then; rehearsed aloud.

Plans of this form help people to do what they meant to do, most when they are truly if-then and rehearsed (Sheeran
e.a. 2024, 642 tests). The rules look at words only, show what they saw, and can be overruled.
This file says what an author writes and what is stored; `rules` reads a plan, `response` scores, `screens` asks,
`result` draws the timeline, `group` counts for a room.
"""

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, model_validator
from pydantic_core import PydanticCustomError

from workbook.content.answers import DONE, Answer, Flag, OneOf, Value, Words
from workbook.content.checks import unique
from workbook.content.models import Cited, Exercise, ExerciseOptions, Id, Instruction, Note
from workbook.content.text import LANGUAGES, Model, Text
from workbook.exercises._walk import RESULT
from workbook.exercises.ifthen.rules import RULES, act_rule, cue_rule

EXAMPLES, RESOLVE = "examples", "resolve"  # the first two steps
WORKS, FAILS = JUDGED = ("works", "fails")
TIMES = 3  # how often a plan is said aloud
LONGEST = 240
STANDS = ("cue-stands", "act-stands")  # a rule that is overruled
OPEN = ("text", "cue", "act", "aloud", *STANDS)  # the participant's own, never locked


class Plan(Model):
    """A plan in two halves, written so that 'Als …' and 'dan zeg ik …' can stand before them."""

    cue: Text
    act: Text


class Example(Cited, Plan):
    """A plan of the makers to judge before making one: does it work at the moment itself, and why?"""

    id: Id
    works: bool
    feedback: Text

    @model_validator(mode="after")
    def _works(self) -> "Example":
        if self.works:
            check_plan(self.id, self)
        return self


class Reason(Cited):
    """A reason to hand work over, and what the makers say about it."""

    id: Id
    text: Text
    feedback: Text


class Resolve(Model):
    """The card with what somebody resolved: why, and in their own words."""

    why: Text
    reasons: tuple[Reason, ...] = Field(min_length=2)
    prompt: Text
    hint: Text

    @model_validator(mode="after")
    def _distinct(self) -> "Resolve":
        unique(reason.id for reason in self.reasons)
        return self


class Moment(Cited):
    """One moment to be ready for; `example` is shown after the own plan, with why it works."""

    id: Id
    title: Text
    short: Text
    situation: Text
    cue_hint: Text
    act_hint: Text
    example: Plan
    feedback: Text

    @model_validator(mode="after")
    def _works(self) -> "Moment":
        check_plan(self.id, self.example)
        return self


def check_plan(name: str, plan: Plan) -> None:
    """Raises PydanticCustomError for a plan of the makers that their own rules would flag."""
    for language in LANGUAGES:
        seen = cue_rule(plan.cue.in_(language)) or act_rule(plan.act.in_(language))
        if seen:
            raise PydanticCustomError("ifthen-example", "{id}: {rule}", {"id": name, "rule": seen.rule})


def _once(ids: tuple[str, ...]) -> tuple[str, ...]:
    unique(ids)
    return ids


class IfThen(Exercise):
    """Examples to judge, a resolve, and a plan for each moment."""

    type: Literal["ifthen"]
    examples: tuple[Example, ...] = Field(min_length=2)
    resolve: Resolve
    moments: tuple[Moment, ...] = Field(min_length=2, max_length=5)
    rules: tuple[Note, ...]
    aloud: Instruction

    class Options(ExerciseOptions):
        """`moments`: only these moments, in this order."""

        moments: Annotated[tuple[Id, ...], AfterValidator(_once)] = ()

    @model_validator(mode="after")
    def _fits_together(self) -> "IfThen":
        unique((example.id for example in self.examples), (DONE,))
        unique((moment.id for moment in self.moments), (EXAMPLES, RESOLVE, RESULT, DONE))
        if sorted(rule.id for rule in self.rules) != sorted(RULES):
            raise PydanticCustomError("ifthen-rules", "write {wanted}", {"wanted": ", ".join(RULES)})
        if len({example.works for example in self.examples}) < 2:
            raise PydanticCustomError("ifthen-both", "write examples that work and that do not", {})
        return self

    def with_options(self, options: ExerciseOptions) -> "IfThen":
        """Only the chosen moments. Raises KeyError for a moment that does not exist."""
        assert isinstance(options, IfThen.Options)
        by_id = {moment.id: moment for moment in self.moments}
        chosen = tuple(by_id[name] for name in options.moments)
        return self.model_copy(update={"moments": chosen}) if chosen else self

    def rule(self, name: str) -> Note:
        """The note of one rule."""
        return next(rule for rule in self.rules if rule.id == name)

    @property
    def steps(self) -> tuple[str, ...]:
        """The parts in their order: the examples, the resolve, the moments."""
        return (EXAMPLES, RESOLVE, *(moment.id for moment in self.moments))

    def items(self) -> Mapping[str, Answer]:
        """A judgement per example, the resolve, per moment cue, act, how often aloud, what was overruled; commits."""
        items: dict[str, Answer] = {f"{EXAMPLES}.{example.id}": OneOf(JUDGED) for example in self.examples}
        items[f"{EXAMPLES}.{DONE}"] = Flag()
        items[f"{RESOLVE}.reason"] = OneOf(tuple(reason.id for reason in self.resolve.reasons))
        items |= {f"{RESOLVE}.text": Words(LONGEST), f"{RESOLVE}.{DONE}": Flag()}
        for moment in self.moments:
            items |= {f"{moment.id}.{half}": Words(LONGEST) for half in ("cue", "act")}
            items |= {f"{moment.id}.{DONE}": Flag(), f"{moment.id}.aloud": OneOf(tuple(range(TIMES + 1)))}
            items |= {f"{moment.id}.{name}": Flag() for name in STANDS}
        return items | {DONE: Flag()}

    def locked(self, item: str, answers: Mapping[str, Value]) -> bool:
        """The resolve and the plans are the participant's own: they stay open, also after what a rule said."""
        return item.rpartition(".")[2] not in OPEN and super().locked(item, answers)


# Last, because they need the models above: they fill in the generic functions for this type.
from workbook.exercises.ifthen import group, response, result, screens  # noqa: E402, F401
