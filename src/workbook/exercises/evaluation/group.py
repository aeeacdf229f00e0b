"""What a room sees of the form: how many chose what; what people typed stays with them."""

from workbook.content.interface import ui
from workbook.content.text import Language
from workbook.exercises.evaluation import Evaluation, Inquiry
from workbook.store.privacy import Group
from workbook.view.bars import line_bars
from workbook.view.blocks import Block, Chart, Prose
from workbook.view.context import summarise


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
    lines = [(option.text.in_(language), counted[option.id]) for option in question.options]
    return line_bars(question.text.in_(language), lines)
