"""The picture: per subscale one strip for each who is in it, labelled where it stands, whole numbers on the axis."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any, Literal

from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle

from workbook.content.interface import ui
from workbook.content.models import Scale
from workbook.content.text import Language
from workbook.view import numbers
from workbook.view.blocks import Chart
from workbook.view.charts import WIDTH, Canvas, canvas
from workbook.view.tokens import TOKENS

Kind = Literal["bar", "dot", "earlier", "guess", "group", "middle", "invented"]
_TALL = ("group", "invented")
_TITLE, _STRIP, _TALL_STRIP, _GAP, _AXIS = 0.21, 0.21, 0.38, 0.09, 0.42  # inches
_LEFT, _RIGHT = 0.66, 0.72  # inches beside the strips, for the label and the number
_DOT, _TALLEST = 0.09, 0.9  # inches: a dot of a pile, the tallest strip of a group


@dataclass(frozen=True)
class Strip:
    """One line of a row. `values` in scale points: one, or everyone's in a group, whose median is then marked."""

    kind: Kind
    values: tuple[float, ...]

    @property
    def height(self) -> float:
        """In inches; a group grows with its highest pile."""
        if self.kind not in _TALL:
            return _STRIP
        return min(_TALLEST, max(_TALL_STRIP, _DOT * (max(_piles(self.values).values()) + 2)))


@dataclass(frozen=True)
class Row:
    """One subscale: its title, its strips, and what is to be said beside the numbers ('3 of 4 answered')."""

    title: str
    strips: tuple[Strip, ...]
    remark: str = ""
    leads: bool = False

    @property
    def height(self) -> float:
        """In inches."""
        return _TITLE + sum(strip.height for strip in self.strips) + _GAP


@dataclass(frozen=True)
class Frame:
    """The scale that all rows share, the width of the haze (scale points on each side), language and watermark."""

    scale: Scale
    haze: float
    language: Language
    stamp: str = ""
    ends: str = "axis"  # which words name the ends: axis (little, much) or habit

    @property
    def low(self) -> int:
        """The lowest value."""
        return self.scale.values[0]

    @property
    def high(self) -> int:
        """The highest value."""
        return self.scale.values[-1]

    def name(self, kind: Kind) -> str:
        """What a strip of this kind is called."""
        return ui(f"scale.strip.{kind}", self.language)

    def halves(self, value: float) -> str:
        """A mean or a median as it is shown: in halves."""
        return numbers.halves(value, self.language)


def picture(title: str, rows: tuple[Row, ...], frame: Frame) -> Chart:
    """The rows as a chart; `title` says what to see, the text under it says the same as the picture."""
    with canvas(title, height=sum(row.height for row in rows) + _AXIS, bare=True) as drawing:
        axes = drawing.axes
        unit = (WIDTH - _LEFT - _RIGHT) / (frame.high - frame.low)  # inches a scale point
        axes.set_xlim(frame.low - _LEFT / unit, frame.high + _RIGHT / unit)
        axes.set_ylim(sum(row.height for row in rows) + _AXIS, 0)  # downwards, in inches
        _stamp(axes, rows, frame)
        top = 0.0
        for row in rows:
            _row(drawing, row, frame, top)
            top += row.height
        _axis(axes, frame, top)
    return Chart(drawing.svg, title, _in_words(rows, frame))


def _row(drawing: Canvas, row: Row, frame: Frame, top: float) -> None:
    left = drawing.axes.get_xlim()[0]
    weight = "bold" if row.leads else "normal"
    drawing.axes.text(left, top + _TITLE / 2, row.title, ha="left", va="center", fontweight=weight)
    y = top + _TITLE
    for strip in row.strips:
        _strip(drawing, strip, frame, y)
        y += strip.height


def _strip(drawing: Canvas, strip: Strip, frame: Frame, top: float) -> None:
    axes = drawing.axes
    left, right = axes.get_xlim()
    tall = strip.kind in _TALL
    middle = top + strip.height / 2
    line = top + strip.height - 0.05 if tall else middle
    _line(axes, [frame.low, frame.high], [line, line], color=TOKENS["line"], linewidth=1, zorder=1)
    axes.text(left, middle, frame.name(strip.kind), ha="left", va="center", fontsize=9, color=TOKENS["muted"])
    shown = frame.halves(median(strip.values))
    number = ui("scale.strip.median", frame.language, n=shown) if tall else shown
    axes.text(right, middle, number, ha="right", va="center", fontsize=9)
    if tall:
        _crowd(axes, strip.values, line, top)
    else:
        _mark(drawing, strip, frame, middle)


