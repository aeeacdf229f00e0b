"""Dumbbells: a row for each statement, two marks and the gap between them."""

from typing import Literal

from workbook.exercises.gap import Gap
from workbook.exercises.gap.reading import Difference, biggest
from workbook.view.blocks import Chart
from workbook.view.charts import canvas
from workbook.view.context import Context
from workbook.view.numbers import listed
from workbook.view.tokens import TOKENS

_ROW = 0.33  # inches


def dumbbells(exercise: Gap, found: list[Difference], kind: Literal["guess", "other"], context: Context) -> Chart:
    """Own answers filled, the other's (or the guess) open; the biggest gaps in bold and named in the title."""
    named = [one.pair.id for one in biggest(found)]
    title = _title(found, kind, context)
    low, high = exercise.scale.values[0], exercise.scale.values[-1]
    with canvas(title, height=0.75 + _ROW * len(found), bare=True) as drawing:
        axes = drawing.axes
        for y, one in enumerate(found):
            big = one.pair.id in named
            axes.plot([low, high], [y, y], color=TOKENS["line"], linewidth=1, zorder=0)
            axes.plot([one.mine, one.other], [y, y], color=TOKENS["accent"], linewidth=5 if big else 2.5, alpha=0.45)
            axes.plot([one.other], [y], "o", markersize=9, color=TOKENS["card"], markeredgecolor=TOKENS["ink"])
            size = 5 if one.gap == 0 else 8.5  # a dot in a ring where both are the same
            axes.plot([one.mine], [y], "o", markersize=size, color=TOKENS["accent"])
            weight = "bold" if big else "normal"
            axes.text(
                low - 0.25, y, context.text(one.pair.topic), ha="right", va="center", fontsize=10, fontweight=weight
            )
        for value in exercise.scale.values:
            axes.text(value, len(found) - 0.35, f"{value}", ha="center", va="top", fontsize=8.5, color=TOKENS["muted"])
        key = f"● {context.ui('gap.mine')}   ○ {context.ui(f'gap.{kind}.mark')}"
        axes.text(high + 0.2, -0.75, key, ha="right", va="bottom", fontsize=9.5)
        axes.set_xlim(low - 3.1, high + 0.25)
        axes.set_ylim(len(found) + 0.25, -1.3)
    said = [
        context.ui(f"gap.{kind}.said", topic=context.text(one.pair.topic), mine=one.mine, other=one.other)
        for one in found
    ]
    return Chart(drawing.svg, title, "\n".join(said))


def _title(found: list[Difference], kind: str, context: Context) -> str:
    most = biggest(found)
    if not most:
        return context.ui(f"gap.{kind}.title.none")
    topics = listed([f"‘{context.text(one.pair.topic)}’" for one in most], context.language)
    as_big = sum(one.gap >= most[-1].gap for one in found)
    return context.ui(f"gap.{kind}.title" if as_big == len(most) else f"gap.{kind}.among", topics=topics)
