"""The parts of `make bench` hold together; how fast anything is, is no matter here."""

import asyncio
import json
import math
import re
import sys
import tomllib
from pathlib import Path

import nbformat
import pytest
from tornado.httpserver import HTTPServer
from tornado.testing import bind_unused_port
from tornado.web import Application, RequestHandler
from tornado.websocket import WebSocketHandler

from bench import batch, heaviest, machine, peers, report, storm
from bench.__main__ import arguments
from bench.clients.jupyter import decode, encode
from bench.clients.notebook import PNG, NotebookVisitor
from bench.clients.theme import charts
from bench.figures import Measured, medians, middle, percentile, ratios
from bench.net import Broken, Web
from bench.pages.exercise import FIRST, QUESTIONS, SEND, THANKS, Radar, feedback
from bench.plan import BENCHES, Plan
from bench.servers import Server, environment
from tests.conftest import ROOT
from workbook.player.page import Page
from workbook.player.parameters import Parameters
from workbook.player.visitor import Visitor
from workbook.store.engine import open_store

BENCH = ROOT / "bench"
KERNEL = "0b1c2d3e-0000-4000-8000-000000000000"
PAGE = f'<script>{{"kernelId": "{KERNEL}"}}</script><script type="application/vnd.jupyter.widget-view+json">1</script>'


# -- a server that speaks as a kernel does, and leaves out what a test wants ------------------------------------------


class Kernel(WebSocketHandler):
    def initialize(self, lacks: str) -> None:
        self.lacks = lacks

    def select_subprotocol(self, subprotocols: list[str]) -> str:
        return subprotocols[0]

    def on_message(self, message: bytes) -> None:
        heard = decode(message)
        asked = heard.number
        if heard.kind == "kernel_info_request":
            self._say("kernel_info_reply", {}, asked)
        elif heard.content.get("data", {}).get("method") == "request_states":
            if self.lacks != "states":
                self._states(asked)
            if self.lacks in ("states", "chart", "ratings"):
                self.close()  # nothing more will come: no test waits for that
        elif heard.content.get("data", {}).get("method") == "custom":
            self.clicks = getattr(self, "clicks", 0) + 1
            self._update("said", {"value": f"{THANKS}, {self.clicks}."}, asked)
            if self.lacks == "new chart":
                self.close()
                return
            self._update("chart", {}, asked, PNG + bytes([self.clicks]))

    def _states(self, asked: str) -> None:
        states = {f"slider-{n}": _model("IntSliderModel", value=FIRST) for n in range(len(QUESTIONS))}
        states |= {"send": _model("ButtonModel", description=SEND), "said": _model("HTMLModel", value="")}
        states["chart"] = _model("ImageModel")
        if self.lacks == "ratings":
            del states["slider-3"]
        paths, buffers = ([["chart", "state", "value"]], [PNG]) if self.lacks != "chart" else ([], [])
        self._say(
            "comm_msg", {"data": {"method": "update_states", "states": states, "buffer_paths": paths}}, asked, buffers
        )

    def _update(self, comm: str, state: dict, asked: str, picture: bytes = b"") -> None:
        data = {"method": "update", "state": state, "buffer_paths": [["value"]] if picture else []}
        self._say("comm_msg", {"comm_id": comm, "data": data}, asked, [picture] if picture else [])

    def _say(self, kind: str, content: dict, asked: str, buffers: list[bytes] = ()) -> None:
        _, message = encode("iopub", kind, content, "kernel", parent={"msg_id": asked}, buffers=buffers)
        self.write_message(message, binary=True)


def _model(name: str, **state: object) -> dict:
    return {"model_name": name, "state": state}


class Html(RequestHandler):
    def initialize(self, lacks: str) -> None:
        self.lacks = lacks

    def get(self) -> None:
        self.set_cookie("_xsrf", "token")
        self.write("<p>nothing</p>" if self.lacks == "kernel" else PAGE)


class Static(RequestHandler):
    def get(self, name: str) -> None:
        if name == "missing.js":
            self.set_status(404)
        self.write(name * 1000)


FILES = ("/static/a.js", "/static/b.js")


def storm_of(count: int, lacks: str = "", files: tuple[str, ...] = FILES, clicks: int = 0, patience: float = 60):
    """Visitors on such a server: the figures of the storm and of the clicks, and why visitors were lost."""

    async def run():
        socket, port = bind_unused_port()
        kernel = (rf"/api/kernels/{KERNEL}/channels", Kernel, {"lacks": lacks})
        app = Application([("/", Html, {"lacks": lacks}), (r"/static/(.*)", Static), kernel], compress_response=True)
        server = HTTPServer(app)
        server.add_socket(socket)
        visitors = [NotebookVisitor(f"http://127.0.0.1:{port}", "/", files) for _ in range(count)]
        there, figures, lost = await storm.arrive(visitors, patience)
        clicked, more = await storm.click(there, clicks)
        for visitor in visitors:
            await visitor.leave()
        server.stop()
        await server.close_all_connections()
        return figures | clicked, lost + more

    return asyncio.run(run())


