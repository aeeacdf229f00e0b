"""One visitor with a real Chromium: when the first widget and the chart can be seen, and what went over the wire."""

import json
import math
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, Error, Page, sync_playwright

from bench.figures import Figures, Measured
from bench.servers import Server
from bench.targets import Target
from tests.browser.chromium import FLAGS, find_or_install

PATIENCE_MS = 60_000
ASK_MS = 100
LATE_MS = 500  # what a page still fetches when everything is there
# When an element of each selector can first be seen, also within shadow roots; a widget must not be covered.
WATCH = """(selectors) => {
  window.seen = {};
  const all = (root, selector) => [...root.querySelectorAll(selector),
    ...[...root.querySelectorAll("*")].flatMap((one) => (one.shadowRoot ? all(one.shadowRoot, selector) : []))];
  const top = (x, y) => {
    let found = document.elementFromPoint(x, y);
    while (found?.shadowRoot?.elementFromPoint(x, y) && found.shadowRoot.elementFromPoint(x, y) !== found)
      found = found.shadowRoot.elementFromPoint(x, y);
    return found;
  };
  const within = (outer, inner) => inner === outer || Boolean(inner) && within(outer, inner.parentNode || inner.host);
  const shown = (one) => {
    const box = one.getBoundingClientRect(), style = getComputedStyle(one);
    if (box.width < 3 || box.height < 3 || style.visibility === "hidden") return false;
    if (one.tagName === "IMG") return one.complete && one.naturalWidth > 50;
    const y = box.y + box.height / 2, hit = top(box.x + box.width / 2, y);
    return one.tagName === "svg" || y < 0 || y > innerHeight || (hit && (within(one, hit) || within(hit, one)));
  };
  const look = () => {
    for (const [name, selector] of Object.entries(selectors))
      if (!window.seen[name] && all(document, selector).some(shown)) window.seen[name] = performance.now();
    if (Object.keys(window.seen).length < Object.keys(selectors).length) requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}"""


@dataclass
class Wire:
    """What went over the wire for one page, as Chromium's own network log has it."""

    address: str
    requests: int = 0
    bytes: int = 0
    static_bytes: int = 0
    socket_bytes: int = 0
    files: list[str] = field(default_factory=list)
    outside: list[str] = field(default_factory=list)
    _asked: dict[str, str] = field(default_factory=dict)
    _cached: set[str] = field(default_factory=set)

    def follow(self, session: Any) -> None:
        """Listen to the log of a page (a CDP session)."""
        session.send("Network.enable")
        session.on("Network.requestWillBeSent", self._request)
        session.on("Network.requestServedFromCache", lambda event: self._cached.add(event["requestId"]))
        session.on("Network.loadingFinished", self._finished)
        session.on("Network.webSocketFrameReceived", self._frame)

    def _request(self, event: Any) -> None:
        url, method = event["request"]["url"], event["request"]["method"]
        if not url.startswith("http"):
            return
        self.requests += 1
        if not url.startswith(self.address):
            self.outside.append(urlsplit(url).netloc)
            return
        path = url.removeprefix(self.address)
        self._asked[event["requestId"]] = path
        if method == "GET" and event.get("type") != "Document" and not _of_one_visitor(path):
            self.files.append(path)

    def _finished(self, event: Any) -> None:
        if event["requestId"] in self._cached:
            return
        size = int(event["encodedDataLength"])
        self.bytes += size
        if self._asked.get(event["requestId"]) in self.files:
            self.static_bytes += size

    def _frame(self, event: Any) -> None:
        self.socket_bytes += len(event["response"]["payloadData"])


def _of_one_visitor(path: str) -> bool:
    """Whether an address belongs to one visitor or one moment: a kernel, a picture made for them, a question."""
    return any(part in path for part in ("/api/kernels", "/api/shutdown", "/media/", "/gezond", "/live", "/_stcore/"))


@dataclass
class Visit:
    """One opening of a page: the figures, and the files that it fetched."""

    figures: Figures
    files: list[str]
    notes: list[str]


@contextmanager
def chromium() -> Iterator[Browser]:
    """A Chromium. Raises RuntimeError where none can be had."""
    path = find_or_install()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        try:
            yield browser
        finally:
            browser.close()


def _open(context: BrowserContext, target: Target, server: Server) -> Visit:
    page = context.new_page()
    wire = Wire(server.address)
    wire.follow(context.new_cdp_session(page))
    errors: list[str] = []
    seen: dict[str, float] = {}
    page.on("pageerror", lambda error: errors.append(f"script: {str(error).splitlines()[0][:120]}"))
    page.add_init_script(f"({WATCH})({json.dumps({'widget': target.look.widget, 'chart': target.look.chart})})")
    try:
        page.goto(server.address + target.path, wait_until="commit", timeout=PATIENCE_MS)
        seen = _seen(page)
    except Error as error:
        errors.append(str(error).splitlines()[0][:120])
    page.wait_for_timeout(LATE_MS)
    figures = {
        "first_widget_ms": seen.get("widget", math.nan),
        "chart_ms": seen.get("chart", math.nan),
        "requests": float(wire.requests),
        "kb": wire.bytes / 1024,
        "kb_static": wire.static_bytes / 1024,
        "kb_socket": wire.socket_bytes / 1024,
        "outside": float(len(wire.outside)),
    }
    page.close()
    return Visit(figures, list(dict.fromkeys(wire.files)), errors)


def _seen(page: Page) -> dict[str, float]:
    """When widget and chart were seen, if they were. Asked from here: a page's policy may forbid waiting in it."""
    seen: dict[str, float] = {}
    deadline = time.monotonic() + PATIENCE_MS / 1000
    while len(seen) < 2 and time.monotonic() < deadline:
        page.wait_for_timeout(ASK_MS)
        seen = page.evaluate("() => window.seen ?? {}")
    return seen


def visit(
    browser: Browser, target: Target, server: Server, turn: int, caches: Sequence[str] = ("cold", "warm")
) -> tuple[list[Measured], list[str]]:
    """Open the page with an empty cache, then once more; what was measured, and the files that a first visit fetches.

    The browser itself runs already: what counts is the page, not the start of a program.
    """
    (person,) = target.people(1)
    context = browser.new_context(viewport={"width": 1200, "height": 1400}, locale="nl-NL")
    try:
        cookie = target.look.cookie(person)
        if cookie:
            name, _, value = cookie.partition("=")
            context.add_cookies([{"name": name, "value": value, "url": server.address}])
        context.set_extra_http_headers(target.look.headers(person))
        visits = {cache: _open(context, target, server) for cache in caches}
    finally:
        context.close()
    measured = [
        Measured(f"browser, {cache} cache", target.page, target.name, turn, one.figures, tuple(one.notes))
        for cache, one in visits.items()
    ]
    return measured, visits["cold"].files
