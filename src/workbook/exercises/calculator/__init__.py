"""Calculator: guess the turnover per hour of four weeks, see it worked out, fill in your own weeks, then turn three
knobs and name what each one tempts you to do.

Nothing is scored. The own weeks are for this person only: no summary ever reads them.
"""

from collections.abc import Mapping
from typing import Any, Literal, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from workbook.content.answers import DONE, Answer, Flag, Number, Refused, Value, Words
from workbook.content.checks import unique
from workbook.content.models import Cited, Exercise, ExerciseOptions, Id, Note
from workbook.content.text import Model, Text
from workbook.exercises.calculator.sums import SMALLEST_GAP, Week, mean_of_ratios, opwu, value_of

GUESS, OWN = "guess", "own"  # the two parts that are committed before the whole
MOST_MONEY = 999_999
HOURS = Number(0.5, 168, 0)  # a week has 168 hours; half an hour is the least that makes sense
LONGEST = 300  # characters of a text about a temptation

Currency = Literal["€", "£", "$"]
Knob = Literal["gesprekken", "slaagkans", "orderwaarde"]
KNOBS: tuple[Knob, ...] = ("gesprekken", "slaagkans", "orderwaarde")


class ExampleWeek(Model):
    """A week of the worked example: hours worked and turnover."""

    hours: float = Field(gt=0, le=168)
    turnover: float = Field(ge=0, le=MOST_MONEY)


class Guess(Model):
    """What is asked before the sum opens."""

    prompt: Text


class OwnWeeks(Model):
    """The part in which a participant fills in their own weeks."""

    intro: Text
    weeks: int = Field(default=4, ge=1, le=4)


class Temptation(Model):
    """What a participant is asked about a slider, and what others might do."""

    prompt: Text
    examples: tuple[Text, ...] = Field(min_length=1, max_length=5)


class Slider(Cited):
    """One of the three factors of turnover per hour; `slaagkans` is a whole percentage."""

    id: Knob
    label: Text
    min: float = Field(ge=0)
    max: float = Field(gt=0, le=MOST_MONEY)
    step: float = Field(gt=0)
    start: float
    tempts: Temptation

    @model_validator(mode="after")
    def _start_on_the_slider(self) -> Self:
        highest = 100 if self.id == "slaagkans" else MOST_MONEY
        fits = self.min < self.max <= highest
        try:
            self.answer.check(self.start)
        except Refused:
            fits = False
        if not fits:
            raise PydanticCustomError("calculator-slider", "slider {id}", {"id": self.id, "highest": highest})
        return self

    @property
    def answer(self) -> Number:
        """The values that this slider takes."""
        return Number(self.min, self.max, self.step)


class Calculator(Exercise):
    """A guess, a worked example, own weeks and a what-if of three sliders."""

    type: Literal["calculator"]
    unit: Text
    example: tuple[ExampleWeek, ...] = Field(min_length=2, max_length=6)
    steps: tuple["WorkedStep", ...] = Field(min_length=1)
    guess: Guess
    too_high: Note
    too_low: Note
    spot_on: Note
    mean_trap: Note
    own_weeks: OwnWeeks
    what_if: tuple[Slider, ...]
    caution: Note
    currency: Currency = "€"

    class Options(ExerciseOptions):
        """`currency`: the sign before every amount, and the word that {currency} stands for."""

        currency: Currency = "€"

    @model_validator(mode="after")
    def _fits_together(self) -> Self:
        ids = [step.id for step in self.steps]
        unique(ids)
        if reserved := next((name for name in ids if name in SCREENS), None):
            raise PydanticCustomError("calculator-step", "reserved id {id}", {"id": reserved})
        if tuple(slider.id for slider in self.what_if) != KNOBS:
            raise PydanticCustomError("calculator-what-if", "three sliders", {"choices": ", ".join(KNOBS)})
        if abs(self.mean - self.ratio) < SMALLEST_GAP or self.ratio == 0:
            raise PydanticCustomError("calculator-flat", "no trap", {})
        return self

    def with_options(self, options: ExerciseOptions) -> "Calculator":
        """The same exercise in another currency."""
        assert isinstance(options, Calculator.Options)
        return self.model_copy(update={"currency": options.currency})

    @property
    def weeks(self) -> tuple[Week, ...]:
        """The weeks of the worked example."""
        return tuple(Week(number, week.hours, week.turnover) for number, week in enumerate(self.example, 1))

    @property
    def ratio(self) -> float:
        """The turnover per hour of the example: all turnover divided by all hours."""
        return value_of(opwu(self.weeks))

    @property
    def mean(self) -> float:
        """What the weekly figures of the example average out at: the tempting wrong way."""
        return value_of(mean_of_ratios(self.weeks))

    def items(self) -> Mapping[str, Answer]:
        """The guess, own hours and turnover per week, three sliders with a text each, and the commits."""
        money = Number(0, MOST_MONEY, 0)
        items: dict[str, Answer] = {GUESSED: Number(0, MOST_MONEY, 1), f"{GUESS}.{DONE}": Flag()}
        for week in range(1, self.own_weeks.weeks + 1):
            items |= {hours(week): HOURS, turnover(week): money}
        items[f"{OWN}.{DONE}"] = Flag()
        items |= {knob(slider): slider.answer for slider in self.what_if}
        items |= {tempted(slider): Words(LONGEST) for slider in self.what_if}
        return items | {DONE: Flag()}

    def locked(self, item: str, answers: Mapping[str, Value]) -> bool:
        """Own weeks can be corrected until the end: seeing them drawn is how people find a typing error."""
        return bool(answers.get(DONE)) if item.startswith(f"{OWN}.") else super().locked(item, answers)

    def ready(self, item: str, answers: Mapping[str, Value]) -> bool:
        """Somebody without weeks of their own goes on without them."""
        return item == f"{OWN}.{DONE}" or super().ready(item, answers)

    def check(self, item: str, value: Any, answers: Mapping[str, Value]) -> Value:
        """Hours that no week has, and 0 (no turnover per hour), are refused in words."""
        is_hours = item in {hours(week) for week in range(1, self.own_weeks.weeks + 1)}
        try:
            return super().check(item, value, answers)
        except Refused as refused:
            raise (Refused("calculator.no-hours") if is_hours else refused) from None


class WorkedStep(Cited):
    """One step of the worked example; may hold {weekly}, {ratio}, {mean} and {currency}."""

    id: Id
    text: Text


GUESSED = f"{GUESS}.opwu"
SCREENS = (
    GUESS,
    OWN,
    "weeks",
    "change",
    "what-if",
    "tempts",
    "result",
)  # bookmarks; any other one is a step of the example


LOOK_BACK = "look:"  # after the end: a bookmark left by the last commit must open the result, not its own screen


def hours(week: int) -> str:
    """The item of the own hours in a week, counted from 1 as on the screen."""
    return f"{OWN}.hours-{week}"


def turnover(week: int) -> str:
    """The item of the own turnover in a week."""
    return f"{OWN}.turnover-{week}"


def knob(slider: Slider) -> str:
    """The item of a slider's value."""
    return f"what-if.{slider.id}"


def tempted(slider: Slider) -> str:
    """The item of what somebody wrote about the temptation of a slider."""
    return f"tempts.{slider.id}"


Calculator.model_rebuild()

from workbook.exercises.calculator import group, own, rules, screens, what_if  # noqa: E402, F401  (they register)
