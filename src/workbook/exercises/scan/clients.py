"""Up to three clients in one scan: the answers about each as if it were the only one, and the clients side by side."""

from dataclasses import replace

from workbook.content.answers import DONE
from workbook.exercises.scan import CLIENT, FORM, Scan
from workbook.exercises.scan.reading import band, means
from workbook.scoring import Answers
from workbook.view.blocks import Block, Table
from workbook.view.context import Context


def prefix(number: int) -> str:
    """What stands before the items about a client: nothing for the first, `2.` for the second."""
    return "" if number == 1 else f"{number}."


def about(number: int, answers: Answers) -> Answers:
    """The answers about one client, under the names that they have for the first."""
    if number == 1:
        return answers
    start = prefix(number)
    own = {item.removeprefix(start): value for item, value in answers.items() if item.startswith(start)}
    return {FORM: answers.get(FORM), **own}


def seen_as(number: int, context: Context) -> Context:
    """The context in which only this client exists."""
    return replace(context, answers=about(number, context.answers))


def place(number: int, name: str) -> str:
    """The bookmark of a screen about a client."""
    return name if number == 1 else f"{number}:{name}"


def at(exercise: Scan, context: Context) -> tuple[int, str]:
    """Which client and which screen the bookmark names; nobody gets to a next client before the first is done."""
    first, colon, rest = context.at.partition(":")
    if colon and first.isdigit() and 2 <= int(first) <= exercise.clients and context.done():
        return int(first), rest
    return 1, "" if colon else context.at


def finished(exercise: Scan, answers: Answers) -> list[int]:
    """The numbers of the clients who are done."""
    return [n for n in range(1, exercise.clients + 1) if answers.get(f"{prefix(n)}{DONE}")]


def initials(number: int, context: Context) -> str:
    """The initials of a client, or words for somebody without."""
    return str(about(number, context.answers).get(CLIENT) or context.ui("scan.nobody"))


def side_by_side(exercise: Scan, context: Context) -> tuple[Block, ...]:
    """A row for each step with the band of every client, once there are two."""
    numbers = finished(exercise, context.answers)
    if len(numbers) < 2:
        return ()
    columns = [means(exercise, about(number, context.answers)) for number in numbers]
    rows = tuple(
        (context.text(step.title), *(_band(found[step.id], context) for found in columns)) for step in exercise.steps
    )
    head = (context.ui("scan.clients.step"), *(initials(number, context) for number in numbers))
    return (Table(context.ui("scan.clients"), head, rows),)


def _band(mean: float | None, context: Context) -> str:
    return context.ui("scan.unanswered" if mean is None else f"scan.band.{band(mean)}")
