"""What shows a page's widgets: how little travels, ipywidgets' own controls, what is said when something is missing."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import nbformat
import pytest
from playwright.sync_api import BrowserContext, Page, Route, WebSocketRoute

from tests.browser.conftest import LAPTOP, Serve, Visitor, becomes, free_port, open_theme, press, saved, until
from tests.conftest import ROOT
from tests.serve.running import answers
from workbook.serve.assets import asset

MOST_REQUESTS, MOST_BYTES = 8, 400_000
THEME = "voila/render/04_overdragen.ipynb"
CELLS = """
import base64, io
import ipywidgets as widgets
from IPython.display import display
from matplotlib.figure import Figure

def chart(height):
    figure = Figure(figsize=(2, 2))
    figure.add_subplot().bar([1], [height])
    file = io.BytesIO()
    figure.savefig(file, format="png")
    return file.getvalue()
---
kinds = [widgets.IntSlider, widgets.FloatSlider] * 6
ratings = [kind(value=3, min=1, max=5, step=1, description=f"vraag {n}") for n, kind in enumerate(kinds)]
text, picture, out = widgets.HTML(value="nog niets"), widgets.Image(value=chart(3), format="png"), widgets.Output()
html_chart = widgets.HTML(value=f'<img id="drawn" src="data:image/png;base64,{base64.b64encode(chart(2)).decode()}">')
button = widgets.Button(description="Verstuur <b>nu</b>")

def sent(_button):
    text.value = f"samen {sum(r.value for r in ratings):.0f}"
    picture.value = chart(sum(r.value for r in ratings))
    with out:
        print("gezien")
        display(widgets.Label(value="binnenin"))

