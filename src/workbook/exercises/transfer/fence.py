"""The fence with its sheds: every shed is another one, and they stand on one foundation."""

from textwrap import fill
from typing import Any

from matplotlib.axes import Axes
from matplotlib.patches import Polygon, Rectangle

from workbook.exercises.transfer import Transfer
from workbook.scoring import Answers
from workbook.view.blocks import Chart
from workbook.view.charts import canvas
from workbook.view.context import Context
from workbook.view.tokens import TOKENS

_ROOFS = ((0.0, 0.5, 1.0), (0.0, 0.0, 1.0), (0.0, 1.0, 1.0), (0.0, 0.3, 1.0), (0.0, 0.7, 1.0))  # where the ridge is
_OWN, _GAP = 1.5, 2.5


def fence(exercise: Transfer, answers: Answers, context: Context) -> Chart:
    """Your shed, the fence, the neighbours' sheds; named is the one whose yard you looked into."""
    drawn, technique = exercise.drawn(answers), exercise.technique(answers.get("card.technique"))
    shown = bool(answers.get("draw.done")) and drawn is not None
    many = len(exercise.neighbours)
    title = context.ui("transfer.fence.many" if not shown else "transfer.fence", n=many)
    top = 2.75 if shown else 1.85  # only a name needs the air above the roofs
    with canvas(title, height=2.0 if shown else 1.5, bare=True) as drawing:
        axes, right = drawing.axes, _GAP + many * 1.12
        axes.add_patch(Rectangle((-0.2, -0.62), right + 0.3, 0.62, facecolor=TOKENS["accent"], edgecolor="none"))
        axes.text(right / 2, -0.33, context.text(exercise.foundation), color=TOKENS["card"], ha="center", va="center")
        _shed(axes, 0.0, 1.35, 0, True)
        axes.text(0.67, 0.5, context.ui("transfer.you"), ha="center", va="center", weight="bold")
        for number, neighbour in enumerate(exercise.neighbours):
            x = _GAP + number * 1.12
            here = shown and drawn is not None and neighbour.id == drawn.id
            _shed(axes, x, 0.95, number + 1, here)
            axes.text(x + 0.475, 0.45, f"{number + 1}", ha="center", va="center", weight="bold" if here else "normal")
            if here:
                side = "right" if number > many / 2 else "left" if number < many / 2 - 1 else "center"
                place = {"right": x + 0.95, "left": x, "center": x + 0.475}[side]
                axes.text(place, 2.12, fill(context.text(neighbour.title), 22), ha=side, va="bottom", weight="bold")
        _planks(axes, _OWN + 0.12, _GAP - 0.25)
        axes.set(xlim=(-0.25, right + 0.15), ylim=(-0.65, top))
    name = context.text(drawn.title) if shown and drawn else ""
    text = context.ui("transfer.fence.text", foundation=context.text(exercise.foundation), n=many)
    if name:
        text = f"{text} {context.ui('transfer.fence.looked', name=name)}"
    if technique:
        text = f"{text} {context.ui('transfer.fence.taken', technique=context.text(technique.text))}"
    return Chart(drawing.svg, title, text)


def _shed(axes: Axes, x: float, width: float, number: int, here: bool) -> None:
    face = TOKENS["accent-soft" if here else "card"]
    look: dict[str, Any] = {
        "facecolor": face,
        "edgecolor": TOKENS["accent" if here else "muted"],
        "linewidth": 1.8 if here else 1.0,
    }
    tall = 0.95 + 0.12 * (number % 3)
    left, ridge, right = (x + width * part for part in _ROOFS[number % len(_ROOFS)])
    axes.add_patch(Polygon([(x, 0), (x, tall), (x + width, tall), (x + width, 0)], **look))
    axes.add_patch(Polygon([(left - 0.07, tall), (ridge, tall + 0.55), (right + 0.07, tall)], **look))


def _planks(axes: Axes, start: float, end: float) -> None:
    wide = (end - start) / 4
    for number in range(4):
        x = start + number * wide
        corners = [(x, 0), (x, 1.25), (x + wide * 0.42, 1.4), (x + wide * 0.84, 1.25), (x + wide * 0.84, 0)]
        axes.add_patch(Polygon(corners, facecolor=TOKENS["line"], edgecolor=TOKENS["muted"], linewidth=0.8))
