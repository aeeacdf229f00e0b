"""The participant app as it runs, and what it uses: for measurements only."""

import http.cookiejar
import json
import os
import re
import socket
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil
from sqlalchemy import Engine

from workbook.facilitate.lan import lan_address
from workbook.store.engine import open_store

START_S = 180.0


def free_port() -> int:
    """A port that nothing listens on at this moment."""
    with socket.socket() as probe:
        probe.bind(("", 0))
        port: int = probe.getsockname()[1]
        return port


@dataclass
class Running:
    """A participant app on the LAN address of this machine, with a home folder of its own."""

    home: Path
    port: int
    process: psutil.Popen

    @property
    def address(self) -> str:
        """Where phones find it: never localhost."""
        return f"http://{lan_address()}:{self.port}"

    @property
    def engine(self) -> Engine:
        """Its database."""
        return open_store(f"sqlite:///{self.home / 'workbook.sqlite'}")

    def processes(self) -> list[psutil.Process]:
        """The app, its warm process and its kernels."""
        return [psutil.Process(self.process.pid), *psutil.Process(self.process.pid).children(recursive=True)]

    def cpu(self) -> float:
        """Seconds of CPU that the app alone (without warm process and kernels) has used."""
        used = psutil.Process(self.process.pid).cpu_times()
        return float(used.user + used.system)

    def memory(self) -> int:
        """Bytes of memory of the app alone, shared pages divided among who shares them (PSS)."""
        return int(psutil.Process(self.process.pid).memory_full_info().pss)


@contextmanager
def running() -> Iterator[Running]:
    """Start the app on a home folder that is thrown away; stop it at the end. Raises RuntimeError if it won't start."""
    with tempfile.TemporaryDirectory() as folder:
        port = free_port()
        environment = os.environ | {"WORKBOOK_HOME": folder, "WORKBOOK_LAN_PORT": str(port)}
        command = [sys.executable, "-m", "workbook.serve.app_main", "participant", "--Voila.ip=0.0.0.0"]
        options = [f"--port={port}", "--no-browser", "--Application.log_level=ERROR"]
        process = psutil.Popen([*command, *options], env=environment)
        try:
            found = Running(Path(folder), port, process)
            _wait_for(found)
            yield found
        finally:
            process.terminate()
            process.wait(60)


def _wait_for(app: Running) -> None:
    """Until it answers, and its warm process has come to rest."""
    deadline = time.monotonic() + START_S
    while time.monotonic() < deadline and app.process.poll() is None:
        try:
            with urllib.request.urlopen(f"{app.address}/gezond", timeout=5):  # noqa: S310
                _settled(app, deadline)
                return
        except OSError:
            time.sleep(0.2)
    raise RuntimeError("the participant app does not answer")


def _settled(app: Running, deadline: float) -> None:
    """Until app, warm process and all have used less than a tenth of a second of CPU in two seconds."""
    before = -1.0
    while time.monotonic() < deadline:
        used = sum(sum(one.cpu_times()[:2]) for one in app.processes())
        if 0 <= used - before < 0.1:
            return
        before = used
        time.sleep(2)


class Browser:
    """One browser with its own cookies, as far as pages without a kernel need it."""

    def __init__(self, app: Running) -> None:
        self.app, self.jar = app, http.cookiejar.CookieJar()
        self._opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self.jar))

    def get(self, path: str) -> str:
        """A page of the app, redirects followed. Raises OSError."""
        with self._opener.open(f"{self.app.address}{path}", timeout=60) as answer:
            return str(answer.read().decode())

    @property
    def cookies(self) -> str:
        """The header that brings its cookies along."""
        return "; ".join(f"{one.name}={one.value}" for one in self.jar)

    def open(self, path: str) -> str:
        """Open a notebook's page as a browser does; the id of its kernel. Raises OSError."""
        found = re.search(r'"kernelId": ?"([0-9a-f-]{36})"', self.get(path))
        if found is None:
            raise RuntimeError(f"no kernel in {path}")
        return found.group(1)


def load() -> str:
    """How busy the machine is besides: the load over a minute, and its cores."""
    return f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores"


def report(title: str, rows: list[tuple[str, str]], figures: dict[str, object]) -> None:
    """Print a table of two columns, then the same figures as one line of JSON."""
    width = max(len(name) for name, _ in rows)
    print(f"\n{title} ({load()})\n")
    for name, value in rows:
        print(f"  {name:<{width}}  {value}")
    print(f"\n{json.dumps(figures)}", flush=True)
