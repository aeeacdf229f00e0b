"""What a group's dilemmas show together: the spread of needles, the routes, and where the sums tip."""

from workbook.content.interface import ui
from workbook.content.text import Language
from workbook.exercises.dilemma import FURTHEST, NEEDLE, ROUTE, Dilemma
from workbook.exercises.dilemma.pictures import bars, needles, sentence
from workbook.exercises.dilemma.weighing import Answers, mirror
from workbook.store.privacy import Group
from workbook.view.blocks import Block, Prose
from workbook.view.context import summarise

TIPS = ("tied", "one", "few", "many", "never")  # 0, 1, 2–3, 4 or more stones, and never


def tips(exercise: Dilemma, answers: Answers) -> str | None:
    """In which of TIPS somebody's tipping point lies; None without the extra screen."""
    seen = mirror(exercise, answers)
    if seen is None:
        return None
    if seen.tipping is None:
        return "never"
    return "tied" if seen.tipping == 0 else "one" if seen.tipping == 1 else "few" if seen.tipping <= 3 else "many"


@summarise.register
def _summarise(exercise: Dilemma, group: Group, language: Language) -> tuple[Block, ...]:
    blocks: list[Block] = [Prose(ui("dilemma.group.lead", language, n=group.n), "label")]
    standing = group.counts(NEEDLE, tuple(range(-FURTHEST, FURTHEST + 1)))
    if standing:
        blocks.append(needles(exercise, standing, language))
    chosen = group.counts(ROUTE, tuple(route.id for route in exercise.routes))
    if chosen:
        rows = [(route.text.in_(language), chosen[route.id]) for route in exercise.routes]
        blocks.append(bars(_most_chosen(rows, language), rows))
    tipping = group.tally(lambda answers: tips(exercise, answers), TIPS)
    if tipping:
        names = [(ui(f"dilemma.tips.{name}", language), tipping[name]) for name in TIPS]
        few = tipping["tied"] + tipping["one"]
        blocks.append(bars(ui("dilemma.group.tipping", language, n=few, of=sum(tipping.values())), names))
    if len(blocks) == 1:
        blocks.append(Prose(ui("dilemma.group.withheld", language)))
    return tuple(blocks)


def _most_chosen(rows: list[tuple[str, int]], language: Language) -> str:
    most = max(n for _, n in rows)
    names = [sentence(name) for name, n in rows if n == most]
    if len(names) > 1:
        return ui("dilemma.group.routes.tied", language, n=most, of=len(names))
    return ui("dilemma.group.routes", language, n=most, route=names[0])
