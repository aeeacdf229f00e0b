"""A visitor of a Panel page: Bokeh's protocol over its websocket."""

import json
import re
import time
import uuid
from collections.abc import Iterator
from typing import Any

from bench.clients.base import CLICK_PATIENCE_S, Lost, Visitor
from bench.pages.exercise import QUESTIONS, SEND, THANKS

_TOKEN = re.compile(r'"token":\s*"([^"]+)"')


def models(node: Any) -> Iterator[dict[str, Any]]:
    """Every model in Bokeh's JSON."""
    if isinstance(node, dict):
        if "id" in node and "name" in node:
            yield node
        node = list(node.values())
    if isinstance(node, list):
        for inner in node:
            yield from models(inner)


class PanelVisitor(Visitor):
    """Messages come in fragments: header, metadata, content, then a header and a payload for each buffer."""

    async def connect(self, page: str) -> None:
        """Ask for the document."""
        self._fragments: list[Any] = []
        self._kinds: set[str] = set()
        self._document: list[dict[str, Any]] = []
        self._said = self._drawn = 0.0
        self._has_chart = False
        found = _TOKEN.search(page)
        if not found:
            raise Lost("the page holds no token")
        await self.open_socket(f"{self.path}/ws", ["bokeh", found[1]])
        await self.until(lambda: "ACK" in self._kinds, "the server's greeting")
        await self._tell("PULL-DOC-REQ", {})
        await self.until(lambda: "PULL-DOC-REPLY" in self._kinds, "the document")
        self._rating = 3

    async def _tell(self, kind: str, content: Any) -> None:
        for part in ({"msgid": uuid.uuid4().hex, "msgtype": kind}, {}, content):
            await self.send(json.dumps(part))

    def hear(self, message: Any) -> None:
        """Put fragments together, and take in a message that is whole."""
        self._fragments.append(message)
        header = json.loads(self._fragments[0])
        if len(self._fragments) < 3 + 2 * header.get("num_buffers", 0):
            return
        content, self._fragments = self._fragments[2], []
        self._kinds.add(header["msgtype"])
        now = time.perf_counter()
        picture = "data:image" in content or bool(header.get("num_buffers"))
        if header["msgtype"] == "PULL-DOC-REPLY":
            self._document = list(models(json.loads(content)))
            self._has_chart = picture
        elif header["msgtype"] == "PATCH-DOC":
            self._said = now if THANKS in content else self._said
            self._drawn = now if picture else self._drawn

    def _named(self, end: str) -> list[str]:
        return [str(model["id"]) for model in self._document if str(model["name"]).endswith(end)]

    def _button(self) -> str:
        labels = ((model, model.get("attributes") or {}) for model in self._document)
        return next((str(model["id"]) for model, has in labels if has.get("label") == SEND), "")

    def lacking(self) -> str:
        """Which of ratings, button and chart is not there."""
        ratings = len(self._named("Slider")) + len(self._named("RadioButtonGroup"))
        if ratings < len(QUESTIONS) or not self._button():
            return f"{ratings} of {len(QUESTIONS)} ratings, or no button"
        return "" if self._has_chart else "no chart"

    async def _patch(self, *events: dict[str, Any]) -> None:
        await self._tell("PATCH-DOC", {"events": list(events)})

    async def before_text(self) -> None:
        """Give one other rating."""
        self._rating = 5 if self._rating != 5 else 1
        slider = {"id": self._named("Slider")[0]}
        change = {"kind": "ModelChanged", "model": slider, "new": self._rating}
        self._kinds.discard("OK")
        await self._patch(change | {"attr": "value"}, change | {"attr": "value_throttled"})
        await self.until(lambda: "OK" in self._kinds, "the server's answer", CLICK_PATIENCE_S)

    async def text(self) -> float:
        """Press the button."""
        values = {"type": "map", "entries": [["model", {"id": self._button()}]]}
        event = {"type": "event", "name": "button_click", "values": values}
        self._began = time.perf_counter()
        await self._patch({"kind": "MessageSent", "msg_type": "bokeh_event", "msg_data": event})
        await self.until(lambda: self._said > self._began, "the new text", CLICK_PATIENCE_S)
        await self.until(lambda: self._drawn > self._began, "the new chart", CLICK_PATIENCE_S)
        return self._said - self._began

    async def chart(self) -> float:
        """The same press brought it."""
        return self._drawn - self._began
