"""What happens in the warm process before the first kernel: imports, a rehearsal, and whether it may be forked."""

import fcntl
import importlib
import io
import json
import os
import select
import signal
import stat
import sys
import tempfile
from collections.abc import Iterable
from contextlib import redirect_stderr, suppress

from warmkernel import child

REHEARSAL_S = 30.0
KERNEL = ("ipykernel.kernelapp", "ipykernel.zmqshell", "ipykernel.ipkernel")  # before ipywidgets: it looks for comms


class Trouble(Exception):
    """This process may not be forked; the message says why."""


def warm(preload: Iterable[str], own: set[int]) -> int:
    """Import, rehearse, and check; the number of modules that the rehearsal added. Raises Trouble."""
    for name in (*KERNEL, *preload):
        _prepare(name)
    learned = _learn(_rehearse())
    threads = len(os.listdir("/proc/self/task"))
    if threads > 1:
        raise Trouble(f"{threads - 1} threads run in the warm process after the preload, and a fork would lose them")
    if left := _left_open(own):
        raise Trouble(f"the preload left open what kernels must not share: {', '.join(left)}")
    return learned


def _prepare(name: str) -> None:
    """Import a module, or call a function in one."""
    module, _, function = name.partition(":")
    try:
        found = importlib.import_module(module)
        if function:
            getattr(found, function)()
    except (Exception, SystemExit) as error:
        reason = f"{type(error).__name__}: {error}".splitlines()[0]
        raise Trouble(f"preloading {name} failed with {reason}") from None


def _rehearse() -> list[str]:
    """Let a throw-away kernel start and run a cell; the modules that it imported on the way. Raises Trouble."""
    with tempfile.TemporaryDirectory(prefix="warm-") as folder:
        reading, writing = os.pipe()
        pid = os.fork()
        if pid == 0:
            os.close(reading)
            child.rehearse(folder, writing)
        os.close(writing)
        with os.fdopen(reading, "rb") as end:
            told = _until_closed(end.fileno())
        os.kill(pid, signal.SIGKILL)  # it has said everything, or takes too long
        os.waitpid(pid, 0)
    try:
        found = json.loads(told)
    except ValueError:
        raise Trouble("a kernel forked from it to try did not start") from None
    if "trouble" in found:
        raise Trouble(f"a kernel forked from it to try failed with {found['trouble']}")
    return list(found["modules"])


def _until_closed(reading: int) -> bytes:
    """What comes out of a pipe until its other end closes, or nothing comes for long."""
    told = bytearray()
    while select.select([reading], [], [], REHEARSAL_S)[0] and (part := os.read(reading, 65536)):
        told += part
    return bytes(told)


def _learn(names: Iterable[str]) -> int:
    """Import what every kernel imports anyway; the number of those that could be."""
    before = len(sys.modules)
    with redirect_stderr(io.StringIO()):  # in a kernel nobody reads what the debugger has to say about its import
        for name in names:
            with suppress(Exception):  # some exist only inside a kernel
                importlib.import_module(name)
    return len(sys.modules) - before


def _left_open(own: set[int]) -> list[str]:
    """What a kernel could disturb in others: sockets, pipes, files open for writing."""
    found = []
    for name in os.listdir("/proc/self/fd"):
        number = int(name)
        try:
            if number > 2 and number not in own and _shared(number):
                found.append(os.readlink(f"/proc/self/fd/{name}"))
        except OSError:
            continue  # the one with which we are looking
    return found


def _shared(number: int) -> bool:
    mode = os.fstat(number).st_mode
    if stat.S_ISREG(mode):
        return (fcntl.fcntl(number, fcntl.F_GETFL) & os.O_ACCMODE) != os.O_RDONLY
    return not (stat.S_ISDIR(mode) or stat.S_ISCHR(mode))
