"""The two apps as they run: real processes on free ports, real requests."""

import contextlib
import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from urllib.parse import unquote

import requests
from tornado.web import decode_signed_value

from tests.conftest import ROOT
from workbook.store import sessions
from workbook.store.engine import open_store
from workbook.store.secrets import Secrets
from workbook.store.sessions import SessionSettings

PATIENCE_S = 90  # for a loaded machine; nothing here depends on speed
NOTEBOOK = "/voila/render/03_op_stap_met_de_baas.ipynb"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def until(condition: Callable[[], object], what: str) -> None:
    """Wait for a condition; the only place where these tests wait."""
    deadline = time.monotonic() + PATIENCE_S
    while not condition():
        assert time.monotonic() < deadline, f"waited in vain: {what}"
        time.sleep(0.05)


def answers(address: str) -> bool:
    with contextlib.suppress(requests.ConnectionError):
        return requests.head(address, timeout=5, allow_redirects=False).status_code < 500
    return False


class App:
    """One of the two apps, with its own home folder or a shared one."""

    def __init__(self, kind: str, home: Path, *options: str) -> None:
        self.kind, self.home, self.port, self.options = kind, home, free_port(), options
        self.address = f"http://127.0.0.1:{self.port}"
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> "App":
        environment = {**os.environ, "WORKBOOK_HOME": str(self.home), "WORKBOOK_LANGUAGE": "nl"}
        command = [sys.executable, "-m", "workbook.serve.app_main", self.kind, "--Voila.ip=127.0.0.1"]
        options = [f"--port={self.port}", "--no-browser", "--Application.log_level=ERROR", *self.options]
        self.home.mkdir(parents=True, exist_ok=True)
        with (self.home / f"{self.kind}.log").open("ab") as log:
            self.process = subprocess.Popen([*command, *options], env=environment, cwd=ROOT, stdout=log, stderr=log)
        until(lambda: self.process.poll() is not None or answers(f"{self.address}/gezond"), f"{self.kind} answers")
        assert self.process.poll() is None, (self.home / f"{self.kind}.log").read_text()
        return self

    def stop(self) -> None:
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(PATIENCE_S)

    @property
    def engine(self):
        return open_store(f"sqlite:///{self.home / 'workbook.sqlite'}")

    @property
    def secrets(self) -> Secrets:
        return Secrets(**json.loads((self.home / "secrets.json").read_text()))

    def session(self, slug: str, **settings):
        """A new session in this app's store."""
        chosen = {"title": "De Brug", "themes": ("op-stap-met-de-baas", "overdragen")} | settings
        return sessions.create(self.engine, SessionSettings(slug=slug, **chosen))


class Phone(requests.Session):
    """A browser: its own cookies, forms sent as a page sends them."""

    def __init__(self, app: App, language: str = "nl") -> None:
        super().__init__()
        self.app = app
        self.headers["Accept-Language"] = language

    def request(self, method, url, **kwargs):
        return super().request(method, self.app.address + url if url.startswith("/") else url, timeout=60, **kwargs)

    def fill(self, path: str, page: str = "/", **fields: str):
        """Fill in a form on `page` and send it; not following where it leads."""
        found = re.search(r'name="_xsrf" value="([^"]+)"', self.get(page).text)
        return self.post(path, data={"_xsrf": found.group(1), **fields}, allow_redirects=False)

    @property
    def person(self) -> str:
        """The id in the signed cookie, as the server reads it."""
        cookie = unquote(self.cookies["werkboek"]).strip('"')
        key = bytes.fromhex(self.app.secrets.cookie)
        return decode_signed_value(key, "werkboek", cookie, max_age_days=400).decode()

    def open(self, notebook: str = NOTEBOOK) -> str:
        """Open a notebook page; the id of its kernel."""
        return re.search(r'"kernelId": ?"([0-9a-f-]{36})"', self.get(notebook).text).group(1)
