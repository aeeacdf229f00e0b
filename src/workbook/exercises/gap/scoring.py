"""Nothing is scored: differences between own answer and own guess are counted, the biggest two are talked about."""

from workbook.content.answers import DONE, Value
from workbook.exercises.gap import CHOSEN, GUESS, ROLE, ROLES, Gap, answered, guessed
from workbook.exercises.gap.reading import biggest, with_guess
from workbook.scoring import UNANSWERED, Answers, Feedback, Respondent, Score, reachable, score, simulate
from workbook.scoring import answered as anything


@score.register
def _score(exercise: Gap, answers: Answers) -> Score:
    """`counts`: gap (all steps together) and apart (statements that differ), of what has both an answer and a guess."""
    if not anything(answers):
        return UNANSWERED
    found = with_guess(exercise, answers)
    counts = {"gap": sum(one.gap for one in found), "apart": sum(one.gap > 0 for one in found)} if found else {}
    notes = [Feedback(answered(p), answered(p), p.feedback, own=p.own) for p in (one.pair for one in biggest(found))]
    if found and not notes:
        rule = exercise.rule("no-gap")
        notes = [Feedback(f"{ROLE}:{rule.id}", ROLE, rule.text, own=rule.own)]
    return Score("unscored", counts=counts, feedback=tuple(notes))


@reachable.register
def _reachable(exercise: Gap) -> frozenset[str]:
    return frozenset(answered(pair) for pair in exercise.pairs) | {f"{ROLE}:no-gap"}


@simulate.register
def _simulate(exercise: Gap, respondent: Respondent) -> dict[str, Value]:
    dice, values = respondent.dice(exercise), exercise.scale.values
    fixed = {"strong": values[-1], "weak": values[0]}
    answers: dict[str, Value] = {CHOSEN: dice.choice(ROLES), f"{ROLE}.{DONE}": True}
    answers |= {guessed(pair): fixed.get(respondent.kind, dice.choice(values)) for pair in exercise.pairs}
    answers[f"{GUESS}.{DONE}"] = True
    answers |= {answered(pair): fixed.get(respondent.kind, dice.choice(values)) for pair in exercise.pairs}
    return answers | {DONE: True}
