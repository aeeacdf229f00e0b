"""The grid of makers' classes and chosen classes, for one person and for a room."""

from collections.abc import Mapping

from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from workbook.content.interface import ui
from workbook.content.text import Language
from workbook.exercises.classifier import Classifier
from workbook.exercises.classifier.response import Pair
from workbook.view.blocks import Chart
from workbook.view.charts import canvas
from workbook.view.tokens import TOKENS


def grid(exercise: Classifier, counted: Mapping[Pair, int], title: str, language: Language) -> Chart:
    """Rows for the makers' class, columns for the chosen one; a filled cell where both are the same."""
    ids = [one.id for one in exercise.classes]
    letters = [one.letter for one in exercise.classes]
    with canvas(title, height=0.75 + 0.42 * len(ids), bare=True) as drawing:
        axes = drawing.axes
        for y, makers in enumerate(ids):
            for x, name in enumerate(ids):
                _cell(axes, x, y, counted.get((makers, name), 0), makers == name)
            axes.text(-0.75, y, letters[y], ha="center", va="center", weight="bold")
            axes.text(y, -0.75, letters[y], ha="center", va="center", weight="bold")
        middle = (len(ids) - 1) / 2
        axes.text(middle, -1.25, ui("classifier.grid.chosen", language), ha="center", va="center", fontsize=8.5)
        axes.text(
            -1.2, middle, ui("classifier.grid.makers", language), ha="center", va="center", rotation=90, fontsize=8.5
        )
        axes.set(xlim=(-1.5, len(ids) - 0.4), ylim=(len(ids) - 0.4, -1.5))
    told = "; ".join(
        ui("classifier.grid.row", language, letter=letters[y], text=_row(makers, ids, letters, counted))
        for y, makers in enumerate(ids)
        if any(counted.get((makers, name)) for name in ids)
    )
    return Chart(drawing.svg, title, f"{told}.")


def _cell(axes: Axes, x: int, y: int, n: int, same: bool) -> None:
    fill = TOKENS["accent-soft"] if same else "none"
    edge = TOKENS["accent"] if same else TOKENS["line"]
    axes.add_patch(Rectangle((x - 0.45, y - 0.42), 0.9, 0.84, facecolor=fill, edgecolor=edge))
    if n:
        weight = "bold" if same else "normal"
        axes.text(x, y, str(n), ha="center", va="center", fontsize=11, weight=weight)


def _row(makers: str, ids: list[str], letters: list[str], counted: Mapping[Pair, int]) -> str:
    """'A 1, B 1': what was chosen where the makers say this class."""
    return ", ".join(
        f"{letter} {n}" for name, letter in zip(ids, letters, strict=True) if (n := counted.get((makers, name)))
    )
