"""The pictures of a dilemma: needle, stacked bars, and the counts of a group. Titles say what there is to see."""

from collections.abc import Mapping, Sequence
from textwrap import fill

from matplotlib.axes import Axes

from workbook.content.answers import Value
from workbook.content.interface import ui
from workbook.content.text import Language
from workbook.exercises.dilemma import FURTHEST, Dilemma, Route
from workbook.exercises.dilemma.weighing import Mirror
from workbook.view.blocks import Chart
from workbook.view.charts import canvas
from workbook.view.tokens import TOKENS

_HATCHES = ("", "////", "----", "xxxx", "\\\\\\\\", "++++", "||||")  # straight lines: one pattern of dots takes 90 kB
_LINE_CHARACTERS = 46  # what fits on 358 px


def signed(value: float) -> str:
    """A whole number with its sign: −3, 0, +2."""
    return f"{'−' if value < 0 else '+' if value > 0 else ''}{abs(round(value))}"


def sentence(text: str) -> str:
    """A sentence without its full stop, to be followed by a number."""
    return text.rstrip(".")


def needle(exercise: Dilemma, at: float, route: Route | None, language: Language) -> Chart:
    """Where the compass stands, and beside it how far the chosen route goes along with the order."""
    side = _side(exercise, at, language)
    title = ui("dilemma.needle", language, needle=signed(at), side=side)
    with canvas(title, height=1.15, bare=True) as drawing:
        _compass_line(drawing.axes, exercise, language)
        drawing.axes.set_ylim(-0.9, 1.3)
        drawing.axes.plot([at], [0], "o", color=TOKENS["accent"], markersize=13, zorder=3)
        drawing.axes.text(at, 0.42, f"● {ui('dilemma.needle.mine', language)}", ha=_anchor(at), color=TOKENS["accent"])
        if route:
            there = route.accepts * FURTHEST
            face = TOKENS["card"]
            drawing.axes.plot([there], [0], "D", color=TOKENS["ink"], markersize=9, markerfacecolor=face, zorder=4)
            drawing.axes.text(there, 0.95, f"◇ {ui('dilemma.needle.route', language)}", ha=_anchor(there))
    return Chart(drawing.svg, title, _needle_text(exercise, at, route, language))


def _needle_text(exercise: Dilemma, at: float, route: Route | None, language: Language) -> str:
    said = ui("dilemma.needle.text", language, needle=signed(at), **_ends(exercise, language))
    if route is None:
        return said
    there = "with" if route.accepts > 0 else "against" if route.accepts < 0 else "between"
    return f"{said} {ui(f'dilemma.needle.{there}', language)}"


def _ends(exercise: Dilemma, language: Language) -> dict[str, str]:
    return {"low": exercise.compass.low.in_(language), "high": exercise.compass.high.in_(language)}


def _side(exercise: Dilemma, at: float, language: Language) -> str:
    ends = _ends(exercise, language)
    return (
        ui("dilemma.middle", language)
        if at == 0
        else ui("dilemma.towards", language, end=ends["high" if at > 0 else "low"])
    )


def _anchor(x: float) -> str:
    return "left" if x < -3 else "right" if x > 3 else "center"


def _compass_line(axes: Axes, exercise: Dilemma, language: Language) -> None:
    axes.plot([-FURTHEST, FURTHEST], [0, 0], color=TOKENS["muted"], linewidth=1.5, zorder=1)
    axes.plot(range(-FURTHEST, FURTHEST + 1), [0] * (2 * FURTHEST + 1), "|", color=TOKENS["muted"], zorder=1)
    axes.set_xlim(-FURTHEST - 0.6, FURTHEST + 0.6)
    for x, text in ((-FURTHEST, exercise.compass.low), (0, None), (FURTHEST, exercise.compass.high)):
        name = f"{signed(x)} {text.in_(language)}" if text else "0"
        axes.text(x, -0.3, name, ha=_anchor(x), va="top", color=TOKENS["muted"], fontsize=9.5)


def letters(piles: Sequence[str]) -> dict[str, str]:
    """A letter for each interest, by which the bars name it."""
    return {pile: "ABCDEFG"[index] for index, pile in enumerate(piles)}


