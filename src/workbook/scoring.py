"""What a response is worth and how a made-up respondent answers: generic over the exercise types.

Three results differ: nothing was answered, there is nothing to score, and a score of 0.
"""

import random
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import singledispatch
from typing import Literal

from workbook.content.answers import DONE, Answer, Flag, InOrder, Number, OneOf, Value, Words
from workbook.content.models import Exercise
from workbook.content.text import Text

Answers = Mapping[str, Value]
Status = Literal["unanswered", "unscored", "scored"]
Tone = Literal["helps", "depends", "harms", "neutral"]
Kind = Literal["strong", "weak", "random"]


@dataclass(frozen=True)
class Feedback:
    """One text that this response calls for. `id` is `item` or `item:rule`, unique in the exercise."""

    id: str
    item: str
    text: Text
    tone: Tone = "neutral"
    own: bool = False


@dataclass(frozen=True)
class Score:
    """The result of one response.

    `points` of `maximum` where there is something to score, `parts` by item or scale (None: not answered),
    `counts` for what is counted rather than added up.
    """

    status: Status
    points: float | None = None
    maximum: float | None = None
    parts: Mapping[str, float | None] = field(default_factory=dict)
    counts: Mapping[str, int] = field(default_factory=dict)
    feedback: tuple[Feedback, ...] = ()

    @property
    def share(self) -> float | None:
        """Points as a share of the maximum, 0–1; None where nothing is scored."""
        return None if self.points is None or not self.maximum else self.points / self.maximum


UNANSWERED = Score("unanswered")


@dataclass(frozen=True)
class Respondent:
    """Somebody made up: `strong` answers as the makers would, `weak` the other way round, `random` anything."""

    kind: Kind = "random"
    seed: int = 0

    def dice(self, exercise: Exercise) -> random.Random:
        """Chance that depends on the respondent and the exercise only."""
        return random.Random(f"{self.kind}-{self.seed}-{exercise.id}")


@singledispatch
def score(exercise: Exercise, answers: Answers) -> Score:
    """The score and the feedback of `answers`; never raises for answers that the store accepted, however incomplete."""
    raise NotImplementedError(f"no score for exercises of type {exercise.type!r}")


@singledispatch
def simulate(exercise: Exercise, respondent: Respondent) -> dict[str, Value]:
    """A complete response of `respondent`, in the order in which a person would give it."""
    raise NotImplementedError(f"no simulation for exercises of type {exercise.type!r}")


@singledispatch
def reachable(exercise: Exercise) -> frozenset[str]:
    """Registered by each type: the ids of all feedback that its `score` can give."""
    raise NotImplementedError(f"type {exercise.type!r} does not list its feedback")


def answered(answers: Answers) -> bool:
    """Whether anything but bookmarks and commits was answered."""
    return any(value not in (None, "") and not _internal(item) for item, value in answers.items())


def _internal(item: str) -> bool:
    return item.startswith("_") or item.rpartition(".")[2] == DONE


def at_random(items: Mapping[str, Answer], dice: random.Random) -> dict[str, Value]:
    """A random value for each item that is not internal; commits are set to True, in the order given."""
    return {item: True if _internal(item) else _any(answer, dice) for item, answer in items.items() if item[0] != "_"}


def _any(answer: Answer, dice: random.Random) -> Value:
    match answer:
        case OneOf(options):
            return dice.choice(options)
        case Number(low, high, step):
            return low + step * dice.randint(0, int((high - low) / step)) if step else dice.uniform(low, high)
        case InOrder(ids):
            return " ".join(dice.sample(ids, len(ids)))
        case Flag():
            return dice.random() < 0.5
        case Words():
            return dice.choice(["Ik vraag eerst door.", "", "Ik bel morgen.", "x"])
        case _:
            raise NotImplementedError(f"no random value for {answer!r}")
