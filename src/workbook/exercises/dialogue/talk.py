"""The talk that answers make: the turns on its path, and the silences in it."""

from collections.abc import Mapping
from dataclasses import dataclass

from workbook.content.answers import DONE, OBSERVED, Value
from workbook.exercises.dialogue import TRIES, Band, Dialogue, SilenceStep
from workbook.exercises.dialogue.lines import Line, Node
from workbook.view.numbers import half_up

Answers = Mapping[str, Value]


@dataclass(frozen=True)
class Turn:
    """One turn of a talk: what the client said and the line that was chosen."""

    node: Node
    line: Line


@dataclass(frozen=True)
class Try:
    """One measured silence: seconds in halves, and the id of the tempting line that ended it ('' for none)."""

    seconds: float
    fill_in: str


def turns(exercise: Dialogue, answers: Answers, committed: bool = False) -> tuple[Turn, ...]:
    """The turns from the start as far as lines were chosen (or `committed`), in the order of the talk."""
    nodes, at, path = exercise.by_id, exercise.start, []
    while at in nodes:
        node = nodes[at]
        line = next((option for option in node.options if option.id == answers.get(f"{node.id}.choice")), None)
        if line is None or (committed and not answers.get(f"{node.id}.{DONE}")):
            break
        path.append(Turn(node, line))
        at = line.next
    return tuple(path)


def place(exercise: Dialogue, path: tuple[Turn, ...]) -> str:
    """Where the talk is after these turns: the id of a node or of an ending."""
    return path[-1].line.next if path else exercise.start


def rounded(seconds: float) -> float:
    """Seconds to half seconds, ties up: 1.74 gives 1.5 and 1.75 gives 2."""
    return float(half_up(seconds * 2)) / 2


def judged(step: SilenceStep, seconds: float) -> Band:
    """The band of a silence; `seconds` are rounded to halves first."""
    halves = rounded(seconds)
    return next(band for band in step.bands if band.below is None or halves < band.below)


def tries(answers: Answers, node: str) -> tuple[Try, ...]:
    """The silences that were measured at one turn, first try first."""
    found = []
    for again in TRIES:
        seconds = answers.get(f"{node}.silence{again}")
        if isinstance(seconds, int | float) and not isinstance(seconds, bool):
            found.append(Try(rounded(seconds), str(answers.get(f"{node}.fill-in{again}") or "")))
    return tuple(found)


def silences(exercise: Dialogue, answers: Answers) -> dict[str, tuple[Try, ...]]:
    """Per turn on the path where a silence belonged, the tries (none if it was not measured); {} if switched off."""
    if exercise.silence is None:
        return {}
    return {turn.node.id: tries(answers, turn.node.id) for turn in turns(exercise, answers) if turn.line.silence}


def first_silence(exercise: Dialogue, answers: Answers) -> float | None:
    """The seconds (in halves) of the first silence in a talk; of several tries the latest counts.

    Whoever measured none themselves counts with the silence that they measured as the observer of a trio.
    """
    own = next((held[-1].seconds for held in silences(exercise, answers).values() if held), None)
    observed = answers.get(OBSERVED)
    if own is not None or isinstance(observed, bool) or not isinstance(observed, int | float):
        return own
    return rounded(observed)


def first_fill_in(exercise: Dialogue, answers: Answers) -> str | None:
    """The id of the first tempting line that was pressed in a talk."""
    pressed = (one.fill_in for held in silences(exercise, answers).values() for one in held if one.fill_in)
    return next(pressed, None)