def test_everyone_who_has_widgets_and_chart_is_there_and_can_click():
    figures, lost = storm_of(3, clicks=2)
    assert lost == []
    assert figures["lost"] == figures["clicks_lost"] == 0
    assert figures["all_ready_s"] >= figures["ready_p95_s"] >= figures["ready_p50_s"] > 0
    assert figures["chart_p95_ms"] >= figures["text_p50_ms"] > 0


@pytest.mark.parametrize(
    ("lacks", "says"),
    [
        ("chart", "no chart"),
        ("ratings", "11 of 12 ratings"),
        ("states", "the server closed the connection"),
        ("kernel", "the page names no kernel"),
    ],
)
def test_whoever_lacks_something_is_lost_however_fast(lacks, says):
    figures, lost = storm_of(2, lacks)
    assert figures["lost"] == 2
    assert math.isnan(figures["all_ready_s"])
    assert [says in one for one in lost] == [True, True]


def test_whoever_misses_a_file_of_the_page_is_lost():
    figures, lost = storm_of(1, files=("/static/a.js", "/static/missing.js"))
    assert figures["lost"] == 1
    assert lost == ["the page: /static/missing.js: 404"]


def test_whoever_waits_in_vain_is_lost():
    figures, lost = storm_of(2, patience=0)
    assert figures["lost"] == 2
    assert set(lost) == {"the page: nothing more came"}


def test_a_click_without_a_new_chart_is_said():
    figures, lost = storm_of(1, "new chart", clicks=1)
    assert figures["clicks_lost"] == 1
    assert lost == ["click: what is on the screen: the server closed the connection"]


def test_bytes_are_counted_as_they_came_over_the_wire():
    async def run():
        socket, port = bind_unused_port()
        server = HTTPServer(Application([(r"/static/(.*)", Static)], compress_response=True))
        server.add_socket(socket)
        web = Web(f"http://127.0.0.1:{port}")
        text = await web.get("/static/long.js")
        with pytest.raises(Broken, match="404"):
            await web.get("/static/missing.js")
        web.close()
        server.stop()
        return text, web.bytes

    text, size = asyncio.run(run())
    assert text == b"long.js" * 1000
    assert size < len(text) / 4


# -- figures ----------------------------------------------------------------------------------------------------------


def rounds(target: str, *values: float) -> list[Measured]:
    return [Measured("storm", "peer", target, turn, {"s": value}) for turn, value in enumerate(values, 1)]


def test_medians_and_percentiles():
    assert percentile(range(1, 101), 95) == 95
    assert percentile([7], 95) == 7
    assert math.isnan(percentile([], 50))
    assert middle([3, math.nan, 1, 2]) == 2
    assert medians(rounds("workbook", 3, 1, 2), "workbook") == {"s": 2}


def test_ratios_are_taken_within_a_round():
    """The machine was three times slower in the third round, for both: the ratio does not see it."""
    both = rounds("workbook", 1, 2, 6) + rounds("Panel", 2, 4, 12)
    assert ratios(both, "Panel", "workbook") == {"s": 2}


def test_the_table_and_the_file_hold_every_round(tmp_path):
    both = [*rounds("workbook", 1, 2, 3), *rounds("Panel", 2, 4, math.nan)]
    both.append(Measured("storm", "peer", "Panel", 4, {"s": 6.0}, ("1 lost",)))
    assert "| s | 2        | 4 (2×) |" in report.table(both)
    assert report.notes(both) == ["Panel, peer page: 1 lost"]
    report.write(tmp_path / "made" / "bench.json", both, {"versions": {"ours": machine.versions()}})
    told = json.loads((tmp_path / "made" / "bench.json").read_text("utf-8"))
    assert [row["figures"]["s"] for row in told["measured"]] == [1, 2, 3, 2, 4, None, 6]
    assert set(told["versions"]["ours"]) == set(machine.OURS)
    assert "-" not in told["versions"]["ours"].values()


def test_a_batch_says_where_its_time_went():
    told = batch.figures({"took": [9.0, 0.5, 0.4, 0.6], "parts": {"cells": 0.2}})
    assert told == {"per_minute": 120, "first_s": 9.0, "each_ms": 500, "cells_ms": 200}


# -- what is compared -------------------------------------------------------------------------------------------------


