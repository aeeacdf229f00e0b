"""An ipykernel in a fork: as if it had been started anew, without doing again what the warm process has done."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from types import ModuleType
from typing import Any

INLINE = "module://matplotlib_inline.backend_inline"


def launch(argv: list[str], shell: Any = None) -> Any:
    """An IPKernelApp with these arguments, ready to start; what was imported too early has been told of it.

    A `shell` that is there already is taken over, figures and all, as long as the environment names the same backend.
    """
    from ipykernel.kernelapp import IPKernelApp

    IPKernelApp.clear_instance()
    app = IPKernelApp.instance(parent_handle=1)  # as if started by a server, but with no thread that looks for it
    if argv[:1] == ["-f"] and len(argv) == 2:
        _take_arguments(app, argv[1])
    with _modules_counted():
        app.initialize(argv)
    if shell is not None:
        shell.kernel = app.kernel
    _connect_widgets()
    if shell is None or not _draws_alike():
        connect_matplotlib()
    return app


def _take_arguments(app: Any, connection_file: str) -> None:
    """The only argument that a kernel usually has; a parser of all that it could have costs as much as its sockets."""
    from traitlets.config import Config

    given = Config({"IPKernelApp": {"connection_file": connection_file}})
    app.cli_config = given
    app.update_config(given)
    app.parse_command_line = lambda _argv: None


@cache
def files_of_modules() -> list[str]:
    """The file of every module that a kernel has from the start; known before the first fork."""
    return [file for module in tuple(sys.modules.values()) if (file := getattr(module, "__file__", None))]


@contextmanager
def _modules_counted() -> Iterator[None]:
    """Let a kernel know the modules for its debugger without touching each: that would copy 8 MB of shared memory."""
    from ipykernel import ipkernel

    known = files_of_modules()
    init = ipkernel.IPythonKernel.__init__

    def begin(kernel: Any, **settings: Any) -> None:
        namespace: Any = ipkernel
        namespace.sys = _Without(sys)
        try:
            init(kernel, **settings)
        finally:
            namespace.sys = sys
        kernel._kernel_modules = known
        if hasattr(kernel, "debugger"):
            kernel.debugger.kernel_modules = known

    patched: Any = ipkernel.IPythonKernel
    patched.__init__ = begin
    try:
        yield
    finally:
        patched.__init__ = init


class _Without(ModuleType):
    """`sys`, in which no module seems to be loaded."""

    modules: dict[str, ModuleType] = {}

    def __init__(self, real: ModuleType) -> None:
        super().__init__(real.__name__)
        self._real = real

    def __getattr__(self, name: str) -> Any:
        return getattr(self._real, name)


def _connect_widgets() -> None:
    """At its import ipywidgets registers its comm targets, if there is a kernel; there was none."""
    if "ipywidgets" in sys.modules:
        sys.modules["ipywidgets"].register_comm_target()


def _draws_alike() -> bool:
    """Whether matplotlib, where it is loaded, uses the backend that this kernel's environment names."""
    matplotlib = sys.modules.get("matplotlib")
    return matplotlib is None or bool(matplotlib.rcParams._get("backend") == os.environ["MPLBACKEND"])


def connect_matplotlib() -> None:
    """The backend that this kernel's environment names, and figures shown at the end of a cell."""
    matplotlib = sys.modules.get("matplotlib")
    if matplotlib is None:
        return
    backend = os.environ.get("MPLBACKEND", INLINE)  # a kernel that starts sets it, where nobody had
    if matplotlib.rcParams._get("backend") != backend:
        pyplot = sys.modules.get("matplotlib.pyplot")
        if pyplot is not None and pyplot._backend_mod is not None:
            pyplot.switch_backend(backend)
        matplotlib.rcParams["backend"] = backend
    inline = sys.modules.get("matplotlib_inline.backend_inline")
    if inline is not None:
        inline._enable_matplotlib_integration()