def _mark(drawing: Canvas, strip: Strip, frame: Frame, y: float) -> None:
    """One value, where its number says it stands: own filled (with haze), everything else open."""
    axes = drawing.axes
    value = in_halves(strip.values[0])
    if strip.kind == "bar":
        _fading_bar(drawing, value, frame, y)
    elif strip.kind == "middle":
        bar = Rectangle((frame.low, y - 0.06), value - frame.low, 0.12, facecolor="none", edgecolor=TOKENS["ink"])
        axes.add_artist(bar)
    elif strip.kind == "dot":
        low, high = max(frame.low, value - frame.haze), min(frame.high, value + frame.haze)
        axes.add_artist(
            Rectangle((low, y - 0.07), high - low, 0.14, color=TOKENS["accent-soft"], linewidth=0, zorder=2)
        )
        _line(axes, [value], [y], "o", color=TOKENS["accent"], markersize=8, zorder=4)
    else:
        shape = "D" if strip.kind == "earlier" else "^"
        _line(axes, [value], [y], shape, color=TOKENS["accent"], markerfacecolor="white", markersize=6, zorder=4)


def _fading_bar(drawing: Canvas, value: float, frame: Frame, y: float) -> None:
    """A bar that is sure up to the haze and then fades out; a thin line marks where it stands."""
    sure, end = max(frame.low, value - frame.haze), min(frame.high, value + frame.haze)
    bar = Rectangle((frame.low, y - 0.07), sure - frame.low, 0.14, color=TOKENS["accent"], linewidth=0, zorder=2)
    drawing.axes.add_artist(bar)
    drawing.fade(sure, y - 0.07, end - sure, 0.14, TOKENS["accent"])
    _line(drawing.axes, [value, value], [y - 0.1, y + 0.1], color=TOKENS["ink"], linewidth=1.5, zorder=4)


def _crowd(axes: Axes, values: tuple[float, ...], line: float, top: float) -> None:
    """Everyone as an open dot, in piles of half points so that no one's exact mean is shown; a bar marks the median."""
    piles = _piles(values)
    step = min(_DOT, (line - top - 0.08) / max(piles.values()))
    dots = [(value, line - 0.05 - step * number) for value, count in piles.items() for number in range(count)]
    xs, ys = zip(*dots, strict=True)
    _line(axes, xs, ys, "o", color=TOKENS["ink"], markerfacecolor="white", markersize=5, zorder=3)
    middle = in_halves(median(values))
    _line(axes, [middle, middle], [top + 0.02, line + 0.05], color=TOKENS["ink"], linewidth=2, zorder=2)


def _line(axes: Axes, xs: Sequence[float], ys: Sequence[float], marker: str = "", **look: Any) -> None:
    """As `axes.plot`, which also works out limits; this picture sets them itself."""
    axes.add_artist(Line2D(xs, ys, marker=marker, linestyle="" if marker else "-", **look))


def in_halves(value: float) -> float:
    """`value` rounded half up to halves, as its number is shown."""
    return float(numbers.half_up(value * 2) / 2)


def _piles(values: tuple[float, ...]) -> Counter[float]:
    return Counter(in_halves(value) for value in values)


def _axis(axes: Axes, frame: Frame, top: float) -> None:
    for value in frame.scale.values:
        axes.text(value, top + 0.08, numbers.number(value, frame.language), ha="center", va="center", fontsize=9)
    ends = ((frame.low, "low"), (frame.high, "high"))
    for value, end in ends:
        word = ui(f"scale.{frame.ends}.{end}", frame.language)
        axes.text(value, top + 0.25, word, ha="center", va="center", fontsize=9, color=TOKENS["muted"])


def _stamp(axes: Axes, rows: tuple[Row, ...], frame: Frame) -> None:
    if frame.stamp:
        x, y = (frame.low + frame.high) / 2, sum(row.height for row in rows) / 2
        word = axes.text(x, y, frame.stamp, ha="center", va="center", zorder=0, fontsize=34, rotation=24)
        word.set(color=TOKENS["line"], alpha=0.75, fontweight="bold", in_layout=False)


def _in_words(rows: tuple[Row, ...], frame: Frame) -> str:
    return "\n".join(_row_in_words(row, frame) for row in rows)


def _row_in_words(row: Row, frame: Frame) -> str:
    said = [
        ui(f"scale.said.{strip.kind}", frame.language, n=frame.halves(median(strip.values)), people=len(strip.values))
        for strip in row.strips
    ]
    return f"{row.title}: {', '.join([*said, *([row.remark] if row.remark else [])])}."
