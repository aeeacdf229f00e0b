"""Turns to draw: as many processes at once as there are processors, so that a room that finishes together is served.

Thirty processes that draw at the same time on two processors each find the caches full of another's data every few
milliseconds, and all of them take nearly twice as long. One after the other the first has its chart at once.
"""

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from workbook.content.places import home_dir

try:
    import fcntl
except ImportError:  # Windows: everyone draws at once
    fcntl = None  # type: ignore[assignment]

LOOK_S = 0.02  # a look takes the processor from whoever draws: rather seldom than at once
PATIENCE_S = 2.0  # whoever holds a turn may have been stopped: then we draw all the same


@contextmanager
def turn() -> Iterator[None]:
    """Wait for a turn, at most PATIENCE_S, and keep it within this block. A process that ends gives its turn back."""
    try:
        file = os.open(home_dir() / "drawing.lock", os.O_RDWR | os.O_CREAT, 0o600)
    except OSError:
        yield
        return
    try:
        _wait(file)
        yield
    finally:
        os.close(file)


def _wait(file: int) -> None:
    """Take one of the turns: the bytes of this file, locked. Nothing is ever written in it."""
    deadline = time.monotonic() + PATIENCE_S
    while fcntl and time.monotonic() < deadline:
        for place in range(os.cpu_count() or 1):
            with suppress(OSError):
                fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB, 1, place)
                return
        time.sleep(LOOK_S)
