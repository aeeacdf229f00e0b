"""The server's side: one warm process for each recipe, started when it is first needed and replaced when it died."""

import os
import socket
import subprocess
import sys
import time
import weakref
from collections.abc import Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache
from typing import Any

from warmkernel.line import Line
from warmkernel.process import ForkedProcess
from warmkernel.recipe import NotWarm, Recipe, Stamp, supported

RETRY_S = 60.0  # what failed is tried again after this long, or when a watched file changes


class Zygote(Line):
    """A warm process of this recipe and the line to it. Raises NotWarm where it does not get ready."""

    def __init__(self, recipe: Recipe) -> None:
        self.stamp = recipe.stamp()
        ours, theirs = socket.socketpair()
        environment = dict(os.environ)
        with theirs:
            process = subprocess.Popen(  # noqa: S603
                [sys.executable, "-m", "warmkernel.server", str(theirs.fileno())],
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
                env=_single_threaded(environment),
                start_new_session=True,
            )
        super().__init__(ours, process, environment)
        # The last kernel that knows this object closes the line, or the end of this process does.
        self.close = weakref.finalize(self, _end, ours, process)
        try:
            self.ready = self.ask({"op": "warm", "preload": recipe.preload}, (), recipe.patience)
        except NotWarm:
            self.close()
            raise


def _single_threaded(environment: Mapping[str, str]) -> dict[str, str]:
    """The environment of the warm process: a library that starts threads when it loads could not be forked."""
    threads = dict.fromkeys(("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"), "1")
    own = {name: value for name, value in environment.items() if name not in ("JPY_PARENT_PID", "MPLBACKEND")}
    return {**own, **threads, "MPLBACKEND": "module://matplotlib_inline.backend_inline"}


def _end(line: socket.socket, process: "subprocess.Popen[bytes]") -> None:
    line.close()
    try:
        process.wait(2)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


@dataclass(frozen=True)
class _Failure:
    said: str
    stamp: Stamp
    until: float


_zygotes: dict[Recipe, Zygote] = {}
_failures: dict[Recipe, _Failure] = {}


def zygote_for(recipe: Recipe) -> Zygote:
    """The warm process of this recipe, started or replaced where necessary. Raises NotWarm. Only for `in_turn`."""
    if reason := supported():
        raise NotWarm(reason)
    stamp = recipe.stamp()
    here = _zygotes.get(recipe)
    if here and here.usable() and here.stamp == stamp:
        return here
    _zygotes.pop(recipe, None)  # its kernels keep it alive as long as they need it
    failed = _failures.get(recipe)
    if failed and failed.stamp == stamp and time.monotonic() < failed.until:
        raise NotWarm(failed.said)
    try:
        _zygotes[recipe] = Zygote(recipe)
    except NotWarm as error:
        _failures[recipe] = _Failure(str(error), stamp, time.monotonic() + RETRY_S)
        raise
    _failures.pop(recipe, None)
    return _zygotes[recipe]


def fork(
    recipe: Recipe, argv: Sequence[str], environment: Mapping[str, str], cwd: str, descriptors: Sequence[int]
) -> tuple[ForkedProcess, int]:
    """A new kernel, and the pid of the warm process it came from. Raises NotWarm. Only for `in_turn`."""
    zygote = zygote_for(recipe)
    try:
        pid = zygote.fork(argv, environment, cwd, descriptors)
    except NotWarm:
        if zygote.usable():
            raise
        zygote = zygote_for(recipe)  # it had just died: once more, with a new one
        pid = zygote.fork(argv, environment, cwd, descriptors)
    return ForkedProcess(pid, zygote.returncode), zygote.pid


def origin(pid: int) -> Zygote | None:
    """The warm process with this pid, where this server still has it."""
    return next((zygote for zygote in _zygotes.values() if zygote.pid == pid and zygote.usable()), None)


def in_turn(work: Any, *arguments: Any) -> "Future[Any]":
    """Do something with warm processes, one thing after another, without holding up the caller's event loop."""
    return _queue(os.getpid()).submit(work, *arguments)


@cache
def _queue(_process: int) -> ThreadPoolExecutor:
    """One thread; a process that was forked off needs its own."""
    return ThreadPoolExecutor(1, thread_name_prefix="warmkernel")


def close_all() -> None:
    """End every warm process of this server with its kernels; the next kernel starts a new one."""
    while _zygotes:
        _zygotes.popitem()[1].close()
    _failures.clear()
