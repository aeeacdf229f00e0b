"""Pictures without ticks, drawn in half the time: their axes are used again, and each text is measured once."""

import io
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache
from typing import Any

from matplotlib.axes import Axes
from matplotlib.backends.backend_svg import FigureCanvasSVG, RendererSVG
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.textpath import text_to_path

NO_METADATA = {"Date": None, "Creator": None, "Format": None, "Type": None}
_ROUNDS, _LEAST = 6, 0.1  # of fitting texts, and what is left of the axes where they are longer than the canvas
_used: list[Figure] = []  # with nothing on them any more; whoever draws takes one out


@contextmanager
def blank() -> Iterator[Figure]:
    """A figure without ticks that was used before, if there is one: making axes takes a quarter of drawing."""
    figure = _used.pop() if _used else Figure()
    axes = figure.axes[0] if figure.axes else figure.add_axes((0, 0, 1, 1))
    axes.set_axis_off()
    axes.set_position((0, 0, 1, 1))
    axes.set_aspect("auto")
    axes.autoscale(True)
    yield figure  # after an exception it is not kept
    if axes.get_autoscalex_on() or axes.get_autoscaley_on():
        raise ValueError("a bare picture sets both limits of its axes")
    for artist in (*axes.lines, *axes.patches, *axes.texts, *axes.collections, *axes.artists):
        artist.remove()
    _used.append(figure)


class _Renderer(RendererSVG):
    """Measures a text once in a process: most words come back in every picture."""

    def get_text_width_height_descent(self, s: str, prop: Any, ismath: Any) -> tuple[float, float, float]:
        return _measured(s, prop, ismath)


@lru_cache(maxsize=2000)
def _measured(words: str, font: FontProperties, math: bool) -> tuple[float, float, float]:
    found: tuple[float, float, float] = text_to_path.get_text_width_height_descent(words, font, math)
    return found


def bare_svg(figure: Figure) -> str:
    """As FigureCanvasSVG prints it, with its texts measured and drawn by one renderer."""
    out = io.StringIO()
    figure.dpi = FigureCanvasSVG.fixed_dpi
    width, height = (side * figure.dpi for side in figure.get_size_inches())
    renderer: Any = _Renderer(width, height, out, metadata=NO_METADATA)  # type: ignore[no-untyped-call]
    _shrink(figure.axes[0], renderer)
    figure.draw(renderer)
    renderer.finalize()
    return out.getvalue()


def _shrink(axes: Axes, renderer: Any) -> None:
    """Make the axes smaller on the sides where a text would stand out of the canvas."""
    texts = [text for text in axes.texts if text.get_in_layout() and text.get_text()]
    boxes = [text.get_window_extent(renderer) for text in texts]
    places = [text.get_transform().transform(text.get_unitless_position()) for text in texts]
    left, right = _room(renderer.width, [(at[0], box.x0, box.x1) for at, box in zip(places, boxes, strict=True)])
    low, high = _room(renderer.height, [(at[1], box.y0, box.y1) for at, box in zip(places, boxes, strict=True)])
    axes.set_position((left, low, right - left, high - low))


def _room(whole: float, words: Sequence[tuple[float, float, float]]) -> tuple[float, float]:
    """Where the axes begin and end, from 0 to 1, so that (anchor, begin, end) of every text lie within `whole`.

    A text moves with its anchor when the axes shrink, but keeps its size: hence a few rounds.
    """
    begin, end = 0.0, whole
    for _ in range(_ROUNDS):
        spots = [(begin + at / whole * (end - begin), at - first + 1, last - at + 1) for at, first, last in words]
        begin += max([0.0, *(before - spot for spot, before, _ in spots)])
        end -= max([0.0, *(spot + after - whole for spot, _, after in spots)])
        end = max(end, begin + whole * _LEAST)
    return begin / whole, end / whole
