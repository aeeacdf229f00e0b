"""Pictures of one talk: the path with the road not taken dotted, and the silences as dots between words."""

from collections.abc import Mapping, Sequence
from textwrap import wrap
from typing import Any

from matplotlib.patches import PathPatch
from matplotlib.path import Path as Curve

from workbook.exercises.dialogue import Dialogue, SilenceStep
from workbook.exercises.dialogue.checks import turns_left
from workbook.exercises.dialogue.talk import Try, Turn, judged
from workbook.view.blocks import Block, Chart
from workbook.view.charts import canvas
from workbook.view.context import Context
from workbook.view.numbers import listed
from workbook.view.tokens import TOKENS


def axis_end(step: SilenceStep) -> float:
    """Where the axis of seconds ends: 10 for a goal of 4. A longer silence stands there with its number beside it."""
    return step.goal_seconds * 2.5


def shortened(text: str, longest: int = 42) -> str:
    """`text` on one line of at most `longest` characters, whole words, with … where it was cut."""
    return text if len(text) <= longest else wrap(text, longest - 1)[0].rstrip(",.!?") + "…"


def path_picture(exercise: Dialogue, path: Sequence[Turn], context: Context, title: str = "") -> Block:
    """All turns from top to bottom; the lines taken are drawn through, the others dotted."""
    left = turns_left(exercise.edges)
    names = sorted(left, key=lambda node: (-left[node], list(exercise.by_id).index(node)))
    rows = {name: row for row, name in enumerate([*names, *(ending.id for ending in exercise.endings)])}
    taken = {(turn.node.id, turn.line.next) for turn in path}
    title = title or context.ui("dialogue.path", n=len(path))
    with canvas(title, height=0.6 + 0.36 * len(rows), bare=True) as drawing:
        for edge in sorted({(node, step) for node, steps in exercise.edges.items() for step in steps}):
            _edge(drawing.axes, rows[edge[0]], rows[edge[1]], edge in taken)
        number = 0
        seen = {turn.node.id for turn in path} | {path[-1].line.next}
        for name, row in rows.items():
            number += name in seen and name in exercise.by_id
            _stop(drawing.axes, row, _label(exercise, name, context), name in seen, number if name in left else 0)
        drawing.axes.set(xlim=(-1.7, 6.2), ylim=(len(rows) - 0.5, -0.5))
    said = " → ".join(f"{n}. {_label(exercise, turn.node.id, context)}" for n, turn in enumerate(path, 1))
    return Chart(drawing.svg, title, context.ui("dialogue.path.text", path=said))


def _label(exercise: Dialogue, name: str, context: Context) -> str:
    node = exercise.by_id.get(name)
    if node is None:
        return context.ui("dialogue.path.end")
    return f"‘{shortened(context.text(exercise.said(exercise.says(node))))}’"


def _edge(axes: Any, top: int, bottom: int, taken: bool) -> None:
    """A straight line to the next row, an arc on the left past rows in between."""
    bend = -0.55 * (bottom - top - 1)
    points = [(0, top), (bend, top + 0.2), (bend, bottom - 0.2), (0, bottom)]
    look: dict[str, Any] = (
        {"color": TOKENS["accent"], "linewidth": 3} if taken else {"color": TOKENS["muted"], "linestyle": ":"}
    )
    curve = Curve(points, [Curve.MOVETO, Curve.CURVE4, Curve.CURVE4, Curve.CURVE4])
    axes.add_patch(PathPatch(curve, fill=False, **look))


def _stop(axes: Any, row: int, label: str, seen: bool, number: int) -> None:
    colour = TOKENS["accent"] if seen else TOKENS["muted"]
    axes.plot(
        [0], [row], "o", markersize=13, color=colour if seen else TOKENS["card"], markeredgecolor=colour, zorder=3
    )
    if seen and number:
        axes.text(0, row, str(number), color="white", ha="center", va="center", fontsize=8.5, weight="bold", zorder=4)
    axes.text(0.6, row, label, va="center", fontsize=9.5, color=TOKENS["ink"] if seen else TOKENS["muted"])


def silence_picture(
    exercise: Dialogue, step: SilenceStep, held: Mapping[str, Sequence[Try]], context: Context
) -> Block:
    """A row per measured silence: the latest try filled, earlier ones open, between the four bands in words."""
    rows, end = [tries for tries in held.values() if tries], axis_end(step)
    first = rows[0][-1].seconds
    title = context.ui(f"dialogue.silence.{judged(step, first).id}", seconds=context.halves(first))
    with canvas(title, height=0.85 + 0.4 * len(rows)) as drawing:
        bands(drawing.axes, step, context, len(rows))
        for row, tries in enumerate(rows):
            earlier = [min(one.seconds, end) for one in tries[:-1]]
            drawing.axes.plot(earlier, [row] * len(earlier), "o", mfc="none", mec=TOKENS["accent"], markersize=8)
            last = min(tries[-1].seconds, end)
            drawing.axes.plot([last], [row], "o", color=TOKENS["accent"], markersize=11)
            drawing.axes.text(
                last + (-0.04 if last > 0.85 * end else 0.04) * end,
                row,
                f"{context.halves(tries[-1].seconds)} s",
                ha="right" if last > 0.85 * end else "left",
                va="center",
            )
    return Chart(drawing.svg, title, _told(rows, context))


def _told(rows: Sequence[Sequence[Try]], context: Context) -> str:
    told = []
    for number, tries in enumerate(rows, 1):
        seconds = listed([context.halves(one.seconds) for one in tries], context.language)
        told.append(context.ui("dialogue.silence.told", n=number, seconds=seconds))
    return " ".join(told)


def bands(axes: Any, step: SilenceStep, context: Context, rows: int) -> None:
    """The four bands as strips with their word above, and the goal as a thin line; `rows` rows of dots fit below."""
    low, end, goal = 0.0, axis_end(step), step.goal_seconds
    for band in step.bands:
        high = end * 1.05 if band.below is None else band.below - 0.25
        landed = band.id == "geland"
        axes.axvspan(low, high, color=TOKENS["accent-soft"] if landed else TOKENS["card"], ec="none", zorder=0)
        if low:
            axes.axvline(low, color=TOKENS["line"], linewidth=1, zorder=0)
        axes.text((low + high) / 2, -0.75, context.ui(f"dialogue.band.{band.id}"), ha="center", va="bottom", fontsize=8)
        low = high
    axes.axvline(goal, color=TOKENS["ink"], linewidth=1, linestyle=":", zorder=1)
    ticks = range(0, int(end) + 1, 1 if goal < 4 else 2)
    axes.set(xlim=(0, end * 1.05), ylim=(rows - 0.3, -0.7), yticks=[], xticks=ticks)
    axes.set_xlabel(context.ui("dialogue.silence.axis", goal=goal))
