"""What a talk with a meter is worth: the level where it ended, and the turn of the first defence."""

from collections.abc import Iterator, Sequence

from workbook.exercises.dialogue import Dialogue
from workbook.exercises.dialogue.checks import turns_left
from workbook.exercises.dialogue.lines import Line
from workbook.exercises.dialogue.meter import Meter, first_defence, first_level, levels
from workbook.exercises.dialogue.talk import Turn, turns
from workbook.scoring import Answers, Feedback, Score

Outcome = tuple[int, int, int]  # turns taken, level, turn of the first defence (0 for none)


def said(path: Sequence[Turn]) -> tuple[Line, ...]:
    """The lines of these turns."""
    return tuple(turn.line for turn in path)


def metered_score(exercise: Dialogue, meter: Meter, path: Sequence[Turn], feedback: tuple[Feedback, ...]) -> Score:
    """Points: how far the level is above the lowest. `counts`: turns, those before the first defence, and defences."""
    lines = said(path)
    level, first = levels(exercise, lines)[-1], first_defence(lines)
    counts = {
        "turns": len(lines),
        "before": first - 1 if first else len(lines),
        "defences": sum(line.defends for line in lines),
    }
    return Score("scored", level - meter.least, meter.most - meter.least, {"meter": level}, counts, feedback)


def closing(exercise: Dialogue, path: Sequence[Turn]) -> Iterator[Feedback]:
    """What to say when the talk has ended."""
    lines = said(path)
    yield from _closing(exercise, levels(exercise, lines)[-1], first_defence(lines) or 0)


def _closing(exercise: Dialogue, level: int, first: int) -> Iterator[Feedback]:
    assert exercise.meter is not None
    reached = exercise.meter.at(level)
    yield Feedback(f"meter:{reached.id}", "meter", exercise.said(reached.text), own=reached.own)
    if exercise.defence:
        note = exercise.defence.when(first)
        yield Feedback(f"defence:{note.id}", "defence", exercise.said(note.text), own=note.own)


def closings(exercise: Dialogue) -> frozenset[str]:
    """The ids of all that can be said at an end."""
    return frozenset(f.id for _, level, first in _outcomes(exercise) for f in _closing(exercise, level, first))


def _outcomes(exercise: Dialogue) -> set[Outcome]:
    """Every way in which a talk can end: forward through the graph, equal ones taken together."""
    left, nodes = turns_left(exercise.edges), exercise.by_id
    arrived: dict[str, set[Outcome]] = {exercise.start: {(0, first_level(exercise), 0)}}
    for name in sorted(left, key=lambda node: -left[node]):
        for line in nodes[name].options:
            arrived.setdefault(line.next, set()).update(_after(exercise, line, before) for before in arrived[name])
    return {outcome for ending in exercise.endings for outcome in arrived[ending.id]}


def _after(exercise: Dialogue, line: Line, before: Outcome) -> Outcome:
    assert exercise.meter is not None
    turn = before[0] + 1
    level = exercise.meter.within(before[1] + (line.shift or 0))
    return turn, level, before[2] or (turn if line.defends else 0)


def turn_of_defence(exercise: Dialogue, answers: Answers) -> int | None:
    """The turn of the first defence in somebody's talk, 0 for none; None where the talk has not begun."""
    path = turns(exercise, answers)
    return (first_defence(said(path)) or 0) if path else None
