"""What the answers to a scan say: a band per step, the first weak step, and what is only assumed."""

from typing import Literal

from workbook.exercises.scan import Scan, Statement, Step
from workbook.scoring import Answers

Band = Literal["low", "middle", "high"]
BANDS: tuple[Band, ...] = ("low", "middle", "high")


def band(mean: float) -> Band:
    """Low below 1, middle below 2, high from 2 (levels run 0–3): our own rule of thumb."""
    return "low" if mean < 1 else "middle" if mean < 2 else "high"


def means(exercise: Scan, answers: Answers) -> dict[str, float | None]:
    """Mean level per step over what was answered, 0–3; None where nothing was."""
    levels = {step.id: [level(s, answers) for s in exercise.of(step)] for step in exercise.steps}
    given = {step: [value for value in found if value is not None] for step, found in levels.items()}
    return {step: sum(found) / len(found) if found else None for step, found in given.items()}


def level(statement: Statement, answers: Answers) -> int | None:
    """How true the participant says a statement is, 0–3; None while unanswered."""
    value = answers.get(f"{statement.id}.level")
    return int(value) if isinstance(value, int | float) else None


def evidence(statement: Statement, answers: Answers) -> str:
    """What the participant saw or heard, '' where they named nothing."""
    return str(answers.get(f"{statement.id}.evidence") or "").strip()


def assumed(exercise: Scan, answers: Answers) -> tuple[Statement, ...]:
    """The answered statements without evidence."""
    given = (statement for statement in exercise.asked if level(statement, answers) is not None)
    return tuple(statement for statement in given if not evidence(statement, answers))


def first_weak(exercise: Scan, answers: Answers) -> Step | None:
    """The lowest step that was answered and is not high."""
    found = means(exercise, answers)
    weak = (step for step in exercise.steps if (mean := found[step.id]) is not None and band(mean) != "high")
    return next(weak, None)
