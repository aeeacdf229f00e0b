"""What every framework shows: the questions, the feedback and the chart. Imports nothing of any framework."""

import io
from collections.abc import Sequence
from typing import Any

import numpy as np
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from PIL import Image

TITLE = "Oefening: feedback op het verkoopgesprek van een collega"
AXES = ("Opening", "Luisteren", "Behoefte", "Bezwaren", "Voorstel", "Afsluiten")
QUESTIONS = tuple(f"{axis}: {what}" for axis in AXES for what in ("stelt open vragen", "vat samen en checkt"))
RATINGS = (1, 2, 3, 4, 5)
FIRST = 3  # what every rating stands at before anybody touched it
WAITING = "Nog niet verstuurd."
THANKS = "Dank je"  # by this word the clients know the feedback
SEND = "Verstuur"


def means(ratings: Sequence[float]) -> list[float]:
    """The mean of the two ratings of each axis."""
    return [float(np.mean(ratings[2 * number : 2 * number + 2])) for number in range(len(AXES))]


def feedback(ratings: Sequence[float]) -> str:
    """One sentence about the strongest and the weakest axis."""
    found = means(ratings)
    best, worst = int(np.argmax(found)), int(np.argmin(found))
    return f"{THANKS}. Sterk: {AXES[best]} ({found[best]:.1f}). Oefen nog: {AXES[worst]} ({found[worst]:.1f})."


class Radar:
    """The chart of one visitor: made once, and then only its line moves. Not through pyplot: some draw in threads."""

    def __init__(self) -> None:
        self.figure = Figure(figsize=(5, 4))
        axes = self.figure.add_subplot(projection="polar")
        self._angles = np.linspace(0, 2 * np.pi, len(AXES) + 1)
        (self._line,) = axes.plot(self._angles, self._angles, color="#1f5fa8", lw=2)
        (self._area,) = axes.fill(self._angles, self._angles, color="#1f5fa8", alpha=0.25)
        axes.set_xticks(self._angles[:-1])
        axes.set_xticklabels(AXES)
        axes.set_ylim(0, 5)
        self.figure.tight_layout()
        self._canvas: Any = FigureCanvasAgg(self.figure)
        self._empty: Any = None

    def of(self, ratings: Sequence[float]) -> Figure:
        """The figure with these ratings, for whoever draws figures."""
        found = means(ratings)
        self._line.set_ydata([*found, found[0]])
        self._area.set_xy(np.column_stack([self._angles, [*found, found[0]]]))
        return self.figure

    def png(self, ratings: Sequence[float]) -> bytes:
        """The chart as a picture: the line is drawn over what was drawn before (matplotlib calls it blitting)."""
        (axes,) = self.of(ratings).axes
        if self._empty is None:
            self._show(False)
            self._canvas.draw()
            self._empty = self._canvas.copy_from_bbox(self.figure.bbox)
            self._show(True)
        self._canvas.restore_region(self._empty)
        axes.draw_artist(self._area)
        axes.draw_artist(self._line)
        out = io.BytesIO()
        picture = Image.fromarray(np.asarray(self._canvas.buffer_rgba())).convert("RGB")
        picture.quantize(64, method=Image.Quantize.FASTOCTREE).save(
            out, format="png"
        )  # half the time, a fifth of the bytes
        return out.getvalue()

    def _show(self, on: bool) -> None:
        self._line.set_visible(on)
        self._area.set_visible(on)
