"""Thought clouds: one for each kind, larger as it came more often; an empty one is dashed."""

from collections.abc import Mapping, Sequence

from matplotlib.axes import Axes
from matplotlib.patches import PathPatch
from matplotlib.path import Path
from matplotlib.transforms import Affine2D

from workbook.view.blocks import Chart
from workbook.view.charts import canvas
from workbook.view.tokens import TOKENS

_PUFFS = ((-0.55, -0.05, 0.42), (0.0, 0.18, 0.55), (0.55, -0.02, 0.44), (0.1, -0.25, 0.42))
_TAIL = ((-0.45, -0.66, 0.12), (-0.62, -0.84, 0.07))
_PER_ROW, _APART, _DOWN = 3, 2.6, 2.75


def clouds(title: str, names: Mapping[str, str], counts: Mapping[str, int], open_kind: str, text: str) -> Chart:
    """The clouds of these counts, with the names under them."""
    largest, rows = max([*counts.values(), 1]), -(-len(names) // _PER_ROW)
    with canvas(title, height=1.32 * rows, bare=True) as drawing:
        drawing.axes.set_aspect("equal")
        for number, (kind, name) in enumerate(names.items()):
            row, column = divmod(number, _PER_ROW)
            shift = (_PER_ROW - len(_row(list(names), row))) / 2
            x, y = (column + shift) * _APART, -row * _DOWN
            _cloud(drawing.axes, x, y, counts[kind], largest, kind == open_kind)
            drawing.axes.text(x, y - 1.12, name, ha="center", va="top", fontsize=9.5)
        drawing.axes.set(xlim=(-1.3, (_PER_ROW - 1) * _APART + 1.3), ylim=(-(rows - 1) * _DOWN - 1.6, 1.05))
    return Chart(drawing.svg, title, text)


def _row(names: Sequence[str], row: int) -> Sequence[str]:
    return names[row * _PER_ROW : (row + 1) * _PER_ROW]


def _cloud(axes: Axes, x: float, y: float, count: int, largest: int, is_open: bool) -> None:
    size = 0.55 + 0.5 * count / largest
    edge = TOKENS["accent"] if count else TOKENS["muted"]
    fill = TOKENS["accent" if is_open else "accent-soft"] if count else TOKENS["card"]
    dashes = "-" if count else (0, (2, 2))
    puffs = [(x + dx * size, y + dy * size, r * size) for dx, dy, r in _PUFFS]
    tail = [(x + dx * size, y + dy * size, r * size) for dx, dy, r in _TAIL]
    axes.add_artist(
        PathPatch(_circles([*puffs, *tail]), facecolor=fill, edgecolor=edge, linewidth=1.2, linestyle=dashes)
    )
    # once more without an edge: one outline is left
    axes.add_artist(
        PathPatch(_circles([(px, py, radius - 0.02) for px, py, radius in puffs]), facecolor=fill, edgecolor="none")
    )
    ink = TOKENS["card"] if is_open and count else TOKENS["ink"]
    axes.text(x, y, f"{count}", ha="center", va="center", weight="bold", fontsize=13, color=ink)


def _circles(wanted: Sequence[tuple[float, float, float]]) -> Path:
    """All of these (x, y, radius) as one path: much quicker than a patch each. Four curves are round enough."""
    unit = Path.arc(0, 360, n=4)
    return Path.make_compound_path(
        *(unit.transformed(Affine2D().scale(radius).translate(x, y)) for x, y, radius in wanted)
    )
