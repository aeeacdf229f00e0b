"""The log as chains: heard, something to do, a day, told back; where a chain stops, its rings are open."""

from collections.abc import Sequence
from textwrap import shorten

from workbook.content.interface import ui
from workbook.content.text import Language
from workbook.exercises.actionlog.response import Row
from workbook.view.blocks import Chart
from workbook.view.charts import canvas
from workbook.view.tokens import TOKENS

_STEPS = ("heard", "action", "by", "told")
_LETTERS = 46  # of a signal, above its chain


def chain(rows: Sequence[Row], language: Language) -> Chart:
    """Four rings a row, filled as far as it came; the last one is the customer who knows."""
    told = sum(one.told for one in rows)
    title = ui("actionlog.picture", language, n=told, of=len(rows))
    labels = [ui(f"actionlog.picture.{name}", language) for name in _STEPS]
    with canvas(title, height=0.5 + 0.58 * len(rows), bare=True) as drawing:
        axes = drawing.axes
        for place, label in enumerate(labels):
            axes.text(place, -0.78, label, ha="center", va="center", fontsize=8.5, color=TOKENS["muted"])
        for number, one in enumerate(rows):
            axes.text(
                -0.35, number - 0.3, f"{number + 1}. {shorten(one.signal, _LETTERS, placeholder='…')}", fontsize=9
            )
            axes.plot(range(len(_STEPS)), [number] * len(_STEPS), color=TOKENS["line"], lw=3, zorder=1)
            for place, full in enumerate(_reached(one)):
                edge = TOKENS["accent"] if full else TOKENS["muted"]
                fill = TOKENS["accent"] if full else TOKENS["card"]
                axes.plot([place], [number], "o", ms=12, mfc=fill, mec=edge, mew=1.6, zorder=2)
                if full:
                    axes.text(place, number, "✓", ha="center", va="center", color=TOKENS["card"], fontsize=8, zorder=3)
        axes.set(xlim=(-0.4, 3.4), ylim=(len(rows) - 0.6, -0.95))
    told_of = "; ".join(_told(number, one, labels, language) for number, one in enumerate(rows, 1))
    return Chart(drawing.svg, title, f"{told_of}.")


def _reached(one: Row) -> tuple[bool, ...]:
    return True, bool(one.action), one.by is not None, one.told


def _told(number: int, one: Row, labels: Sequence[str], language: Language) -> str:
    """How far one chain came: '2. Niemand belt terug: gehoord, actie, dag' or '… alles'."""
    reached = [label for label, full in zip(labels, _reached(one), strict=True) if full]
    said = ui("actionlog.picture.whole", language) if len(reached) == len(labels) else ", ".join(reached)
    return f"{number}. {one.signal.rstrip('.')}: {said}"
