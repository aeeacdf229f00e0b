"""What a response to a simulator says: where the knobs stand, which texts the guess calls for, made-up respondents."""

from workbook.content.answers import DONE, Value, as_number
from workbook.content.models import Note
from workbook.exercises.simulator import (
    CHANCE,
    COUNT,
    EVENTS,
    EXPLAIN,
    FUTURES,
    GUESS,
    RUN,
    SURE,
    SURENESS,
    TIMES,
    Simulator,
)
from workbook.exercises.simulator.trust import Outcome, Setting, futures, way_back
from workbook.scoring import UNANSWERED, Answers, Feedback, Respondent, Score, answered, reachable, score, simulate

NEAR = 1  # a guess that is one off is near: own rule of thumb


def at(exercise: Simulator, name: str, answers: Answers) -> int:
    """Where a knob stands: as somebody turned it, or as it was to begin with."""
    turned = as_number(answers.get(f"knob.{name}"))
    begun = exercise.start if name == "start" else getattr(exercise.knobs, name)
    return int(begun if turned is None else turned)


def chance(exercise: Simulator, answers: Answers) -> int:
    """The chance of another order at each later moment, in per cent."""
    turned = as_number(answers.get(CHANCE))
    return exercise.futures.chance if turned is None else int(turned)


def setting(exercise: Simulator, answers: Answers) -> Setting:
    """The knobs as the model takes them."""
    pace, goodwill = at(exercise, "pace", answers) / 100, at(exercise, "goodwill", answers) / 100
    return Setting(pace, at(exercise, "weight", answers), goodwill)


def asked(exercise: Simulator) -> int:
    """What the model answers to the question that was guessed: with the knobs as they were to begin with."""
    return way_back(exercise.start, setting(exercise, {}))


def outcome(exercise: Simulator, answers: Answers, begin: bool = False) -> Outcome:
    """The 200 futures with the knobs as they stand, or as they were to begin with."""
    told: Answers = {} if begin else answers
    share = chance(exercise, told) / 100
    return futures(at(exercise, "start", told), share, exercise.futures.moments, setting(exercise, told))


def run_of(answers: Answers) -> str:
    """The events that somebody let happen, in order."""
    return str(answers.get(RUN) or "")


def verdict(exercise: Simulator, answers: Answers) -> tuple[str, Note] | None:
    """Which text the guess calls for, with its name; None without a guess."""
    guess = as_number(answers.get(TIMES))
    if guess is None:
        return None
    off = guess - asked(exercise)
    if abs(off) <= NEAR:
        return "spot-on", exercise.spot_on
    return ("too-low", exercise.too_low) if off < 0 else ("too-high", exercise.too_high)


@score.register
def _score(exercise: Simulator, answers: Answers) -> Score:
    if not answered(answers):
        return UNANSWERED
    notes: list[tuple[str, str, Note]] = []
    if said := verdict(exercise, answers):
        notes.append((f"{TIMES}:{said[0]}", TIMES, said[1]))
    weight = at(exercise, "weight", answers)
    if weight != exercise.knobs.weight:
        name = "light" if weight < exercise.knobs.weight else "heavy"
        notes.append((f"knob.weight:{name}", "knob.weight", getattr(exercise, name)))
    if answers.get(f"{FUTURES}.{DONE}"):
        notes += [(f"{COUNT}:{name}", COUNT, getattr(exercise.futures, name)) for name in ("trade", "beyond")]
    if answers.get(f"{GUESS}.{DONE}"):
        notes.append((f"{GUESS}:limits", GUESS, exercise.limits))
    feedback = tuple(Feedback(name, item, note.text, own=note.own) for name, item, note in notes)
    return Score("unscored", feedback=feedback)


@reachable.register
def _reachable(exercise: Simulator) -> frozenset[str]:
    guesses = {f"{TIMES}:{name}" for name in ("spot-on", "too-high")}
    guesses |= {f"{TIMES}:too-low"} if asked(exercise) > NEAR else set()
    weights = {"knob.weight:light"} if exercise.knobs.weight > 1 else set()
    weights |= {"knob.weight:heavy"} if exercise.knobs.weight < 10 else set()
    return frozenset(guesses | weights | {f"{COUNT}:trade", f"{COUNT}:beyond", f"{GUESS}:limits"})


@simulate.register
def _simulate(exercise: Simulator, respondent: Respondent) -> dict[str, Value]:
    """Strong guesses what the model says and tries everything; weak thinks that once is enough and turns nothing."""
    dice = respondent.dice(exercise)
    guesses = {"strong": asked(exercise), "weak": 1, "random": dice.randint(0, 20)}
    sure = {"strong": "zeker", "weak": "zeker", "random": dice.choice(SURENESS)}
    answers: dict[str, Value] = {
        TIMES: guesses[respondent.kind],
        SURE: sure[respondent.kind],
        f"{GUESS}.{DONE}": True,
    }
    if respondent.kind != "weak":
        answers |= {"knob.weight": dice.randint(1, 10), "knob.start": 5 * dice.randint(2, 18)}
        answers[RUN] = "".join(dice.choice(list(EVENTS.values())) for _ in range(dice.randint(1, 12)))
        answers |= {COUNT: 10 * dice.randint(0, 20), f"{FUTURES}.{DONE}": True, CHANCE: 10 * dice.randint(0, 10)}
    answers[EXPLAIN] = "Omdat één misser meer weegt dan één keer nakomen." if respondent.kind == "strong" else "x"
    return answers | {DONE: True}
