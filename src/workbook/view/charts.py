"""Charts as small SVGs drawn by matplotlib, in the workbook's own colours, 358 px wide first.

Text stays text (crisp, searchable, in the page's font); the SVG carries an accessible name.
"""

import hashlib
import io
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import lru_cache, wraps
from html import escape
from typing import Any, TypeVar

import matplotlib
from matplotlib.axes import Axes
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from workbook.view.bare import NO_METADATA, bare_svg, blank
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
_FADING = "fading"
_FADED = re.compile(rf'(<g id="{_FADING}\d+">\s*<path [^>]*style=")fill: (#\w{{6}})')
_GRADIENT = (
    '<linearGradient id="{0}"><stop stop-color="{1}" stop-opacity=".85"/>'
    '<stop offset="1" stop-color="{1}" stop-opacity=".03"/></linearGradient>'
)
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
    with (
        nullcontext() if _words_only.get() else turn(),
        matplotlib.rc_context(_STYLE),
        blank() if bare else _fresh() as figure,
    ):
        figure.set_size_inches(width, height)
        drawing = Canvas(figure.axes[0], figure, name)
        yield drawing
        if _words_only.get():
            return
        svg = bare_svg(figure) if bare else _svg(figure)
    drawing.svg = _tidy(svg, name)


@contextmanager
def _fresh() -> Iterator[Figure]:
    figure = Figure(dpi=100, layout="constrained")
    figure.add_subplot()
    yield figure


def _svg(figure: Figure) -> str:
    out = io.StringIO()
    # not savefig, which draws everything twice: the first time for a border that we do not ask for
    surface: Any = FigureCanvasSVG(figure)
    surface.print_svg(out, metadata=NO_METADATA)
    return out.getvalue()


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
