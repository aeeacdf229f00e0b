"""Counting a response (more often, the same, less often), and making one up."""

from workbook.content.answers import DONE, Value
from workbook.exercises.retrospective import KEEP, Behaviour, Retrospective
from workbook.scoring import (
    UNANSWERED,
    Answers,
    Feedback,
    Respondent,
    Score,
    answered,
    at_random,
    reachable,
    score,
    simulate,
)

WAYS = ("more", "same", "less")


def both(exercise: Retrospective, behaviour: Behaviour, answers: Answers) -> tuple[int, int] | None:
    """Then and now as points of the scale; None while one of them is missing."""
    then, now = answers.get(behaviour.then), answers.get(behaviour.now)
    values = exercise.scale.values
    return (int(then), int(now)) if then in values and now in values else None


def way(exercise: Retrospective, behaviour: Behaviour, answers: Answers) -> str | None:
    """'more', 'same' or 'less' often now than then; None while one of them is missing."""
    found = both(exercise, behaviour, answers)
    if found is None:
        return None
    return "more" if found[1] > found[0] else "same" if found[1] == found[0] else "less"


@score.register
def _score(exercise: Retrospective, answers: Answers) -> Score:
    if not answered(answers):
        return UNANSWERED
    found = [way(exercise, behaviour, answers) for behaviour in exercise.behaviours]
    counts = {name: found.count(name) for name in WAYS}
    counts |= {"answered": sum(one is not None for one in found), "of": len(found)}
    parts = {
        behaviour.id: None if (pair := both(exercise, behaviour, answers)) is None else float(pair[1] - pair[0])
        for behaviour in exercise.behaviours
    }
    note = Feedback(f"{DONE}:{exercise.bias.id}", DONE, exercise.bias.text, own=exercise.bias.own)
    return Score("unscored", parts=parts, counts=counts, feedback=(note,))


@reachable.register
def _reachable(exercise: Retrospective) -> frozenset[str]:
    return frozenset({f"{DONE}:{exercise.bias.id}"})


@simulate.register
def _simulate(exercise: Retrospective, respondent: Respondent) -> dict[str, Value]:
    if respondent.kind == "random":
        return at_random(exercise.items(), respondent.dice(exercise))
    low, high = exercise.scale.values[0], exercise.scale.values[-1]
    then, now = (low, high) if respondent.kind == "strong" else (high, low)
    answers: dict[str, Value] = {}
    for behaviour in exercise.behaviours:
        answers |= {behaviour.then: then, behaviour.now: now}
    return answers | {KEEP: exercise.behaviours[0].id, DONE: True}
