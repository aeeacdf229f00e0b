"""What a room sees of a disclosure: the statements that were sorted differently from the makers most often."""

from textwrap import fill

from matplotlib.axes import Axes

from workbook.content.answers import Value
from workbook.content.interface import ui
from workbook.content.text import Language
from workbook.exercises.disclosure import AUDIENCES, Disclosure, Statement, heard
from workbook.store.privacy import Group
from workbook.view.blocks import Block, Chart, Prose
from workbook.view.charts import canvas
from workbook.view.context import summarise
from workbook.view.tokens import TOKENS

SHOWN = 3
_FILLS = {"client": ("accent", ""), "consent": ("accent-soft", "///"), "nobody": ("card", "")}

Counted = tuple[Statement, dict[Value, int]]


@summarise.register
def _summarise(exercise: Disclosure, group: Group, language: Language) -> tuple[Block, ...]:
    counted = [(one, found) for one in exercise.statements if (found := group.counts(heard(one), AUDIENCES))]
    lead = Prose(ui("disclosure.group.lead", language, n=group.n), "label")
    if not counted:
        return (lead, Prose(ui("disclosure.group.few", language)))
    missed = sorted(counted, key=_share_right)
    hardest = [row for row in missed if _share_right(row) < 1][:SHOWN]
    if not hardest:
        return (lead, Prose(ui("disclosure.group.none", language)))
    return (lead, _spread(exercise, hardest, group.key, language))


def _share_right(row: Counted) -> float:
    statement, found = row
    return found[statement.audience] / sum(found.values())


def _spread(exercise: Disclosure, rows: list[Counted], key: bool, language: Language) -> Block:
    """Per statement a bar of who may hear it, the makers' answer named beside it once that is open."""
    names = {name: getattr(exercise.audiences, name).in_(language) for name in AUDIENCES}
    first, found = rows[0]
    wrong, of = sum(found.values()) - found[first.audience], sum(found.values())
    title = ui("disclosure.group.title", language, text=first.text.in_(language), n=wrong, of=of)
    order = ui("disclosure.group.order", language, **names)
    with canvas(title, height=0.55 + 0.95 * len(rows), bare=True) as drawing:
        axes = drawing.axes
        for y, (statement, counts) in enumerate(rows):
            _bar(axes, y, counts)
            axes.text(0, y - 0.24, statement.text.in_(language), va="bottom", fontsize=9.5)
            makers = ui("disclosure.group.makers", language, name=names[statement.audience])
            if key:
                axes.text(0, y + 0.24, makers, va="top", fontsize=9, color=TOKENS["muted"])
        axes.set_xlim(0, 1)
        axes.text(0, len(rows) - 0.4, fill(order, 52), va="top", fontsize=9)
        axes.set_ylim(len(rows) - 0.05, -0.55)
    told = "; ".join(
        f"{statement.text.in_(language)} – " + ", ".join(f"{names[name]} {counts[name]}" for name in AUDIENCES)
        for statement, counts in rows
    )
    return Chart(drawing.svg, title, f"{order} {told}.")


def _bar(axes: Axes, y: float, counts: dict[Value, int]) -> None:
    left, whole = 0.0, sum(counts.values())
    for name in AUDIENCES:
        share = counts[name] / whole
        fill, hatch = _FILLS[name]
        ink = TOKENS["accent"]
        axes.barh([y], [share], 0.36, left, color=TOKENS[fill], edgecolor=ink, hatch=hatch)
        if counts[name]:
            box = {"boxstyle": "round,pad=0.15", "facecolor": TOKENS["card"], "edgecolor": "none"}
            axes.text(left + share / 2, y, f"{counts[name]}", ha="center", va="center", weight="bold", bbox=box)
        left += share
