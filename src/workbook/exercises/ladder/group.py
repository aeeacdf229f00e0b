"""What a room sees of its ladders: how many people chose each step, and how tense a step usually is."""

from statistics import median

from workbook.content.interface import ui
from workbook.content.text import Language
from workbook.exercises.ladder import PICK, Ladder, Rung
from workbook.exercises.ladder.pictures import chosen
from workbook.exercises.ladder.response import tension
from workbook.store.privacy import Group
from workbook.view.blocks import Block, Prose
from workbook.view.context import summarise
from workbook.view.numbers import halves


@summarise.register
def _summarise(exercise: Ladder, group: Group, language: Language) -> tuple[Block, ...]:
    counted = group.counts(PICK, [rung.id for rung in exercise.rungs])
    if counted is None:
        return (Prose(ui("ladder.group.withheld", language)),)
    middles = {rung.id: found for rung in exercise.rungs if (found := _middle(rung, group)) is not None}
    # the tensest on top; a step of which too few gave the tension keeps its place at the end
    order = sorted(exercise.rungs, key=lambda rung: -middles.get(rung.id, -1))
    lead = Prose(ui("ladder.group.lead", language, n=group.n), "label")
    said = {name: halves(middle, language) for name, middle in middles.items()}
    return (lead, chosen(exercise, {rung.id: counted[rung.id] for rung in order}, said, language))


def _middle(rung: Rung, group: Group) -> float | None:
    found = group.numbers(lambda answers: tension(rung.id, answers))
    return median(found) if found else None
