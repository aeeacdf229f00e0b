"""Evaluation: a short form about the training itself. Nothing is scored; closed answers are counted for the room.

What somebody types stays theirs: no summary, report or projector reads it.
This file says what an author writes and what is stored, and scores; `screens` draws for one person, `group` for a room.
"""

from collections.abc import Mapping
from typing import Literal

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from workbook.content.answers import DONE, Answer, Flag, OneOf, Value, Words
from workbook.content.checks import unique
from workbook.content.models import Cited, Exercise, Id, Labelled
from workbook.content.text import Text
from workbook.scoring import UNANSWERED, Answers, Respondent, Score, answered, at_random, reachable, score, simulate

LONGEST = 400
PER_SCREEN = 3


class Inquiry(Cited):
    """One question of the form: with options to choose from, or without (then something is typed)."""

    id: Id
    text: Text
    options: tuple[Labelled, ...] = ()

    @model_validator(mode="after")
    def _choices(self) -> "Inquiry":
        if len(self.options) == 1:
            raise PydanticCustomError("evaluation-options", "{id}: write two options or none", {"id": self.id})
        unique(option.id for option in self.options)
        return self

    @property
    def item(self) -> str:
        """The item that holds the answer."""
        return f"{self.id}.answer"


class Evaluation(Exercise):
    """A form about the training; every question may be skipped, one answer is enough to hand it in."""

    type: Literal["evaluation"]
    questions: tuple[Inquiry, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _own_ids(self) -> "Evaluation":
        unique((question.id for question in self.questions), (DONE,))
        return self

    def items(self) -> Mapping[str, Answer]:
        """An answer to each question, and the commit."""
        return {question.item: _takes(question) for question in self.questions} | {DONE: Flag()}


def _takes(question: Inquiry) -> Answer:
    return OneOf(tuple(option.id for option in question.options)) if question.options else Words(LONGEST)


@score.register
def _score(exercise: Evaluation, answers: Answers) -> Score:
    if not answered(answers):
        return UNANSWERED
    filled = sum(answers.get(question.item) not in (None, "") for question in exercise.questions)
    return Score("unscored", counts={"filled": filled, "of": len(exercise.questions)})


@reachable.register
def _reachable(exercise: Evaluation) -> frozenset[str]:
    return frozenset()


@simulate.register
def _simulate(exercise: Evaluation, respondent: Respondent) -> dict[str, Value]:
    answers = at_random(exercise.items(), respondent.dice(exercise))
    for question in exercise.questions:
        if respondent.kind != "random" and question.options:
            answers[question.item] = question.options[0 if respondent.kind == "strong" else -1].id
    return answers


# Last, because they need the models above: they fill in the generic functions for this type.
from workbook.exercises.evaluation import group, screens  # noqa: E402, F401