button.on_click(sent)
display(widgets.VBox([*ratings, button, text, picture, html_chart, out]))
---
print("gewone tekst <b>zo</b>")
"""


def meanwhile(page: Page, holds: Callable[[], bool], what: str) -> None:
    """Wait for what the browser tells of: it does so only while it is asked something."""
    until(lambda: (page.evaluate("1"), holds())[1], what)


# -- what travels -----------------------------------------------------------------------------------------------------


@dataclass
class Traffic:
    """What a browser asks over the network; what it had already does not count."""

    context: BrowserContext
    page: Page
    asked: dict[str, str] = field(default_factory=dict)
    sizes: dict[str, float] = field(default_factory=dict)
    sockets: int = 0

    def __post_init__(self) -> None:
        tap = self.context.new_cdp_session(self.page)
        tap.send("Network.enable")
        tap.on("Network.requestWillBeSent", self._sent)
        tap.on("Network.loadingFinished", self._loaded)
        tap.on("Network.webSocketCreated", lambda _told: self._socket())

    def _sent(self, told: dict[str, Any]) -> None:
        self.asked[told["requestId"]] = told["request"]["url"]

    def _loaded(self, told: dict[str, Any]) -> None:
        self.sizes[told["requestId"]] = told["encodedDataLength"]

    def _socket(self) -> None:
        self.sockets += 1

    def forget(self) -> None:
        self.asked.clear()
        self.sizes.clear()
        self.sockets = 0

    @property
    def travelled(self) -> list[str]:
        """The addresses of what came over the network."""
        return [self.asked[one] for one, size in self.sizes.items() if size and self.asked[one].startswith("http")]


@pytest.mark.parametrize("path", [THEME, "voila/render/portfolio.ipynb", "voila/render/00_start.ipynb"])
def test_a_page_asks_little_at_first_and_nothing_that_it_had(
    served: Serve, visitor: Callable[..., Visitor], path: str
) -> None:
    somebody = visitor()
    page, traffic = somebody.page, Traffic(somebody.context, somebody.page)
    page.goto(f"{served.address}/{path}")
    page.wait_for_selector(".wb-title")
    page.wait_for_load_state("load")
    assert len(traffic.travelled) + traffic.sockets <= MOST_REQUESTS
    assert sum(traffic.sizes.values()) <= MOST_BYTES
    traffic.forget()
    page.goto(f"{served.address}/{path}")
    page.wait_for_selector(".wb-title")
    page.wait_for_load_state("load")
    static = [address for address in traffic.travelled if "/voila/render/" not in address and "/api/" not in address]
    assert static == []


def test_the_trainers_page_asks_little_too(served: Serve, visitor: Callable[..., Visitor]) -> None:
    somebody = visitor(LAPTOP)
    page, traffic = somebody.page, Traffic(somebody.context, somebody.page)
    page.goto(served.trainer_address)
    page.fill("#key", served.key())
    traffic.forget()
    page.keyboard.press("Enter")
    page.wait_for_selector(".wb-title")
    assert len(traffic.travelled) + traffic.sockets <= MOST_REQUESTS + 2  # the key's form, and where it leads to
    assert sum(traffic.sizes.values()) <= MOST_BYTES


def test_whoever_comes_from_the_landing_page_has_it_all(served: Serve, visitor: Callable[..., Visitor]) -> None:
    somebody = visitor()
    page, traffic = somebody.page, Traffic(somebody.context, somebody.page)
    page.goto(served.address)
    ahead = {f"{served.address}/{asset(name).address}" for name in ("core.js", "page.js", "page.css")}
    meanwhile(page, lambda: ahead <= set(traffic.travelled), "the landing page fetches ahead")
    traffic.forget()
    page.goto(f"{served.address}/{THEME}")
    page.wait_for_selector(".wb-title")
    assert set(traffic.travelled) & ahead == set()


def test_the_page_widgets_script_does_not_travel_over_the_websocket(
    served: Serve, visitor: Callable[..., Visitor]
) -> None:
    page, frames = visitor().page, list[bytes | str]()
    page.on("websocket", lambda socket: socket.on("framereceived", lambda frame: frames.append(frame)))
    open_theme(page, served, "04_overdragen")
    assert asset("page.js").address.encode() in b"".join(one for one in frames if isinstance(one, bytes))
    assert sum(map(len, frames)) < len(asset("page.js").content)


# -- ipywidgets' own controls -----------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def standard(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a notebook with sliders, a chart, an Output: everything of ours around it."""
    folder, home, port = tmp_path_factory.mktemp("notebooks"), tmp_path_factory.mktemp("home"), free_port()
    cells = [nbformat.v4.new_code_cell(source.strip()) for source in CELLS.split("---\n")]
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    nbformat.write(nbformat.v4.new_notebook(cells=cells, metadata={"kernelspec": kernel}), folder / "standard.ipynb")
    command = [sys.executable, "-m", "bench.notebooks_app", str(folder), f"--port={port}", "--no-browser"]
    path = os.pathsep.join([str(ROOT / "src"), str(ROOT)])
    environment = os.environ | {"WORKBOOK_HOME": str(home), "PYTHONPATH": path}
    with (home / "log").open("ab") as log:
        process = subprocess.Popen(command, env=environment, cwd=ROOT, stdout=log, stderr=log)
    address = f"http://127.0.0.1:{port}"
    until(lambda: process.poll() is not None or answers(f"{address}/gezond"), "the app answers", 120)
    assert process.poll() is None, Path(home / "log").read_text()
    yield f"{address}/voila/render/standard.ipynb"
    process.terminate()
    process.wait(60)


def test_all_widgets_come_with_one_question_also_those_with_binary_parts(
    standard: str, visitor: Callable[..., Visitor]
) -> None:
    page, sent = visitor(LAPTOP).page, list[bytes]()
    page.on("websocket", lambda socket: socket.on("framesent", lambda frame: sent.append(frame)))
    page.goto(standard)
    becomes(page, "document.querySelector('img.widget-image')?.naturalWidth > 50")
    assert [b"request_states" in one for one in sent].count(True) == 1
    assert [one for one in sent if b"comm_info_request" in one or b'"request_state"' in one] == []


