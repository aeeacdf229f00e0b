"""Scan: where do you stand with one client, step by step, and how can you tell?

A self-assessment, so nothing is scored: a step is low, middle or high by a rule of thumb of our own, a statement
without an example counts as an assumption, and the first step that is not high gets one piece of advice.
"""

from collections.abc import Mapping
from typing import Any, Literal

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from workbook.content.answers import DONE, Answer, Flag, OneOf, Refused, Value, Words
from workbook.content.checks import unique
from workbook.content.models import Cited, Exercise, ExerciseOptions, Id, Note, Point
from workbook.content.text import Text

Form = Literal["short", "long"]
CLIENT, INITIALS = "client", 4
LEVELS = (0, 1, 2, 3)


class Step(Cited):
    """One step of the stairs, lowest first, with what to do when it is the first weak one."""

    id: Id
    title: Text
    advice: Text


class Statement(Cited):
    """Something that may be true of this client; `short` statements make up the short form."""

    id: Id
    step: Id
    text: Text
    short: bool


class Scan(Exercise):
    """Steps with statements about one client, each with the evidence for it."""

    type: Literal["scan"]
    form: Form = "short"
    levels: tuple[Point, ...]
    evidence_prompt: Text
    client_prompt: Text
    steps: tuple[Step, ...] = Field(min_length=2, max_length=6)
    statements: tuple[Statement, ...] = Field(alias="items", min_length=2)
    assumption: Note
    all_high: Note

    class Options(ExerciseOptions):
        """`form`: short (one client, a statement or so per step) or long (all statements)."""

        form: Form | None = None

    @model_validator(mode="after")
    def _hangs_together(self) -> "Scan":
        steps = [step.id for step in self.steps]
        unique((*steps, *(statement.id for statement in self.statements)))
        for statement in self.statements:
            if statement.step not in steps:
                known = {"id": statement.step, "steps": ", ".join(steps)}
                raise PydanticCustomError("scan-step", "no step {id}: {steps}", known)
        for step in steps:
            if not any(statement.short and statement.step == step for statement in self.statements):
                raise PydanticCustomError("scan-short", "no short item for {id}", {"id": step})
        if tuple(point.value for point in self.levels) != LEVELS:
            raise PydanticCustomError("scan-levels", "levels 0 to 3")
        return self

    @property
    def asked(self) -> tuple[Statement, ...]:
        """The statements of the chosen form."""
        return tuple(statement for statement in self.statements if statement.short or self.form == "long")

    def of(self, step: Step) -> tuple[Statement, ...]:
        """The statements of one step in the chosen form."""
        return tuple(statement for statement in self.asked if statement.step == step.id)

    def with_options(self, options: ExerciseOptions) -> "Scan":
        """This scan in the form that a facilitator chose."""
        assert isinstance(options, Scan.Options)
        return self.model_copy(update={"form": options.form or self.form})

    def items(self) -> Mapping[str, Answer]:
        """The client's initials, per statement a level and the evidence for it, and the commit."""
        items: dict[str, Answer] = {CLIENT: Words(INITIALS)}
        for statement in self.asked:
            items |= {f"{statement.id}.level": OneOf(LEVELS), f"{statement.id}.evidence": Words(300)}
        return items | {DONE: Flag()}

    def check(self, item: str, value: Any, answers: Mapping[str, Value]) -> Value:
        """As in Exercise; more than initials of a client is refused."""
        if item == CLIENT and isinstance(value, str) and len(value.strip()) > INITIALS:
            raise Refused("scan.refused.initials")
        return super().check(item, value.strip() if item == CLIENT and isinstance(value, str) else value, answers)


# The other modules register what a scan does; they need the models above.
from workbook.exercises.scan import group, response, screens  # noqa: E402, F401
