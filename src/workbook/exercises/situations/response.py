"""Scoring a response to situations, and making one up."""

from workbook.content.answers import Value
from workbook.exercises.situations import BEST, KEYS, WORST, Key, Option, Situation, Situations
from workbook.scoring import UNANSWERED, Answers, Feedback, Respondent, Score, at_random, reachable, score, simulate


@score.register
def _score(exercise: Situations, answers: Answers) -> Score:
    if exercise.quick:
        return _quick_score(exercise, answers)
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


def chosen(scene: Situation, name: str, answers: Answers) -> Option | None:
    """The option that was chosen as the `name` (best or worst) of a scene in quick mode."""
    return next((option for option in scene.options if option.id == answers.get(f"{scene.id}.{name}")), None)


def _quick_score(exercise: Situations, answers: Answers) -> Score:
    """One for a best option that helps, one for a worst option that harms; what was left out is not zero."""
    picked = [(scene, name, chosen(scene, name, answers)) for scene in exercise.scenes for name in (BEST, WORST)]
    if not any(option for *_, option in picked):
        return UNANSWERED
    right = {BEST: "helps", WORST: "harms"}
    parts = {f"{s.id}.{name}": None if o is None else float(o.key == right[name]) for s, name, o in picked}
    scored = [part for part in parts.values() if part is not None]
    counts = {
        "best": sum(o is not None and name == BEST and o.key == "helps" for _, name, o in picked),
        "best_of": len(exercise.scenes),
        "harmful": sum(o is not None and name == WORST and o.key == "harms" for _, name, o in picked),
        "harmful_of": len(exercise.scenes),
    }
    told = {f"{s.id}.{o.id}": o for s, _, o in picked if o is not None}  # once, should both hold the same option
    feedback = tuple(Feedback(name, name, o.feedback, o.key, o.own) for name, o in told.items())
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
    if exercise.quick:
        return answers | _quick_picks(exercise, respondent)
    if respondent.kind != "random":
        flip = {"helps": "harms", "harms": "helps", "depends": "harms"} if respondent.kind == "weak" else {}
        for scene in exercise.scenes:
            for option in scene.options:
                answers[f"{scene.id}.{option.id}"] = flip.get(option.key, option.key)
    return answers


def _quick_picks(exercise: Situations, respondent: Respondent) -> dict[str, Value]:
    """A best and a worst option per scene, never the same one."""
    dice, picks = respondent.dice(exercise), dict[str, Value]()
    for scene in exercise.scenes:
        best, worst = dice.sample(scene.options, 2)
        if respondent.kind != "random":
            helping, harming = (next(o for o in scene.options if o.key == key) for key in ("helps", "harms"))
            best, worst = (helping, harming) if respondent.kind == "strong" else (harming, helping)
        picks |= {f"{scene.id}.{BEST}": best.id, f"{scene.id}.{WORST}": worst.id}
    return picks