def test_sliders_and_charts_work_and_their_script_comes_for_them_only(
    standard: str, visitor: Callable[..., Visitor]
) -> None:
    somebody = visitor(LAPTOP)
    page, traffic = somebody.page, Traffic(somebody.context, somebody.page)
    page.goto(standard)
    page.locator(".widget-slider").nth(11).wait_for()
    assert len(traffic.travelled) + traffic.sockets <= MOST_REQUESTS
    assert sum(traffic.sizes.values()) <= MOST_BYTES
    becomes(page, "['img.widget-image', '#drawn'].every(one => document.querySelector(one)?.naturalWidth > 50)")
    before = page.locator("img.widget-image").get_attribute("src")
    page.locator(".noUi-handle").first.focus()
    page.keyboard.press("ArrowRight")
    page.get_by_role("button", name="Verstuur <b>nu</b>").click()
    page.get_by_text("samen 37").wait_for()
    page.locator(".jupyter-widgets-output-area pre", has_text="gezien").wait_for()
    page.locator(".jupyter-widgets-output-area").get_by_text("binnenin").wait_for()
    becomes(page, "before => document.querySelector('img.widget-image').src !== before", before)
    assert page.get_by_text("gewone tekst <b>zo</b>").is_visible()
    assert not page.locator("#wb-opening").is_visible()
    assert somebody.errors == []
    traffic.forget()
    page.goto(standard)
    page.locator(".widget-slider").nth(11).wait_for()
    assert [address for address in traffic.travelled if "/stijl/" in address] == []


def test_what_was_missed_while_the_connection_was_lost_is_asked_for(
    standard: str, visitor: Callable[..., Visitor]
) -> None:
    page, sockets, deaf = visitor(LAPTOP).page, list[WebSocketRoute](), list[bool]()
    missed = list[object]()

    def between(socket: WebSocketRoute) -> None:
        server = socket.connect_to_server()
        socket.on_message(server.send)
        server.on_message(lambda message: missed.append(message) if deaf else socket.send(message))
        sockets.append(socket)

    page.route_web_socket("**/channels**", between)
    page.goto(standard)
    page.locator(".widget-slider").nth(11).wait_for()
    deaf.append(True)
    page.get_by_role("button", name="Verstuur <b>nu</b>").click()
    meanwhile(page, lambda: any("samen 36" in str(one) for one in missed), "the kernel has answered")
    assert page.get_by_text("nog niets").is_visible()
    deaf.clear()
    sockets[0].close()
    page.get_by_text("samen 36").wait_for()
    assert len(sockets) == 2


KERNEL_ID = "JSON.parse(document.getElementById('workbook-page').textContent).kernelId"


def test_a_page_of_controls_says_that_its_kernel_is_gone(standard: str, visitor: Callable[..., Visitor]) -> None:
    page = visitor(LAPTOP).page
    page.goto(standard)
    page.locator(".widget-slider").nth(11).wait_for()
    page.evaluate(END_KERNEL)
    page.get_by_text("De verbinding met deze pagina is weg").wait_for()
    page.evaluate("window.before = true")
    page.get_by_role("button", name="Laad opnieuw").click()
    becomes(page, "() => !window.before && document.querySelectorAll('.widget-slider').length === 12")


# -- leaving ----------------------------------------------------------------------------------------------------------

END_KERNEL = f"""() => {{
  const form = new FormData();
  form.append("_xsrf", /_xsrf=([^;]*)/.exec(document.cookie)[1]);
  return fetch("/voila/api/shutdown/" + {KERNEL_ID}, {{ method: "POST", body: form }}).then(a => a.status);
}}"""


def test_a_page_that_the_browser_keeps_keeps_its_kernel_and_goes_on(
    served: Serve, visitor: Callable[..., Visitor]
) -> None:
    page = visitor().page
    open_theme(page, served, "04_overdragen")
    kernels = len(served.kernels())
    page.evaluate("dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true }))")
    page.evaluate("dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))")
    press(page, "Begin")
    page.locator("main fieldset.wb-choice input").first.check()
    saved(page)
    assert len(served.kernels()) == kernels


