"""What a room sees: the sellers' side only, from eight sellers on, as medians; nothing of managers or of pairs."""

from statistics import median

from workbook.content.interface import ui
from workbook.content.text import Language
from workbook.exercises.gap import Gap, Item, answered
from workbook.exercises.gap.reading import role_of
from workbook.store.privacy import SENSITIVE_MINIMUM, Group
from workbook.view import numbers
from workbook.view.blocks import Block, Chart, Prose
from workbook.view.charts import canvas
from workbook.view.context import summarise
from workbook.view.tokens import TOKENS

Row = tuple[Item, float]


@summarise.register
def _summarise(exercise: Gap, group: Group, language: Language) -> tuple[Block, ...]:
    sellers = group.only(lambda answers: role_of(answers) == "seller")
    if sellers is None or sellers.n < SENSITIVE_MINIMUM:
        return (
            Prose(ui("gap.group.few", language, minimum=SENSITIVE_MINIMUM), "note"),
            Prose(exercise.discussion.in_(language), "lead"),
        )
    rows = [
        (pair, float(numbers.half_up(2 * median(float(one or 0) for one in given)) / 2))
        for pair in exercise.pairs
        if (given := sellers.values(answered(pair)))
    ]
    if not rows:
        return (Prose(ui("gap.group.few", language, minimum=SENSITIVE_MINIMUM), "note"),)
    return (_medians(exercise, rows, sellers.n, language), Prose(ui("gap.group.ask", language), "lead"))


def _medians(exercise: Gap, rows: list[Row], n: int, language: Language) -> Block:
    """One dot a statement, where the middle seller stands."""
    lowest = min(value for _, value in rows)
    named = [f"‘{pair.topic.in_(language)}’" for pair, value in rows if value == lowest]
    title = ui("gap.group.title", language, n=n, topics=numbers.listed(named[:2], language))
    if len(named) > 2:
        title = ui("gap.group.even", language, n=n)
    low, high = exercise.scale.values[0], exercise.scale.values[-1]
    with canvas(title, height=0.45 + 0.33 * len(rows), bare=True) as drawing:
        axes = drawing.axes
        for y, (pair, value) in enumerate(rows):
            weight = "bold" if value == lowest and len(named) <= 2 else "normal"
            axes.plot([low, high], [y, y], color=TOKENS["line"], linewidth=1, zorder=0)
            axes.plot([value], [y], "o", markersize=9, color=TOKENS["card"], markeredgecolor=TOKENS["ink"])
            axes.text(low - 0.25, y, pair.topic.in_(language), ha="right", va="center", fontsize=10, fontweight=weight)
        for value in exercise.scale.values:
            axes.text(value, len(rows) - 0.35, f"{value}", ha="center", va="top", fontsize=8.5, color=TOKENS["muted"])
        axes.set_xlim(low - 3.1, high + 0.25)
        axes.set_ylim(len(rows) + 0.2, -0.7)
    said = [
        ui("gap.group.said", language, topic=pair.topic.in_(language), n=numbers.halves(value, language))
        for pair, value in rows
    ]
    return Chart(drawing.svg, title, "\n".join(said))
