"""A plan as rows of blocks, a block for each step of a knob; dashed where more or less was needed."""

from collections.abc import Mapping
from typing import Any

from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from workbook.content.text import Language
from workbook.exercises.configurator import Configurator
from workbook.exercises.configurator.parts import Knob
from workbook.view.charts import canvas
from workbook.view.tokens import TOKENS

_ROW = 2.1


def draw(
    exercise: Configurator,
    values: Mapping[str, float],
    wanted: Mapping[str, float] | None,
    broken: bool,
    title: str,
    language: Language,
) -> str:
    """The SVG; `wanted` adds dashed blocks up to what was needed, `broken` draws what cannot be in red."""
    most = max(_blocks(knob, knob.high) for knob in exercise.knobs if knob.kind != "choice")
    with canvas(title, height=0.2 + 0.47 * len(exercise.knobs), bare=True) as drawing:
        for number, knob in enumerate(exercise.knobs):
            y = -number * _ROW
            told = f"{knob.label.in_(language)}: {knob.told(values[knob.id], language)}"
            drawing.axes.text(0, y + 1.05, told, va="bottom", fontsize=9.5)
            _row(drawing.axes, y, knob, values[knob.id], broken)
            if wanted is not None and wanted[knob.id] != values[knob.id]:
                _needed(drawing.axes, y, knob, wanted[knob.id])
        drawing.axes.set(xlim=(-0.1, most + 0.1), ylim=(-(len(exercise.knobs) - 1) * _ROW - 0.2, 2.0))
    return drawing.svg


def _blocks(knob: Knob, value: float) -> int:
    return round(value / knob.step) if knob.kind != "choice" else int(value)


def _row(axes: Axes, y: float, knob: Knob, value: float, broken: bool) -> None:
    colour = TOKENS["harms" if broken else "accent"]
    soft = TOKENS["harms-soft" if broken else "accent-soft"]
    high = len(knob.options) - 1 if knob.kind == "choice" else knob.high
    for number in range(_blocks(knob, high)):
        full = number < _blocks(knob, value)
        face, edge = (soft, colour) if full else ("none", TOKENS["line"])
        axes.add_patch(Rectangle((number + 0.08, y + 0.1), 0.84, 0.8, facecolor=face, edgecolor=edge, linewidth=1.2))


def _needed(axes: Axes, y: float, knob: Knob, value: float) -> None:
    dash: dict[str, Any] = {"facecolor": "none", "edgecolor": TOKENS["ink"], "linewidth": 2, "linestyle": (0, (3, 2))}
    width = max(_blocks(knob, value), 0.14)
    axes.add_patch(Rectangle((0.0, y), width, 1.0, zorder=5, **dash))