def stacked(
    exercise: Dilemma,
    seen: Mirror,
    stones: Mapping[str, int],
    ratings: Mapping[str, Mapping[str, int]],
    language: Language,
) -> Chart:
    """Per route a bar: what each interest adds to its sum or takes away from it (stones × rating)."""
    title = _best_title(exercise, seen, language)
    named = letters(tuple(stones))
    colours = {pile: TOKENS["depends-soft" if pile == exercise.mine.id else "accent-soft"] for pile in stones}
    parts = {route: {p: n * ratings[route][p] for p, n in stones.items()} for route in seen.sums}
    reach = max(4, *(abs(part) for each in parts.values() for part in _running(each)))
    with canvas(title, height=0.3 + 0.92 * len(exercise.routes), bare=True) as drawing:
        axes = drawing.axes
        for row, route in enumerate(exercise.routes):
            _diverging(axes, row, parts[route.id], named, colours, reach)
            bold = "bold" if route.id in seen.best else "normal"
            axes.text(-1.15 * reach, row - 0.3, _two_lines(route.text.in_(language)), va="bottom", fontsize=9.5)
            axes.plot([0, 0], [row - 0.27, row + 0.27], color=TOKENS["ink"], linewidth=1.6)
            total = _running(parts[route.id])[1]
            axes.text(total + 0.04 * reach, row, f"= {signed(seen.sums[route.id])}", va="center", weight=bold)
        axes.set_xlim(-1.15 * reach, 1.3 * reach)
        axes.set_ylim(len(exercise.routes) - 0.6, -0.85)
    sums = "; ".join(f"{sentence(r.text.in_(language))}: {signed(seen.sums[r.id])}" for r in exercise.routes)
    return Chart(drawing.svg, title, ui("dilemma.sum.text", language, sums=sums))


def _two_lines(text: str) -> str:
    return fill(text, _LINE_CHARACTERS, max_lines=2, placeholder=" …")


def _best_title(exercise: Dilemma, seen: Mirror, language: Language) -> str:
    if len(seen.best) > 1:
        return ui("dilemma.sum.tied", language, n=len(seen.best))
    route = exercise.route(seen.best[0])
    return ui("dilemma.sum.best", language, route=route.text.in_(language) if route else "")


def _running(parts: Mapping[str, int]) -> tuple[int, int]:
    """How far a bar goes to the left and to the right."""
    return sum(n for n in parts.values() if n < 0), sum(n for n in parts.values() if n > 0)


def _diverging(
    axes: Axes, row: int, parts: Mapping[str, int], named: Mapping[str, str], colours: Mapping[str, str], reach: float
) -> None:
    ends = {True: 0, False: 0}
    for index, (pile, part) in enumerate(parts.items()):
        if not part:
            continue
        left = ends[part > 0]
        hatch = _HATCHES[index % len(_HATCHES)]
        axes.barh([row], [part], 0.42, left, color=colours[pile], edgecolor=TOKENS["ink"], linewidth=0.7, hatch=hatch)
        if abs(part) >= 0.09 * reach:
            box = {"boxstyle": "round,pad=0.12", "facecolor": TOKENS["card"], "edgecolor": "none"}
            axes.text(left + part / 2, row, named[pile], ha="center", va="center", fontsize=9, bbox=box)
        ends[part > 0] += part


def needles(exercise: Dilemma, counted: Mapping[Value, int], language: Language) -> Chart:
    """A dot for every person on the compass line."""
    at = {int(x): n for x, n in counted.items() if isinstance(x, int) and n}
    sides = {
        "against": sum(n for x, n in at.items() if x < 0),
        "between": at.get(0, 0),
        "with": sum(n for x, n in at.items() if x > 0),
    }
    title = ui("dilemma.group.needles", language, **sides, **_ends(exercise, language))
    tallest = max(at.values())
    with canvas(title, height=0.9 + 0.16 * min(tallest, 12), bare=True) as drawing:
        _compass_line(drawing.axes, exercise, language)
        for x, n in at.items():
            heights = [0.45 + 0.5 * i for i in range(n)]
            size, face = 8 if tallest <= 12 else 4, TOKENS["accent-soft"]
            drawing.axes.plot([x] * n, heights, "o", markersize=size, color=TOKENS["accent"], markerfacecolor=face)
            drawing.axes.text(x, 0.45 + 0.5 * n, str(n), ha="center", va="center", fontsize=9)
        drawing.axes.set_ylim(-0.9, 0.9 + 0.5 * tallest)
    spread = ", ".join(f"{signed(x)}: {n}" for x, n in sorted(at.items()))
    return Chart(drawing.svg, title, ui("dilemma.group.needles.text", language, spread=spread))


def bars(title: str, rows: Sequence[tuple[str, int]]) -> Chart:
    """A bar for each row, its words above it and its count behind it."""
    widest = max(1, *(n for _, n in rows))
    with canvas(title, height=0.2 + 0.66 * len(rows), bare=True) as drawing:
        for y, (name, n) in enumerate(rows):
            drawing.axes.barh([y], [n], height=0.34, color=TOKENS["accent"] if n == widest else TOKENS["accent-soft"])
            drawing.axes.text(n + 0.02 * widest, y, str(n), va="center", weight="bold")
            drawing.axes.text(0, y - 0.22, _two_lines(name), va="bottom", fontsize=9.5)
        drawing.axes.set_xlim(0, 1.12 * widest)
        drawing.axes.set_ylim(len(rows) - 0.7, -0.8)
    return Chart(drawing.svg, title, "; ".join(f"{sentence(name)}: {n}" for name, n in rows))
