"""What a room sees of a transfer: a wall of cards, one plank for each technique that somebody takes along."""

from typing import Any

from matplotlib.patches import Rectangle

from workbook.content.interface import ui
from workbook.content.text import Language
from workbook.exercises.transfer import TECHNIQUE, Transfer
from workbook.store.privacy import Group
from workbook.view.blocks import Block, Chart, Prose
from workbook.view.charts import canvas
from workbook.view.context import summarise
from workbook.view.numbers import listed
from workbook.view.tokens import TOKENS

WIDEST = 24  # planks side by side; a bigger room gets narrower ones


@summarise.register
def _summarise(exercise: Transfer, group: Group, language: Language) -> tuple[Block, ...]:
    blocks: list[Block] = []
    ready = group.tally(lambda answers: "open" if exercise.missing(answers) else "ready", ("ready", "open"))
    if ready:
        lead = ui("transfer.group.lead", language, n=ready["ready"], of=sum(ready.values()))
        blocks.append(Prose(lead, "lead"))
    counted = group.counts(TECHNIQUE, [technique.id for technique in exercise.techniques])
    if counted:
        names = {technique.text.in_(language): counted[technique.id] for technique in exercise.techniques}
        blocks.append(_wall(names, language))
    return tuple(blocks) or (Prose(ui("transfer.group.held", language), "note"),)


def _wall(counts: dict[str, int], language: Language) -> Chart:
    """A row of planks for each technique."""
    n = max(counts.values())
    name = listed([technique for technique, count in counts.items() if count == n], language)
    title = ui("transfer.group.chart", language, technique=name, n=n)
    wide = max(WIDEST, *counts.values())
    with canvas(title, height=0.15 + 0.5 * len(counts), bare=True) as drawing:
        for row, (technique, count) in enumerate(counts.items()):
            drawing.axes.text(0, -row + 0.32, f"{technique}: {count}", va="bottom", fontsize=9.5)
            for plank in range(count):
                look: dict[str, Any] = {
                    "facecolor": TOKENS["accent-soft"],
                    "edgecolor": TOKENS["accent"],
                    "linewidth": 1.0,
                }
                drawing.axes.add_patch(Rectangle((plank + 0.08, -row - 0.14), 0.8, 0.4, **look))
        drawing.axes.set(xlim=(-0.1, wide), ylim=(-len(counts) + 0.75, 0.85))
    told = ", ".join(f"{technique} {count}" for technique, count in counts.items())
    return Chart(drawing.svg, title, ui("transfer.group.text", language, text=told))
