"""The feedback on a scan, and made-up responses. There are no points: it is one person's own view of one client."""

from random import Random

from workbook.content.answers import DONE, Value
from workbook.exercises.scan import CLIENT, CUSTOMER, FORM, LEVELS, Scan
from workbook.exercises.scan.gap import verdict
from workbook.exercises.scan.reading import assumed, band, first_weak, means
from workbook.scoring import (
    UNANSWERED,
    Answers,
    Feedback,
    Respondent,
    Score,
    answered,
    reachable,
    score,
    simulate,
)


@score.register
def _score(exercise: Scan, answers: Answers) -> Score:
    if not answered(answers):
        return UNANSWERED
    exercise = exercise.as_chosen(answers)
    parts = means(exercise, answers)
    weak = first_weak(exercise, answers)
    feedback = []
    if weak:
        feedback.append(Feedback(f"{weak.id}:advice", weak.id, weak.advice, "neutral", weak.own))
    elif None not in parts.values():
        note = exercise.all_high
        feedback.append(Feedback("steps:all-high", "steps", note.text, "neutral", note.own))
    loose, note = assumed(exercise, answers), exercise.assumption
    feedback += [
        Feedback(f"{s.id}.evidence:assumption", f"{s.id}.evidence", note.text, "neutral", note.own) for s in loose
    ]
    if told := verdict(exercise, answers):
        name, said = told
        feedback.append(Feedback(f"{CUSTOMER}:{name}", CUSTOMER, said.text, "neutral", said.own))
    weak_steps = sum(mean is not None and band(mean) != "high" for mean in parts.values())
    counts = {"weak": weak_steps, "assumptions": len(loose)}
    return Score("unscored", parts=parts, counts=counts, feedback=tuple(feedback))


@reachable.register
def _reachable(exercise: Scan) -> frozenset[str]:
    advice = {f"{step.id}:advice" for step in exercise.steps}
    customer = {f"{CUSTOMER}:{name}" for name in ("higher", "lower", "same")} if exercise.customer else set()
    assumptions = {f"{s.id}.evidence:assumption" for s in exercise.statements}
    return frozenset(advice | {"steps:all-high"} | assumptions | customer)


@simulate.register
def _simulate(exercise: Scan, respondent: Respondent) -> dict[str, Value]:
    """Strong: all wholly true, with evidence, and the client agrees. Weak: hardly true, with none. Random: anything."""
    dice = respondent.dice(exercise)
    long = respondent.kind == "random" and dice.random() < 0.4
    answers: dict[str, Value] = {FORM: "long"} if long else {}
    answers |= _one_client(exercise.as_chosen(answers), respondent, dice)
    if respondent.kind == "random" and exercise.clients > 1 and dice.random() < 0.3:
        second = _one_client(exercise.as_chosen(answers), respondent, dice)
        answers |= {f"2.{item}": value for item, value in second.items()}
    return answers


def _one_client(exercise: Scan, respondent: Respondent, dice: Random) -> dict[str, Value]:
    answers: dict[str, Value] = {CLIENT: dice.choice(["A.B.", "MK", "J", "RvD"])}
    for statement in exercise.asked:
        levels = {"strong": LEVELS[-1:], "weak": LEVELS[:2]}.get(respondent.kind, LEVELS)
        seen = {"strong": "Zei dat vorige week zelf aan de telefoon.", "weak": ""}.get(respondent.kind)
        answers[f"{statement.id}.level"] = dice.choice(levels)
        answers[f"{statement.id}.evidence"] = dice.choice(["Belde zelf.", ""]) if seen is None else seen
    answers[DONE] = True
    if exercise.customer and (respondent.kind == "strong" or dice.random() < 0.5):
        levels = LEVELS[-1:] if respondent.kind == "strong" else LEVELS
        answers |= {f"{CUSTOMER}.{step.id}": dice.choice(levels) for step in exercise.steps}
    return answers
