"""What is compared: a page, who serves it, how a visitor talks to it, and by what a browser knows that it is there."""

import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from bench import heaviest
from bench.clients.base import Visitor
from bench.clients.notebook import NotebookVisitor
from bench.clients.panel import PanelVisitor
from bench.clients.solara import SolaraVisitor
from bench.clients.streamlit import StreamlitVisitor, messages
from bench.clients.theme import ThemeVisitor
from bench.heaviest import Screen
from bench.peers import HERE, Peer
from bench.servers import Server
from workbook.content.places import notebooks_dir

PAGES = HERE / "pages"
OURS, STOCK = "workbook", "stock Voila"
MANY = "--OwnedKernels.max_kernels=400"  # the guard against a full house is not what is measured here
Make = Callable[[str, Sequence[str], str], Visitor]


@dataclass(frozen=True)
class Look:
    """How a browser knows the first widget and the chart (CSS), and what it sends along for a person."""

    widget: str
    chart: str
    cookie: Callable[[str], str] = lambda _person: ""
    headers: Callable[[str], dict[str, str]] = lambda _person: {}


@dataclass(frozen=True)
class Target:
    """One page by one server. `people(n)` makes n visitors, `visitor(address, files, person)` is one of them."""

    name: str
    page: str
    command: tuple[str, ...]
    path: str
    health: str
    visitor: Make
    look: Look
    environment: Mapping[str, str] = field(default_factory=dict)
    people: Callable[[int], list[str]] = lambda count: [""] * count

    def serve(self) -> Server:
        """Start the server. Raises RuntimeError."""
        return Server(self.command, self.health, self.environment)

    @property
    def is_ours(self) -> bool:
        """Whether the workbook serves it."""
        return self.name == OURS


def _voila(what: Path, *more: str) -> tuple[str, ...]:
    options = ("--no-browser", "--port={port}", "--Voila.ip=127.0.0.1", "--template=lab")
    return (sys.executable, "-m", "voila", str(what), *options, *more)


def _app(*module: str) -> tuple[str, ...]:
    options = ("--Voila.ip=127.0.0.1", "--port={port}", "--no-browser", "--Application.log_level=ERROR", MANY)
    return (sys.executable, "-m", *module, *options)


def theme_pages(screen: Screen, home: Path) -> list[Target]:
    """Our heaviest theme page: as participants get it, and by stock Voila, told in a header who visits."""

    def ours(address: str, files: Sequence[str], person: str) -> Visitor:
        return ThemeVisitor(address, screen.path, files, {"Cookie": heaviest.cookie(person)}, screen)

    def stock(address: str, files: Sequence[str], person: str) -> Visitor:
        return ThemeVisitor(address, screen.path, files, {"X-Workbook-User": person}, screen)

    def people(count: int) -> list[str]:
        return heaviest.people(screen, home, count)

    seen = ".wb-main button, .wb-main input, .wb-main summary", ".wb-main svg[role=img]"
    own = {"WORKBOOK_HOME": str(home), "WORKBOOK_LANGUAGE": "nl"}
    known = "--VoilaConfiguration.http_header_envs=['X-Workbook-User']"
    return [
        Target(
            *(OURS, "theme", _app("workbook.serve.app_main", "participant"), screen.path, "/gezond", ours),
            *(Look(*seen, cookie=heaviest.cookie), own, people),
        ),
        Target(
            *(STOCK, "theme", _voila(notebooks_dir() / "participant", known), screen.path, "/voila/static/x", stock),
            *(Look(*seen, headers=lambda person: {"X-Workbook-User": person}), own | {"WORKBOOK_WARM": "0"}, people),
        ),
    ]


_IPYWIDGETS = Look(".widget-toggle-button, .jupyter-widgets.jupyter-button", "img")


def notebook_pages(home: Path) -> list[Target]:
    """The peer notebook, the very same file: as our app serves notebooks, and by stock Voila."""

    def at(path: str) -> Make:
        return lambda address, files, _person: NotebookVisitor(address, path, files)

    own, path = {"WORKBOOK_HOME": str(home), "WORKBOOK_LANGUAGE": "nl"}, "/voila/render/peer.ipynb"
    app, stock = _app("bench.notebooks_app", str(PAGES)), _voila(PAGES / "peer.ipynb")
    return [
        Target(OURS, "peer", app, path, "/gezond", at(path), _IPYWIDGETS, own),
        Target(STOCK, "peer", stock, "/", "/voila/static/x", at("/"), _IPYWIDGETS, {"WORKBOOK_WARM": "0"}),
    ]


def peer_page(peer: Peer) -> Target:
    """The peer page in another framework. Raises ImportError where its messages cannot be read."""
    return {"panel": _panel, "streamlit": _streamlit, "solara": _solara}[peer.name](peer)


def _panel(peer: Peer) -> Target:
    options = "--address=127.0.0.1 --port={port} --allow-websocket-origin=*".split()
    command = (str(peer.python), "-m", "panel", "serve", str(PAGES / "panel_page.py"), *options)
    look, path = Look(".noUi-target, .bk-btn-default", "img"), "/panel_page"

    def visitor(address: str, files: Sequence[str], _person: str) -> Visitor:
        return PanelVisitor(address, path, files)

    return Target("Panel", "peer", command, path, "/liveness", visitor, look)


def _solara(peer: Peer) -> Target:
    options = "--production --no-open --host=127.0.0.1 --port={port}".split()
    command = (str(peer.python), "-m", "solara", "run", str(PAGES / "solara_page.py"), *options)

    def visitor(address: str, files: Sequence[str], _person: str) -> Visitor:
        return SolaraVisitor(address, "/", files)

    return Target("Solara", "peer", command, "/", "/readyz", visitor, _IPYWIDGETS)


def _streamlit(peer: Peer) -> Target:
    options = "--server.headless=true --server.address=127.0.0.1 --server.port={port}".split()
    quiet = "--browser.gatherUsageStats=false --server.fileWatcherType=none".split()
    command = (str(peer.python), "-m", "streamlit", "run", str(PAGES / "streamlit_page.py"), *options, *quiet)
    messages(peer.packages)

    def visitor(address: str, files: Sequence[str], _person: str) -> Visitor:
        return StreamlitVisitor(address, "/", files, peer.packages)

    look = Look(
        "[data-testid=stSlider], [data-testid=stButtonGroup]",
        "[data-testid=stImage] img, [data-testid=stImageContainer] img",
    )
    return Target("Streamlit", "peer", command, "/", "/_stcore/health", visitor, look)
