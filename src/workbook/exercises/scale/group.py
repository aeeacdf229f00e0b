"""What a group shows: everyone as a dot with the median, or the median alone; for the trainer and in a benchmark."""

from collections.abc import Callable, Mapping
from statistics import median

from workbook.content.answers import as_number
from workbook.content.interface import ui
from workbook.content.text import Language
from workbook.exercises.scale import GUESS, SelfScale, Subscale
from workbook.exercises.scale.pictures import Frame, Row, Strip, picture
from workbook.exercises.scale.rules import ROUNDING, read
from workbook.scoring import Answers
from workbook.store.privacy import Group
from workbook.view import numbers
from workbook.view.blocks import Block, Chart, Prose
from workbook.view.context import summarise

Means = Mapping[str, list[float] | None]


def group_means(exercise: SelfScale, group: Group) -> dict[str, list[float] | None]:
    """Everyone's mean per subscale, in no one's order; None where the group is too small for it."""

    def measure(name: str) -> Callable[[Answers], float | None]:
        return lambda answers: read(exercise, answers).means[name]

    return {subscale.id: group.numbers(measure(subscale.id)) for subscale in exercise.subscales}


@summarise.register
def _summarise(exercise: SelfScale, group: Group, language: Language) -> tuple[Block, ...]:
    means = group_means(exercise, group)
    if not any(means.values()):
        held_back = ui("group.withheld", language, minimum=group.minimum)
        return (Prose(held_back), Prose(exercise.discussion.in_(language), "lead"))
    return (
        Prose(ui("scale.group.lead", language, n=group.n), "label"),
        _group_picture(exercise, group, means, language),
        *_group_guess(exercise, group, means, language),
    )


def _group_picture(exercise: SelfScale, group: Group, means: Means, language: Language) -> Chart:
    """Dots of everyone with the median; only the medians, as bars, where it is sensitive or an obstacle."""
    bars = group.sensitive or exercise.focus == "highest"
    first = _first_in_group(exercise, means)

    def strips(name: str) -> tuple[Strip, ...]:
        values = means[name]
        if not values:
            return ()
        return (everyone_strip(bars, values),)

    rows = tuple(
        Row(
            subscale.title.in_(language),
            strips(subscale.id),
            "" if means[subscale.id] else ui("scale.group.held-back", language),
            first == [subscale],
        )
        for subscale in exercise.subscales
    )
    names = [subscale.title.in_(language) for subscale in first]
    shown = [subscale for subscale in exercise.subscales if means[subscale.id]]
    key = f"scale.group.{exercise.focus}"
    if len(names) > 1:
        key = "scale.group.tie-all" if first == shown else f"scale.group.tie-{exercise.focus}"
    title = ui(key, language, name=names[0], names=numbers.listed(names, language))
    return picture(title, rows, frame(exercise, language))


def _first_in_group(exercise: SelfScale, means: Means) -> list[Subscale]:
    """The subscales whose median is the highest (or lowest), with all that are level with it."""
    middles = {name: median(values) for name, values in means.items() if values}
    edge = max(middles.values()) if exercise.focus == "highest" else min(middles.values())
    level = exercise.tie_within + ROUNDING
    return [s for s in exercise.subscales if s.id in middles and abs(middles[s.id] - edge) <= level]


def _group_guess(exercise: SelfScale, group: Group, means: Means, language: Language) -> tuple[Block, ...]:
    guesses = group.numbers(lambda answers: as_number(answers.get(GUESS))) if exercise.practice else None
    found = means[exercise.subscales[0].id]
    if not guesses or not found:
        return ()
    name = exercise.subscales[0].title.in_(language)
    guess, middle = (numbers.halves(median(values), language) for values in (guesses, found))
    return (Prose(ui("scale.group.guess", language, name=name, guess=guess, median=middle)),)


def frame(exercise: SelfScale, language: Language, stamp: str = "") -> Frame:
    """The frame that all pictures of this exercise share; `stamp` is written across invented data."""
    return Frame(exercise.scale, exercise.tie_within, language, stamp, exercise.ends)


def everyone_strip(middle_only: bool, values: list[float]) -> Strip:
    """A group of people as dots, or only their median."""
    return Strip("middle", (median(values),)) if middle_only else Strip("group", tuple(values))
