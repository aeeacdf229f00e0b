"""The model: how trust moves with what happens, how long the way back is, and what an honest no brings.

Our own rule of thumb, no law. Trust V runs from 0 to 100. A promise kept: V + g(100 − V). A breach about which you say
nothing: V − κ·g·V(1 − b·V/100), so goodwill b softens the fall. Our own rule: a quick apology halves a breach, and an
honest no counts as two promises kept at once. With g 0.06, κ 5 and b 0.3: from 60 six promises kept lead back, from 30
two, from 85 fourteen.
"""

import random
from collections.abc import Iterable
from dataclasses import dataclass

KEPT, MISS, SORRY, NO = "k", "m", "s", "n"
FUTURES_DRAWN = 200
_CLOSE = 1e-9


@dataclass(frozen=True)
class Setting:
    """Where the knobs stand: g (0.06), κ (5) and b (0.3)."""

    pace: float
    weight: float
    goodwill: float


def after(trust: float, event: str, setting: Setting) -> float:
    """Trust after one event; stays between 0 and 100."""
    up = setting.pace * (100 - trust)
    down = setting.weight * setting.pace * trust * (1 - setting.goodwill * trust / 100)
    moved = {KEPT: up, NO: 2 * up, MISS: -down, SORRY: -down / 2}[event]
    return min(100.0, max(0.0, trust + moved))


def path(start: float, events: Iterable[str], setting: Setting) -> list[float]:
    """Trust at the start and after every event."""
    levels = [start]
    for event in events:
        levels.append(after(levels[-1], event, setting))
    return levels


def fall(start: float, setting: Setting) -> float:
    """What one breach costs."""
    return start - after(start, MISS, setting)


def way_back(start: float, setting: Setting) -> int:
    """How many promises kept after one breach lead back to where you were."""
    level, times = after(start, MISS, setting), 0
    while level < start - _CLOSE:
        level, times = after(level, KEPT, setting), times + 1
    return times


@dataclass(frozen=True)
class Outcome:
    """How many of the futures brought more orders after an honest no than after a yes, as many, or fewer."""

    more: int
    same: int
    fewer: int

    @property
    def at_least(self) -> int:
        """In how many the honest no brought at least as much."""
        return self.more + self.same


def futures(start: float, chance: float, moments: int, setting: Setting) -> Outcome:
    """The same 200 futures for a no and a yes, always the same draw.

    A yes brings an order now; the work disappoints, so trust falls as by a breach. A no brings none now and raises
    trust. At each later moment another order comes with `chance` (0–1), times trust now over trust at the start.
    """
    dice = random.Random("two hundred futures")
    lifted, fallen = after(start, NO, setting) / start, after(start, MISS, setting) / start
    found = []
    for _ in range(FUTURES_DRAWN):
        draws = [(dice.random(), dice.random()) for _ in range(moments)]
        honest = sum(one < chance * lifted for one, _ in draws)
        found.append(honest - 1 - sum(other < chance * fallen for _, other in draws))
    return Outcome(sum(n > 0 for n in found), found.count(0), sum(n < 0 for n in found))
