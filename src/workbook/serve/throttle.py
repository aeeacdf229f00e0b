"""Slows down guessing without locking anybody out: a hotel room is one address."""

import asyncio
import time
from collections import deque

PER_MINUTE = 30
DELAY_S = 1.5
QUEUE = 20  # at most so many wait at a time: together some 13 tries a second for 31**6 codes


class Throttle:
    """Lets through at most `per_minute` wrong tries a minute, counted over everyone."""

    def __init__(self, per_minute: int = PER_MINUTE) -> None:
        self.per_minute = per_minute
        self._wrong: deque[float] = deque()
        self._queue = asyncio.Semaphore(QUEUE)

    def full(self) -> bool:
        """Whether there have been too many wrong tries in the last minute."""
        while self._wrong and time.monotonic() - self._wrong[0] > 60:
            self._wrong.popleft()
        return len(self._wrong) >= self.per_minute

    async def slow_down(self) -> None:
        """Wait a moment when there have been too many wrong tries: whoever knows the code gets in all the same."""
        if self.full():
            async with self._queue:
                await asyncio.sleep(DELAY_S)

    def wrong(self) -> None:
        """Count one wrong try."""
        self._wrong.append(time.monotonic())
