"""The feedback on a response to a dilemma, and made-up responses. There are no points: no answer is the right one."""

from random import Random

from workbook.content.answers import DONE, Value
from workbook.exercises.dilemma import FURTHEST, NEEDLE, OWN, OWN_NAME, RATINGS, REASON, REVERSED, ROUTE, RULES, Dilemma
from workbook.exercises.dilemma.weighing import firing, laid
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
def _score(exercise: Dilemma, answers: Answers) -> Score:
    if not answered(answers):
        return UNANSWERED
    notes = [exercise.rule(rule) for rule in firing(exercise, answers)]
    feedback = [Feedback(f"stones:{note.id}", "stones", note.text, "neutral", note.own) for note in notes]
    if route := exercise.route(answers.get(ROUTE)):
        feedback.append(Feedback(f"{ROUTE}:{route.id}", ROUTE, route.feedback, "neutral", route.own))
    return Score("unscored", feedback=tuple(feedback))


@reachable.register
def _reachable(exercise: Dilemma) -> frozenset[str]:
    rules = (f"stones:{rule}" for rule in RULES)
    return frozenset([*rules, *(f"{ROUTE}:{route.id}" for route in exercise.routes)])


@simulate.register
def _simulate(exercise: Dilemma, respondent: Respondent) -> dict[str, Value]:
    """Strong: own gain on the table, compass and sum agree. Weak: half the stones on own gain, and they differ."""
    dice = respondent.dice(exercise)
    strong = respondent.kind == "strong"
    if respondent.kind == "random":
        needle, route = dice.randint(-FURTHEST, FURTHEST), dice.choice(exercise.routes)
        piles = _thrown(exercise, dice)
    else:
        by_accepts = sorted(exercise.routes, key=lambda r: r.accepts)
        route = [r for r in by_accepts if r.accepts < 0][-1] if strong else by_accepts[-1]
        needle = -3 if strong else FURTHEST
        piles = _spread(exercise, exercise.stones // 5 if strong else (exercise.stones + 1) // 2)
    said: dict[str, Value] = {OWN_NAME: "Wat ik hier zelf van leer"} if piles[OWN] else {}
    answers: dict[str, Value] = {NEEDLE: needle, f"compass.{DONE}": True, **said}
    answers |= {f"stones.{pile}": n for pile, n in piles.items()} | {f"stones.{DONE}": True}
    answers |= {ROUTE: route.id, REASON: "Omdat ik hier later nog achter wil staan.", DONE: True}
    if respondent.kind == "random" and dice.random() < 0.5:
        return answers
    favourite = route if strong else min(exercise.routes, key=lambda r: r.accepts)
    for rated in exercise.routes:
        for pile in laid(exercise, answers):
            sure = 2 if rated == favourite else -1
            answers[f"sum.{rated.id}.{pile}"] = dice.choice(RATINGS) if respondent.kind == "random" else sure
    return answers | {f"sum.{DONE}": True, REVERSED: "Had je dit ook gezegd als ik erbij zat?"}


def _thrown(exercise: Dilemma, dice: Random) -> dict[str, int]:
    """Every stone on a pile by chance."""
    thrown = [dice.choice(exercise.piles) for _ in range(exercise.stones)]
    return {pile: thrown.count(pile) for pile in exercise.piles}


def _spread(exercise: Dilemma, on_mine: int) -> dict[str, int]:
    """So many stones on the participant's own gain, the others evenly on the other given interests."""
    others = [interest.id for interest in exercise.interests if not interest.mine]
    rest = exercise.stones - on_mine
    even = {pile: rest // len(others) + (i < rest % len(others)) for i, pile in enumerate(others)}
    return {pile: on_mine if pile == exercise.mine.id else even.get(pile, 0) for pile in exercise.piles}
