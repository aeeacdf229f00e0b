"""What may be answered: every value from a browser is checked against one of these before it is stored."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

BOOKMARK = "_at"  # where in the exercise the participant is
AGAIN = "_again"  # starts a new attempt: empty, or with the value KEEP from the answers of the one before
KEEP = "keep"
ROLE = "_role"  # which role somebody plays in a trio
OBSERVED = "_observed"  # seconds of silence that an observer measured of somebody else
CHALLENGE = "_challenge"  # why somebody disagrees with the makers
SHARE = "_share:"  # before an item: its writer shares it with the room (never stored as an answer)
DONE = "done"  # the exercise, or with a prefix a part of it, is committed

Value = str | int | float | bool | None
MAX_TEXT = 4000
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def answered(answers: Mapping[str, Value]) -> list[str]:
    """The items that somebody answered of an exercise itself: no bookmark, no role, not the commit."""
    given = (name for name, value in answers.items() if value not in (None, ""))
    return [name for name in given if not name.startswith("_") and name != DONE]


class Refused(Exception):
    """A value that cannot be stored; `key` and `values` name a sentence in the interface texts."""

    def __init__(self, key: str, **values: object) -> None:
        super().__init__(key)
        self.key, self.values = key, values


class Answer(Protocol):
    """The kind of value that one item takes."""

    def check(self, value: Any) -> Value:
        """`value` as it is stored. Raises Refused when it does not fit; None always clears the answer."""
        ...


@dataclass(frozen=True)
class OneOf:
    """One of the given option ids (or whole numbers of a scale)."""

    options: tuple[Value, ...]

    def check(self, value: Any) -> Value:
        """As in Answer."""
        for option in self.options:
            if value == option and isinstance(value, bool) == isinstance(option, bool):
                return option
        raise Refused("refused.choice")


@dataclass(frozen=True)
class InOrder:
    """All of these ids, each once, in any order; stored with a space between them."""

    ids: tuple[str, ...]

    def check(self, value: Any) -> Value:
        """As in Answer."""
        if not self.read(value):
            raise Refused("refused.choice")
        return str(value)

    def read(self, value: object) -> tuple[str, ...]:
        """The ids in the order that was given, () for anything else."""
        given = tuple(value.split(" ")) if isinstance(value, str) else ()
        return given if sorted(given) == sorted(self.ids) else ()


@dataclass(frozen=True)
class Number:
    """A number between `low` and `high`, both included, in steps of `step` (0 for any)."""

    low: float
    high: float
    step: float = 1

    def check(self, value: Any) -> Value:
        """As in Answer."""
        if isinstance(value, bool) or not isinstance(value, int | float) or value != value:
            raise Refused("refused.number", low=_plain(self.low), high=_plain(self.high))
        if not self.low <= value <= self.high:
            raise Refused("refused.number", low=_plain(self.low), high=_plain(self.high))
        if self.step and abs((value - self.low) / self.step - round((value - self.low) / self.step)) > 1e-6:
            raise Refused("refused.step", step=_plain(self.step))
        return value


@dataclass(frozen=True)
class Words:
    """Free text of at most `longest` characters; stored as it was typed, control characters left out."""

    longest: int = 600

    def check(self, value: Any) -> Value:
        """As in Answer."""
        if not isinstance(value, str):
            raise Refused("refused.text")
        text = "".join(
            sign for sign in value if sign in "\n\t" or (ord(sign) >= 32 and not 0xD800 <= ord(sign) < 0xE000)
        )
        if len(text) > self.longest:
            raise Refused("refused.too-long", longest=self.longest, length=len(text))
        return text


@dataclass(frozen=True)
class Initials(Words):
    """Who a customer is, as initials only: what is longer is refused in one sentence, for it may be a name."""

    longest: int = 4

    def check(self, value: Any) -> Value:
        """As in Answer."""
        if isinstance(value, str) and len(value.strip()) > self.longest:
            raise Refused("refused.initials")
        return super().check(value.strip() if isinstance(value, str) else value)


@dataclass(frozen=True)
class Flag:
    """Yes or no: a checkbox, or a part that is committed."""

    def check(self, value: Any) -> Value:
        """As in Answer."""
        if not isinstance(value, bool):
            raise Refused("refused.choice")
        return value


def as_number(value: object) -> float | None:
    """A stored number; None for anything else, also for yes and no."""
    return None if isinstance(value, bool) or not isinstance(value, int | float) else float(value)


def as_date(text: object) -> date | None:
    """`text` as a day of the calendar when it is written as 2026-03-14, else None."""
    try:
        return date.fromisoformat(text) if isinstance(text, str) and _DATE.fullmatch(text) else None
    except ValueError:
        return None


def is_date(text: str) -> bool:
    """Whether `text` is a day of the calendar written as 2026-03-14."""
    return as_date(text) is not None


def _plain(number: float) -> str:
    return f"{number:g}"
