"""The pictures of a simulator: the fall on horseback and the way back on foot, 200 futures, a room's guesses."""

from itertools import pairwise

from matplotlib.axes import Axes

from workbook.content.interface import ui
from workbook.content.text import Language
from workbook.exercises.simulator import Simulator
from workbook.exercises.simulator.response import asked, at, outcome, run_of, setting
from workbook.exercises.simulator.trust import KEPT, MISS, fall, path, way_back
from workbook.scoring import Answers
from workbook.view.blocks import Chart
from workbook.view.charts import canvas
from workbook.view.numbers import number
from workbook.view.tokens import TOKENS

_MARKED = 30  # more events than this are a line without dots
_ACROSS = 25  # dots in a row


def there_and_back(exercise: Simulator, answers: Answers, language: Language) -> Chart:
    """One breach and the promises kept that lead back, with the knobs as they stand."""
    model, start = setting(exercise, answers), at(exercise, "start", answers)
    times, lost = way_back(start, model), number(fall(start, model), language)
    levels = path(start, MISS + KEPT * times, model)
    key = "simulator.path.one" if times == 1 else "simulator.path"
    title = ui(key, language, lost=lost, n=times)
    with canvas(title, height=2.4) as drawing:
        axes = drawing.axes
        _line(axes, levels)
        axes.axhline(start, color=TOKENS["muted"], linewidth=1, linestyle=(0, (4, 3)), zorder=0)
        under = levels[1] - 0.08 * (start - levels[1] + 10)
        axes.text(0, under, ui("simulator.path.away", language, lost=lost), va="top", color=TOKENS["harms"])
        back = ui("simulator.path.back", language, n=times)
        axes.text(len(levels) - 1, under, back, ha="right", va="top", color=TOKENS["accent"])
        axes.set_ylim(levels[1] - 0.4 * (start - levels[1] + 10), start + 8)
        _ends(axes, levels, language)
    said = ui("simulator.path.text", language, start=start, low=number(levels[1], language), n=times, lost=lost)
    return Chart(drawing.svg, title, said)


def walked(exercise: Simulator, answers: Answers, language: Language) -> Chart:
    """The events that somebody let happen, one after the other."""
    model, start, run = setting(exercise, answers), at(exercise, "start", answers), run_of(answers)
    levels = path(start, run, model)
    values = {"start": start, "end": number(levels[-1], language), "n": len(run)}
    title = ui("simulator.run.title", language, **values)
    with canvas(title, height=1.9) as drawing:
        _line(drawing.axes, levels)
        drawing.axes.axhline(start, color=TOKENS["muted"], linewidth=1, linestyle=(0, (4, 3)), zorder=0)
        drawing.axes.set_ylim(min(levels) - 12, max(levels) + 12)
        _ends(drawing.axes, levels, language)
    steps = ", ".join(number(level, language) for level in levels)
    return Chart(drawing.svg, title, ui("simulator.run.text", language, steps=steps))


def _line(axes: Axes, levels: list[float]) -> None:
    """What went down in the colour of harm and square, what went up in our own and round."""
    small = len(levels) - 1 <= _MARKED
    for index, (before, now) in enumerate(pairwise(levels)):
        down = now < before
        colour = TOKENS["harms" if down else "accent"]
        axes.plot([index, index + 1], [before, now], color=colour, linewidth=2.4 if down else 2)
        if small:
            axes.plot([index + 1], [now], "s" if down else "o", color=colour, markersize=6)
    axes.plot([0], [levels[0]], "o", color=TOKENS["ink"], markersize=7)


def _ends(axes: Axes, levels: list[float], language: Language) -> None:
    """Where the line begins and ends, as numbers; no other ticks."""
    for x, side in ((0, "left"), (len(levels) - 1, "right")):
        if x or side == "left":
            axes.text(x, levels[x] + 1.5, number(levels[x], language), ha=side, va="bottom", weight="bold")
    axes.set_xticks([])
    axes.set_yticks([])
    axes.spines["bottom"].set_visible(False)
    axes.set_xlim(-0.03 * len(levels), len(levels) - 1 + 0.03 * len(levels))


def futures_cloud(exercise: Simulator, answers: Answers, language: Language) -> Chart:
    """200 dots: after an honest no more orders than after a yes, as many, or fewer."""
    found = outcome(exercise, answers)
    counts = (("more", found.more), ("same", found.same), ("fewer", found.fewer))
    title = ui("simulator.futures.title", language, n=found.at_least)
    looks = {"more": ("accent", "o"), "same": ("accent-soft", "o"), "fewer": ("card", "X")}
    with canvas(title, height=2.55, bare=True) as drawing:
        axes, place = drawing.axes, 0
        for name, n in counts:
            fill, shape = looks[name]
            xs, ys = ([i % _ACROSS for i in range(place, place + n)], [i // _ACROSS for i in range(place, place + n)])
            edge = TOKENS["muted" if name == "fewer" else "accent"]
            axes.plot(xs, ys, shape, color=TOKENS[fill], markeredgecolor=edge, markersize=7, linestyle="")
            place += n
        for row, (name, n) in enumerate(counts):
            fill, shape = looks[name]
            edge, y = TOKENS["muted" if name == "fewer" else "accent"], 9.2 + 1.25 * row
            axes.plot([0], [y], shape, color=TOKENS[fill], markeredgecolor=edge, markersize=8)
            axes.text(0.9, y, ui(f"simulator.futures.{name}", language, n=n), va="center", fontsize=9.5)
        axes.set_xlim(-0.7, _ACROSS - 0.3)
        axes.set_ylim(12.4, -0.7)
    said = ui("simulator.futures.text", language, more=found.more, same=found.same, fewer=found.fewer)
    return Chart(drawing.svg, title, said)


def guesses(exercise: Simulator, given: list[float], language: Language) -> Chart:
    """A room's guesses as dots on a line, with the model's answer."""
    model = asked(exercise)
    end = max(20, 2 * model)  # a guess beyond it is drawn at the edge and told in words
    low, high = (number(pick(given), language) for pick in (min, max))
    title = ui("simulator.group.title", language, n=len(given), low=low, high=high, model=model)
    stacked: dict[int, int] = {}
    with canvas(title, height=1.9) as drawing:
        axes = drawing.axes
        for guess in given:
            x = int(min(guess, end))
            stacked[x] = stacked.get(x, 0) + 1
            axes.plot([x], [stacked[x]], "o", color=TOKENS["card"], markeredgecolor=TOKENS["accent"], markersize=9)
        top = max(stacked.values()) + 1
        axes.plot([model, model], [0.2, top - 0.2], color=TOKENS["ink"], linewidth=1.4, zorder=0)
        axes.text(
            model, top - 0.1, ui("simulator.group.model", language, n=model), ha="center", va="bottom", weight="bold"
        )
        axes.set(xlim=(-0.8, end + 0.8), ylim=(0.2, top + 0.6), yticks=[], xticks=[0, 5, 10, 15, 20])
        axes.tick_params(length=0)
    beyond = sum(guess > end for guess in given)
    said = ui("simulator.group.text", language, low=low, high=high, model=model)
    more = f" {ui('simulator.group.beyond', language, n=beyond, end=end)}" if beyond else ""
    return Chart(drawing.svg, title, said + more)
