"""The page widget: one anywidget for a whole page. It carries the current step and nothing else; no keys, no others."""

from collections.abc import Callable
from importlib.resources import files
from typing import Any

import anywidget
import traitlets

from workbook.view.tokens import as_css

_STATIC = files("workbook.view") / "static"
Handler = Callable[[dict[str, Any]], None]


class PageWidget(anywidget.AnyWidget):
    """Shows `view` (see `player.page`) and hands every message of the browser to `handler`.

    Traits can be set by the browser too: these are only ever written here, never read back. `brand` is the client's
    look (see `view.look.brand`), sent once: a logo must not travel with every answer.
    """

    _esm = (_STATIC / "page.js").read_text("utf-8")
    _css = as_css() + (_STATIC / "page.css").read_text("utf-8")
    view = traitlets.Dict().tag(sync=True)
    brand = traitlets.Dict().tag(sync=True)

    def __init__(self, handler: Handler, **traits: Any) -> None:
        super().__init__(**traits)
        self._handler = handler
        self.on_msg(self._received)

    def _received(self, _widget: object, content: object, _buffers: object) -> None:
        if isinstance(content, dict) and isinstance(content.get("type"), str):
            self._handler(content)
