"""A real `workbook serve` on free ports, a real Chromium, and what every browser test needs of them."""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlparse

import psutil
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from playwright.sync_api import Error as PlaywrightError
from sqlalchemy import Engine

from tests.browser.chromium import FLAGS, find_or_install
from workbook.exercises import load_content
from workbook.scoring import Respondent, simulate
from workbook.serve.supervise import lan_address
from workbook.store import participants, responses, sessions
from workbook.store.engine import open_store
from workbook.store.sessions import Session, SessionSettings

PHONE = {"width": 390, "height": 844}
LAPTOP = {"width": 1280, "height": 800}
PATIENCE_MS = 60_000  # a noisy machine may be slow; no test says how fast anything must be


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("", 0))
        port: int = probe.getsockname()[1]
        return port


def until(holds: Callable[[], object], what: str, patience: float = 60) -> None:
    """Wait for a condition."""
    deadline = time.monotonic() + patience
    while not holds():
        assert time.monotonic() < deadline, f"still not: {what}"
        time.sleep(0.1)


@dataclass
class Serve:
    """`workbook serve` as the README starts it."""

    home: Path
    port: int = field(default_factory=free_port)
    trainer_port: int = field(default_factory=free_port)
    process: subprocess.Popen[str] | None = None

    @property
    def address(self) -> str:
        """The address on the local network: plain http, not localhost, as phones see it."""
        return f"http://{lan_address()}:{self.port}"

    @property
    def trainer_address(self) -> str:
        return f"http://127.0.0.1:{self.trainer_port}"

    def start(self) -> None:
        command = [str(Path(sys.executable).parent / "workbook"), "--home", str(self.home), "serve"]
        places = ["--port", str(self.port), "--trainer-port", str(self.trainer_port)]
        with (self.home / "serve.log").open("a") as log:
            environment = os.environ | {"WORKBOOK_LANGUAGE": "nl"}
            self.process = subprocess.Popen([*command, *places], stdout=log, stderr=log, text=True, env=environment)
        until(lambda: "Ctrl-C" in (self.home / "serve.log").read_text() and self.answers(), "the workbook answers", 120)

    def answers(self) -> bool:
        try:
            with urllib.request.urlopen(f"{self.address}/gezond", timeout=2) as answer:
                return bool(answer.status == 200)
        except (urllib.error.URLError, OSError):
            return False

    def trainer_answers(self) -> bool:
        try:
            with urllib.request.urlopen(f"{self.trainer_address}/gezond", timeout=2) as answer:
                return bool(answer.status == 200)
        except urllib.error.HTTPError:  # it asks for the key: it is there
            return True
        except (urllib.error.URLError, OSError):
            return False

    def stop(self) -> int:
        assert self.process is not None
        self.process.send_signal(signal.SIGINT)
        status = self.process.wait(60)
        (self.home / "serve.log").write_text("")
        return status

    def engine(self) -> Engine:
        return open_store(f"sqlite:///{self.home / 'workbook.sqlite'}")

    def key(self) -> str:
        import json

        return str(json.loads((self.home / "secrets.json").read_text())["trainer"])

    def new_session(self, slug: str, *themes: str, reveal: str = "by_trainer", title: str = "") -> Session:
        chosen = themes or tuple(load_content().themes)
        settings = {
            "slug": slug,
            "title": title or f"Sessie {slug}",
            "client": "De Brug",
            "themes": chosen,
            "reveal": reveal,
        }
        return sessions.create(self.engine(), SessionSettings.model_validate(settings))

    def seat_simulated(self, session: Session, exercise_id: str, count: int, seed: int = 0) -> None:
        """Let `count` made-up people join and finish one exercise."""
        engine, exercise = self.engine(), load_content().exercises()[exercise_id]
        for number in range(count):
            person = participants.new_id()
            participants.recognise(engine, person)
            sessions.take_seat(engine, session.id, person)
            answers = simulate(exercise, Respondent("random", seed + number))
            for index, (item, value) in enumerate(answers.items()):
                responses.save(engine, person, session.id, exercise, item, value, f"{index}")

    def kernels(self) -> list[int]:
        """The process ids of this workbook's kernels, forked from a warm process or started by themselves."""
        assert self.process is not None
        found = []
        for process in psutil.Process(self.process.pid).children(recursive=True):
            with contextlib.suppress(psutil.Error):
                if process.name() == "warm-kernel" or "ipykernel_launcher" in process.cmdline():
                    found.append(process.pid)
        return found


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serve]:
    server = Serve(tmp_path_factory.mktemp("home"))
    server.start()
    yield server
    if server.process and server.process.poll() is None:
        server.stop()


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    os.environ.setdefault("PW_TEST_SCREENSHOT_NO_FONTS_READY", "1")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_or_install(), args=FLAGS)
        yield browser
        browser.close()


