"""What a room sees of a sorter: the two functions most often taken for each other, and the hardest questions."""

from workbook.content.answers import Value
from workbook.content.interface import ui
from workbook.content.text import Language
from workbook.exercises.sorter import Question, Sorter, asked
from workbook.exercises.sorter.scores import Pair, most_confused
from workbook.store.privacy import Group
from workbook.view.blocks import Block, Chart, Listing, Prose
from workbook.view.charts import canvas
from workbook.view.context import summarise
from workbook.view.tokens import TOKENS

SHOWN = 3  # pairs and questions: what a room can talk about


@summarise.register
def _summarise(exercise: Sorter, group: Group, language: Language) -> tuple[Block, ...]:
    ids = [category.id for category in exercise.categories]
    counted = [(q, found) for q in exercise.questions if any((found := group.counts(asked(q), ids) or {}).values())]
    if not counted:
        return (Prose(ui("sorter.group.few", language)),)
    pairs = most_confused(exercise, ((q.category, c, n) for q, found in counted for c, n in found.items()))
    lead = Prose(ui("sorter.group.lead", language, n=group.n), "label")
    if not pairs:
        return (lead, Prose(ui("sorter.group.none", language)))
    return (lead, _pairs(exercise, pairs, language), *_hardest(exercise, counted, group.key, language))


def _pairs(exercise: Sorter, pairs: list[tuple[Pair, int]], language: Language) -> Block:
    """Bars for the pairs most often mixed up, the first one named in the title."""
    titles = {category.id: category.title.in_(language) for category in exercise.categories}
    named = [(" ↔ ".join(titles[name] for name in pair), times) for pair, times in pairs]
    first = [name for name, times in named if times == named[0][1]]
    key = "sorter.group.pair" if len(first) == 1 else "sorter.group.pairs"
    title = ui(key, language, pair=f" {ui('and', language)} ".join(first[:2]), n=named[0][1])
    shown = named[: max(SHOWN, len(first[:2]))]
    with canvas(title, height=0.2 + 0.55 * len(shown), bare=True) as drawing:
        for y, (name, times) in enumerate(shown):
            colour = TOKENS["accent"] if times == named[0][1] else TOKENS["accent-soft"]
            drawing.axes.barh([y + 0.2], [times], height=0.34, color=colour, edgecolor=TOKENS["accent"])
            drawing.axes.text(0, y - 0.03, name, va="bottom")
            drawing.axes.text(times + 0.015 * named[0][1], y + 0.2, f"{times}×", va="center")
        drawing.axes.set_ylim(len(shown) - 0.5, -0.4)
        drawing.axes.set_xlim(0, named[0][1] * 1.15)
    text = "; ".join(f"{name}: {times}×" for name, times in shown)
    return Chart(drawing.svg, title, ui("sorter.group.text", language, text=text))


def _hardest(
    exercise: Sorter, counted: list[tuple[Question, dict[Value, int]]], key: bool, language: Language
) -> tuple[Block, ...]:
    """The questions that the fewest people sorted as the makers do, with what was chosen instead."""
    wrong = [(1 - found[q.category] / sum(found.values()), q, found) for q, found in counted]
    hardest = sorted((row for row in wrong if row[0] > 0), key=lambda row: -row[0])[:SHOWN]
    titles = {category.id: category.title.in_(language) for category in exercise.categories}
    lines = []
    for _, question, found in hardest:
        others = sorted((n, name) for name, n in found.items() if n and name != question.category)
        instead = ", ".join(f"{titles[str(name)]} {n}×" for n, name in reversed(others))
        values = {"text": question.text.in_(language), "makers": titles[question.category], "instead": instead}
        right, of = found[question.category], sum(found.values())
        if key:
            lines.append(ui("sorter.group.question", language, n=right, of=of, **values))
        else:
            lines.append(ui("group.as-the-makers", language, n=right, of=of, text=values["text"]))
    return (Prose(ui("sorter.group.hardest", language), "label"), Listing(tuple(lines)))
