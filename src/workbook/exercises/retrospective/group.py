"""What a room sees: per behaviour how many people now put themselves higher than then; counts, no means."""

from workbook.content.interface import ui
from workbook.content.text import Language
from workbook.exercises.retrospective import Behaviour, Retrospective
from workbook.exercises.retrospective.response import WAYS, way
from workbook.store.privacy import Group
from workbook.view.blocks import Block, Chart, Prose
from workbook.view.charts import canvas
from workbook.view.context import summarise
from workbook.view.tokens import TOKENS


@summarise.register
def _summarise(exercise: Retrospective, group: Group, language: Language) -> tuple[Block, ...]:
    rows = [(one, counted) for one in exercise.behaviours if (counted := _counted(exercise, one, group))]
    if not rows:
        return (Prose(ui("group.withheld", language, minimum=group.minimum), "note"),)
    rows.sort(key=lambda row: -row[1]["more"])
    top, counted = rows[0]
    values = {"text": top.text.in_(language).rstrip("."), "n": counted["more"], "of": sum(counted.values())}
    title = ui("retrospective.group.chart", language, **values)
    with canvas(title, height=0.2 + 0.4 * len(rows), bare=True) as drawing:
        axes = drawing.axes
        for row, (behaviour, found) in enumerate(rows):
            of = sum(found.values())
            axes.hlines(row, 0, of, color=TOKENS["line"], linewidth=2)
            axes.hlines(row, 0, found["more"], color=TOKENS["accent"], linewidth=5)
            axes.text(0, row - 0.4, behaviour.text.in_(language), ha="left", va="center", fontsize=9.5)
            axes.text(of + 0.3, row, f"{found['more']}", ha="left", va="center", fontweight="bold")
        axes.set_xlim(-0.2, max(sum(found.values()) for _, found in rows) * 1.1 + 0.5)
        axes.set_ylim(len(rows) - 0.5, -0.8)
    said = "; ".join(
        ui("retrospective.group.line", language, text=one.text.in_(language).rstrip("."), **found)
        for one, found in rows
    )
    return (
        Prose(ui("retrospective.group.lead", language, n=group.n), "label"),
        Chart(drawing.svg, title, f"{said}."),
        Prose(ui("retrospective.group.caution", language), "note"),
    )


def _counted(exercise: Retrospective, behaviour: Behaviour, group: Group) -> dict[str, int] | None:
    found = group.tally(lambda answers: way(exercise, behaviour, answers), WAYS)
    return None if found is None else {name: found[name] for name in WAYS}
