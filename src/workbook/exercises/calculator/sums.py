"""The arithmetic of turnover per hour worked (OPWU), apart from everything that is shown.

Check values: 8000/40, 5600/16, 9120/38 and 4560/12 give 200, 350, 240 and 380; together
27280/106 = 257.36, while the mean of the four is 292.5.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, TypeGuard

Rule = Literal["too-high", "too-low", "spot-on", "mean-trap"]
RULES: tuple[Rule, ...] = ("too-low", "spot-on", "mean-trap", "too-high")

NEAR = 0.04  # own rule of thumb: within 4 % of the figure is 'vlak bij'
SMALLEST_GAP = 2.0  # between the OPWU and the mean of the weeks: below it a guess could not tell the two apart


@dataclass(frozen=True)
class Week:
    """A week with more than 0 hours; `number` counts from 1 as on the screen."""

    number: int
    hours: float
    turnover: float

    @property
    def weekly(self) -> float:
        """Turnover per hour in this week."""
        return self.turnover / self.hours


def opwu(weeks: Sequence[Week]) -> float | None:
    """Turnover per hour over all weeks together, Σturnover / Σhours; None without weeks."""
    return sum(week.turnover for week in weeks) / sum(week.hours for week in weeks) if weeks else None


def mean_of_ratios(weeks: Sequence[Week]) -> float | None:
    """The plain mean of the weekly figures: the wrong way, since short weeks count as much as long ones."""
    return sum(week.weekly for week in weeks) / len(weeks) if weeks else None


def value_of(result: float | None) -> float:
    """A result that is known to be there."""
    assert result is not None
    return result


def judge(guess: float, ratio: float, mean: float) -> Rule:
    """Which feedback a guess calls for: near the OPWU, near the mean of the weeks, or above or below the OPWU.

    'Near' is within 4 % of the OPWU, but never more than a third of the gap between the two, so that they cannot
    overlap, and never less than half a unit, so that a whole number can be near.
    """
    near = max(0.5, min(NEAR * ratio, abs(mean - ratio) / 3))
    if abs(guess - ratio) <= near:
        return "spot-on"
    if abs(guess - mean) <= near:
        return "mean-trap"
    return "too-high" if guess > ratio else "too-low"


def what_if(talks: float, success: float, order: float) -> float:
    """Turnover per hour: talks per hour × success (a whole percentage, 0–100) × value of an order."""
    return talks * success * order / 100


def whole_weeks(given: Mapping[int, tuple[object, object]]) -> tuple[Week, ...]:
    """The weeks of which both hours and turnover were filled in, from (hours, turnover) by week number."""
    return tuple(
        Week(number, float(hours), float(turnover))
        for number, (hours, turnover) in sorted(given.items())
        if _number(hours) and _number(turnover) and hours > 0
    )


def half_weeks(given: Mapping[int, tuple[object, object]]) -> tuple[int, ...]:
    """The numbers of the weeks of which only one of the two was filled in."""
    return tuple(number for number, (hours, turnover) in sorted(given.items()) if _number(hours) != _number(turnover))


def _number(value: object) -> TypeGuard[float]:
    return isinstance(value, int | float) and not isinstance(value, bool)
