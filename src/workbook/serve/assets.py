"""Files that browsers keep for ever: an address holds a hash of the content, and each is compressed once, at the start.

gzip only: browsers ask for brotli over https alone, and phones reach a trainer's laptop over plain http.
"""

import gzip
import hashlib
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files

from tornado import web  # type: ignore[attr-defined]

from workbook.view.tokens import as_css

FOLDER = "stijl"
_TYPES = {"css": "text/css; charset=utf-8", "js": "text/javascript; charset=utf-8"}


@dataclass(frozen=True)
class Asset:
    """One file: its content, as it is and compressed, and the last part of its address."""

    kind: str
    content: bytes = field(repr=False)
    packed: bytes = field(repr=False)

    @property
    def address(self) -> str:
        """Where it is, from the base of the app; another content has another address."""
        return f"{FOLDER}/{hashlib.sha256(self.content).hexdigest()[:12]}.{self.kind}"


def _read(name: str) -> bytes:
    package = "workbook.view" if name in ("page.js", "page.css", "live.js") else "workbook.serve"
    content = (files(package) / "static" / name).read_bytes()
    return as_css().encode() + content if name == "page.css" else content


@cache
def asset(name: str) -> Asset:
    """The file called `name`.

    `page.css` and `page.js`: our look, and the page widget. `core.js`: what shows widgets at all. `controls.js` and
    `controls.css`: ipywidgets' own controls, for pages that have them. `live.js`: pages that follow the room.
    """
    content = _read(name)
    return Asset(name.rpartition(".")[2], content, gzip.compress(content, 9, mtime=0))


NAMES = ("page.css", "page.js", "live.js", "core.js", "controls.js", "controls.css")
EVERY_PAGE = ("core.js", "page.js")  # what a theme page runs: pages before it let the browser fetch them ahead


@cache
def _by_address() -> dict[str, Asset]:
    return {asset(name).address: asset(name) for name in NAMES}


class AssetFile(web.RequestHandler):
    """One of these files."""

    def get(self, name: str) -> None:
        """Cacheable for ever; 404 for any address but those of `asset`."""
        found = _by_address().get(f"{FOLDER}/{name}")
        if found is None:
            raise web.HTTPError(404)
        self.set_header("Content-Type", _TYPES[found.kind])
        self.set_header("Cache-Control", "public, max-age=31536000, immutable")
        self.set_header("Vary", "Accept-Encoding")
        self.set_header("X-Content-Type-Options", "nosniff")
        if "gzip" in self.request.headers.get("Accept-Encoding", ""):
            self.set_header("Content-Encoding", "gzip")
            self.finish(found.packed)
        else:
            self.finish(found.content)


HANDLERS = [(rf"/{FOLDER}/([0-9a-f]{{12}}\.(?:js|css))", AssetFile)]


def for_kernels(base: str) -> dict[str, str]:
    """What kernels find in their environment, so that `view.page_widget` sends addresses and not files."""
    return {
        "WORKBOOK_PAGE_SCRIPT": base + asset("page.js").address,
        "WORKBOOK_PAGE_STYLE": base + asset("page.css").address,
    }
