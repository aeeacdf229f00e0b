"""A process that kernels are forked from, as the server sees it: a line to ask it for things."""

import json
import os
import socket
import threading
from collections.abc import Mapping, Sequence
from typing import Any, Protocol

from warmkernel import wire
from warmkernel.recipe import NotWarm, differs

ANSWER_S = 10.0  # a fork takes milliseconds; a machine that needs longer than this is better off without us


class Process(Protocol):
    """What has to be known of the process at the other end."""

    pid: int

    def poll(self) -> int | None:
        """Its exit code, None while it runs."""


class Line:
    """The line to a process from which kernels are forked.

    Nobody but this process has an end of it: it is a socket pair without an address. When that end closes, for
    whatever reason, the process ends its kernels and itself. `environment` is what the process started with.
    """

    def __init__(self, line: socket.socket, process: Process, environment: Mapping[str, str]) -> None:
        self.process = process
        self.server = os.getpid()
        self.environment = environment
        self._line = line
        self._lock = threading.Lock()
        self._broken = False

    @property
    def pid(self) -> int:
        """The process at the other end."""
        return self.process.pid

    def usable(self) -> bool:
        """Whether it can still be asked, by this very process."""
        return not self._broken and self.server == os.getpid() and self.process.poll() is None

    def fork(self, argv: Sequence[str], environment: Mapping[str, str], cwd: str, descriptors: Sequence[int]) -> int:
        """The pid of a new kernel, in a process group of its own. Raises NotWarm.

        `argv` is for IPKernelApp. Of the `descriptors` the first is a pipe that gets READY once the kernel can be
        reached, or a sentence why not; three more, if given, become its stdin, stdout and stderr. What the
        kernel is told goes to it alone: it reads that from a file without a name, and the process that it is
        forked from never does.
        """
        if name := differs(environment, self.environment):
            raise NotWarm(f"a kernel asked for another value of {name}, which counts when Python starts")
        told = json.dumps({"argv": list(argv), "environment": dict(environment), "cwd": cwd}).encode()
        with os.fdopen(os.memfd_create("kernel"), "wb") as file:
            file.write(told)
            file.flush()
            return int(self.ask({"op": "fork"}, (file.fileno(), *descriptors))["pid"])

    def returncode(self, pid: int) -> int | None:
        """How a kernel that has ended did so; None where nobody can say. Can be asked once."""
        try:
            code = self.ask({"op": "returncode", "pid": pid})["returncode"]
        except NotWarm:
            return None
        return None if code is None else int(code)

    def ask(self, message: dict[str, Any], descriptors: Sequence[int] = (), patience: float = 0.0) -> dict[str, Any]:
        """The answer to a message, within `patience` seconds (by default ANSWER_S). Raises NotWarm."""
        patience = patience or ANSWER_S
        with self._lock:
            if self._broken:
                raise NotWarm("the warm process has ended")
            try:
                self._line.settimeout(patience)
                wire.send(self._line, message, descriptors)
                answer, _ = wire.receive(self._line)
            except (wire.Gone, OSError, ValueError) as error:
                self._broken = True  # an answer that comes late would be taken for the next one
                what = f"did not answer within {patience:.0f} s" if isinstance(error, TimeoutError) else "has ended"
                raise NotWarm(f"the warm process {what}") from error
        if "trouble" in answer:
            raise NotWarm(str(answer["trouble"]))
        return answer
