"""Time as it was tapped: compact events, the stretches between them, handovers, and shares in tenths.

An event is one sign for who begins to talk and the tenths of a second since the first tap: 'm134' is the manager, at
13.4 seconds. The browser measures with a clock that only goes forward; taps may still reach the store in another order.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Literal

from workbook.content.answers import Refused, Value

Talker = Literal["client", "seller", "manager", "silence"]
TALKERS: tuple[Talker, ...] = ("client", "seller", "manager", "silence")
OURS: tuple[Talker, ...] = ("seller", "manager")
SIGNS: dict[str, Talker] = {"c": "client", "s": "seller", "m": "manager", "x": "silence"}
END = "e"
WHOLE = 10
MOST_TAPS = 300
LONGEST = 18000  # tenths of a second: half an hour
_EVENT = re.compile(r"([csmxe])(0|[1-9]\d{0,4})")


@dataclass(frozen=True)
class Tap:
    """One event, as above; nothing later than half an hour."""

    def check(self, value: Any) -> Value:
        """As in Answer."""
        found = _EVENT.fullmatch(value) if isinstance(value, str) else None
        if not found or int(found[2]) > LONGEST:
            raise Refused("refused.choice")
        return str(value)


@dataclass(frozen=True)
class Stretch:
    """Somebody talks (or nobody) from `start` to `end`, in seconds; `number` is that of the tap that began it."""

    number: int
    talker: Talker
    start: float
    end: float

    @property
    def seconds(self) -> float:
        """How long."""
        return self.end - self.start


def stretches(taps: Mapping[int, Value]) -> list[Stretch]:
    """The stretches that these taps (by number) make, in order of time, up to the end tap or the last one.

    What is no event is left out; taps on who is already talking, and those without any time, make no stretch.
    """
    events = [(int(match[2]), number, match[1]) for number, match in _events(taps)]
    events.sort()
    ends = next((i for i, (_, _, sign) in enumerate(events) if sign == END), len(events) - 1)
    found: list[Stretch] = []
    for (at, number, sign), (until, _, _) in pairwise(events[: ends + 1]):
        talker = SIGNS[sign]
        if found and found[-1].talker == talker:
            found[-1] = Stretch(found[-1].number, talker, found[-1].start, until / 10)
        elif until > at:
            found.append(Stretch(number, talker, at / 10, until / 10))
    return found


def _events(taps: Mapping[int, Value]) -> Iterable[tuple[int, re.Match[str]]]:
    for number, value in taps.items():
        match = _EVENT.fullmatch(value) if isinstance(value, str) else None
        if match:
            yield number, match


@dataclass(frozen=True)
class Handover:
    """Our side's word goes from one to the other, with or without the client in between."""

    before: Stretch
    after: Stretch

    @property
    def number(self) -> int:
        """That of the tap with which the other began."""
        return self.after.number


def handovers(told: Iterable[Stretch]) -> list[Handover]:
    """Every time that the seller talks after the manager, or the manager after the seller."""
    ours = [stretch for stretch in told if stretch.talker in OURS]
    return [Handover(a, b) for a, b in pairwise(ours) if a.talker != b.talker]


def tenths(amounts: Mapping[Talker, float]) -> dict[Talker, int] | None:
    """Amounts as tenths of the whole that make ten together (largest remainders first); None without any amount."""
    total = sum(amounts.get(talker, 0) for talker in TALKERS)
    if total <= 0:
        return None
    exact = {talker: WHOLE * amounts.get(talker, 0) / total for talker in TALKERS}
    found = {talker: int(exact[talker]) for talker in TALKERS}
    rest = sorted(TALKERS, key=lambda talker: (found[talker] - exact[talker], TALKERS.index(talker)))
    for talker in rest[: WHOLE - sum(found.values())]:
        found[talker] += 1
    return found


def moved(one: Mapping[Talker, int], other: Mapping[Talker, int]) -> int:
    """How many tenths would have to move to make one division of ten the other."""
    return sum(abs(one[talker] - other[talker]) for talker in TALKERS) // 2
