"""A visitor of a theme page of the workbook, who comes back to an exercise that is finished."""

import time
import uuid
from collections.abc import Iterator, Sequence
from typing import Any

from bench.clients.base import CLICK_PATIENCE_S, Lost
from bench.clients.jupyter import JupyterVisitor
from bench.heaviest import Screen

AGAIN = "_again"


def charts(blocks: Any) -> Iterator[str]:
    """The drawings in the blocks of a view, also those within boxes."""
    if isinstance(blocks, dict):
        if blocks.get("kind") == "chart" and blocks.get("svg"):
            yield str(blocks["svg"])
        blocks = list(blocks.values())
    if isinstance(blocks, (list, tuple)):
        for block in blocks:
            yield from charts(block)


class ThemeVisitor(JupyterVisitor):
    """Someone whose answers are stored: the page opens at the result, with its chart."""

    def __init__(
        self, address: str, path: str, files: Sequence[str], headers: dict[str, str] | None, screen: Screen
    ) -> None:
        super().__init__(address, path, files, headers)
        self._screen = screen
        self._settled: dict[str, str] = {}
        self._views = 0

    def _page(self) -> tuple[str, dict[str, Any]]:
        """The page widget and what it shows now."""
        found = ((comm, state["view"]) for comm, state in self.models.items() if state.get("view"))
        return next(found, ("", {}))

    def lacking(self) -> str:
        """Whether the blocks of the screen where this person was are there, with a chart."""
        _, view = self._page()
        if not view.get("blocks"):
            return "no blocks"
        if self._screen.exercise not in str(view.get("anchor", "")):
            return f"another screen: {view.get('anchor')}"
        return "" if any(charts(view["blocks"])) else "no chart"

    def changed(self, comm: str, state: dict[str, Any]) -> None:
        """Count the views, of which each is another screen."""
        self._views += "view" in state

    def hear_custom(self, content: Any) -> None:
        """What the page says of an answer."""
        if isinstance(content, dict) and "key" in content:
            self._settled[str(content["key"])] = str(content.get("type"))

    async def _answer(self, item: str, value: object) -> float:
        """Give an answer; the seconds until it is stored and the page shows what came of it. Raises Lost."""
        comm, _ = self._page()
        key, views = uuid.uuid4().hex, self._views
        answer = {"type": "answer", "exercise": self._screen.exercise, "item": item, "value": value, "key": key}
        began = time.perf_counter()
        await self.custom(comm, answer)
        await self.until(lambda: key in self._settled, f"what becomes of {item}", CLICK_PATIENCE_S)
        if self._settled[key] != "saved":
            raise Lost(f"the answer {item} was {self._settled[key]}")
        return await self.until(lambda: self._views > views, f"the view after {item}", CLICK_PATIENCE_S) - began

    async def before_text(self) -> None:
        """Begin the exercise anew, up to the answer that is to be timed."""
        for item, value in ((AGAIN, True), *self._screen.before):
            await self._answer(item, value)

    async def text(self) -> float:
        """Give an answer that changes what stands there."""
        return await self._answer(*self._screen.text)

    async def chart(self) -> float:
        """Commit: the result appears, with its chart."""
        took = await self._answer(*self._screen.commit)
        if self.lacking():
            raise Lost(f"after the commit: {self.lacking()}")
        return took
