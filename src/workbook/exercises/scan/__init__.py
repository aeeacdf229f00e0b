"""Scan: where do you stand with a client, step by step, and how can you tell?

A self-assessment, so nothing is scored: a step is low, middle or high by a rule of thumb of our own, a statement
without an example counts as an assumption, and the first step that is not high gets one piece of advice. Who works
alone chooses the short or the long form, may take up to three clients, and may set a client's own answers beside it.
The answers about a second client are those of the first with `2.` before each item (see `clients`).
"""

from collections.abc import Mapping
from typing import Literal

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from workbook.content.answers import DONE, Answer, Flag, Initials, OneOf, Value, Words
from workbook.content.checks import unique
from workbook.content.models import Cited, Exercise, ExerciseOptions, Id, Note, Point
from workbook.content.text import Model, Text

Form = Literal["short", "long"]
CLIENT = "client"
FORM, CUSTOMER = "form", "customer"
FORMS: tuple[Form, ...] = ("short", "long")
MOST_CLIENTS = 3
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


class Sentence(Cited):
    """What the client is asked about a step; set beside the first short statement of that step."""

    step: Id
    text: Text


class Customer(Model):
    """The client's own version: a sentence for each step, and what a difference may mean."""

    prompt: Text
    sentences: tuple[Sentence, ...]
    higher: Note
    lower: Note
    same: Note


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
    clients: int = Field(default=1, ge=1, le=MOST_CLIENTS)
    customer: Customer | None = None

    class Options(ExerciseOptions):
        """`form`: short (a statement or so per step) or long (all statements); `clients`: at most so many."""

        form: Form | None = None
        clients: int | None = Field(default=None, ge=1, le=MOST_CLIENTS)

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
        if self.customer and [sentence.step for sentence in self.customer.sentences] != steps:
            raise PydanticCustomError("scan-customer", "a sentence per step: {steps}", {"steps": ", ".join(steps)})
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
        return self.model_copy(update={"form": options.form or self.form, "clients": options.clients or self.clients})

    def as_chosen(self, answers: Mapping[str, Value]) -> "Scan":
        """This scan in the form that a participant chose, where they did."""
        chosen = answers.get(FORM)
        return self.model_copy(update={"form": chosen}) if chosen in FORMS and chosen != self.form else self

    def items(self) -> Mapping[str, Answer]:
        """The form, and per client the initials, a level and evidence per statement, the commit, the client's own."""
        one: dict[str, Answer] = {CLIENT: Initials()}
        for statement in self.statements:
            one |= {f"{statement.id}.level": OneOf(LEVELS), f"{statement.id}.evidence": Words(300)}
        one[DONE] = Flag()
        if self.customer:
            one |= {f"{CUSTOMER}.{step.id}": OneOf(LEVELS) for step in self.steps}
        further = {f"{n}.{item}": kind for n in range(2, self.clients + 1) for item, kind in one.items()}
        return {FORM: OneOf(FORMS)} | one | further

    def locked(self, item: str, answers: Mapping[str, Value]) -> bool:
        """What was said of a client locks with that client; what the client says comes later, and may be mended."""
        first, _, rest = item.partition(".")
        name, prefix = (rest, f"{first}.") if first.isdigit() else (item, "")
        if name.startswith(f"{CUSTOMER}."):
            return False
        return bool(answers.get(f"{prefix}{DONE}"))


# The other modules register what a scan does; they need the models above.
from workbook.exercises.scan import group, paper, response, screens  # noqa: E402, F401
