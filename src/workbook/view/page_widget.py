"""The page widget: one anywidget for a whole page. It carries the current step and nothing else; no keys, no others."""

import os
from collections.abc import Callable
from functools import cache
from importlib.resources import files
from typing import Any

import anywidget
import traitlets

from workbook.view.tokens import as_css

_STATIC = files("workbook.view") / "static"
Handler = Callable[[dict[str, Any]], None]


# Where the app serves our script and style as files that browsers keep, a widget names their addresses.
SCRIPT, STYLE = "WORKBOOK_PAGE_SCRIPT", "WORKBOOK_PAGE_STYLE"


@cache
def _script() -> str:
    return (_STATIC / "page.js").read_text("utf-8")


@cache
def _style() -> str:
    return as_css() + (_STATIC / "page.css").read_text("utf-8")


class PageWidget(anywidget.AnyWidget):
    """Shows `view` (see `player.page`) and hands every message of the browser to `handler`.

    Traits can be set by the browser too: these are only ever written here, never read back. `brand` is the client's
    look (see `view.look.brand`), sent once: a logo must not travel with every answer.
    """

    _esm = traitlets.Unicode().tag(sync=True)
    _css = traitlets.Unicode().tag(sync=True)
    view = traitlets.Dict().tag(sync=True)
    brand = traitlets.Dict().tag(sync=True)

    @traitlets.default("_esm")
    def _address_or_script(self) -> str:
        return os.environ.get(SCRIPT) or _script()

    @traitlets.default("_css")
    def _address_or_style(self) -> str:
        return os.environ.get(STYLE) or _style()

    def __init__(self, handler: Handler, **traits: Any) -> None:
        super().__init__(**traits)
        self._handler = handler
        self.on_msg(self._received)

    def _received(self, _widget: object, content: object, _buffers: object) -> None:
        if isinstance(content, dict) and isinstance(content.get("type"), str):
            self._handler(content)
