"""Bars with their words above them: options are sentences, too long to stand beside a bar on a phone."""

from collections.abc import Sequence
from textwrap import wrap

from workbook.view.blocks import Chart
from workbook.view.charts import canvas
from workbook.view.tokens import TOKENS

_LINE = 50  # characters of a sentence on one line of a phone
_BAR, _WORDS = 0.3, 0.17  # inches: a bar with the space below it, a line of words


def sentence_bars(title: str, lines: Sequence[tuple[str, int]]) -> Chart:
    """How many chose each sentence, in the order given; `title` says what to see."""
    said = [wrap(text, _LINE)[:2] for text, _ in lines]
    tops, height = [], 0.0
    for words in said:
        tops.append(height)
        height += _BAR + _WORDS * len(words)
    most = max(n for _, n in lines) or 1
    with canvas(title, height=height) as drawing:
        for top, words, (_, n) in zip(tops, said, lines, strict=True):
            middle = top + _WORDS * len(words) + 0.1
            drawing.axes.barh([middle], [n], color=TOKENS["accent"], height=0.11)
            drawing.axes.text(0, middle - 0.08, "\n".join(words), ha="left", va="bottom", fontsize=9, linespacing=1.1)
            drawing.axes.text(n + most * 0.02, middle, f"{n}", ha="left", va="center", fontweight="bold")
        drawing.axes.set_xlim(0, most * 1.12)
        drawing.axes.set_ylim(height, 0)
        drawing.axes.set_axis_off()
    return Chart(drawing.svg, title, "; ".join(f"{text} {n}" for text, n in lines))
