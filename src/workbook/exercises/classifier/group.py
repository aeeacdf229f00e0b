"""What a room sees of a classifier: the grid of everybody's choices, and the situation that divided it most."""

from collections import Counter

from workbook.content.interface import ui
from workbook.content.text import Language
from workbook.exercises.classifier import Classifier, Situation
from workbook.exercises.classifier.grid import grid
from workbook.exercises.classifier.response import Pair
from workbook.store.privacy import Group
from workbook.view.blocks import Block, Prose, Scene
from workbook.view.context import summarise


@summarise.register
def _summarise(exercise: Classifier, group: Group, language: Language) -> tuple[Block, ...]:
    ids = [one.id for one in exercise.classes]
    counted: Counter[Pair] = Counter()
    hardest: list[tuple[float, int, int, Situation]] = []
    for situation in exercise.situations:
        found = group.counts(f"{situation.id}.class", ids)
        if found and (of := sum(found.values())):
            counted.update({(situation.answer, name): found[name] for name in ids if found[name]})
            right = found[situation.answer]
            hardest.append((right / of, right, of, situation))
    if not hardest:
        held_back = ui("group.withheld", language, minimum=group.minimum)
        return (Prose(held_back, "note"), Prose(exercise.discussion.in_(language), "lead"))
    return (
        Prose(ui("classifier.group.lead", language, n=group.n), "label"),
        grid(exercise, counted, _title(exercise, counted, language), language),
        *_hardest(exercise, min(hardest, key=lambda row: row[0]), group.key, language),
    )


def _title(exercise: Classifier, counted: Counter[Pair], language: Language) -> str:
    """Which letter was taken for which most often."""
    wrong = [(n, pair) for pair, n in counted.items() if pair[0] != pair[1]]
    if not wrong:
        return ui("classifier.group.none", language)
    n, (makers, chosen) = max(wrong, key=lambda row: row[0])
    letters = {one.id: one.letter for one in exercise.classes}
    return ui("classifier.group.pair", language, makers=letters[makers], chosen=letters[chosen], n=n)


def _hardest(
    exercise: Classifier, row: tuple[float, int, int, Situation], key: bool, language: Language
) -> tuple[Block, ...]:
    share, right, of, situation = row
    if share == 1:
        return ()
    makers = exercise.of(situation.answer)
    letter = makers.letter if makers else ""
    said = ui("classifier.group.hardest", language, n=right, of=of, letter=letter)
    if not key:
        said = ui("group.as-the-makers", language, n=right, of=of, text=ui("classifier.group.hard", language))
    return (Scene(said, situation.text.in_(language)),)
