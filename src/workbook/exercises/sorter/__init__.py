"""Sorter: say of each question what it does in the conversation, see per four what it yields, then rewrite some.

The function is asked and counts 1; the form (open or closed) is told, because what a question yields depends on its
function rather than on its form. What people rewrite is never judged.
"""

from collections.abc import Iterable, Mapping
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, model_validator
from pydantic_core import PydanticCustomError

from workbook.content.answers import DONE, Answer, Flag, OneOf, Value, Words
from workbook.content.checks import unique
from workbook.content.models import Cited, Exercise, ExerciseOptions, Id
from workbook.content.text import Model, Text

BATCH = 4  # questions committed together: feedback comes in portions
LONGEST = 300  # characters of a rewritten question


class Category(Model):
    """A function that a question can have in a conversation, explained in one sentence."""

    id: Id
    title: Text
    explanation: Text


class Form(Model):
    """A form that a question can have: told in the feedback, never asked."""

    id: Id
    title: Text


class Question(Cited):
    """One question to sort, with the makers' view: its function, its form and what it yields."""

    id: Id
    text: Text
    category: Id
    form: Id
    yields: Text
    feedback: Text


class Rewrite(Cited):
    """A question that yields little, for the participant to rewrite; `example` is shown after their own text."""

    id: Id
    text: Text
    hint: Text
    example: Text


def _once(ids: tuple[str, ...]) -> tuple[str, ...]:
    unique(ids)
    return ids


def _known(named: Iterable[tuple[str, str]], choices: tuple[str, ...], code: str) -> None:
    for item, name in named:
        if name not in choices:
            values = {"item": item, "id": name, "choices": ", ".join(choices)}
            raise PydanticCustomError(code, "unknown {id}", values)


class Sorter(Exercise):
    """Questions to sort by function, in batches of four, and questions to rewrite."""

    type: Literal["sorter"]
    categories: tuple[Category, ...] = Field(min_length=2, max_length=8)
    forms: tuple[Form, ...] = Field(min_length=1, max_length=3)
    questions: tuple[Question, ...] = Field(alias="items", min_length=1)  # `items` is a method of Exercise
    rewrites: tuple[Rewrite, ...] = ()

    class Options(ExerciseOptions):
        """`items`: sort only these questions, in this order."""

        items: Annotated[tuple[Id, ...], AfterValidator(_once)] = ()

    @model_validator(mode="after")
    def _refers_to_what_is_there(self) -> "Sorter":
        categories = _once(tuple(category.id for category in self.categories))
        forms = _once(tuple(form.id for form in self.forms))
        _once((*(question.id for question in self.questions), *(rewrite.id for rewrite in self.rewrites)))
        _known(((q.id, q.category) for q in self.questions), categories, "sorter-category")
        _known(((q.id, q.form) for q in self.questions), forms, "sorter-form")
        return self

    def with_options(self, options: ExerciseOptions) -> "Sorter":
        """Only the chosen questions. Raises KeyError for a question that does not exist."""
        assert isinstance(options, Sorter.Options)
        by_id = {question.id: question for question in self.questions}
        chosen = tuple(by_id[name] for name in options.items)
        return self.model_copy(update={"questions": chosen}) if chosen else self

    @property
    def batches(self) -> tuple[tuple[Question, ...], ...]:
        """The questions by four; the id of the first one names the part that commits them."""
        return tuple(self.questions[i : i + BATCH] for i in range(0, len(self.questions), BATCH))

    def items(self) -> Mapping[str, Answer]:
        """A function per question, a commit per batch, a text and a commit per rewrite; and the whole commit."""
        items: dict[str, Answer] = {}
        for batch in self.batches:
            items |= {asked(question): OneOf(tuple(c.id for c in self.categories)) for question in batch}
            items[f"{batch[0].id}.{DONE}"] = Flag()
        for rewrite in self.rewrites:
            items |= {written(rewrite): Words(LONGEST), f"{rewrite.id}.{DONE}": Flag()}
        return items | {DONE: Flag()}

    def locked(self, item: str, answers: Mapping[str, Value]) -> bool:
        """A batch is committed by its first question, so its other questions lock with that one."""
        owner = item.rpartition(".")[0]
        part = next((batch[0].id for batch in self.batches if owner in {q.id for q in batch}), owner)
        return bool(answers.get(DONE)) or bool(part and answers.get(f"{part}.{DONE}"))


def asked(question: Question) -> str:
    """The item that holds the chosen function of a question."""
    return f"{question.id}.function"


def written(rewrite: Rewrite) -> str:
    """The item that holds the participant's own version of a question."""
    return f"{rewrite.id}.text"


from workbook.exercises.sorter import group, result, scores, screens  # noqa: E402, F401  (they register themselves)
