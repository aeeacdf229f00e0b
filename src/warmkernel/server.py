"""The warm process: one thread, no event loop, no zmq; forks a kernel whenever the server asks.

Started by `warmkernel.zygote` as `python -m warmkernel.server <descriptor>`. A page process is a fork of it that runs
the same loop, after it has run the first cells of a notebook.
"""

import gc
import os
import select
import signal
import socket
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from typing import Any, NoReturn

from warmkernel import child, warming, wire
from warmkernel.notebook import Notebook

GRACE_S = 1.0


class Server:
    """The kernels that came from here, and the line to the server that asked for them."""

    def __init__(self, line: socket.socket) -> None:
        self.line = line
        self.running: set[int] = set()
        self.ended: dict[int, int] = {}
        self.set_by_imports: dict[str, str] = {}
        self.notebook: Notebook | None = None
        self.parent = os.pidfd_open(os.getppid())
        self.bell, self._ring = socket.socketpair()
        for end in (self.bell, self._ring):
            end.setblocking(False)

    def run(self) -> None:
        """Answer until the server goes away."""
        signal.signal(signal.SIGCHLD, lambda *_: None)
        signal.set_wakeup_fd(self._ring.fileno(), warn_on_full_buffer=False)
        poller = select.poll()
        for descriptor in (self.line.fileno(), self.parent, self.bell.fileno()):
            poller.register(descriptor, select.POLLIN)
        with suppress(wire.Gone, OSError):
            while True:
                ready = {descriptor for descriptor, _ in poller.poll()}
                if self.parent in ready:
                    break
                if self.bell.fileno() in ready:
                    self.bell.recv(4096)
                    self.reap()
                if self.line.fileno() in ready:
                    self.answer()
        self.end()

    def answer(self) -> None:
        """Do what one message asks. Raises wire.Gone."""
        message, descriptors = wire.receive(self.line)
        operations: dict[str, Callable[[], dict[str, Any]]] = {
            "fork": lambda: self.fork(descriptors),
            "returncode": lambda: self.returncode(message["pid"]),
            "warm": lambda: self.warm(message["preload"]),
            "page": lambda: self.page(descriptors),
            "perform": lambda: self.perform(message),
        }
        wire.send(self.line, operations[message["op"]]())

    def fork(self, descriptors: list[int]) -> dict[str, Any]:
        """Start a kernel; in the kernel itself this never returns."""
        return self._fork(descriptors, lambda: child.live(descriptors, self.let_go, self.set_by_imports, self.notebook))

    def page(self, descriptors: list[int]) -> dict[str, Any]:
        """Start a page process that answers to another line; in itself this never returns."""
        return self._fork(descriptors, lambda: self._become_page(descriptors[0]))

    def _fork(self, descriptors: list[int], become: Callable[[], NoReturn]) -> dict[str, Any]:
        try:
            pid = os.fork()
        except OSError as error:
            return {"trouble": f"the warm process could not fork ({error})"}
        if pid == 0:
            become()
        for descriptor in descriptors:
            os.close(descriptor)
        with suppress(OSError):  # on both sides: whoever comes first, the group is there when we answer
            os.setpgid(pid, pid)
        self.running.add(pid)
        return {"pid": pid}

    def _become_page(self, descriptor: int) -> NoReturn:
        code = 1
        try:
            child.belong()
            self.let_go()
            page = Server(socket.socket(fileno=descriptor))
            page.set_by_imports = self.set_by_imports
            page.run()
            code = 0
        finally:
            os._exit(code)

    def returncode(self, pid: int) -> dict[str, Any]:
        """How a kernel ended; told once."""
        self.reap()
        return {"returncode": self.ended.pop(pid, None)}

    def warm(self, preload: list[str]) -> dict[str, Any]:
        """Make ready."""
        before = set(os.environ)
        answer = _timed(lambda: {"learned": warming.warm(preload, self.own), "modules": len(sys.modules)})
        self.set_by_imports = {name: value for name, value in os.environ.items() if name not in before}
        return answer

    def perform(self, message: dict[str, Any]) -> dict[str, Any]:
        """Run the first cells of a notebook, and rehearse the others."""
        os.environ.clear()
        os.environ.update({**self.set_by_imports, **message["environment"]})
        os.chdir(message["cwd"])
        self.notebook = notebook = Notebook(message["late"])
        return _timed(lambda: {"outputs": warming.perform(notebook, message["cells"], message["rehearsal"], self.own)})

    @property
    def own(self) -> set[int]:
        """The descriptors that this process needs."""
        return {self.line.fileno(), self.parent, self.bell.fileno(), self._ring.fileno()}

    def let_go(self) -> None:
        """In a fork: close what belongs to the warm process."""
        signal.set_wakeup_fd(-1)
        for end in (self.line, self.bell, self._ring):
            end.close()
        os.close(self.parent)

    def reap(self) -> None:
        """Take in what has ended, so that no zombie stays."""
        while True:
            try:
                pid, status = os.waitpid(-1, os.WNOHANG)
            except ChildProcessError:
                return
            if pid == 0:
                return
            if pid in self.running:
                self.running.discard(pid)
                self.ended[pid] = os.waitstatus_to_exitcode(status)

    def end(self) -> None:
        """The server is gone: its kernels go too, with everything in their groups."""
        for number in (signal.SIGTERM, signal.SIGKILL):
            for pid in tuple(self.running):
                with suppress(OSError):
                    os.killpg(pid, number)
            until = time.monotonic() + GRACE_S
            while self.running and time.monotonic() < until:
                time.sleep(0.02)
                self.reap()


def _timed(work: Callable[[], dict[str, Any]]) -> dict[str, Any]:
    """What `work` answers, with the seconds that it took; or its trouble."""
    began = time.perf_counter()
    try:
        answer = work()
    except warming.Trouble as error:
        return {"trouble": str(error)}
    gc.collect()
    gc.freeze()  # what is shared stays shared: the collector would write to every page of it
    return {"seconds": time.perf_counter() - began, **answer}


def main() -> None:
    """Serve the line whose descriptor is the only argument."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # it is for kernels
    del sys.path[0]  # the folder where the server stood; a kernel has its own
    Server(socket.socket(fileno=int(sys.argv[1]))).run()


if __name__ == "__main__":
    main()
