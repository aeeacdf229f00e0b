"""What a fork does to become a kernel like any other."""

import atexit
import ctypes
import json
import locale
import logging
import os
import random
import signal
import sys
import threading
import time
import traceback
import weakref
from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import Any, NoReturn

from warmkernel.launching import launch
from warmkernel.notebook import Failed, Notebook

_LIBC = ctypes.CDLL(None)
_PR_SET_PDEATHSIG = 1
_PR_SET_NAME = 15
NAME = b"warm-kernel"  # what `ps` and `top` call it: its command line is still that of the warm process
READY = b"1"


def live(
    descriptors: list[int], let_go: Callable[[], None], set_by_imports: Mapping[str, str], notebook: Notebook | None
) -> NoReturn:
    """Be a kernel until it is shut down. `let_go` closes what is the warm process's.

    Of the descriptors the first is a file that says which kernel to be; the second gets READY once the kernel's
    sockets are there, or a sentence why not; the others become stdin, stdout and stderr. Of a `notebook` the last
    cells run before the kernel answers anything.
    """
    code = 1
    try:
        belong()
        let_go()
        told, ready, *streams = descriptors
        message = _told(told)
        for number, descriptor in enumerate(streams):
            os.dup2(descriptor, number)
            os.close(descriptor)
        _start_afresh({**set_by_imports, **message["environment"]}, message["cwd"], message["argv"])
        app = launch(message["argv"], notebook.shell if notebook else None)
        _say(ready, _taken_over(notebook, app))
        os.close(ready)
        app.start()
        code = 0
    except SystemExit as error:
        code = _code(error)
    except BaseException:
        traceback.print_exc(file=sys.__stderr__)
    finally:
        _leave(code)


def _told(descriptor: int) -> dict[str, Any]:
    """What stands in a file that was written to the end."""
    with os.fdopen(descriptor, "rb") as file:
        file.seek(0)
        found: dict[str, Any] = json.load(file)
        return found


def _taken_over(notebook: Notebook | None, app: Any) -> bytes:
    """READY, or why this kernel may not be used."""
    if notebook is not None:
        try:
            notebook.take_over(app)
        except Failed as failed:
            return str(failed).encode()
    return READY


def _say(writing: int, what: bytes) -> None:
    with suppress(OSError):  # nobody waits any more
        os.write(writing, what)
    if what != READY:
        raise SystemExit(1)


def rehearse(folder: str, writing: int, notebook: Notebook | None, environment: Mapping[str, str]) -> NoReturn:
    """Start in `folder` as a kernel that nobody knows, run a cell, and write down which modules that took.

    With a `notebook` the cells are its last ones, and what they put out is written down too.
    """
    before = set(sys.modules)
    told: dict[str, Any]
    try:
        belong()
        null = os.open(os.devnull, os.O_RDWR)
        for number in (0, 1, 2):
            os.dup2(null, number)
        _start_afresh({**os.environ, "IPYTHONDIR": folder, **environment}, folder, [])
        shell = notebook.shell if notebook else None
        app = launch(["-f", os.path.join(folder, "k.json"), "--transport=ipc", f"--ip={folder}/s"], shell)
        if notebook is None:
            app.shell.run_cell("_ = 1 + 1\n_", store_history=True)
        told = {"outputs": notebook.take_over(app) if notebook else []}
        told["modules"] = [name for name in sys.modules if name not in before and name != "__main__"]
    except BaseException as error:
        told = {"trouble": f"{type(error).__name__}: {error}"}
    with os.fdopen(writing, "w") as out:
        json.dump(told, out)
    os._exit(0)


def belong() -> None:
    """End when the warm process ends, and stand in a process group of our own."""
    _LIBC.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    os.setpgid(0, 0)
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    # SIGINT stays ignored, as ipykernel wants it outside a running cell: an early interrupt must not end a kernel


def _start_afresh(environment: Mapping[str, str], cwd: str, argv: list[str]) -> None:
    """The process state that a new Python would have: nothing of the warm process, nothing of another kernel."""
    os.environ.clear()
    os.environ.update(environment)
    os.environ["JPY_PARENT_PID"] = str(os.getppid())
    os.chdir(cwd)
    time.tzset()
    locale.setlocale(locale.LC_CTYPE, "")
    import ipykernel_launcher

    sys.argv = [str(ipykernel_launcher.__file__), *argv]
    sys.orig_argv = [sys.executable, "-m", "ipykernel_launcher", *argv]
    _LIBC.prctl(_PR_SET_NAME, NAME, 0, 0, 0)
    random.seed()
    if "numpy.random" in sys.modules:
        sys.modules["numpy.random"].seed()
    _forget_exits()


def _forget_exits() -> None:
    """What the preload wanted done at its end is the warm process's to do: it may delete a folder that all share."""
    atexit._clear()
    finalizers: Any = weakref.finalize
    finalizers._registry.clear()
    finalizers._registered_with_atexit = False
    atexit.register(logging.shutdown)


def _code(error: SystemExit) -> int:
    if isinstance(error.code, int):
        return error.code
    return 0 if error.code is None else 1


def _leave(code: int) -> NoReturn:
    """What an interpreter does at its end, short of tearing down what is shared."""
    try:
        getattr(threading, "_shutdown", lambda: None)()  # waits for threads that are no daemons
        atexit._run_exitfuncs()
        for stream in (sys.stdout, sys.stderr):
            stream.flush()
    finally:
        os._exit(code)
