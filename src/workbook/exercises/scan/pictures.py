"""The stairs of one client, and of a group how often each step is weak."""

from collections.abc import Mapping
from textwrap import fill

from workbook.content.answers import Value
from workbook.content.interface import ui
from workbook.content.text import Language
from workbook.exercises.scan import LEVELS, Scan, Step
from workbook.exercises.scan.reading import assumed, band, first_weak, level, means
from workbook.scoring import Answers
from workbook.view.blocks import Chart
from workbook.view.charts import Canvas, canvas
from workbook.view.tokens import TOKENS

_RISE = 0.45  # how much higher each step begins than the one before
_WIDTH = 0.92


def stairs(exercise: Scan, answers: Answers, language: Language) -> Chart:
    """Each step a block, filled as far as it is true; what has no example is hatched. Four steps fit a phone."""
    weak = first_weak(exercise, answers)
    step_name = weak.title.in_(language) if weak else ""
    title = ui("scan.stairs.weak" if weak else "scan.stairs.high", language, step=step_name)
    with canvas(title, height=3.0, bare=True) as drawing:
        for index, step in enumerate(exercise.steps):
            _block(drawing, exercise, index, step, answers)
            _words(drawing, exercise, index, step, answers, language)
        drawing.axes.set_xlim(-0.02, len(exercise.steps))
        drawing.axes.set_ylim(-0.85, 1.6 + _RISE * (len(exercise.steps) - 1))
    said = "; ".join(_said(exercise, step, answers, language) for step in exercise.steps)
    return Chart(drawing.svg, title, f"{said}.")


def _block(drawing: Canvas, exercise: Scan, index: int, step: Step, answers: Answers) -> None:
    """A part of the block for each statement, so that a hatched part shows which share is an assumption."""
    base, asked = index * _RISE, exercise.of(step)
    axes, loose = drawing.axes, assumed(exercise, answers)
    axes.bar([index], [base], _WIDTH, 0, align="edge", color=TOKENS["paper"], edgecolor=TOKENS["line"])
    axes.bar([index], [1], _WIDTH, base, align="edge", color=TOKENS["card"], edgecolor=TOKENS["muted"])
    for place, statement in enumerate(asked):
        share = (level(statement, answers) or 0) / LEVELS[-1]
        left, width = index + place * _WIDTH / len(asked), _WIDTH / len(asked)
        colour, hatch = (TOKENS["accent-soft"], "///") if statement in loose else (TOKENS["accent"], "")
        filled = max(share, 0.04)  # a level of 0 still shows as a line
        axes.bar([left], [filled], width, base, align="edge", color=colour, edgecolor=TOKENS["accent"], hatch=hatch)


def _words(drawing: Canvas, exercise: Scan, index: int, step: Step, answers: Answers, language: Language) -> None:
    middle, top = index + _WIDTH / 2, index * _RISE + 1.05
    said = _band(exercise, step, answers, language)
    if loose := _loose(exercise, step, answers):
        word = ui("scan.assumed" if loose == len(exercise.of(step)) else "scan.partly", language)
        lines = fill(word, 8)
        drawing.axes.text(middle, top, lines, ha="center", va="bottom", fontsize=9, linespacing=1.0)
        top += 0.15 * (1 + lines.count("\n")) + 0.02
    drawing.axes.text(middle, top, said, ha="center", va="bottom", weight="bold", fontsize=10.5)
    name, colon, rest = step.title.in_(language).partition(": ")
    title = "\n".join(fill(part, 12) for part in (name + colon.strip(), rest))
    drawing.axes.text(middle, -0.06, title, ha="center", va="top", fontsize=9.5)


def _band(exercise: Scan, step: Step, answers: Answers, language: Language) -> str:
    mean = means(exercise, answers)[step.id]
    return ui("scan.unanswered" if mean is None else f"scan.band.{band(mean)}", language)


def _loose(exercise: Scan, step: Step, answers: Answers) -> int:
    return sum(statement.step == step.id for statement in assumed(exercise, answers))


def _said(exercise: Scan, step: Step, answers: Answers, language: Language) -> str:
    line = f"{step.title.in_(language)} – {_band(exercise, step, answers, language)}"
    loose = _loose(exercise, step, answers)
    return f"{line} ({ui('scan.loose', language, n=loose, of=len(exercise.of(step)))})" if loose else line


def weak_steps(steps: list[tuple[Step, Mapping[Value, int]]], language: Language) -> Chart:
    """For each step how many people see it low or middle."""
    weak = [(step, counted["low"], counted["middle"], sum(counted.values())) for step, counted in steps]
    most = max(low + middle for _, low, middle, _ in weak)
    names = ", ".join(f"‘{step.title.in_(language)}’" for step, low, middle, _ in weak if low + middle == most)
    title = ui("scan.group.most" if most else "scan.group.none", language, steps=names, n=most)
    words = {name: ui(f"scan.band.{name}", language) for name in ("low", "middle")}
    with canvas(title, height=0.2 + 0.62 * len(weak), bare=True) as drawing:
        axes = drawing.axes
        for row, (step, low, middle, n) in enumerate(weak):
            axes.text(0, row - 0.25, step.title.in_(language), va="bottom", fontsize=9)
            axes.barh([row], [n], 0.4, color=TOKENS["card"], edgecolor=TOKENS["line"])
            axes.barh([row], [low], 0.4, color=TOKENS["accent"])
            axes.barh([row], [middle], 0.4, low, color=TOKENS["accent-soft"], edgecolor=TOKENS["accent"], hatch="//")
            parts = ", ".join(f"{k} {words[name]}" for name, k in (("low", low), ("middle", middle)) if k)
            axes.text(n * 1.02, row, parts or "0", va="center", weight="bold", fontsize=9)
        axes.set_xlim(0, 1.45 * max(n for *_, n in weak))
        axes.set_ylim(len(weak) - 0.7, -0.85)
    said = (
        ui("scan.group.text", language, step=step.title.in_(language), low=low, middle=middle, of=n)
        for step, low, middle, n in weak
    )
    return Chart(drawing.svg, title, "\n".join(said))
