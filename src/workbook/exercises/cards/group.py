"""What a room's answers show: the hardest card and how the most divided cards were sorted; never the makers' key."""

from textwrap import fill

from workbook.content.answers import Value
from workbook.content.interface import ui
from workbook.content.text import Language
from workbook.exercises.cards import AGAIN_SOON, KNOWN, RESULTS, Card, Cards, leitner
from workbook.store.privacy import Group
from workbook.view.blocks import Block, Chart, Prose
from workbook.view.charts import canvas
from workbook.view.context import summarise
from workbook.view.tokens import TOKENS

MOST = 5  # cards in the picture of hard cards
LETTERS = 46  # on a line of it
DIVIDED = 2  # cards of which the sorting is shown


@summarise.register
def _summarise(exercise: Cards, group: Group, language: Language) -> tuple[Block, ...]:
    counted = [(card, missed) for card in exercise.cards if (missed := _missed(card, group))]
    blocks = (*_hardest(counted, group, language), *_sorting(exercise, group, language))
    return blocks or (Prose(ui("cards.group.held", language)),)


def _missed(card: Card, group: Group) -> dict[Value, int] | None:
    """How many people said 'again' to this card in any round, and how many knew it every time."""

    def worst(answers: dict[str, Value]) -> Value:
        found = leitner.results(card, answers)
        return (AGAIN_SOON if AGAIN_SOON in found else KNOWN) if found else None

    return group.tally(worst, RESULTS)


def _hardest(counted: list[tuple[Card, dict[Value, int]]], group: Group, language: Language) -> tuple[Block, ...]:
    hard = sorted((pair for pair in counted if pair[1][AGAIN_SOON]), key=lambda pair: -pair[1][AGAIN_SOON])[:MOST]
    if not hard:
        return (Prose(ui("cards.group.all-known", language, n=group.n), "lead"),) if counted else ()
    top, missed = hard[0]
    values = {"front": top.front.in_(language), "n": missed[AGAIN_SOON], "of": sum(missed.values())}
    title = ui("cards.group.hardest", language, **values)
    lines = [(card.front.in_(language), said[AGAIN_SOON], sum(said.values())) for card, said in hard]
    with canvas(title, height=0.3 + 0.58 * len(lines), bare=True) as drawing:
        for row, (front, times, of) in enumerate(lines):
            drawing.axes.hlines(row, 0, of, color=TOKENS["line"], linewidth=2)
            drawing.axes.hlines(row, 0, times, color=TOKENS["accent"], linewidth=5)
            drawing.axes.plot([times], [row], "o", color=TOKENS["accent"], markersize=8)
            drawing.axes.text(0, row - 0.12, fill(front, LETTERS), ha="left", va="bottom", fontsize=8.5)
            drawing.axes.text(of + 0.4, row, f"{times}", ha="left", va="center", fontweight="bold")
        drawing.axes.set_ylim(len(lines) - 0.6, -0.75)
        drawing.axes.set_xlim(-0.3, max(of for *_, of in lines) * 1.12 + 0.5)
    told = "; ".join(ui("cards.group.line", language, front=front, n=n, of=of) for front, n, of in lines)
    return (Chart(drawing.svg, title, f"{told}."),)


def _sorting(exercise: Cards, group: Group, language: Language) -> tuple[Block, ...]:
    if exercise.question is None:
        return ()
    sorts = [sort.id for sort in exercise.sorts]
    counted = [(card, found) for card in exercise.cards if (found := group.counts(card.sorting, sorts))]
    divided = sorted(counted, key=lambda pair: max(pair[1].values()) / sum(pair[1].values()))[:DIVIDED]
    charts = tuple(_spread(exercise, card, found, language) for card, found in divided)
    return (
        (Prose(ui("cards.group.sorting", language, question=exercise.question.in_(language)), "label"), *charts)
        if charts
        else ()
    )


def _spread(exercise: Cards, card: Card, counted: dict[Value, int], language: Language) -> Block:
    named = [(sort.text.in_(language), counted[sort.id]) for sort in exercise.sorts]
    title = card.front.in_(language)
    with canvas(title, height=0.3 + 0.28 * len(named)) as drawing:
        names, numbers = [name for name, _ in named], [n for _, n in named]
        drawing.axes.barh(
            range(len(named)), numbers, color=TOKENS["accent-soft"], edgecolor=TOKENS["accent"], height=0.7
        )
        for row, n in enumerate(numbers):
            drawing.axes.text(n + 0.15, row, f"{n}", ha="left", va="center", fontweight="bold")
        drawing.axes.set_yticks(range(len(named)), names)
        drawing.axes.invert_yaxis()
        drawing.axes.set_xlim(0, max(numbers) * 1.1 + 0.6)
        drawing.axes.xaxis.set_visible(False)
        drawing.axes.spines["bottom"].set_visible(False)
    return Chart(drawing.svg, title, ", ".join(f"{name}: {n}" for name, n in named))
