"""What a room sees of a story: how it turned out for how many, and per moment how many chose which move."""

from textwrap import wrap

from workbook.content.answers import Value
from workbook.content.interface import ui
from workbook.content.text import Language
from workbook.exercises.story import Node, Story
from workbook.exercises.story.path import follow
from workbook.store.privacy import Group
from workbook.view.blocks import Block, Chart, Prose
from workbook.view.charts import canvas
from workbook.view.context import summarise
from workbook.view.tokens import TOKENS

LINE = 58  # characters of a move on one line of a phone


@summarise.register
def _summarise(exercise: Story, group: Group, language: Language) -> tuple[Block, ...]:
    charts = [chart for node in exercise.nodes if (chart := _moment(node, group, language))]
    ended = group.tally(lambda answers: _ended(exercise, answers), [ending.id for ending in exercise.endings])
    if ended:
        lines = [(ending.title.in_(language), ended[ending.id]) for ending in exercise.endings]
        charts.append(_bars(ui("story.group.endings", language), lines))
    if not charts:
        return (Prose(ui("group.withheld", language, minimum=group.minimum), "note"),)
    return (Prose(ui("story.group.lead", language, n=group.n), "label"), *charts)


def _ended(exercise: Story, answers: dict[str, Value]) -> str | None:
    ending = follow(exercise, answers).ending
    return ending.id if ending else None


def _moment(node: Node, group: Group, language: Language) -> Chart | None:
    counted = group.counts(node.choice, [move.id for move in node.moves])
    if counted is None:
        return None
    return _bars(node.title.in_(language), [(move.text.in_(language), counted[move.id]) for move in node.moves])


def _bars(title: str, lines: list[tuple[str, int]]) -> Chart:
    with canvas(title, height=0.52 * len(lines)) as drawing:
        for row, (text, n) in enumerate(lines):
            drawing.axes.barh([row], [n], color=TOKENS["accent"], height=0.22)
            drawing.axes.text(0, row - 0.36, "\n".join(wrap(text, LINE)[:2]), ha="left", va="center", fontsize=7.5)
            drawing.axes.text(n + 0.15, row, f"{n}", ha="left", va="center", fontweight="bold")
        drawing.axes.set_xlim(0, max(n for _, n in lines) * 1.1 + 0.5)
        drawing.axes.set_ylim(len(lines) - 0.7, -0.75)
        drawing.axes.set_axis_off()
    return Chart(drawing.svg, title, "; ".join(f"{text} {n}" for text, n in lines))
