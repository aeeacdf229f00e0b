"""Simulator: guess how often you must keep your word to win back trust, then turn the knobs of a small model.

The guess is stored before anything of the model shows. Nothing is scored: the model is a thinking aid, no law. After
the guess everything stays open, so that a room can play on once the trainer has opened it.
"""

from collections.abc import Mapping
from typing import Any, Literal, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from workbook.content.answers import DONE, Answer, Flag, Number, OneOf, Refused, Value, Words
from workbook.content.models import Cited, Exercise, ExerciseOptions, Note
from workbook.content.text import Model, Text
from workbook.exercises.simulator.trust import KEPT, MISS, NO, SORRY

GUESS, FUTURES = "guess", "futures"  # the two parts that are committed before what they ask is shown
TIMES, SURE, EXPLAIN, RUN = "guess.times", "guess.sure", "explain", "run"
COUNT, CHANCE = "futures.count", "odds.chance"
SURENESS = ("gok", "denk-ik", "zeker")
MOST_TIMES, LONGEST_RUN, LONGEST = 100, 24, 300
EVENTS = {"kept": KEPT, "miss": MISS, "sorry": SORRY, "no": NO}  # by the name that an author knows, as they are stored

WEIGHT, PACE, GOODWILL = Number(1, 10), Number(2, 12), Number(0, 60, 10)
START, PERCENT = Number(10, 90, 5), Number(0, 100, 10)


class Knobs(Model):
    """The model's three numbers: `weight` times a kept promise, `pace` and `goodwill` in whole per cent."""

    weight: int = Field(default=5, ge=1, le=10)
    pace: int = Field(default=6, ge=2, le=12)
    goodwill: int = Field(default=30, ge=0, le=60, multiple_of=10)


class Event(Cited):
    """Something that happens between you and a client: what the button says, and what it does in this model."""

    id: Literal["kept", "miss", "sorry", "no"]
    label: Text
    does: Text


class Futures(Model):
    """What follows an honest no: `moments` chances of another order, each with `chance` per cent to begin with."""

    prompt: Text
    moments: int = Field(default=3, ge=1, le=6)
    chance: int = Field(default=30, ge=0, le=100, multiple_of=10)
    trade: Note
    beyond: Note


class Explain(Model):
    """What somebody explains in their own words at the end."""

    prompt: Text
    hint: Text


class Simulator(Exercise):
    """A guess about trust, a model with knobs, and what an honest no does to turnover."""

    type: Literal["simulator"]
    start: int = Field(default=60, ge=10, le=90, multiple_of=5)
    knobs: Knobs = Knobs()
    prompt: Text
    too_low: Note
    spot_on: Note
    too_high: Note
    limits: Note
    light: Note
    heavy: Note
    levels: Note
    events: tuple[Event, ...]
    futures: Futures
    explain: Explain

    class Options(ExerciseOptions):
        """`weight`, `pace`, `goodwill`: where the model's knobs stand; `chance`: of another order after a no."""

        weight: int | None = Field(default=None, ge=1, le=10)
        pace: int | None = Field(default=None, ge=2, le=12)
        goodwill: int | None = Field(default=None, ge=0, le=60, multiple_of=10)
        chance: int | None = Field(default=None, ge=0, le=100, multiple_of=10)

    @model_validator(mode="after")
    def _four_events(self) -> Self:
        if tuple(event.id for event in self.events) != tuple(EVENTS):
            raise PydanticCustomError("simulator-events", "four events", {"choices": ", ".join(EVENTS)})
        return self

    def with_options(self, options: ExerciseOptions) -> "Simulator":
        """The same exercise with other knobs to begin with."""
        assert isinstance(options, Simulator.Options)
        chosen = {name: value for name, value in options.model_dump().items() if value is not None}
        odds = {"chance": chosen.pop("chance")} if "chance" in chosen else {}
        knobs, futures = self.knobs.model_copy(update=chosen), self.futures.model_copy(update=odds)
        return self.model_copy(update={"knobs": knobs, "futures": futures})

    def items(self) -> Mapping[str, Answer]:
        """The guess with its certainty, the knobs, a run of events, the second guess, the explanation; the commits."""
        return {
            TIMES: Number(0, MOST_TIMES),
            SURE: OneOf(SURENESS),
            f"{GUESS}.{DONE}": Flag(),
            "knob.weight": WEIGHT,
            "knob.start": START,
            "knob.pace": PACE,
            "knob.goodwill": GOODWILL,
            RUN: Words(LONGEST_RUN),
            COUNT: Number(0, 200),
            f"{FUTURES}.{DONE}": Flag(),
            CHANCE: PERCENT,
            EXPLAIN: Words(LONGEST),
            DONE: Flag(),
        }

    def locked(self, item: str, answers: Mapping[str, Value]) -> bool:
        """Only the two guesses lock, each with its commit: turning knobs stays possible, also after the end."""
        part = item.rpartition(".")[0]
        return part in (GUESS, FUTURES) and bool(answers.get(f"{part}.{DONE}"))

    def check(self, item: str, value: Any, answers: Mapping[str, Value]) -> Value:
        """A run takes the letters of events only."""
        checked = super().check(item, value, answers)
        if item == RUN and not set(str(checked or "")) <= set(EVENTS.values()):
            raise Refused("refused.choice")
        return checked

    def ready(self, item: str, answers: Mapping[str, Value]) -> bool:
        """Nothing ends before the guess was committed."""
        return super().ready(item, answers) and (item != DONE or bool(answers.get(f"{GUESS}.{DONE}")))


from workbook.exercises.simulator import group, paper, response, screens  # noqa: E402, F401  (they register themselves)
