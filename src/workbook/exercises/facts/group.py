"""What a room sees of facts: per statement how many said fact and fable, and how many of all were sure."""

from workbook.content.interface import ui
from workbook.content.text import Language
from workbook.exercises.facts import CERTAINTIES, TRUTHS, Facts, Statement
from workbook.store.privacy import Group
from workbook.view.blocks import Block, Chart, Prose
from workbook.view.charts import canvas
from workbook.view.context import summarise
from workbook.view.tokens import TOKENS


@summarise.register
def _summarise(exercise: Facts, group: Group, language: Language) -> tuple[Block, ...]:
    charts = tuple(chart for one in exercise.statements if (chart := _chart(one, group, language)))
    if not charts:
        return (Prose(ui("group.withheld", language, minimum=group.minimum), "note"),)
    return (Prose(ui("facts.group.lead", language, n=group.n), "label"), *charts)


def _chart(one: Statement, group: Group, language: Language) -> Chart | None:
    said = group.counts(one.answer, TRUTHS)
    if said is None:
        return None
    sure = group.counts(one.certainty, CERTAINTIES)
    names = [ui(f"facts.{truth}", language) for truth in TRUTHS]
    numbers = [said[truth] for truth in TRUTHS]
    title = one.text.in_(language)
    with canvas(title, height=0.75) as drawing:
        drawing.axes.barh(names, numbers, color=TOKENS["accent-soft"], edgecolor=TOKENS["accent"], height=0.6)
        for row, n in enumerate(numbers):
            drawing.axes.text(n + 0.15, row, f"{n}", ha="left", va="center", fontweight="bold")
        drawing.axes.invert_yaxis()
        drawing.axes.set_xlim(0, max(numbers) * 1.1 + 0.6)
        drawing.axes.xaxis.set_visible(False)
        drawing.axes.spines["bottom"].set_visible(False)
    text = ", ".join(f"{name.lower()}: {n}" for name, n in zip(names, numbers, strict=True))
    told = ui("facts.group.sure", language, n=sure["sure"], of=sum(sure.values())) if sure else ""
    return Chart(drawing.svg, title, f"{text[:1].upper()}{text[1:]}. {told}".strip())
