"""What a room sees of the form: how many chose what; what people typed stays with them."""

from workbook.content.interface import ui
from workbook.content.text import Language
from workbook.exercises.evaluation import Evaluation, Inquiry
from workbook.store.privacy import Group
from workbook.view.blocks import Block, Chart, Prose
from workbook.view.charts import canvas
from workbook.view.context import summarise
from workbook.view.tokens import TOKENS


@summarise.register
def _summarise(exercise: Evaluation, group: Group, language: Language) -> tuple[Block, ...]:
    charts = tuple(chart for question in exercise.questions if (chart := _bars(question, group, language)))
    if not charts:
        return (Prose(ui("group.withheld", language, minimum=group.minimum), "note"),)
    lead = Prose(ui("evaluation.group.lead", language, n=group.n), "label")
    return (lead, *charts, Prose(ui("evaluation.group.typed", language), "note"))


def _bars(question: Inquiry, group: Group, language: Language) -> Chart | None:
    counted = group.counts(question.item, [option.id for option in question.options]) if question.options else None
    if counted is None:
        return None
    rows = [(option.text.in_(language), counted[option.id]) for option in question.options]
    title = question.text.in_(language)
    with canvas(title, height=0.42 * len(rows)) as drawing:
        for row, (name, n) in enumerate(rows):
            drawing.axes.barh([row], [n], color=TOKENS["accent"], height=0.24)
            drawing.axes.text(0, row - 0.38, name, ha="left", va="center", fontsize=8.5)
            drawing.axes.text(n + 0.15, row, f"{n}", ha="left", va="center", fontweight="bold")
        drawing.axes.set_xlim(0, max(n for _, n in rows) * 1.1 + 0.5)
        drawing.axes.set_ylim(len(rows) - 0.7, -0.7)
        drawing.axes.set_axis_off()
    return Chart(drawing.svg, title, ", ".join(f"{name}: {n}" for name, n in rows))
