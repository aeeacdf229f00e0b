"""The front of a cabinet, to scale: it grows with its width, height and depth, and shows its parts."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from matplotlib.axes import Axes
from matplotlib.patches import Circle, Polygon, Rectangle

from workbook.exercises.configurator import Configurator
from workbook.view.charts import canvas
from workbook.view.tokens import TOKENS

ASIDE, UP = 0.42, 0.28  # how far a centimetre of depth goes to the right and up
WING = 62, 30  # the part round the corner: how far it goes aside, and down
DRAWER, SHELF = 22, 36  # preferred heights
PERSON = 172
_EDGE: dict[str, Any] = {"edgecolor": TOKENS["ink"], "linewidth": 1.0}


@dataclass(frozen=True)
class Sizes:
    """What is drawn: centimetres, and how many of each part."""

    width: float
    height: float
    depth: float
    doors: int = 0
    drawers: int = 0
    open: int = 0
    corner: bool = False
    loose: bool = False


def sizes(exercise: Configurator, values: Mapping[str, float]) -> Sizes:
    """These values of the knobs as sizes."""
    found: dict[str, float] = {str(knob.draws): values[knob.id] for knob in exercise.knobs if knob.draws}
    counts: dict[str, Any] = {name: int(found.get(name, 0)) for name in ("doors", "drawers", "open")}
    flags: dict[str, Any] = {name: bool(found.get(name, 0)) for name in ("corner", "loose")}
    return Sizes(found["width"], found["height"], found["depth"], **counts, **flags)


def draw(
    exercise: Configurator, values: Mapping[str, float], wanted: Mapping[str, float] | None, broken: bool, title: str
) -> str:
    """The SVG; `wanted` adds a dashed outline of what was needed, `broken` draws what cannot be made in red."""
    most = {knob.draws: knob.high for knob in exercise.knobs if knob.draws}
    room = most["width"] + most["depth"] * ASIDE, most["height"]
    cabinet = sizes(exercise, values)
    with canvas(title, height=3.58 * (room[1] + 62) / (room[0] + 124), bare=True) as drawing:
        axes = drawing.axes
        axes.set_aspect("equal")
        axes.plot([-86, room[0] + 24], [0, 0], color=TOKENS["line"], linewidth=2, zorder=0)
        _person(axes, -62)
        _body(axes, cabinet, broken)
        _front(axes, cabinet)
        axes.text(cabinet.width / 2, -8, f"{cabinet.width:g}", ha="center", va="top", fontsize=9)
        axes.text(-6, cabinet.height / 2, f"{cabinet.height:g}", ha="right", va="center", fontsize=9)
        if not cabinet.corner:
            _depth_label(axes, cabinet)
        if wanted is not None:
            _outline(axes, sizes(exercise, wanted))
        axes.set(xlim=(-90, room[0] + 34), ylim=(-40, room[1] + 22))
    return drawing.svg


def _person(axes: Axes, x: float) -> None:
    """Somebody of ordinary height, for the scale."""
    grey = TOKENS["line"]
    axes.add_patch(Circle((x, PERSON - 11), 11, facecolor=grey, edgecolor="none"))
    axes.add_patch(Polygon([(x - 19, 78), (x - 15, 146), (x + 15, 146), (x + 19, 78)], facecolor=grey))
    axes.add_patch(Polygon([(x - 14, 0), (x - 15, 80), (x + 15, 80), (x + 14, 0)], facecolor=grey))


def _body(axes: Axes, c: Sizes, broken: bool) -> None:
    colour = TOKENS["harms-soft" if broken else "accent-soft"]
    edge: dict[str, Any] = {"edgecolor": TOKENS["harms"], "linewidth": 1.6} if broken else _EDGE
    dx, dy = c.depth * ASIDE, c.depth * UP
    top = [(0, c.height), (dx, c.height + dy), (c.width + dx, c.height + dy), (c.width, c.height)]
    axes.add_patch(Polygon(top, facecolor=TOKENS["paper"], **edge))
    if c.corner:
        wing = [(c.width, 0), (c.width + WING[0], -WING[1]), (c.width + WING[0], c.height - WING[1])]
        axes.add_patch(Polygon([*wing, (c.width, c.height)], facecolor=colour, hatch="", **edge))
        middle = c.width + WING[0] / 2
        axes.plot([middle, middle], [-WING[1] / 2, c.height - WING[1] / 2], color=TOKENS["ink"], linewidth=0.8)
    else:
        side = [(c.width, 0), (c.width + dx, dy), (c.width + dx, c.height + dy), (c.width, c.height)]
        axes.add_patch(Polygon(side, facecolor=TOKENS["line"], **edge))
    axes.add_patch(Rectangle((0, 0), c.width, c.height, facecolor=colour, **edge))


def _front(axes: Axes, c: Sizes) -> None:
    """From the top: open shelves, doors, drawers; what there is shares the height."""
    drawer_columns, shelf_columns = _columns(c.drawers, c.width / 60), _columns(c.open, c.width / 50)
    drawers: float = -(-c.drawers // drawer_columns) * DRAWER
    shelves: float = -(-c.open // shelf_columns) * SHELF
    rest = c.height - drawers - shelves
    if (not c.doors or rest < 30) and drawers + shelves:
        doors = min(60, c.height / 3) if c.doors else 0.0
        scale = (c.height - doors) / (drawers + shelves)
        drawers, shelves = drawers * scale, shelves * scale
    rest = c.height - drawers - shelves
    _cells(axes, c.drawers, drawer_columns, (0, c.width, 0, drawers), "drawer")
    _cells(axes, c.doors, max(c.doors, 1), (0, c.width, drawers, drawers + rest), "door")
    _cells(axes, c.open, shelf_columns, (0, c.width, c.height - shelves, c.height), "shelf")
    if c.loose:
        modules = max(2, round(c.width / 60))
        for number in range(1, modules):
            x = c.width * number / modules
            axes.plot([x, x], [0, c.height], color=TOKENS["card"], linewidth=3.5)
            axes.plot([x, x], [0, c.height], color=TOKENS["accent"], linewidth=1, linestyle=(0, (3, 2)))


def _columns(count: int, wish: float) -> int:
    return max(1, min(count, round(wish)))


def _cells(axes: Axes, count: int, columns: int, box: tuple[float, float, float, float], kind: str) -> None:
    left, right, bottom, top = box
    rows = -(-count // columns) if count else 0
    for number in range(count):
        row, column = divmod(number, columns)
        here = columns if row < rows - 1 else count - row * columns
        wide, tall = (right - left) / here, (top - bottom) / rows
        x, y = left + column * wide, top - (row + 1) * tall
        face = TOKENS["card"] if kind == "shelf" else "none"
        axes.add_patch(
            Rectangle((x + 2, y + 2), wide - 4, tall - 4, facecolor=face, linewidth=0.9, edgecolor=TOKENS["ink"])
        )
        if kind == "drawer":
            axes.plot([x + wide / 2 - 6, x + wide / 2 + 6], [y + tall / 2] * 2, color=TOKENS["ink"], linewidth=2)
        elif kind == "door":
            hinge = x + (wide - 8 if number % 2 == 0 else 8)
            axes.plot([hinge] * 2, [y + tall / 2 - 7, y + tall / 2 + 7], color=TOKENS["ink"], linewidth=2)


def _depth_label(axes: Axes, c: Sizes) -> None:
    x, y = c.width + c.depth * ASIDE / 2, c.height + c.depth * UP + 3
    axes.text(x, y, f"{c.depth:g}", ha="center", va="bottom", fontsize=9)


def _outline(axes: Axes, c: Sizes) -> None:
    dash: dict[str, Any] = {
        "facecolor": "none",
        "edgecolor": TOKENS["accent"],
        "linewidth": 2.2,
        "linestyle": (0, (4, 2)),
    }
    axes.add_patch(Rectangle((0, 0), c.width, c.height, zorder=5, **dash))
    dx, dy = c.depth * ASIDE, c.depth * UP
    axes.add_patch(
        Polygon(
            [(c.width, 0), (c.width + dx, dy), (c.width + dx, c.height + dy), (c.width, c.height)], zorder=5, **dash
        )
    )
