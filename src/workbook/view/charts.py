"""Charts as small SVGs drawn by matplotlib, in the workbook's own colours, 358 px wide first.

Text stays text (crisp, searchable, in the page's font); the SVG carries an accessible name.
"""

import hashlib
import io
import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import lru_cache, wraps
from html import escape
from typing import Any, TypeVar

import matplotlib
from matplotlib.axes import Axes
from matplotlib.backends.backend_svg import FigureCanvasSVG, RendererSVG
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.patches import Rectangle
from matplotlib.textpath import text_to_path

from workbook.view.tokens import TOKENS
from workbook.view.turns import turn

R = TypeVar("R")
WIDTH = 3.58  # inches; at 100 dpi the width of a phone's column
_STYLE: dict[Any, Any] = {
    "svg.fonttype": "none",
    "text.parse_math": False,  # a dollar sign that somebody typed stays a dollar sign
    "font.size": 9.5,
    "text.color": TOKENS["ink"],
    "axes.labelcolor": TOKENS["muted"],
    "axes.edgecolor": TOKENS["line"],
    "xtick.color": TOKENS["muted"],
    "ytick.color": TOKENS["ink"],
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.spines.left": False,
    "ytick.left": False,
    "figure.facecolor": "none",
    "axes.facecolor": "none",
    "svg.hashsalt": "eerlijk",
}
_NO_METADATA = {"Date": None, "Creator": None, "Format": None, "Type": None}
_ROUNDS, _LEAST = 6, 0.1  # of fitting texts, and what is left of the axes where they are longer than the canvas
_FADING = "fading"
_FADED = re.compile(rf'(<g id="{_FADING}\d+">\s*<path [^>]*style=")fill: (#\w{{6}})')
_GRADIENT = (
    '<linearGradient id="{0}"><stop stop-color="{1}" stop-opacity=".85"/>'
    '<stop offset="1" stop-color="{1}" stop-opacity=".03"/></linearGradient>'
)
_used: list[Figure] = []  # with nothing on them any more; whoever draws takes one out
_words_only = ContextVar("words_only", default=False)


@contextmanager
def words_only() -> Iterator[None]:
    """Within this block charts get their title and text but no picture: drawing takes most of the time of a screen."""
    token = _words_only.set(True)
    try:
        yield
    finally:
        _words_only.reset(token)


def drawn_once(draw: Callable[..., R]) -> Callable[..., R]:
    """Keep what `draw` makes of the same arguments (hashable ones): for a picture that shows nobody's answers."""
    kept = lru_cache(maxsize=16)(lambda _words_only_now, *given: draw(*given))

    @wraps(draw)
    def once(*given: Any) -> R:
        return kept(_words_only.get(), *given)

    return once


@dataclass
class Canvas:
    """A figure being drawn; after the `with` block `svg` holds the result, '' where only words were asked for."""

    axes: Axes
    figure: Figure
    name: str
    svg: str = field(default="", init=False)

    def fade(self, x: float, y: float, width: float, height: float, color: str) -> None:
        """A bar from this corner that fades out to the right; `color` as #rrggbb."""
        bar = Rectangle((x, y), width, height, facecolor=color, edgecolor="none", zorder=2)
        bar.set_gid(f"{_FADING}{len(self.axes.patches)}")  # matplotlib has no gradients, SVG has
        self.axes.add_artist(bar)


@contextmanager
def canvas(name: str, height: float = 2.0, width: float = WIDTH, bare: bool = False) -> Iterator[Canvas]:
    """Draw on `.axes`, then read `.svg`. `name` is the accessible name (plain text), `height` and `width` in inches.

    A `bare` picture has no ticks and sets both limits: its axes fill the canvas as far as its texts allow. It takes
    half the time, as its axes were there before and its texts are measured once.
    """
    with turn(), matplotlib.rc_context(_STYLE), _blank() if bare else _fresh() as figure:
        figure.set_size_inches(width, height)
        drawing = Canvas(figure.axes[0], figure, name)
        yield drawing
        if _words_only.get():
            return
        svg = _bare_svg(figure) if bare else _svg(figure)
    drawing.svg = _tidy(svg, name)


@contextmanager
def _fresh() -> Iterator[Figure]:
    figure = Figure(dpi=100, layout="constrained")
    figure.add_subplot()
    yield figure


@contextmanager
def _blank() -> Iterator[Figure]:
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


def _svg(figure: Figure) -> str:
    out = io.StringIO()
    # not savefig, which draws everything twice: the first time for a border that we do not ask for
    surface: Any = FigureCanvasSVG(figure)
    surface.print_svg(out, metadata=_NO_METADATA)
    return out.getvalue()


class _Renderer(RendererSVG):
    """Measures a text once in a process: most words come back in every picture."""

    def get_text_width_height_descent(self, s: str, prop: Any, ismath: Any) -> tuple[float, float, float]:
        return _measured(s, prop, ismath)


@lru_cache(maxsize=2000)
def _measured(words: str, font: FontProperties, math: bool) -> tuple[float, float, float]:
    found: tuple[float, float, float] = text_to_path.get_text_width_height_descent(words, font, math)
    return found


def _bare_svg(figure: Figure) -> str:
    """As FigureCanvasSVG prints it, with its texts measured and drawn by one renderer."""
    out = io.StringIO()
    figure.dpi = FigureCanvasSVG.fixed_dpi
    width, height = (side * figure.dpi for side in figure.get_size_inches())
    renderer: Any = _Renderer(width, height, out, metadata=_NO_METADATA)  # type: ignore[no-untyped-call]
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


def _tidy(svg: str, name: str) -> str:
    """Only the <svg> element, named, with ids that stay unique when several charts share a page."""
    body = _faded(svg[svg.index("<svg") :])
    prefix = f"c{hashlib.sha256((body + name).encode()).hexdigest()[:6]}-"  # the same picture keeps its ids
    body = re.sub(r'\bid="([^"]+)"', rf'id="{prefix}\1"', body)
    body = re.sub(r'(xlink:href="|url\()#', rf"\1#{prefix}", body)
    body = re.sub(r"font-family: [^;\"]*;? ?", "", body)  # the page's own font
    body = re.sub(r'\s(width|height)="[\d.]+pt"', "", body, count=2)
    return body.replace("<svg", f'<svg role="img" aria-label="{escape(name)}"', 1)


def _faded(svg: str) -> str:
    """The bars that fade get a gradient of their colour."""
    colours = sorted({match[2] for match in _FADED.finditer(svg)})
    gradients = "".join(_GRADIENT.format(f"{_FADING}-{colour[1:]}", colour) for colour in colours)
    svg = _FADED.sub(lambda match: f"{match[1]}fill: url(#{_FADING}-{match[2][1:]})", svg)
    return svg.replace("<defs>", f"<defs>{gradients}", 1) if colours else svg
