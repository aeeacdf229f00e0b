"""Charts as small SVGs drawn by matplotlib, in the workbook's own colours, 358 px wide first.

Text stays text (crisp, searchable, in the page's font); the SVG carries an accessible name.
"""

import hashlib
import io
import re
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from html import escape
from typing import Any

import matplotlib
from matplotlib.axes import Axes
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure

from workbook.view.tokens import TOKENS

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
_words_only = ContextVar("words_only", default=False)


@contextmanager
def words_only() -> Iterator[None]:
    """Within this block charts get their title and text but no picture: drawing takes most of the time of a screen."""
    token = _words_only.set(True)
    try:
        yield
    finally:
        _words_only.reset(token)


@dataclass
class Canvas:
    """A figure being drawn; after the `with` block `svg` holds the result, '' where only words were asked for."""

    axes: Axes
    figure: Figure
    name: str
    svg: str = field(default="", init=False)


@contextmanager
def canvas(name: str, height: float = 2.0, width: float = WIDTH) -> Iterator[Canvas]:
    """Draw on `.axes`, then read `.svg`. `name` is the accessible name (plain text), `height` and `width` in inches."""
    with matplotlib.rc_context(_STYLE):
        figure = Figure(figsize=(width, height), dpi=100, layout="constrained")
        drawing = Canvas(figure.add_subplot(), figure, name)
        yield drawing
        if _words_only.get():
            return
        out = io.StringIO()
        # not savefig, which draws everything twice: the first time for a border that we do not ask for
        surface: Any = FigureCanvasSVG(figure)
        surface.print_svg(out, metadata=_NO_METADATA)
    drawing.svg = _tidy(out.getvalue(), name)


def _tidy(svg: str, name: str) -> str:
    """Only the <svg> element, named, with ids that stay unique when several charts share a page."""
    body = svg[svg.index("<svg") :]
    prefix = f"c{hashlib.sha256((body + name).encode()).hexdigest()[:6]}-"  # the same picture keeps its ids
    body = re.sub(r'\bid="([^"]+)"', rf'id="{prefix}\1"', body)
    body = re.sub(r'(xlink:href="|url\()#', rf"\1#{prefix}", body)
    body = re.sub(r"font-family: [^;\"]*;? ?", "", body)  # the page's own font
    body = re.sub(r'\s(width|height)="[\d.]+pt"', "", body, count=2)
    return body.replace("<svg", f'<svg role="img" aria-label="{escape(name)}"', 1)
