"""Bars for a room: how many people stand behind each of a few lines."""

from collections.abc import Sequence
from textwrap import wrap

from workbook.view.blocks import Chart
from workbook.view.charts import canvas
from workbook.view.tokens import TOKENS

Bar = tuple[str, int]
LETTERS = 56  # of a line that fit beside each other
WIDE, WIDE_LETTERS, TEXT = 6.3, 60, 0.64  # on a projector: inches, letters of a line, the share of the width for lines


def line_bars(title: str, bars: Sequence[Bar]) -> Chart:
    """A bar for each line, the line itself written above it and the number of people behind it; `title` its message."""
    written = [wrap(text, LETTERS) for text, _ in bars]
    height = sum(len(lines) for lines in written) * 0.17 + len(bars) * 0.3
    with canvas(title, height=height, bare=True) as drawing:
        y = 0.0
        most = max([n for _, n in bars] + [1])
        for lines, (_, n) in zip(written, bars, strict=True):
            drawing.axes.text(0, y, "\n".join(lines), va="top", fontsize=8.5)
            y += len(lines) * 0.17 + 0.08
            drawing.axes.barh([y], [n], height=0.12, color=TOKENS["accent-soft"], edgecolor=TOKENS["accent"])
            drawing.axes.text(n + most * 0.02, y, str(n), va="center", weight="bold")
            y += 0.22
        drawing.axes.set(xlim=(0, most * 1.08), ylim=(y, -0.02))
    return Chart(drawing.svg, title, "; ".join(f"{text} {n}" for text, n in bars))


def wide_bars(title: str, bars: Sequence[Bar]) -> Chart:
    """As `line_bars` for a projector: the bars stand beside their lines, so that four long ones fit on a screen."""
    written = [wrap(text, WIDE_LETTERS) for text, _ in bars]
    rooms = [max(len(lines), 2) * 0.16 + 0.1 for lines in written]
    most = max([n for _, n in bars] + [1])
    with canvas(title, height=sum(rooms), width=WIDE, bare=True) as drawing:
        y = 0.0
        for lines, room, (_, n) in zip(written, rooms, bars, strict=True):
            middle, length = y + room / 2, n / most * (0.94 - TEXT)
            said = drawing.axes.text(0, middle, "\n".join(lines), va="center", fontsize=9)
            said.set_in_layout(False)  # measured in another font than the page's
            drawing.axes.barh(
                [middle], [length], 0.18, left=TEXT, color=TOKENS["accent-soft"], edgecolor=TOKENS["accent"]
            )
            drawing.axes.text(TEXT + length + 0.01, middle, str(n), va="center", weight="bold", fontsize=10)
            y += room
        drawing.axes.set(xlim=(0, 1), ylim=(y, 0))
    return Chart(drawing.svg, title, "; ".join(f"{text} {n}" for text, n in bars))
