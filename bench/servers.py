"""Servers under test: started as processes of their own, and what their whole process tree costs."""

import os
import socket
import subprocess
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from types import TracebackType

import psutil

ROOT = Path(__file__).resolve().parent.parent
PATIENCE_S = 120
REST_S, REST_MOST_S = 1.0, 60.0
AT_REST = 0.05  # cores


def free_port() -> int:
    """A port that nobody listens to now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def environment(own: Path, more: Mapping[str, str]) -> dict[str, str]:
    """A server's environment: this checkout's code, Jupyter's folders in `own`, no setting of this machine's user."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("WORKBOOK_", "JUPYTER"))}
    path = os.pathsep.join((str(ROOT / "src"), str(ROOT)))
    jupyter = {f"JUPYTER_{name}_DIR": str(own / name.lower()) for name in ("CONFIG", "DATA", "RUNTIME")}
    return (
        kept
        | jupyter
        | {"PYTHONPATH": path, "IPYTHONDIR": str(own / "ipython"), "PYTHONWARNINGS": "ignore"}
        | dict(more)
    )


class Server:
    """A server that runs until the `with` block ends; with it ends every process that it started.

    `command` may hold `{port}`; `health` is an address that answers once it is up. Raises RuntimeError with the end of
    its log when it does not come up.
    """

    def __init__(self, command: Sequence[str], health: str, more: Mapping[str, str] | None = None) -> None:
        self.port = free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        self._folder = tempfile.TemporaryDirectory(prefix="bench-", ignore_cleanup_errors=True)  # short: sockets in it
        own = Path(self._folder.name)
        self._log = (own / "log").open("w+b")
        self.process = psutil.Popen(
            [part.replace("{port}", str(self.port)) for part in command],
            cwd=own,
            env=environment(own, more or {}),
            stdout=self._log,
            stderr=subprocess.STDOUT,
        )
        try:
            _until(lambda: self.process.poll() is not None or _answers(self.address + health), "the server answers")
            if self.process.poll() is not None:
                raise RuntimeError(f"{command[0]} ended:\n{self.log()[-2000:]}")
        except BaseException:
            self.stop()
            raise

    def log(self) -> str:
        """What it has said so far."""
        self._log.flush()
        return Path(self._log.name).read_text("utf-8", errors="replace")

    def tree(self) -> list[psutil.Process]:
        """The server and every process below it."""
        with suppress(psutil.Error):
            return [self.process, *self.process.children(recursive=True)]
        return []

    def pss_mb(self) -> float:
        """The memory of the tree; what processes share counts once. NaN where the system does not tell."""
        total = 0
        for process in self.tree():
            with suppress(psutil.Error):
                total += getattr(process.memory_full_info(), "pss", 0)
        return total / 2**20 if total else float("nan")

    def cpu_s(self) -> float:
        """Seconds of CPU that the tree has used, its ended children included."""
        total = 0.0
        for process in self.tree():
            with suppress(psutil.Error):
                total += sum(process.cpu_times()[:4])
        return total

    def rest(self) -> bool:
        """Wait until the tree has nothing more to do; False when it goes on for too long."""
        deadline = time.monotonic() + REST_MOST_S
        while time.monotonic() < deadline:
            before = self.cpu_s()
            time.sleep(REST_S)
            if self.cpu_s() - before < AT_REST * REST_S:
                return True
        return False

    def stop(self) -> None:
        """End it and what it started."""
        tree = self.tree()
        with suppress(psutil.Error):
            self.process.terminate()
        _, left = psutil.wait_procs(tree, timeout=10)
        for process in left:
            with suppress(psutil.Error):
                process.kill()
        psutil.wait_procs(left, timeout=10)
        self._log.close()
        self._folder.cleanup()

    def __enter__(self) -> "Server":
        return self

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        self.stop()


def _answers(address: str) -> bool:
    try:
        with urllib.request.urlopen(address, timeout=5):  # noqa: S310
            return True
    except urllib.error.HTTPError as error:
        return error.code < 500
    except OSError:
        return False


def _until(holds: Callable[[], bool], what: str) -> None:
    deadline = time.monotonic() + PATIENCE_S
    while not holds():
        if time.monotonic() > deadline:
            raise RuntimeError(f"waited {PATIENCE_S} s in vain until {what}")
        time.sleep(0.05)
