"""What a room sees of its logs: how many signals went back to customers."""

from workbook.content.interface import ui
from workbook.content.text import Language
from workbook.exercises.actionlog import ActionLog
from workbook.exercises.actionlog.response import filled, told_back
from workbook.store.privacy import Group
from workbook.view.blocks import Block, Chart, Prose
from workbook.view.charts import canvas
from workbook.view.context import summarise
from workbook.view.tokens import TOKENS

_MANY = 3  # three or more stand together


@summarise.register
def _summarise(exercise: ActionLog, group: Group, language: Language) -> tuple[Block, ...]:
    told = group.numbers(lambda answers: told_back(exercise, answers))
    signals = group.numbers(lambda answers: len(filled(exercise, answers)))
    people = group.tally(lambda answers: min(told_back(exercise, answers), _MANY), range(_MANY + 1))
    if told is None or signals is None or people is None:
        return (Prose(ui("actionlog.group.withheld", language)),)
    title = ui("actionlog.group.told", language, n=int(sum(told)), of=int(sum(signals)))
    names = [ui(f"actionlog.group.{name}", language) for name in ("none", "one", "two", "more")]
    bars = [(name, people[n]) for n, name in enumerate(names)]
    return (Prose(ui("actionlog.group.lead", language, n=group.n), "label"), _bars(title, bars))


def _bars(title: str, bars: list[tuple[str, int]]) -> Chart:
    most = max(n for _, n in bars)
    with canvas(title, height=0.3 + 0.38 * len(bars)) as drawing:
        places = range(len(bars))
        drawing.axes.barh(
            places, [n for _, n in bars], height=0.5, color=TOKENS["accent-soft"], edgecolor=TOKENS["accent"]
        )
        for place, (_, n) in zip(places, bars, strict=True):
            drawing.axes.text(n + most * 0.03, place, str(n), va="center", weight="bold")
        drawing.axes.set_yticks(places, [name for name, _ in bars])
        drawing.axes.invert_yaxis()
        drawing.axes.set(xlim=(0, most * 1.12), xticks=[])
        drawing.axes.spines["bottom"].set_visible(False)
    return Chart(drawing.svg, title, "; ".join(f"{name}: {n}" for name, n in bars))