@dataclass
class Visitor:
    """One browser of one person; remembers every host that it asked."""

    context: BrowserContext
    page: Page
    hosts: set[str]
    errors: list[str]


@pytest.fixture
def visitor(chromium: Browser) -> Iterator[Callable[..., Visitor]]:
    opened: list[BrowserContext] = []

    def open_one(size: dict[str, int] = PHONE, language: str = "nl-NL") -> Visitor:
        context = chromium.new_context(viewport=size, locale=language)  # type: ignore[arg-type]
        context.set_default_timeout(PATIENCE_MS)
        opened.append(context)
        page, hosts, errors = context.new_page(), set[str](), list[str]()
        context.on("request", lambda request: hosts.update(filter(None, [urlparse(request.url).hostname])))
        page.on("websocket", lambda socket: hosts.add(urlparse(socket.url).hostname or ""))
        page.on("pageerror", lambda error: errors.append(str(error)))
        return Visitor(context, page, hosts, errors)

    yield open_one
    for context in opened:
        context.close()


def becomes(page: Page, expression: str, arg: object = None, patience: float = 60) -> None:
    """Wait until a JavaScript expression is true in the page.

    In the place of `page.wait_for_function`, which makes a script out of text in the page: our policy refuses that.
    """

    def holds() -> bool:
        try:
            return bool(page.evaluate(expression, arg))
        except PlaywrightError:  # between two pages
            return False

    until(holds, expression, patience)


def open_theme(page: Page, server: Serve, notebook: str) -> None:
    page.goto(f"{server.address}/voila/render/{notebook}.ipynb")
    page.wait_for_selector(".wb-title")


def comes_back_after_its_kernel_died(page: Page, server: Serve, title: str) -> None:
    """Answer something, kill every kernel and wake the page: it opens anew at the exercise `title`, nothing lost."""
    press(page, "Begin")
    answer_everything(page, which=2)
    saved(page)
    chosen = page.locator("main input:checked").count()
    page.evaluate("window.before = true")
    for kernel in server.kernels():
        os.kill(kernel, signal.SIGKILL)
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")  # as when a phone wakes
    becomes(page, "() => !window.before && document.querySelector('.wb-title')")
    page.locator(".wb-title", has_text=title).wait_for()
    assert page.locator("main input:checked").count() == chosen > 0


def anchor(page: Page) -> str:
    return str(page.evaluate("document.querySelector('.wb').dataset.anchor"))


def press(page: Page, name: str, exact: bool = False) -> None:
    """Press a button of the page, and wait until the page has changed."""
    before = anchor(page)
    page.get_by_role("button", name=name, exact=exact).first.click()
    becomes(page, "before => document.querySelector('.wb')?.dataset.anchor !== before", before)


def saved(page: Page) -> None:
    """Wait until the page says that everything is kept."""
    becomes(page, "/^(Bewaard|Saved)$/.test(document.querySelector('.wb-saved')?.innerText ?? '')")


def answer_everything(page: Page, which: int = 0) -> None:
    """Pick option number `which` of every open choice on the screen, and fill every empty text."""
    for choice in page.locator("main fieldset.wb-choice:visible").all():
        options = choice.locator("input:enabled")
        if options.count() and not choice.locator("input:checked").count():
            options.nth(min(which, options.count() - 1)).check()
    for text in page.locator("main .wb-text textarea:enabled:visible").all():
        if not text.input_value():
            text.fill("Ik vraag eerst door.")
            text.blur()


def serious_violations(page: Page) -> list[str]:
    """What axe finds of level serious or critical on the page as it stands."""
    found = Axe().run(page).response["violations"]
    return [f"{one['id']}: {one['nodes'][0]['target']}" for one in found if one["impact"] in ("serious", "critical")]
