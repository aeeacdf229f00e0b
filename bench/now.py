"""How fast every phone is at the exercise to which the trainer brings the room: `python -m bench.now`.

Each phone has a theme page open in the real participant app (a kernel of its own) and does what its browser does: it
hears of news on its live channel, asks its kernel to look again, and gets the page to draw. The time is from the
trainer's act, done as the trainer's page does it, until the last phone has the page with the new exercise. Drawing it
is left out: that happens on a phone's own processor. `--elsewhere` measures phones in the lobby, which have to open
the theme page first: until the last has it.
"""

import argparse
import asyncio
import json
import re
import time
import uuid
from typing import Any

from tornado.httpclient import AsyncHTTPClient, HTTPRequest
from tornado.websocket import WebSocketClientConnection, websocket_connect

from bench.serving import Browser, Running, report, running
from workbook.exercises import load_content
from workbook.room.doing import do
from workbook.store import sessions
from workbook.store.sessions import Session, SessionSettings

THEME, PAGE = "op-stap-met-de-baas", "/voila/render/03_op_stap_met_de_baas.ipynb"
STOPS = ("c1-rolkiezer", "c2-spreektijd-en-samenspel", "c3-kijken-en-nabespreken")
ROUNDS = 6
ASK = {"method": "custom", "content": {"type": "refresh"}}


class Phone:
    """One phone in the room: its cookies, its page's kernel, and what that last told it to draw."""

    def __init__(self, app: Running, code: str) -> None:
        self.app, self.browser = app, Browser(app)
        self.browser.get(f"/join/{code}")
        self.title, self.at = "", 0.0
        self.changed = asyncio.Event()
        self.channel: WebSocketClientConnection | None = None
        self.widget = ""

    def _request(self, path: str) -> HTTPRequest:
        address = f"{self.app.address.replace('http', 'ws', 1)}{path}"
        headers = {"Cookie": self.browser.cookies, "Origin": self.app.address}
        return HTTPRequest(address, headers=headers, request_timeout=120, connect_timeout=120)

    def load(self) -> str:
        """Load the theme page; its HTML, complete once the kernel has run it."""
        return self.browser.get(PAGE)

    async def open(self) -> None:
        """Load the theme page and open both channels, as the page's scripts do."""
        html = await asyncio.to_thread(self.load)
        kernel, widget = (re.search(rf'"{name}": ?"([0-9a-f-]+)"', html) for name in ("kernelId", "model_id"))
        if kernel is None or widget is None:
            raise RuntimeError("a theme page without kernel or widget")
        self.widget = widget.group(1)
        channels = self._request(f"/api/kernels/{kernel.group(1)}/channels?session_id={uuid.uuid4().hex}")
        self.channel = await websocket_connect(channels, on_message_callback=self._drawn)
        await websocket_connect(self._request("/live"), on_message_callback=self._told)

    def _told(self, said: str | bytes | None) -> None:
        """There is news: ask the kernel to look again."""
        if said == "news" and self.channel is not None:
            ident = uuid.uuid4().hex
            header = {"msg_id": ident, "msg_type": "comm_msg", "username": "", "session": ident, "version": "5.3"}
            content = {"comm_id": self.widget, "data": ASK}
            message = {"header": header | {"date": ""}, "parent_header": {}, "metadata": {}, "content": content}
            self.channel.write_message(json.dumps(message | {"channel": "shell", "buffers": []}))

    def _drawn(self, said: str | bytes | None) -> None:
        """The page to draw, where this message holds one."""
        state = _state(said)
        if "view" in state:
            self.title, self.at = str(state["view"].get("title")), time.perf_counter()
            self.changed.set()

    async def arrives(self, title: str) -> float:
        """Wait until the page is at this exercise; when that was (by `perf_counter`)."""
        while self.title != title:
            self.changed.clear()
            await self.changed.wait()
        return self.at


def _state(said: str | bytes | None) -> dict[str, Any]:
    """The widget's state in a message of the kernel, {} for any other message."""
    if not isinstance(said, str) or '"view"' not in said:
        return {}
    found: dict[str, Any] = json.loads(said).get("content", {}).get("data", {}).get("state", {})
    return found


def _bring(app: Running, session: Session, exercise: str) -> None:
    do(app.engine, session, "bring", load_content().exercises()[exercise])


def _cpu(app: Running) -> float:
    """Seconds of CPU of the app with all its kernels."""
    return sum(sum(one.cpu_times()[:2]) for one in app.processes())


async def here(app: Running, session: Session, phones: list[Phone]) -> list[float]:
    """Bring phones whose theme page is open from exercise to exercise; seconds until the last was there, per act.

    Says what an act takes in CPU: that does not depend on what else the machine does.
    """
    for phone in phones:
        await phone.open()
    found = []
    for number in range(ROUNDS + 1):
        exercise = load_content().exercises()[STOPS[number % len(STOPS)]]
        await asyncio.sleep(2)
        used, began = _cpu(app), time.perf_counter()
        arriving = [asyncio.ensure_future(phone.arrives(exercise.title.nl)) for phone in phones]
        await asyncio.to_thread(_bring, app, session, exercise.id)
        found.append(max(await asyncio.wait_for(asyncio.gather(*arriving), 120)) - began)
        print(f"{len(phones)} phones: {found[-1]:.2f} s, {_cpu(app) - used:.2f} s of CPU", flush=True)
    return sorted(found[1:])  # the first time, every page draws this exercise's first picture


async def elsewhere(phones: list[Phone]) -> list[float]:
    """Let phones in the lobby all open the theme page at once; seconds until each has it, in order."""
    began = time.perf_counter()

    async def one(phone: Phone) -> float:
        await asyncio.to_thread(phone.load)
        return time.perf_counter() - began

    return sorted(await asyncio.gather(*(one(phone) for phone in phones)))


async def measure(count: int, from_lobby: bool) -> list[float]:
    """Seconds, in order: per act, or from the lobby per phone."""
    AsyncHTTPClient.configure(None, max_clients=count + 10)
    load_content()  # the trainer's page has read it long before
    with running() as app:
        chosen = {"slug": "nu", "title": "Nu", "themes": (THEME,)}
        session = sessions.create(app.engine, SessionSettings.model_validate(chosen))
        phones = [await asyncio.to_thread(Phone, app, session.code) for _ in range(count)]
        return await (elsewhere(phones) if from_lobby else here(app, session, phones))


def main() -> None:
    """Measure one phone and a room of them; print both."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--phones", type=int, default=30)
    options.add_argument("--elsewhere", action="store_true", help="from the lobby, with the theme page still to open")
    given = options.parse_args()
    one, many = (asyncio.run(measure(count, given.elsewhere)) for count in (1, given.phones))
    rows = [("", f"{'1 phone':>12}{f'{given.phones} phones':>14}")]
    for name, number in (("fastest", 0), ("median", None), ("slowest", -1)):
        rows.append((f"{name}, s", "".join(f"{_at(found, number):>{w}.2f}" for found, w in ((one, 12), (many, 14)))))
    what = "from the lobby, per phone" if given.elsewhere else "page open, last phone per act"
    report(f"To the current exercise ({what})", rows, {"one": one, "many": many, "elsewhere": given.elsewhere})


def _at(found: list[float], number: int | None) -> float:
    return found[len(found) // 2 if number is None else number]


if __name__ == "__main__":
    main()
