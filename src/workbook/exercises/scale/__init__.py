"""Scale: short statements about yourself, answered on one response scale, and a picture of the means per subscale.

A self-assessment starts a conversation; it measures no skill (Heidemeier & Moser 2009: r ≈ 0.22 with others' ratings).
So there are no points, norms or bands: one picture, one advice, and 'level' where the difference says nothing.
"""

from collections.abc import Mapping
from itertools import pairwise
from typing import Literal

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from workbook.content.answers import DONE, Answer, Flag, Number, OneOf, Value
from workbook.content.checks import unique
from workbook.content.models import Cited, Exercise, ExerciseOptions, Id, Note, Scale
from workbook.content.text import Model, Text
from workbook.exercises.scale.customers import Customers, check_customers

NOT_APPLICABLE = "na"  # an answer of its own: no mean counts it, and it is not missing
GUESS = "guess"  # where the person expects the median of the group, on the first subscale
START = "start"  # the subscale to begin with, chosen where several are level
PER_SCREEN = 4


class Subscale(Cited):
    """What a few statements measure together, the one act that is advised, and the exercise that goes on from it."""

    id: Id
    title: Text
    meaning: Text
    advice: Text
    route: Id | None = None


class Statement(Cited):
    """One statement; where it is `reversed`, agreeing or 'often' counts the other way round."""

    id: Id
    subscale: Id
    text: Text
    reversed: bool = False

    @property
    def item(self) -> str:
        """The item that its answer is stored under."""
        return f"{self.id}.answer"


class Practice(Model):
    """Invented people, to learn to read the picture: per person a mean for every subscale."""

    label: Text
    people: tuple[dict[Id, float], ...] = Field(min_length=5)


class SelfScale(Exercise):
    """Statements in subscales; `focus` says whether the highest or the lowest subscale is the one to act on.

    With `practice` it has a benchmark: the group, your earlier answers and the invented data, in one kind of picture.
    """

    type: Literal["scale"]
    scale: Scale
    focus: Literal["highest", "lowest"]
    tie_within: float = Field(default=0.5, ge=0)
    not_applicable: bool = False
    subscales: tuple[Subscale, ...] = Field(min_length=2)
    statements: tuple[Statement, ...] = Field(min_length=2, alias="items")  # `items` is a method of every exercise
    tie: Note
    same_everywhere: Note
    practice: Practice | None = None
    customers: Customers | None = None
    demo: bool = True

    class Options(ExerciseOptions):
        """`demo`: whether the invented practice data may be looked at (nothing: as the author wrote)."""

        demo: bool | None = None

    @model_validator(mode="after")
    def _unique(self) -> "SelfScale":
        for parts in (self.subscales, self.statements, (self.tie, self.same_everywhere)):
            unique(part.id for part in parts)
        return self

    @model_validator(mode="after")
    def _subscales_fit(self) -> "SelfScale":
        names = {subscale.id for subscale in self.subscales}
        for statement in self.statements:
            if statement.subscale not in names:
                values = {"id": statement.id, "subscale": statement.subscale, "choices": ", ".join(sorted(names))}
                raise PydanticCustomError("scale-subscale", "no subscale {subscale}", values)
        for empty in sorted(names - {statement.subscale for statement in self.statements}):
            raise PydanticCustomError("scale-empty", "no items for {id}", {"id": empty})
        if self.customers:
            unique(statement.id for statement in self.customers.items)
            check_customers(self.customers, sorted(names))
        return self

    @model_validator(mode="after")
    def _practice_fits(self) -> "SelfScale":
        low, high = self.scale.values[0], self.scale.values[-1]
        names = {subscale.id for subscale in self.subscales}
        for number, person in enumerate(self.practice.people if self.practice else (), 1):
            if set(person) != names or not all(low <= value <= high for value in person.values()):
                values = {"n": number, "choices": ", ".join(sorted(names)), "low": low, "high": high}
                raise PydanticCustomError("scale-practice", "person {n} of the practice data does not fit", values)
        return self

    def with_options(self, options: ExerciseOptions) -> "SelfScale":
        """With or without the practice data."""
        assert isinstance(options, SelfScale.Options)
        return self if options.demo is None else self.model_copy(update={"demo": options.demo})

    def items(self) -> Mapping[str, Answer]:
        """An answer per statement, with a benchmark a guess; then the commit and the subscale to start with."""
        values: tuple[Value, ...] = (*self.scale.values, *((NOT_APPLICABLE,) if self.not_applicable else ()))
        items: dict[str, Answer] = {statement.item: OneOf(values) for statement in self.statements}
        if self.practice:
            items[GUESS] = Number(self.scale.values[0], self.scale.values[-1], 0.5)
        return items | {DONE: Flag(), START: OneOf(tuple(subscale.id for subscale in self.subscales))}

    def locked(self, item: str, answers: Mapping[str, Value]) -> bool:
        """Where to start stays open; a guess that was never made may still come before the group is shown."""
        if item == START or (item == GUESS and answers.get(GUESS) is None):
            return False
        return super().locked(item, answers)

    @property
    def ends(self) -> str:
        """Which words name the ends of the picture: where the lowest counts, what was counted are habits."""
        return "habit" if self.focus == "lowest" else "axis"

    def screens(self) -> tuple[tuple[Statement, ...], ...]:
        """The statements in the author's order, in screens of about the same length, at most four on each."""
        count = -(-len(self.statements) // PER_SCREEN)
        size, longer = divmod(len(self.statements), count)
        starts = [number * size + min(number, longer) for number in range(count + 1)]
        return tuple(self.statements[a:b] for a, b in pairwise(starts))


from workbook.exercises.scale import group, result, rules  # noqa: E402, F401  they register themselves for SelfScale
