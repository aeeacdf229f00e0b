"""Scoring a response to facts, reading its calibration, and making one up."""

from dataclasses import dataclass

from workbook.content.answers import DONE, Value
from workbook.exercises.facts import CALIBRATE_FROM, CERTAINTIES, TRUTHS, Facts
from workbook.scoring import UNANSWERED, Answers, Feedback, Respondent, Score, at_random, reachable, score, simulate


@dataclass(frozen=True)
class Calibration:
    """How often somebody was right when they said 'sure'; `of` may be 0."""

    right: int
    of: int


@score.register
def _score(exercise: Facts, answers: Answers) -> Score:
    given = [(one, answers.get(one.answer)) for one in exercise.statements]
    parts = {one.answer: float(value == one.truth) if value in TRUTHS else None for one, value in given}
    scored = [part for part in parts.values() if part is not None]
    if not scored:
        return UNANSWERED
    counts = {"right": int(sum(scored)), "answered": len(scored), "of": len(exercise.statements)}
    feedback = tuple(
        Feedback(one.answer, one.answer, one.feedback, "neutral", one.own) for one, value in given if value in TRUTHS
    )
    return Score("scored", sum(scored), len(parts), parts, counts, feedback)


def calibration(exercise: Facts, answers: Answers) -> Calibration | None:
    """Right and given among the answers that were 'sure'; None below 8 answers with a certainty."""
    told = [
        (answers.get(one.certainty), answers.get(one.answer) == one.truth)
        for one in exercise.statements
        if answers.get(one.answer) in TRUTHS and answers.get(one.certainty) in CERTAINTIES
    ]
    if len(told) < CALIBRATE_FROM:
        return None
    sure = [right for certainty, right in told if certainty == "sure"]
    return Calibration(sum(sure), len(sure))


@reachable.register
def _reachable(exercise: Facts) -> frozenset[str]:
    return frozenset(one.answer for one in exercise.statements)


@simulate.register
def _simulate(exercise: Facts, respondent: Respondent) -> dict[str, Value]:
    if respondent.kind == "random":
        return at_random(exercise.items(), respondent.dice(exercise))
    strong = respondent.kind == "strong"
    answers: dict[str, Value] = {}
    for one in exercise.statements:
        wrong = next(truth for truth in TRUTHS if truth != one.truth)
        answers[one.answer] = one.truth if strong else wrong
        answers |= {one.certainty: "think" if strong else "sure", f"{one.id}.{DONE}": True}
    return answers | {DONE: True}
