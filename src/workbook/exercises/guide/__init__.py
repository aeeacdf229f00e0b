"""Guide: prepare a talk with one customer (aim, invitation, a few questions), invite them, and say how it went.

Nothing is scored, and nothing is locked: it is a sheet to take along, and what came of it is filled in later. The
checks on words are visible rules that may be overruled. This file says what an author writes and what is stored;
`wording` checks words, `response` gives the feedback, `screens` asks, `sheet` shows the whole
and the invitation after it.
"""

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import Field, PrivateAttr, StringConstraints, model_validator
from pydantic_core import PydanticCustomError

from workbook.content.answers import DONE, Answer, Flag, Initials, OneOf, Value, Words
from workbook.content.checks import unique
from workbook.content.models import Cited, Exercise, ExerciseOptions, Id, Instruction, Labelled, Note
from workbook.content.text import Model, Text

CLIENT, AIM, INVITATION, VOTE = "client", "aim", "invitation", "vote"
OWN, OWN_ITEMS = "own", ("own.one", "own.two", "own.three")
STEP, HOW, HEARD = "step", "after.how", "after.heard"
STEPS = ("called", "sent", "not-yet")
OUTCOMES = ("held", "planned", "declined", "silent")
SHORTEST, LONGEST = 10, 90
STANDS = "-stands"  # after an own question, or the aim: 'I leave it as it is'

Client = Annotated[str, StringConstraints(max_length=Initials.longest)]


class Phase(Cited):
    """A part of the talk, with what it is for."""

    id: Id
    title: Text
    use: Text


class Question(Cited):
    """One question of the makers, in a part of the talk."""

    id: Id
    phase: Id
    text: Text

    @property
    def item(self) -> str:
        """The item that says whether it was chosen."""
        return f"{self.id}.pick"


class Lines(Cited):
    """A short list with a sentence above it."""

    text: Text
    lines: tuple[Text, ...] = Field(min_length=2)


class WordRule(Note):
    """A note for when one of these words stands in what somebody wrote, in any language."""

    words: tuple[str, ...] = Field(min_length=1)


class Rules(Model):
    """The visible rules: three for a question, and one for the aim."""

    two_in_one: Note
    leading: WordRule
    sales: WordRule
    projects: WordRule


class Outcomes(Model):
    """A note for each way in which it can have gone."""

    held: Note
    planned: Note
    declined: Note
    silent: Note


class GuideOptions(ExerciseOptions):
    """The customer's initials for the head of the sheet, and how long the talk is to be (10–90 minutes)."""

    client: Client = ""
    duration_minutes: int | None = Field(default=None, ge=SHORTEST, le=LONGEST)


class Guide(Exercise):
    """A sheet for one talk: whom, what about, how to invite, what to ask."""

    Options = GuideOptions

    type: Literal["guide"]
    print_title: Text
    finds: Lines
    aim_prompt: Text
    aim_example: Text
    subject: Text
    invitation: Text
    invitation_seconds: int = Field(default=20, ge=10, le=60)
    duration_minutes: int = Field(default=30, ge=SHORTEST, le=LONGEST)
    phases: tuple[Phase, ...] = Field(min_length=2)
    questions: tuple[Question, ...] = Field(min_length=4)
    ask: int = Field(default=6, ge=2, le=12)
    questions_note: Instruction
    essential_note: Instruction
    essential: tuple[Labelled, ...] = Field(min_length=2)
    rules: Rules
    narrow: Note
    long_invitation: Note
    complete: Note
    incomplete: Note
    after: Outcomes
    _client: str = PrivateAttr(default="")

    @model_validator(mode="after")
    def _hangs_together(self) -> "Guide":
        phases = [phase.id for phase in self.phases]
        unique(phases)
        unique((question.id for question in self.questions), (OWN, "after"))
        unique(candidate.id for candidate in self.essential)
        for question in self.questions:
            if question.phase not in phases:
                known = {"id": question.id, "phase": question.phase, "phases": ", ".join(phases)}
                raise PydanticCustomError("guide-phase", "no phase {phase}", known)
        for name in phases:
            if not any(question.phase == name for question in self.questions):
                raise PydanticCustomError("guide-empty", "no questions for {id}", {"id": name})
        return self

    def with_options(self, options: ExerciseOptions) -> "Guide":
        """For this customer, and for a talk of this length."""
        assert isinstance(options, GuideOptions)
        guide = self.model_copy(update={"duration_minutes": options.duration_minutes or self.duration_minutes})
        guide._client = options.client
        return guide

    @property
    def head(self) -> str:
        """The customer's initials as the facilitator set them."""
        return self._client

    def of(self, phase: Phase) -> tuple[Question, ...]:
        """The questions of one part of the talk."""
        return tuple(question for question in self.questions if question.phase == phase.id)

    def items(self) -> Mapping[str, Answer]:
        """Customer, aim, invitation, a flag for each question, own questions, the vote; the commit; and what came."""
        items: dict[str, Answer] = {CLIENT: Initials(), AIM: Words(160), f"{AIM}{STANDS}": Flag()}
        items |= {INVITATION: Words(600)} | {question.item: Flag() for question in self.questions}
        for name in OWN_ITEMS:
            items |= {name: Words(160), f"{name}{STANDS}": Flag()}
        items |= {f"{OWN}.{DONE}": Flag(), VOTE: OneOf(tuple(one.id for one in self.essential)), DONE: Flag()}
        return items | {STEP: OneOf(STEPS), HOW: OneOf(OUTCOMES), HEARD: Words(600)}

    def locked(self, item: str, answers: Mapping[str, Value]) -> bool:
        """Never, but for the vote: the sheet may change until the talk, and what came of it comes later."""
        return item == VOTE and super().locked(item, answers)


# Last, because they need the models above: they fill in the generic functions for this type.
from workbook.exercises.guide import group, response, screens  # noqa: E402, F401
