"""A visitor of a Streamlit page: protobuf over its websocket, read with Streamlit's own classes."""

import asyncio
import importlib
import re
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from bench.clients.base import CLICK_PATIENCE_S, Visitor
from bench.pages.exercise import QUESTIONS, SEND, THANKS

_MEDIA = re.compile(r'url: "(/media/[^"]+)"')
_RATINGS = ("slider", "button_group")


def messages(packages: Path) -> tuple[Any, Any]:
    """Streamlit's classes of messages to and from a server, from where it is installed. Raises ImportError."""
    if str(packages) not in sys.path:
        sys.path.append(str(packages))  # last: what the project has itself comes from the project
    names = ("BackMsg", "ForwardMsg")
    return tuple(getattr(importlib.import_module(f"streamlit.proto.{name}_pb2"), name) for name in names)


class StreamlitVisitor(Visitor):
    """A click runs the whole page again; the picture is then fetched from another address."""

    def __init__(self, address: str, path: str, files: Sequence[str], packages: Path) -> None:
        super().__init__(address, path, files)
        self._to, self._from = messages(packages)

    async def connect(self, page: str) -> None:
        """Let the page run."""
        self._widgets: dict[str, str] = {}
        self._slider = self._button = ""
        self._said = self._drawn = self._ended = 0.0
        self._rating = 3
        self._chart_text = self._before = ""
        self._fetching: asyncio.Task[None] | None = None
        await self.web.get("/_stcore/health")
        await self.web.get("/_stcore/host-config")
        await self.open_socket("/_stcore/stream", ["streamlit", "PLACEHOLDER"])
        await self._run()
        await self.until(lambda: bool(self._ended), "the end of the page's own code")

    async def _run(self, pressed: bool = False) -> None:
        message = self._to()
        message.rerun_script.query_string = ""
        if self._slider:
            slider = message.rerun_script.widget_states.widgets.add()
            slider.id = self._slider
            slider.double_array_value.data.append(self._rating)
        if pressed:
            button = message.rerun_script.widget_states.widgets.add()
            button.id, button.trigger_value = self._button, True
        await self.send(message.SerializeToString())

    def hear(self, message: Any) -> None:
        """Take in one element, or the end of a run."""
        told = self._from()
        told.ParseFromString(message)
        kind = told.WhichOneof("type")
        if kind == "script_finished":
            self._ended = time.perf_counter()
        elif kind == "delta":
            self._take(told.delta.new_element, str(told.delta))

    def _take(self, element: Any, text: str) -> None:
        kind = element.WhichOneof("type") or ""
        if kind in _RATINGS:
            self._widgets[getattr(element, kind).id] = kind
            self._slider = self._slider or (element.slider.id if kind == "slider" else "")
        elif kind == "button" and element.button.label == SEND:
            self._button = element.button.id
        if THANKS in text:
            self._said = time.perf_counter()
        found = _MEDIA.search(text)
        if found:
            self._fetching = asyncio.create_task(self._fetch_chart(found[1]))

    async def _fetch_chart(self, path: str) -> None:
        try:
            await self.web.get(path)
        except Exception as error:
            self.trouble = error
        else:
            self._drawn, self._chart_text = time.perf_counter(), path
        self._news.set()

    def lacking(self) -> str:
        """Which of ratings, button and chart is not there."""
        if len(self._widgets) < len(QUESTIONS) or not self._button:
            return f"{len(self._widgets)} of {len(QUESTIONS)} ratings, or no button"
        return "" if self._drawn else "no chart"

    async def before_text(self) -> None:
        """Choose another rating: here it travels with the press."""
        self._rating = 5 if self._rating != 5 else 1
        self._before = self._chart_text

    async def text(self) -> float:
        """Press the button."""
        self._began = time.perf_counter()
        await self._run(pressed=True)
        await self.until(lambda: self._said > self._began, "the new text", CLICK_PATIENCE_S)
        await self.until(lambda: self._drawn > self._began, "the new chart", CLICK_PATIENCE_S)
        return self._said - self._began

    async def chart(self) -> float:
        """The same press brought it."""
        return self._drawn - self._began
