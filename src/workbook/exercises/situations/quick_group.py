"""What a room sees in quick mode: the scenes on whose best move people agree least."""

from textwrap import wrap

from workbook.content.answers import Value
from workbook.content.interface import ui
from workbook.content.text import Language
from workbook.exercises.situations import BEST, Situation, Situations
from workbook.scoring import score
from workbook.store.privacy import Group
from workbook.view.blocks import Block, Chart, Prose
from workbook.view.charts import canvas
from workbook.view.tokens import TOKENS

SHOWN = 3  # scenes in the picture
LINE = 58  # characters of an option on one line of a phone


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
    title = scene.title.in_(language)
    with canvas(title, height=0.52 * len(lines)) as drawing:
        for row, (text, n) in enumerate(lines):
            drawing.axes.barh([row], [n], color=TOKENS["accent"], height=0.22)
            drawing.axes.text(0, row - 0.36, "\n".join(wrap(text, LINE)[:2]), ha="left", va="center", fontsize=7.5)
            drawing.axes.text(n + 0.15, row, f"{n}", ha="left", va="center", fontweight="bold")
        drawing.axes.set_xlim(0, max(n for _, n in lines) * 1.1 + 0.5)
        drawing.axes.set_ylim(len(lines) - 0.7, -0.75)
        drawing.axes.set_axis_off()
    return Chart(drawing.svg, title, "; ".join(f"{text} {n}" for text, n in lines))
