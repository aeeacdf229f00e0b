"""A visitor of the peer notebook: by stock Voila, or by our app."""

import time

from bench.clients.base import CLICK_PATIENCE_S, Lost
from bench.clients.jupyter import JupyterVisitor
from bench.pages.exercise import QUESTIONS, SEND, THANKS

PNG = b"\x89PNG"


class NotebookVisitor(JupyterVisitor):
    """Twelve ratings, a button, a text and a chart, all ipywidgets."""

    def lacking(self) -> str:
        """Which of them is not there."""
        ratings = len(self.named("IntSliderModel")) + len(self.named("ToggleButtonsModel"))
        if ratings < len(QUESTIONS):
            return f"{ratings} of {len(QUESTIONS)} ratings"
        return "" if self._chart().startswith(PNG) else "no chart"

    def _chart(self) -> bytes:
        return next((self.buffers.get((comm, "value"), b"") for comm in self.named("ImageModel")), b"")

    def connected(self) -> None:
        """Find the button, a slider and the text. Raises Lost."""
        buttons = [comm for comm in self.named("ButtonModel") if self.models[comm].get("description") == SEND]
        sliders = self.named("IntSliderModel")
        if not buttons or not sliders:
            raise Lost("no button or no slider")
        self._button, self._slider = buttons[0], sliders[0]
        self._rating = int(self.models[self._slider].get("value", 3))

    def _said(self) -> str:
        told = (str(self.models[comm].get("value", "")) for comm in self.named("HTMLModel"))
        return next((text for text in told if THANKS in text), "")

    async def before_text(self) -> None:
        """Give one other rating, so that text and chart become others."""
        self._rating = 5 if self._rating != 5 else 1
        await self.update(self._slider, {"value": self._rating})
        asked = await self.tell("kernel_info_request", {})
        await self.until(lambda: asked in self.replies, "the kernel's answer", CLICK_PATIENCE_S)

    async def text(self) -> float:
        """Press the button."""
        said, chart = self._said(), self._chart()
        self._began = time.perf_counter()
        await self.custom(self._button, {"event": "click"})
        found = await self.until(lambda: self._said() not in ("", said), "the new text", CLICK_PATIENCE_S)
        self._drawn = await self.until(lambda: self._chart() != chart, "the new chart", CLICK_PATIENCE_S)
        return found - self._began

    async def chart(self) -> float:
        """The same press brought it."""
        return self._drawn - self._began