# -- when something is missing ----------------------------------------------------------------------------------------


def said(page: Page, text: str) -> None:
    """Wait for a sentence with its reload button, in both languages."""
    page.locator("#wb-stuck").get_by_text(text).wait_for()
    assert page.get_by_role("button", name="Laad opnieuw").is_visible()
    assert page.get_by_role("button", name="Reload").is_visible()
    assert not page.locator("#wb-opening").is_visible()


@pytest.mark.parametrize("missing", ["core.js", "page.js"])
def test_a_page_without_one_of_its_files_says_so(served: Serve, visitor: Callable[..., Visitor], missing: str) -> None:
    page = visitor().page
    page.route(f"**/{asset(missing).address}", lambda route: route.abort())
    page.goto(f"{served.address}/{THEME}")
    said(page, "Deze pagina gaat niet open")
    page.unroute_all()
    page.get_by_role("button", name="Laad opnieuw").click()
    page.wait_for_selector(".wb-title")


def test_a_page_without_its_kernel_says_so(served: Serve, visitor: Callable[..., Visitor]) -> None:
    page = visitor().page
    waiting = list[Route]()
    page.route(f"**/{asset('core.js').address}", lambda route: waiting.append(route))
    page.goto(f"{served.address}/{THEME}", wait_until="commit")
    becomes(page, "document.getElementById('workbook-page') && document.cookie.includes('_xsrf')")
    becomes(page, "document.querySelectorAll('script[type*=widget-view]').length === 1")
    assert page.evaluate(END_KERNEL) == 204
    waiting[0].continue_()
    said(page, "Deze pagina gaat niet open")


def test_a_notebook_that_failed_says_so(served: Serve, visitor: Callable[..., Visitor]) -> None:
    page = visitor().page

    def failed(route: Route) -> None:
        found = route.fetch()
        route.fulfill(response=found, body=found.text().replace("</body>", "<div data-failed hidden></div></body>"))

    page.route("**/voila/render/**", failed)
    page.goto(f"{served.address}/{THEME}")
    said(page, "Deze pagina gaat niet open")


def open_without_script(page: Page, served: Serve) -> None:
    """A theme page whose script never comes; its clock is the test's."""
    page.clock.install()
    page.route(f"**/{asset('core.js').address}", lambda _route: None)
    page.goto(f"{served.address}/{THEME}", wait_until="commit")
    becomes(page, "document.querySelectorAll('script[type*=widget-view]').length === 1")
    page.evaluate("workbookStart.sign()")


def test_silence_is_told_within_ten_seconds_and_work_within_a_minute(
    served: Serve, visitor: Callable[..., Visitor]
) -> None:
    page = visitor().page
    open_without_script(page, served)
    for _ in range(6):  # a kernel that is at work
        page.clock.run_for(9000)
        assert page.locator("#wb-opening").is_visible()
        page.evaluate("workbookStart.sign(true)")
    page.clock.run_for(9000)
    said(page, "Dit duurt langer dan het hoort")
    page.evaluate("document.dispatchEvent(new CustomEvent('workbook-ready'))")  # it comes after all
    assert not page.locator("#wb-stuck").is_visible()


def test_silence_alone_is_told_at_ten_seconds(served: Serve, visitor: Callable[..., Visitor]) -> None:
    page = visitor().page
    open_without_script(page, served)
    page.clock.run_for(11_000)
    said(page, "Dit duurt langer dan het hoort")


def test_a_page_says_its_language_and_waits_politely(served: Serve, visitor: Callable[..., Visitor]) -> None:
    somebody = visitor(LAPTOP, "en-GB")
    page = somebody.page
    page.goto(served.address)  # where a browser's language is asked
    open_theme(page, served, "04_overdragen")
    html = somebody.context.request.get(f"{served.address}/{THEME}").text()
    assert '<html lang="nl">' in html
    assert 'id="wb-opening" role="status"' in html
    assert page.evaluate("document.documentElement.lang") == "en"
    assert page.title()
