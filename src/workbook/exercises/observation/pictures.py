"""The debrief track: five stations from top to bottom, the one that stands alone with air around it."""

from workbook.exercises.observation import Observation
from workbook.exercises.observation.scoring import placed, sequence
from workbook.view.blocks import Chart
from workbook.view.charts import canvas
from workbook.view.context import Context
from workbook.view.tokens import TOKENS

_STEP, _AIR = 0.52, 0.2  # inches between two stations, and extra around the one that stands alone


def _heights(exercise: Observation) -> list[float]:
    """Where each station stands, downwards in inches."""
    found: list[float] = []
    at = 0.25
    for step in exercise.steps:
        at += _AIR if step.id == exercise.alone and found else 0
        found.append(at)
        at += _STEP + (_AIR if step.id == exercise.alone else 0)
    return found


def track(exercise: Observation, context: Context) -> Chart:
    """The makers' order; a filled station is one that the participant put there too, an open one names theirs."""
    given = sequence(exercise, context.answers)
    hits = placed(exercise, context.answers) or [False] * len(exercise.steps)
    titles = {step.id: context.text(step.title) for step in exercise.steps}
    title = context.ui("observation.track", n=sum(hits), of=len(hits))
    heights = _heights(exercise)
    with canvas(title, height=heights[-1] + 0.45, bare=True) as drawing:
        axes = drawing.axes
        for y, after, step in zip(heights, heights[1:], exercise.steps, strict=False):
            gap = exercise.alone in (step.id, exercise.steps[heights.index(after)].id)
            style = (0, (1, 2.2)) if gap else "-"
            axes.plot([0, 0], [y + 0.12, after - 0.12], color=TOKENS["accent"], linewidth=2, linestyle=style)
        for number, (y, step, hit) in enumerate(zip(heights, exercise.steps, hits, strict=True), 1):
            fill = TOKENS["accent"] if hit else TOKENS["card"]
            axes.plot([0], [y], "o", markersize=15, color=fill, markeredgecolor=TOKENS["accent"], markeredgewidth=1.6)
            ink = TOKENS["card"] if hit else TOKENS["ink"]
            axes.text(0, y + 0.005, f"{number}", ha="center", va="center", color=ink, fontweight="bold")
            bold = "bold" if step.id == exercise.alone else "normal"
            axes.text(0.22, y, titles[step.id], va="center", fontsize=11.5, fontweight=bold)
            if given and not hit:
                yours = context.ui("observation.yours", title=titles[given[number - 1]])
                axes.text(0.22, y + 0.19, yours, va="center", fontsize=10, color=TOKENS["muted"])
        axes.set_xlim(-0.15, 3.4)
        axes.set_ylim(heights[-1] + 0.4, 0)
    said = []
    for number, (step, hit) in enumerate(zip(exercise.steps, hits, strict=True), 1):
        key = "same" if hit or not given else "other"
        yours = titles[given[number - 1]] if given else ""
        said.append(context.ui(f"observation.track.{key}", n=number, title=titles[step.id], yours=yours))
    return Chart(drawing.svg, title, "\n".join([*said, context.ui("observation.alone", title=titles[exercise.alone])]))
