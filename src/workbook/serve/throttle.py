"""Slows down guessing without locking anybody out: a hotel room is one address."""

import time
from collections import deque

PER_MINUTE = 30


class Throttle:
    """Lets through at most `per_minute` wrong tries a minute, counted over everyone."""

    def __init__(self, per_minute: int = PER_MINUTE) -> None:
        self.per_minute = per_minute
        self._wrong: deque[float] = deque()

    def full(self) -> bool:
        """Whether there have been too many wrong tries in the last minute."""
        while self._wrong and time.monotonic() - self._wrong[0] > 60:
            self._wrong.popleft()
        return len(self._wrong) >= self.per_minute

    def wrong(self) -> None:
        """Count one wrong try."""
        self._wrong.append(time.monotonic())
