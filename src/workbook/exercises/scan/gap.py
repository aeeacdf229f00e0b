"""The client's own version: four sentences to ask, and the gap between what you think and what the client says."""

from textwrap import fill
from typing import Literal

from workbook.content.interface import ui
from workbook.content.models import Note
from workbook.content.text import Language
from workbook.exercises.scan import CUSTOMER, LEVELS, Scan, Step
from workbook.exercises.scan.reading import level
from workbook.scoring import Answers
from workbook.view.blocks import Block, Chart, Listing, Prose
from workbook.view.charts import canvas
from workbook.view.context import Context
from workbook.view.inputs import Button, Choice, Choosable
from workbook.view.tokens import TOKENS

Direction = Literal["higher", "lower", "same"]


def gaps(exercise: Scan, answers: Answers) -> list[tuple[Step, int, int]]:
    """Per step the own level and the client's, where both are known; own is that of the first short statement."""
    found = []
    for step in exercise.steps:
        own = level(next(s for s in exercise.statements if s.short and s.step == step.id), answers)
        theirs = answers.get(f"{CUSTOMER}.{step.id}")
        if own is not None and theirs in LEVELS:
            found.append((step, own, int(str(theirs))))
    return found


def widest(exercise: Scan, answers: Answers) -> tuple[Step, int, int] | None:
    """The step with the biggest gap, the lowest of equal ones; None without the client's answers."""
    found = gaps(exercise, answers)
    return max(found, key=lambda row: abs(row[1] - row[2])) if found else None


def verdict(exercise: Scan, answers: Answers) -> tuple[Direction, Note] | None:
    """What the biggest gap says: you see it higher than the client, lower, or both see the same."""
    most = widest(exercise, answers)
    if most is None or exercise.customer is None:
        return None
    name: Direction = "higher" if most[1] > most[2] else "lower" if most[1] < most[2] else "same"
    return name, getattr(exercise.customer, name)


def asking(exercise: Scan, context: Context, start: str, result: str) -> tuple[Block, ...]:
    """The sentences for the client, and where to fill in what they said."""
    if exercise.customer is None:
        return ()
    options = tuple(Choosable(point.value, context.text(point.text)) for point in exercise.levels)
    asked = tuple(
        Choice(
            f"{start}{CUSTOMER}.{sentence.step}",
            context.text(sentence.text),
            options,
            context.answers.get(f"{CUSTOMER}.{sentence.step}"),
        )
        for sentence in exercise.customer.sentences
    )
    needs = tuple(choice.item for choice in asked)
    show = Button(context.ui("scan.customer.show"), "_at", result, "primary", needs, context.ui("missing"))
    back = Button(context.ui("scan.customer.later"), "_at", result, "quiet")
    return (Prose(context.text(exercise.customer.prompt)), *asked, show, back)


def to_take_along(exercise: Scan, context: Context) -> tuple[Block, ...]:
    """The sentences on paper, with the four answers, until the client has answered."""
    if exercise.customer is None or gaps(exercise, context.answers):
        return ()
    lines = tuple(context.text(sentence.text) for sentence in exercise.customer.sentences)
    levels = ", ".join(context.text(point.text) for point in exercise.levels)
    answers = Prose(context.ui("scan.customer.levels", levels=levels), "note")
    return (Prose(context.ui("scan.customer.along"), "label"), Listing(lines), answers)


def gap_picture(exercise: Scan, answers: Answers, language: Language) -> tuple[Chart, ...]:
    """Per step two marks on a line: yours filled, the client's open, the gap between them drawn."""
    rows, most = gaps(exercise, answers), widest(exercise, answers)
    if most is None:
        return ()
    step, own, theirs = most
    values = {"step": step.title.in_(language), "own": own, "theirs": theirs}
    title = ui("scan.gap.same" if own == theirs else "scan.gap", language, **values)
    names = {"own": ui("scan.gap.you", language), "theirs": ui("scan.gap.client", language)}
    with canvas(title, height=0.65 + 0.62 * len(rows), bare=True) as drawing:
        axes = drawing.axes
        for y, (each, mine, said) in enumerate(rows):
            axes.text(-0.1, y - 0.22, fill(each.title.in_(language), 44), va="bottom", fontsize=9.5)
            axes.plot([LEVELS[0], LEVELS[-1]], [y, y], color=TOKENS["line"], linewidth=1, zorder=0)
            axes.plot([mine, said], [y, y], color=TOKENS["accent"], linewidth=3, zorder=1)
            axes.plot([said], [y], "D", color=TOKENS["card"], markeredgecolor=TOKENS["ink"], markersize=11, zorder=2)
            axes.plot([mine], [y], "o", color=TOKENS["accent"], markersize=8, zorder=3)
        key = f"● {names['own']}   ◇ {names['theirs']}"
        ends = ((LEVELS[0], "left"), (LEVELS[-1], "right"))
        for (x, side), point in zip(ends, (exercise.levels[0], exercise.levels[-1]), strict=True):
            word = f"{point.value} {point.text.in_(language)}"
            axes.text(x, len(rows) - 0.62, word, ha=side, va="top", fontsize=9, color=TOKENS["muted"])
        axes.text(-0.1, len(rows) - 0.1, key, va="top", fontsize=9.5)
        axes.set(xlim=(-0.2, 3.25), ylim=(len(rows) + 0.3, -0.75))
    told = "; ".join(
        ui("scan.gap.row", language, step=each.title.in_(language), own=mine, theirs=said) for each, mine, said in rows
    )
    return (Chart(drawing.svg, title, f"{told}. {ui('scan.gap.scale', language)}"),)
