"""What a room sees of a story: how it turned out for how many, and per moment how many chose which move."""

from workbook.content.answers import Value
from workbook.content.interface import ui
from workbook.content.text import Language
from workbook.exercises.story import Node, Story
from workbook.exercises.story.path import follow
from workbook.store.privacy import Group
from workbook.view.bars import line_bars
from workbook.view.blocks import Block, Chart, Prose
from workbook.view.context import summarise


@summarise.register
def _summarise(exercise: Story, group: Group, language: Language) -> tuple[Block, ...]:
    charts = [chart for node in exercise.nodes if (chart := _moment(node, group, language))]
    ended = group.tally(lambda answers: _ended(exercise, answers), [ending.id for ending in exercise.endings])
    if ended:
        lines = [(ending.title.in_(language), ended[ending.id]) for ending in exercise.endings]
        charts.append(line_bars(ui("story.group.endings", language), lines))
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
    lines = [(move.text.in_(language), counted[move.id]) for move in node.moves]
    values = {"title": node.title.in_(language), "n": max(n for _, n in lines), "of": sum(n for _, n in lines)}
    return line_bars(ui("story.group.chart", language, **values), lines)