def test_our_screen_is_one_with_a_chart_that_a_commit_draws(tmp_path):
    screen = heaviest.find("b1-hoe-vraag-ik")
    assert screen.path == "/voila/render/02_hoteltraining.ipynb"
    assert screen.commit == ("done", True)
    assert screen.answers[: len(screen.before) + 2] == (*screen.before, screen.text, screen.commit)
    people = heaviest.people(screen, tmp_path, 2)
    page = Page(Parameters(theme=screen.theme))
    page.all_sections()
    page.bind(Visitor(open_store(f"sqlite:///{tmp_path / 'workbook.sqlite'}"), people[1], "nl", kept=True))
    assert screen.exercise in page.widget.view["anchor"]
    assert any(charts(page.widget.view["blocks"]))


def test_an_exercise_without_a_chart_is_refused():
    with pytest.raises(ValueError, match="x5-evaluatie"):
        heaviest.find("x5-evaluatie")


def test_the_peer_page_is_the_same_in_every_framework():
    radar, other = Radar(), Radar()
    assert radar.png([FIRST] * len(QUESTIONS)).startswith(PNG)
    assert radar.png([5, 5] + [1] * 10) == other.png([5, 5] + [1] * 10) != radar.png([1] * 12)
    assert feedback([5, 5] + [1] * 10).startswith(f"{THANKS}. Sterk: Opening (5.0)")
    pages = [BENCH / "pages" / f"{name}_page.py" for name in peers.PEERS]
    notebook = nbformat.read(BENCH / "pages" / "peer.ipynb", 4)
    sources = [*(page.read_text("utf-8") for page in pages), "\n".join(cell.source for cell in notebook.cells)]
    assert ["from bench.pages.exercise import" in source for source in sources] == [True] * 4
    assert [bool(re.search(r"enumerate\(QUESTIONS\)", source)) for source in sources] == [True] * 4


@pytest.mark.parametrize("name", peers.PEERS)
def test_a_framework_is_pinned_and_names_no_registry(name):
    lines = peers.requirements(name).read_text("utf-8").splitlines()
    assert [line for line in lines if not re.fullmatch(r"[\w-]+==[\w.]+", line)] == []
    assert name in peers.pinned(name)


def test_a_framework_that_cannot_be_installed_is_left_out_aloud(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(peers, "pinned", lambda _name: {"nowhere": "1"})
    monkeypatch.setattr(peers.venv, "create", lambda *_, **__: None)
    with pytest.raises(peers.NotThere, match="pip did not get it here"):
        peers.install("panel", tmp_path)
    plan = Plan(None, [], 1, 1, 0, 0, 2, 1, 1)
    plan.leave_out("panel", "pip did not get it here")
    assert "left out: panel" in capsys.readouterr().out
    assert plan.left_out == {"panel": "pip did not get it here"}


# -- the command ------------------------------------------------------------------------------------------------------


def test_quick_is_small_and_every_bench_can_be_asked_for_alone():
    full, quick = arguments([]), arguments(["--quick"])
    assert (full.visitors, full.rounds, full.crowd) == (30, 3, 200)
    assert (quick.visitors, quick.rounds, quick.crowd) == (6, 1, 0)
    assert full.only == list(BENCHES)
    assert arguments(["--only", "storm"]).only == ["storm"]


def test_a_server_has_nothing_of_the_user_s_and_ends_with_all_that_it_started(monkeypatch):
    monkeypatch.setenv("WORKBOOK_PUBLIC_URL", "https://elsewhere")
    assert "WORKBOOK_PUBLIC_URL" not in environment(Path("own"), {})
    python = "import http.server, subprocess, sys; subprocess.Popen([sys.executable, '-c', 'input()'], stdin=-1)"
    serve = f"{python}; http.server.test(http.server.SimpleHTTPRequestHandler, port=int(sys.argv[1]), bind='127.0.0.1')"
    with Server([sys.executable, "-c", serve, "{port}"], "/") as server:
        tree = server.tree()
        assert len(tree) == 2
        assert server.pss_mb() > 0
        assert server.cpu_s() > 0
    assert [process.is_running() for process in tree] == [False, False]


def test_a_server_that_does_not_come_up_says_why():
    with pytest.raises(RuntimeError, match="no such thing"):
        Server([sys.executable, "-c", "raise SystemExit('no such thing')"], "/")


def modules() -> list[Path]:
    return sorted(BENCH.rglob("*.py"))


def test_the_bench_is_checked_like_the_rest():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    assert "bench" in project["tool"]["mypy"]["packages"]
    assert [path.name for path in modules() if len(path.read_text("utf-8").splitlines()) > 250] == []
