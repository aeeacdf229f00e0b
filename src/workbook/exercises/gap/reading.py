"""How far two sets of answers are apart, statement by statement."""

from collections.abc import Mapping
from dataclasses import dataclass

from workbook.content.answers import Value
from workbook.exercises.gap import CHOSEN, Gap, Item, Role, answered, guessed
from workbook.scoring import Answers

BIGGEST = 2  # gaps to talk about


@dataclass(frozen=True)
class Difference:
    """One statement: my own answer and the other's (what they answered, or what I guessed)."""

    pair: Item
    mine: int
    other: int

    @property
    def gap(self) -> int:
        """Steps on the scale."""
        return abs(self.mine - self.other)


def role_of(answers: Mapping[str, Value]) -> Role | None:
    """The role that somebody chose."""
    chosen = answers.get(CHOSEN)
    return "manager" if chosen == "manager" else "seller" if chosen == "seller" else None


def with_guess(exercise: Gap, answers: Answers) -> list[Difference]:
    """Own answers beside the own guess; what lacks one of the two is left out."""
    return _differences(exercise, answers, {answered(pair): answers.get(guessed(pair)) for pair in exercise.pairs})


def with_other(exercise: Gap, mine: Answers, other: Answers) -> list[Difference]:
    """Own answers beside the other's."""
    return _differences(exercise, mine, other)


def _differences(exercise: Gap, mine: Answers, other: Answers) -> list[Difference]:
    found = []
    for pair in exercise.pairs:
        own, theirs = mine.get(answered(pair)), other.get(answered(pair))
        if own in exercise.scale.values and theirs in exercise.scale.values:
            found.append(Difference(pair, int(own or 0), int(theirs or 0)))
    return found


def biggest(differences: list[Difference]) -> list[Difference]:
    """The biggest gaps, at most two, the order of the statements deciding between equals; none without a gap."""
    return sorted((one for one in differences if one.gap), key=lambda one: -one.gap)[:BIGGEST]
