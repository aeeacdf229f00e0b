"""Scoring a response to situations, and making one up."""

from workbook.content.answers import Value
from workbook.exercises.situations import KEYS, Key, Situations
from workbook.scoring import UNANSWERED, Answers, Feedback, Respondent, Score, at_random, reachable, score, simulate


@score.register
def _score(exercise: Situations, answers: Answers) -> Score:
    given = {item: value for item, value in answers.items() if value in KEYS}
    if not given:
        return UNANSWERED
    pairs = [
        (scene, option, given.get(f"{scene.id}.{option.id}")) for scene in exercise.scenes for option in scene.options
    ]
    parts = {f"{s.id}.{o.id}": None if g is None else 1 - distance(g, o.key) / 2 for s, o, g in pairs}
    counts = {
        "best": sum(o.key == "helps" and g == "helps" for _, o, g in pairs),
        "best_of": sum(o.key == "helps" for _, o, _ in pairs),
        "harmful": sum(o.key == "harms" and g == "harms" for _, o, g in pairs),
        "harmful_of": sum(o.key == "harms" for _, o, _ in pairs),
    }
    scored = [part for part in parts.values() if part is not None]
    feedback = tuple(
        Feedback(f"{s.id}.{o.id}", f"{s.id}.{o.id}", o.feedback, o.key, o.own) for s, o, g in pairs if g is not None
    )
    return Score("scored", sum(scored), len(parts), parts, counts, feedback)


def distance(given: Value, key: Key) -> int:
    """0 the same, 1 one step apart, 2 opposite."""
    return abs(KEYS.index(given) - KEYS.index(key))


@reachable.register
def _reachable(exercise: Situations) -> frozenset[str]:
    return frozenset(f"{scene.id}.{option.id}" for scene in exercise.scenes for option in scene.options)


@simulate.register
def _simulate(exercise: Situations, respondent: Respondent) -> dict[str, Value]:
    answers = at_random(exercise.items(), respondent.dice(exercise))
    if respondent.kind != "random":
        flip = {"helps": "harms", "harms": "helps", "depends": "harms"} if respondent.kind == "weak" else {}
        for scene in exercise.scenes:
            for option in scene.options:
                answers[f"{scene.id}.{option.id}"] = flip.get(option.key, option.key)
    return answers
