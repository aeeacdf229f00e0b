"""How the parts of a sorter are called on a screen and in the answers."""

from workbook.exercises.sorter import Question, Rewrite, Sorter
from workbook.view.context import Context

LOOK_BACK = "look:"
Unit = tuple[Question, ...] | Rewrite  # what is committed at once


def part_of(unit: Unit) -> str:
    """The name of the part that commits this unit."""
    return unit.id if isinstance(unit, Rewrite) else unit[0].id


def bookmark(name: str, context: Context) -> str:
    """The bookmark of a part. After the end it differs: a bookmark left by the last commit must open the result."""
    return f"{LOOK_BACK}{name}" if context.done() else name


def place(context: Context) -> str:
    """The part that the bookmark points at, '' where none counts."""
    looks_back = context.at.startswith(LOOK_BACK)
    return context.at.removeprefix(LOOK_BACK) if looks_back or not context.done() else ""


def question_numbers(exercise: Sorter, questions: tuple[Question, ...], context: Context) -> str:
    """'Vraag 5–8 van 16'."""
    first = exercise.questions.index(questions[0]) + 1
    last = first + len(questions) - 1
    which = f"{first}–{last}" if last > first else f"{first}"
    return context.ui("sorter.questions", which=which, of=len(exercise.questions))


def function_title(exercise: Sorter, category: object, context: Context) -> str:
    """The title of a function, '–' for none (or one that the makers took out since)."""
    return next((context.text(c.title) for c in exercise.categories if c.id == category), "–")
