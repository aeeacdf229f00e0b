"""What was measured, and the arithmetic on it: medians over rounds, ratios of what was measured side by side."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from statistics import median

Figures = dict[str, float]


@dataclass(frozen=True)
class Measured:
    """One round of one bench on one target. A figure that could not be had is NaN; `notes` say why."""

    bench: str
    page: str
    target: str
    round: int
    figures: Figures
    notes: tuple[str, ...] = field(default=())


def percentile(values: Iterable[float], percent: float) -> float:
    """The value below which `percent` of them lie, always one of them; NaN of nothing."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, round(percent / 100 * (len(ordered) - 1)))] if ordered else math.nan


def middle(values: Iterable[float]) -> float:
    """The median of those that are there; NaN where none is."""
    there = [value for value in values if not math.isnan(value)]
    return median(there) if there else math.nan


def names(measured: Sequence[Measured]) -> list[str]:
    """The names of all figures, in the order in which they came."""
    return list(dict.fromkeys(name for one in measured for name in one.figures))


def targets(measured: Sequence[Measured]) -> list[str]:
    """The targets, in the order in which they came."""
    return list(dict.fromkeys(one.target for one in measured))


def medians(measured: Sequence[Measured], target: str) -> Figures:
    """The median of each figure over the rounds of one target."""
    rounds = [one.figures for one in measured if one.target == target]
    return {name: middle(one.get(name, math.nan) for one in rounds) for name in names(measured)}


def ratios(measured: Sequence[Measured], target: str, ours: str) -> Figures:
    """How many times ours a target took: the median of the ratios within each round, so that a drift falls out."""
    mine = {one.round: one.figures for one in measured if one.target == ours}
    found: dict[str, list[float]] = {name: [] for name in names(measured)}
    for one in measured:
        if one.target != target or one.round not in mine:
            continue
        for name, value in one.figures.items():
            other = mine[one.round].get(name, math.nan)
            if other and not math.isnan(other):
                found[name].append(value / other)
    return {name: middle(values) for name, values in found.items()}
