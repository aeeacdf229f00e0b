"""What a room sees of a calculator: the guesses at the example. Own weeks and own words are never read here."""

from workbook.content.answers import Value, as_number
from workbook.content.interface import ui
from workbook.content.text import Language
from workbook.exercises.calculator import GUESSED, Calculator
from workbook.exercises.calculator.rules import money, rule_of
from workbook.exercises.calculator.sums import RULES
from workbook.store.privacy import Group
from workbook.view.blocks import Block, Chart, Prose
from workbook.view.charts import canvas
from workbook.view.context import summarise
from workbook.view.tokens import TOKENS


@summarise.register
def _summarise(exercise: Calculator, group: Group, language: Language) -> tuple[Block, ...]:
    rules = group.tally(lambda answers: rule_of(exercise, answers), RULES)
    guesses = group.numbers(lambda answers: _guess(answers))
    if rules is None or guesses is None:
        return (Prose(ui("calculator.group.few", language)),)
    of = sum(rules.values())
    mean, ratio = (money(exercise, value, language) for value in (exercise.mean, exercise.ratio))
    trap = ui("calculator.group.trap", language, n=rules["mean-trap"], of=of, mean=mean)
    right = ui("calculator.group.near", language, n=rules["spot-on"], of=of, ratio=ratio)
    return (Prose(f"{trap} {right}", "lead"), _dots(exercise, guesses, language))


def _guess(answers: dict[str, Value]) -> float | None:
    return as_number(answers.get(GUESSED))


def _dots(exercise: Calculator, guesses: list[float], language: Language) -> Block:
    """Every guess a dot, equal ones on top of each other, with the OPWU and the mean of the weeks as lines."""
    figures = [week.weekly for week in exercise.weeks]
    end = max(figures) * 1.5  # a guess beyond it is drawn at the edge and told in words
    width = end / 26
    columns: dict[int, int] = {}
    low, high = (money(exercise, pick(guesses), language) for pick in (min, max))
    title = ui("calculator.group.title", language, n=len(guesses), low=low, high=high)
    with canvas(title, height=1.9) as drawing:
        axes = drawing.axes
        for guess in guesses:
            column = int(min(guess, end) / width)
            columns[column] = columns.get(column, 0) + 1
            edge = TOKENS["accent"]
            axes.plot(
                (column + 0.5) * width,
                columns[column],
                "o",
                color=TOKENS["card"],
                markeredgecolor=edge,
                markersize=8,
                clip_on=False,
            )
        top = max(columns.values()) + 1.2
        lines = [(exercise.ratio, "OPWU", "-"), (exercise.mean, ui("calculator.group.mean", language), ":")]
        left, right = sorted(lines)
        for (value, name, style), side in ((left, "right"), (right, "left")):
            axes.axvline(value, color=TOKENS["ink"], linestyle=style, linewidth=1.4, zorder=0)
            shown = f" {name} {money(exercise, value, language)} "
            axes.text(value, top + 0.1, shown, ha=side, va="bottom", fontsize=9)
        axes.set_ylim(0, top + 0.1)
        axes.set_xlim(0, end + width)
        axes.set_yticks([])
        ticks = [0, round(end / 2), round(end)]
        axes.set_xticks(ticks, [money(exercise, tick, language) for tick in ticks])
    beyond = sum(guess > end for guess in guesses)
    said = ui("calculator.group.text", language, low=low, high=high, n=len(guesses))
    edge_text = ui("calculator.group.beyond", language, n=beyond, end=money(exercise, end, language)) if beyond else ""
    return Chart(drawing.svg, title, f"{said} {edge_text}".strip())
