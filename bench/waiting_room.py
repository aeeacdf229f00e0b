"""What a lobby full of waiting phones costs, beside a lobby with one: `python -m bench.waiting_room`.

Every phone is a browser of its own (cookie, seat, live channel) on the LAN address of the real participant app. While
nothing happens, the app's CPU and memory are read; then the trainer brings the room to an exercise, as the trainer's
page does it, and the time is taken until the last phone has heard of it, and until the last knows where to go. The
phones do not go there: what a theme page costs is another question (docs/cost.md).
"""

import argparse
import asyncio
import time
from dataclasses import asdict, dataclass

from tornado.httpclient import AsyncHTTPClient, HTTPRequest
from tornado.websocket import websocket_connect

from bench.serving import Browser, Running, report, running
from workbook.exercises import load_content
from workbook.room.doing import do
from workbook.store import sessions
from workbook.store.sessions import Session, SessionSettings

EXERCISE = "c1-rolkiezer"
ROUNDS = 5  # of bringing them somewhere: the middle one is reported, and the slowest


@dataclass
class Cost:
    """What one lobby cost: CPU in seconds a minute, memory in bytes, times in seconds."""

    phones: int
    cpu_per_minute: float
    memory: int
    told: float
    told_slowest: float
    knows: float
    knows_slowest: float


class Waiting:
    """One phone in the lobby: its live channel, and the page's question where to go."""

    def __init__(self, app: Running, code: str) -> None:
        self.app, self.browser = app, Browser(app)
        self.browser.get(f"/join/{code}")
        self.heard: asyncio.Queue[tuple[float, str | bytes | None]] = asyncio.Queue()

    def _request(self, address: str) -> HTTPRequest:
        headers = {"Cookie": self.browser.cookies, "Origin": self.app.address, "X-Part": "1"}
        return HTTPRequest(address, headers=headers, request_timeout=120, connect_timeout=120)

    async def listen(self) -> None:
        """Open the channel on which the page hears of news."""
        address = f"{self.app.address.replace('http', 'ws', 1)}/live"
        await websocket_connect(self._request(address), on_message_callback=self._hear)

    def _hear(self, said: str | bytes | None) -> None:
        """Keep what was said, with the moment."""
        if said != "beat":
            self.heard.put_nowait((time.perf_counter(), said))

    async def news(self) -> float:
        """Wait for news; when it came. Raises RuntimeError when the app closed the channel."""
        moment, said = await self.heard.get()
        if said is None:
            raise RuntimeError("the app closed the channel of a waiting phone")
        return moment

    async def follow(self) -> tuple[float, float]:
        """Wait for news and ask where to go; when it was told, and when it knew (both by `perf_counter`)."""
        while True:
            told = await self.news()
            answer = await AsyncHTTPClient().fetch(self._request(f"{self.app.address}/zaal"))
            if answer.headers.get("X-Go"):
                return told, time.perf_counter()


def _bring(app: Running, session: Session) -> None:
    """The trainer's act, as the trainer's page does it."""
    exercise = load_content().exercises()[EXERCISE]
    do(app.engine, session, "bring", exercise)


async def _rounds(app: Running, session: Session, phones: list[Waiting]) -> tuple[list[float], list[float]]:
    """Bring everyone there, ROUNDS times; seconds until the last was told, and until the last knew."""
    told, knows = [], []
    for _ in range(ROUNDS):
        following = [asyncio.ensure_future(phone.follow()) for phone in phones]
        await asyncio.sleep(1)
        began = time.perf_counter()
        await asyncio.to_thread(_bring, app, session)
        moments = await asyncio.gather(*following)
        told.append(max(moment for moment, _ in moments) - began)
        knows.append(max(moment for _, moment in moments) - began)
        await asyncio.to_thread(sessions.bring_to, app.engine, session.id, "")
        await _quiet(phones)
    return told, knows


async def _quiet(phones: list[Waiting]) -> None:
    """Take in the news that everyone is free again, so that the next round begins with nothing to hear."""
    await asyncio.gather(*(phone.news() for phone in phones))


async def measure(count: int, seconds: float) -> Cost:
    """What `count` waiting phones cost, watched for `seconds`."""
    AsyncHTTPClient.configure(None, max_clients=count + 10)
    load_content()  # the trainer's page has read it long before
    with running() as app:
        chosen = {"slug": "wachten", "title": "Wachten", "themes": ("op-stap-met-de-baas",)}
        session = sessions.create(app.engine, SessionSettings.model_validate(chosen))
        phones = [await asyncio.to_thread(Waiting, app, session.code) for _ in range(count)]
        await asyncio.gather(*(phone.listen() for phone in phones))
        await asyncio.sleep(2)
        began, before = time.perf_counter(), app.cpu()
        await asyncio.sleep(seconds)
        cpu = (app.cpu() - before) / (time.perf_counter() - began) * 60
        memory = app.memory()
        told, knows = await _rounds(app, session, phones)
    middle = ROUNDS // 2
    return Cost(count, cpu, memory, sorted(told)[middle], max(told), sorted(knows)[middle], max(knows))


def main() -> None:
    """Measure a full lobby and one with a single phone; print both."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--phones", type=int, default=200)
    options.add_argument("--seconds", type=float, default=60.0, help="how long to watch while nothing happens")
    given = options.parse_args()
    one, many = (asyncio.run(measure(count, given.seconds)) for count in (1, given.phones))
    each = (many.memory - one.memory) / max(1, many.phones - one.phones)
    rows = [
        ("", f"{'1 phone':>12}{f'{many.phones} phones':>14}{'ratio':>9}"),
        _row("CPU of the app, s per minute", one.cpu_per_minute, many.cpu_per_minute),
        _row("memory of the app (PSS), MB", one.memory / 1e6, many.memory / 1e6),
        ("memory per waiting phone, kB", f"{'':>12}{each / 1e3:>14.1f}"),
        _row("last one told, s (median)", one.told, many.told),
        _row("last one told, s (slowest)", one.told_slowest, many.told_slowest),
        _row("last one knows where, s (median)", one.knows, many.knows),
        _row("last one knows where, s (slowest)", one.knows_slowest, many.knows_slowest),
    ]
    figures: dict[str, object] = {"one": asdict(one), "many": asdict(many), "bytes_per_phone": each}
    report("Waiting phones", rows, figures)


def _row(name: str, one: float, many: float) -> tuple[str, str]:
    return name, f"{one:>12.2f}{many:>14.2f}{many / one if one else float('inf'):>9.1f}"


if __name__ == "__main__":
    main()
