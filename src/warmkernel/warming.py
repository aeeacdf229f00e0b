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
from collections.abc import Iterable, Mapping, Sequence
from contextlib import redirect_stderr, suppress
from typing import Any

from warmkernel import child
from warmkernel.launching import files_of_modules
from warmkernel.notebook import Failed, Notebook, Outputs

REHEARSAL_S = 30.0
KERNEL = ("ipykernel.kernelapp", "ipykernel.zmqshell", "ipykernel.ipkernel")  # before ipywidgets: it looks for comms


class Trouble(Exception):
    """This process may not be forked; the message says why."""


def warm(preload: Iterable[str], own: set[int]) -> int:
    """Import, rehearse, and check; the number of modules that the rehearsal added. Raises Trouble."""
    for name in (*KERNEL, *preload):
        _prepare(name)
    learned = _learn(_rehearse()["modules"])
    files_of_modules()
    check(own)
    return learned


def perform(notebook: Notebook, cells: Sequence[str], rehearsal: Mapping[str, str], own: set[int]) -> list[Outputs]:
    """Run the first cells of a notebook here and its last in a throw-away kernel; what all of them put out.

    `rehearsal` is what that kernel's environment has besides ours. Raises Trouble.
    """
    try:
        first = notebook.run(cells)
    except Failed as failed:
        raise Trouble(f"a page could not be made ready: {failed}") from None
    check(own)
    told = _rehearse(notebook, rehearsal)
    _learn(told["modules"])
    check(own)
    notebook.expected = told["outputs"]
    return [*first, *told["outputs"]]


def check(own: set[int]) -> None:
    """See that this process may be forked. `own` are the descriptors that it needs itself. Raises Trouble."""
    threads = len(os.listdir("/proc/self/task"))
    if threads > 1:
        raise Trouble(f"{threads - 1} threads run in the warm process after the preload, and a fork would lose them")
    if left := _left_open(own):
        raise Trouble(f"the preload left open what kernels must not share: {', '.join(left)}")


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


def _rehearse(notebook: Notebook | None = None, environment: Mapping[str, str] | None = None) -> dict[str, Any]:
    """Let a throw-away kernel start and run a cell; the modules that it imported on the way. Raises Trouble.

    With a notebook it runs the last cells of that, and `outputs` is what they put out.
    """
    with tempfile.TemporaryDirectory(prefix="warm-") as folder:
        reading, writing = os.pipe()
        pid = os.fork()
        if pid == 0:
            os.close(reading)
            child.rehearse(folder, writing, notebook, environment or {})
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
    return dict(found)


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
