"""The feedback on a scan, and made-up responses. There are no points: it is one person's own view of one client."""

from workbook.content.answers import Value
from workbook.exercises.scan import CLIENT, LEVELS, Scan
from workbook.exercises.scan.reading import assumed, band, first_weak, means
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


@score.register
def _score(exercise: Scan, answers: Answers) -> Score:
    if not answered(answers):
        return UNANSWERED
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
    weak_steps = sum(mean is not None and band(mean) != "high" for mean in parts.values())
    counts = {"weak": weak_steps, "assumptions": len(loose)}
    return Score("unscored", parts=parts, counts=counts, feedback=tuple(feedback))


@reachable.register
def _reachable(exercise: Scan) -> frozenset[str]:
    advice = {f"{step.id}:advice" for step in exercise.steps}
    return frozenset(advice | {"steps:all-high"} | {f"{s.id}.evidence:assumption" for s in exercise.asked})


@simulate.register
def _simulate(exercise: Scan, respondent: Respondent) -> dict[str, Value]:
    """Strong: everything wholly true, with evidence. Weak: hardly true, with none. Random: anything."""
    dice = respondent.dice(exercise)
    answers = at_random(exercise.items(), dice) | {CLIENT: dice.choice(["A.B.", "MK", "J", "RvD"])}
    if respondent.kind != "random":
        strong = respondent.kind == "strong"
        for statement in exercise.asked:
            answers[f"{statement.id}.level"] = LEVELS[-1] if strong else dice.choice(LEVELS[:2])
            answers[f"{statement.id}.evidence"] = "Zei dat vorige week zelf aan de telefoon." if strong else ""
    return answers
