"""The ladder as a drawing: your own with the chosen step, and that of a room with how many chose each step."""

from collections.abc import Sequence
from dataclasses import dataclass
from textwrap import wrap
from typing import Any

from workbook.content.interface import ui
from workbook.content.text import Language
from workbook.exercises.ladder import AFTER, Ladder
from workbook.exercises.ladder.response import arranged, picked, tension
from workbook.scoring import Answers
from workbook.view.blocks import Chart
from workbook.view.charts import canvas
from workbook.view.tokens import TOKENS

_WIDE = 1.3  # of the ladder; the words stand to the right of it
_LETTERS = 29  # on a line beside a rung


@dataclass(frozen=True)
class Step:
    """One rung as it is drawn: the words on it and beside it."""

    on: str
    beside: str
    strong: bool = False
    tinted: bool = False


def ladder(exercise: Ladder, answers: Answers, language: Language) -> Chart:
    """All steps from the tensest down, the chosen one dark, those within the zone tinted."""
    rungs, mine = arranged(exercise, answers), picked(exercise, answers)
    after, steps = answers.get(AFTER), []
    for rung in rungs:
        value = tension(rung.id, answers)
        inside = value is not None and exercise.zone.low <= value <= exercise.zone.high
        on = "–" if value is None else str(value)
        if rung is mine and isinstance(after, int | float):
            on = f"{on} → {after:g}"
        steps.append(Step(on, rung.short.in_(language), rung is mine, inside))
    title = ui("ladder.picture.none", language)
    if mine:
        place, value = len(rungs) - rungs.index(mine), tension(mine.id, answers)
        known = {"n": place, "of": len(rungs), "tension": "–" if value is None else value}
        title = ui("ladder.picture", language, **known)
    zone = ui("ladder.picture.zone", language, low=exercise.zone.low, high=exercise.zone.high)
    return _drawn(title, steps, f"{_told(steps)} {zone}")


def chosen(exercise: Ladder, counted: dict[str, int], middles: dict[str, str], language: Language) -> Chart:
    """How many people chose each step; the steps in the order of `counted`, from the tensest down."""
    most, of = max(counted.values()), sum(counted.values())
    names = {rung.id: rung.short.in_(language) for rung in exercise.rungs}
    steps = []
    for name, n in counted.items():
        middle = middles.get(name)
        beside = ui("ladder.group.tension", language, step=names[name], n=middle) if middle else names[name]
        steps.append(Step(str(n), beside, n == most and n > 0, n > 0))
    favourites = [names[name] for name, n in counted.items() if n == most]
    key = "ladder.group.most" if len(favourites) == 1 else "ladder.group.level"
    return _drawn(ui(key, language, step=favourites[0], n=most, of=of), steps, _told(steps))


def _told(steps: Sequence[Step]) -> str:
    return "; ".join(f"{step.beside}: {step.on}" for step in steps) + "."


def _drawn(title: str, steps: Sequence[Step], text: str) -> Chart:
    with canvas(title, height=0.25 + 0.42 * len(steps), bare=True) as drawing:
        axes, bottom = drawing.axes, len(steps) - 0.35
        for rail in (0, _WIDE):
            axes.plot([rail, rail], [-0.55, bottom], color=TOKENS["muted"], lw=4, solid_capstyle="round", zorder=1)
        for row, step in enumerate(steps):
            _rung(axes, row, step)
        axes.set(xlim=(-0.1, 6.4), ylim=(bottom + 0.1, -0.65))
    return Chart(drawing.svg, title, text)


def _rung(axes: Any, row: int, step: Step) -> None:
    fill = TOKENS["accent"] if step.strong else TOKENS["accent-soft"] if step.tinted else TOKENS["card"]
    edge = TOKENS["accent"] if step.strong or step.tinted else TOKENS["muted"]
    axes.barh([row], [_WIDE], height=0.52, color=fill, edgecolor=edge, zorder=2)
    weight, colour = ("bold", TOKENS["card"]) if step.strong else ("normal", TOKENS["ink"])
    axes.text(_WIDE / 2, row, step.on, ha="center", va="center", color=colour, weight=weight, zorder=3)
    words = "\n".join(wrap(step.beside, _LETTERS)[:2])
    axes.text(_WIDE + 0.2, row, words, va="center", fontsize=10, weight=weight, linespacing=1.1)
