"""The meter as a door: how far it stands open now, and how it moved from turn to turn."""

from collections.abc import Sequence
from typing import Any

from matplotlib.patches import Polygon, Rectangle

from workbook.exercises.dialogue import Dialogue
from workbook.exercises.dialogue.meter import Meter, levels, signed
from workbook.exercises.dialogue.metered import said
from workbook.exercises.dialogue.talk import Turn
from workbook.view.blocks import Block, Chart
from workbook.view.charts import canvas
from workbook.view.context import Context
from workbook.view.tokens import TOKENS

_TALL, _STEP = 1.9, 1.45  # how tall a door is, and how far the doors stand apart (a door is 1 wide)


def door_now(exercise: Dialogue, path: Sequence[Turn], context: Context) -> Block:
    """One door, as it stands after these turns, between the words for its ends."""
    meter = exercise.meter
    assert meter is not None
    before, level = levels(exercise, said(path))[-2:]
    title = context.ui(f"dialogue.door.{_way(before, level)}", name=_name(meter, level, context))
    with canvas(title, height=1.15, bare=True) as drawing:
        _door(drawing.axes, 0, _open(meter, before), faint=True)
        drawing.axes.text(1.55, _TALL / 2, "→", ha="center", va="center", fontsize=15, color=TOKENS["muted"])
        _door(drawing.axes, 2.1, _open(meter, level))
        for left, one, weight in ((0, before, "normal"), (2.1, level, "bold")):
            drawing.axes.text(left + 0.5, -0.12, signed(one), ha="center", va="top", weight=weight)
        _frame(drawing.axes, -1.9, 5)
    told = context.ui("dialogue.door.text", before=signed(before), level=signed(level), **_ends(meter))
    return Chart(drawing.svg, title, told)


def doors(exercise: Dialogue, path: Sequence[Turn], context: Context) -> Block:
    """A door for the start and for every turn; a turn that defended has a cross."""
    meter = exercise.meter
    assert meter is not None
    found = levels(exercise, said(path))
    title = context.ui("dialogue.doors", name=_name(meter, found[-1], context), level=signed(found[-1]))
    with canvas(title, height=1.5, bare=True) as drawing:
        for number, level in enumerate(found):
            left, last = number * _STEP, number == len(found) - 1
            _door(drawing.axes, left, _open(meter, level))
            drawing.axes.text(
                left + 0.5, -0.15, signed(level), ha="center", va="top", weight="bold" if last else "normal"
            )
            label = str(number) if number else context.ui("dialogue.doors.start")
            drawing.axes.text(left + 0.5, -0.75, label, ha="center", va="top", fontsize=8.5, color=TOKENS["muted"])
            if number and path[number - 1].line.defends:
                drawing.axes.text(left + 0.5, _TALL + 0.12, "✕", ha="center", va="bottom", color=TOKENS["harms"])
        _frame(drawing.axes, -0.3, max(len(found), 5) * _STEP - 0.1, low=-1.3, high=_TALL + 0.65)
    return Chart(drawing.svg, title, _told(exercise, meter, path, found, context))


def _told(exercise: Dialogue, meter: Meter, path: Sequence[Turn], found: Sequence[int], context: Context) -> str:
    moves = {move.id: context.text(move.text).lower() for move in exercise.moves}
    steps = [
        f"{number} {moves.get(str(turn.line.move), '')}".strip() + f" ({signed(level)})"
        for number, (turn, level) in enumerate(zip(path, found[1:], strict=True), 1)
    ]
    line = context.ui("dialogue.doors.text", start=signed(found[0]), steps=", ".join(steps), **_ends(meter))
    crossed = any(turn.line.defends for turn in path)
    return f"{line} {context.ui('dialogue.doors.cross')}" if crossed else line


def _ends(meter: Meter) -> dict[str, str]:
    return {"least": signed(meter.least), "most": signed(meter.most)}


def _name(meter: Meter, level: int, context: Context) -> str:
    return context.text(meter.at(level).name)


def _way(before: int, after: int) -> str:
    return "wider" if after > before else "narrower" if after < before else "same"


def _open(meter: Meter, level: int) -> float:
    """How far the door is open, 0–1."""
    return (level - meter.least) / (meter.most - meter.least)


def _door(axes: Any, left: float, opened: float, faint: bool = False) -> None:
    """A doorway with light behind it, and a door that swings to us on its left side."""
    colour = TOKENS["muted"] if faint else TOKENS["accent"]
    axes.add_patch(Rectangle((left, 0), 1, _TALL, fc=TOKENS["accent-soft"], ec=TOKENS["ink"], lw=1.2))
    edge, swing = left + 1 - 0.72 * opened, 0.16 * opened
    corners = [(left, 0), (edge, -swing), (edge, _TALL + swing), (left, _TALL)]
    axes.add_patch(Polygon(corners, closed=True, fc=colour, ec=TOKENS["ink"], lw=1, zorder=2))
    axes.plot([edge - 0.13], [_TALL / 2], "o", ms=2.4, color=TOKENS["card"], zorder=3)


def _frame(axes: Any, left: float, right: float, low: float = -0.6, high: float = _TALL + 0.3) -> None:
    axes.set(xlim=(left, right), ylim=(low, high), aspect="equal")
