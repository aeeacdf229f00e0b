"""Dilemma: feel first (compass), then weigh (stones), pick a route with one reason; the weighted sum is only a mirror.

An author writes the case, the interests (one of them is your own gain), the routes and the texts of five fixed rules.
There is nothing to score: what comes back is what your own numbers say about each other.
"""

from collections.abc import Mapping
from typing import Any, Literal

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from workbook.content.answers import DONE, Answer, Flag, Number, OneOf, Refused, Value, Words
from workbook.content.checks import unique
from workbook.content.models import Cited, Exercise, Id, Note
from workbook.content.text import Model, Text

RULES = ("differs", "none-on-mine", "half-on-mine", "tips-at-one", "balanced")
OWN = "own"  # the pile of the interest that the participant adds
NEEDLE, OWN_NAME, ROUTE, REASON, REVERSED = "compass.needle", "own-interest", "route", "reason", "reversal"
RATINGS = (-2, -1, 0, 1, 2)
FURTHEST = 5  # the compass runs from −5 to +5
_AFTERWARDS = ("sum.", REVERSED)  # what is only done once the route has been chosen


class Compass(Model):
    """The question that the compass answers, and what −5 and +5 stand for."""

    prompt: Text
    low: Text
    high: Text


class Interest(Cited):
    """Something at stake; `mine` marks the participant's own gain."""

    id: Id
    text: Text
    mine: bool = False


class Route(Cited):
    """One thing you could do; `accepts` says how far it goes along with the order, −1 not at all … +1 wholly."""

    id: Id
    text: Text
    accepts: float = Field(ge=-1, le=1)
    feedback: Text


class Dilemma(Exercise):
    """A case to decide on; `makers_choice` and `counter_voice` speak of this very case."""

    type: Literal["dilemma"]
    case: tuple[Text, ...] = Field(min_length=1, max_length=5)
    compass: Compass
    stones: int = Field(default=10, ge=4, le=20)
    interests: tuple[Interest, ...] = Field(min_length=2, max_length=6)
    routes: tuple[Route, ...] = Field(min_length=2, max_length=6)
    reason_prompt: Text
    sum_intro: Text
    rules: tuple[Note, ...]
    makers_choice: Note | None = None
    counter_voice: Note | None = None
    reversal: Text

    @model_validator(mode="after")
    def _hangs_together(self) -> "Dilemma":
        unique((interest.id for interest in self.interests), (OWN, DONE))  # they name items of their own
        unique((route.id for route in self.routes), (DONE,))
        unique(note.id for note in self.rules)
        if sum(interest.mine for interest in self.interests) != 1:
            raise PydanticCustomError("one-mine", "one interest must be mine")
        if not min(route.accepts for route in self.routes) < 0 < max(route.accepts for route in self.routes):
            raise PydanticCustomError("two-sided", "routes must lie on both sides")
        if {note.id for note in self.rules} != set(RULES):
            raise PydanticCustomError("dilemma-rules", "rules: {expected}", {"expected": ", ".join(RULES)})
        return self

    @property
    def mine(self) -> Interest:
        """The participant's own gain."""
        return next(interest for interest in self.interests if interest.mine)

    @property
    def piles(self) -> tuple[str, ...]:
        """The ids of everything that stones can be laid on: the interests, and the participant's own addition."""
        return (*(interest.id for interest in self.interests), OWN)

    def rule(self, rule_id: str) -> Note:
        """The text of a rule in RULES."""
        return next(note for note in self.rules if note.id == rule_id)

    def route(self, route_id: Value) -> Route | None:
        """The route with this id, or None."""
        return next((route for route in self.routes if route.id == route_id), None)

    def with_case(self, case: Mapping[str, Text]) -> "Dilemma":
        """This dilemma with other case screens: keys '1', '2', … up to '5', no gaps.

        What the makers chose and the counter-voice tell of the built-in case, so they are left out.
        Raises ValueError('case-screens') for other keys.
        """
        numbers = [str(number) for number in range(1, len(case) + 1)]
        if set(case) != set(numbers) or not 1 <= len(case) <= 5:
            raise ValueError("case-screens")
        own = {"case": tuple(case[key] for key in numbers), "makers_choice": None, "counter_voice": None}
        return self.model_copy(update=own)

    def items(self) -> Mapping[str, Answer]:
        """Needle, stones, route and reason, each step with its commit; afterwards the ratings and a note."""
        piles: dict[str, Answer] = {f"stones.{pile}": Number(0, self.stones) for pile in self.piles}
        rated: dict[str, Answer] = {
            f"sum.{route.id}.{pile}": OneOf(RATINGS) for route in self.routes for pile in self.piles
        }
        return {
            NEEDLE: Number(-FURTHEST, FURTHEST),
            f"compass.{DONE}": Flag(),
            OWN_NAME: Words(80),
            **piles,
            f"stones.{DONE}": Flag(),
            ROUTE: OneOf(tuple(route.id for route in self.routes)),
            REASON: Words(300),
            DONE: Flag(),
            **rated,
            f"sum.{DONE}": Flag(),
            REVERSED: Words(400),
        }

    def locked(self, item: str, answers: Mapping[str, Value]) -> bool:
        """Each step locks with its commit; ratings and reversal come after the whole commit and stay open."""
        if item.startswith(_AFTERWARDS):
            return item == f"sum.{DONE}" and bool(answers.get(item))
        if item == OWN_NAME and answers.get(f"stones.{DONE}"):
            return True  # what the stones were laid on keeps its name
        return super().locked(item, answers)

    def check(self, item: str, value: Any, answers: Mapping[str, Value]) -> Value:
        """As in Exercise; no more stones than there are, and all of them laid before the step is committed."""
        checked = super().check(item, value, answers)
        if item == f"stones.{DONE}" and checked and self.left(answers):
            raise Refused("dilemma.refused.left", n=self.left(answers))
        if item in {f"stones.{pile}" for pile in self.piles} and self.left({**answers, item: checked}) < 0:
            raise Refused("dilemma.refused.too-many", total=self.stones)
        return checked

    def left(self, answers: Mapping[str, Value]) -> int:
        """How many stones have not been laid yet."""
        laid = (answers.get(f"stones.{pile}") for pile in self.piles)
        return self.stones - sum(int(stones) for stones in laid if isinstance(stones, int | float))


# The other modules register what a dilemma does; they need the models above.
from workbook.exercises.dilemma import group, paper, response, screens  # noqa: E402, F401
