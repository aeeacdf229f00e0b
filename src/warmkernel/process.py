"""A kernel that is not our child, with the face of a `subprocess.Popen`."""

import os
import select
import signal
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

UNKNOWN = -signal.SIGKILL  # the warm process is gone, and took the kernel along


class ForkedProcess:
    """A process watched through a pidfd, so that its number cannot come to mean another one.

    `ask_returncode` tells how the process ended (as Popen does: negative for a signal), None where nobody knows.
    """

    stdin = stdout = stderr = None

    def __init__(self, pid: int, ask_returncode: Callable[[int], int | None]) -> None:
        self.pid = pid
        self.returncode: int | None = None
        self._ask: Callable[[int], int | None] | None = ask_returncode
        self._pidfd = -1
        try:
            self._pidfd = os.pidfd_open(pid)
        except ProcessLookupError:
            self._ended()

    def poll(self) -> int | None:
        """The exit code, None while it runs."""
        return self.wait(0)

    def wait(self, timeout: float | None = None) -> int | None:
        """Wait for its end, at most `timeout` seconds; the exit code, None when it still runs."""
        if self.returncode is None:
            poller = select.poll()
            poller.register(self._pidfd, select.POLLIN)
            if poller.poll(None if timeout is None else timeout * 1000):
                self._ended()
        return self.returncode

    def send_signal(self, number: int) -> None:
        """Send a signal to the process alone; one that has ended gets none."""
        if self.poll() is None:
            with suppress(ProcessLookupError):
                signal.pidfd_send_signal(self._pidfd, number)

    def terminate(self) -> None:
        """Ask it to end."""
        self.send_signal(signal.SIGTERM)

    def kill(self) -> None:
        """End it."""
        self.send_signal(signal.SIGKILL)

    def _ended(self) -> None:
        code = self._ask(self.pid) if self._ask else None
        self._ask = None  # who waits for its last kernel to end need not wait for us
        self.returncode = UNKNOWN if code is None else code
        self._close()

    def _close(self) -> None:
        if self._pidfd >= 0:
            os.close(self._pidfd)
            self._pidfd = -1

    def __del__(self) -> None:
        self._close()


def started(pid: int) -> int | None:
    """When a process started, in clock ticks since the machine did; None where there is no such process.

    With the pid it names one process for good: pids come back.
    """
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return None
    return int(fields[19])
