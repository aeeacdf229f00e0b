"""What a room sees in quick mode: the scenes on whose best move people agree least."""

from workbook.content.answers import Value
from workbook.content.interface import ui
from workbook.content.text import Language
from workbook.exercises.situations import BEST, Situation, Situations
from workbook.scoring import score
from workbook.store.privacy import Group
from workbook.view.bars import line_bars
from workbook.view.blocks import Block, Chart, Prose

SHOWN = 3  # scenes in the picture


def quick_summary(exercise: Situations, group: Group, language: Language) -> tuple[Block, ...]:
    """The most divided scenes with how many chose each move as the best, and how often the middle person saw it."""
    counted = [
        (scene, found)
        for scene in exercise.scenes
        if (found := group.counts(f"{scene.id}.{BEST}", [option.id for option in scene.options]))
    ]
    if not counted:
        return (Prose(ui("group.withheld", language, minimum=group.minimum), "note"),)
    widest = sorted(counted, key=lambda pair: max(pair[1].values()))[:SHOWN]
    charts = tuple(_spread(scene, found, language) for scene, found in widest)
    blocks: tuple[Block, ...] = (Prose(ui("situations.quick.group", language, n=group.n), "label"), *charts)
    best = group.numbers(lambda answers: score(exercise, answers).counts.get("best"))
    if not best:
        return blocks
    middle = int(sorted(best)[len(best) // 2])
    return (*blocks, Prose(ui("situations.quick.group.best", language, n=middle, of=len(exercise.scenes))))


def _spread(scene: Situation, found: dict[Value, int], language: Language) -> Chart:
    lines = sorted(
        ((option.text.in_(language), found[option.id]) for option in scene.options), key=lambda line: -line[1]
    )
    values = {"title": scene.title.in_(language), "n": lines[0][1], "of": sum(n for _, n in lines)}
    return line_bars(ui("situations.quick.group.chart", language, **values), lines)
