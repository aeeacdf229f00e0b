"""What a warm process has to have ready, and when it is out of date."""

import fnmatch
import os
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

# Read when a Python starts, or when its libraries load: a kernel that wants them otherwise gets a Python of its own.
AT_START = ("PYTHON*", "LD_*", "LC_*", "LANG", "MALLOC_*", "*_NUM_THREADS", "MPLCONFIGDIR", "MATPLOTLIBRC")

# Not watched: what Python itself writes, and the thousands of files of tools beside the code.
PASSED_OVER = {"__pycache__", "node_modules"}

Stamp = tuple[tuple[str, int, int], ...]


class NotWarm(Exception):
    """No warm kernel can be had; the message is a sentence for the log."""


@dataclass(frozen=True)
class Recipe:
    """`preload`: names of modules, or `module:function` to call, in order; `watch`: files and folders.

    A change in what is watched makes the warm process out of date. `patience` is how long it may take to get ready, in
    seconds.
    """

    preload: tuple[str, ...] = ()
    watch: tuple[str, ...] = ()
    patience: float = 60.0

    def stamp(self) -> Stamp:
        """Names, sizes and times of everything that is watched: equal as long as nothing has changed."""
        return tuple(sorted(entry for place in self.watch for entry in _entries(place)))


def supported() -> str:
    """'' where this machine can fork warm kernels, else the reason."""
    if sys.platform != "linux":
        return f"forking a warmed-up Python is only safe on Linux, this is {sys.platform}"
    try:
        os.close(os.pidfd_open(os.getpid()))
    except (AttributeError, OSError) as error:
        return f"this system has no pidfd_open ({error})"
    return ""


def differs(wanted: Mapping[str, str], have: Mapping[str, str]) -> str:
    """The name of a variable that only counts when a Python starts and is not the same in both, '' when there is none.

    The warm process has its environment from this server, so these agree unless somebody asked for something else.
    """
    names = sorted(name for name in {*wanted, *have} if any(fnmatch.fnmatchcase(name, rule) for rule in AT_START))
    return next((name for name in names if wanted.get(name) != have.get(name)), "")


def _entries(place: str) -> Iterator[tuple[str, int, int]]:
    path = Path(place)
    if path.is_dir():
        for folder, folders, files in os.walk(path):
            folders[:] = [name for name in folders if name not in PASSED_OVER]
            for name in files:
                yield from _entry(os.path.join(folder, name))
    else:
        yield from _entry(place)


def _entry(path: str) -> Iterator[tuple[str, int, int]]:
    try:
        found = os.stat(path)
    except OSError:
        return  # it has just gone, or it is not there yet: both are a change when it was otherwise
    yield path, found.st_mtime_ns, found.st_size
