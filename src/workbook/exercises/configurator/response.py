"""What a response to a configurator is worth: musts three, wishes one, and only for needs that were asked about."""

import random

from workbook.content.answers import DONE, Value
from workbook.exercises.configurator import NOTED, PROFILE, ROLE, STARTED, Configurator
from workbook.exercises.configurator.parts import QUALITIES, Need, Profile
from workbook.exercises.configurator.reading import (
    STATES,
    State,
    asked,
    begun,
    broken,
    made,
    minutes_left,
    needed,
    profile_of,
    role_of,
    state,
)
from workbook.scoring import (
    UNANSWERED,
    Answers,
    Feedback,
    Respondent,
    Score,
    Tone,
    answered,
    reachable,
    score,
    simulate,
)

TONES: dict[State, Tone] = {"found": "helps", "unheeded": "depends", "luck": "depends", "missed": "harms"}


@score.register
def _score(exercise: Configurator, answers: Answers) -> Score:
    profile = profile_of(exercise, answers)
    if role_of(answers) != "seller":
        return Score("unscored") if answered(answers) else UNANSWERED
    if profile is None or not begun(exercise, answers):
        return UNANSWERED
    states = {need.id: state(exercise, profile, need, answers) for need in profile.needs}
    parts = {need.id: float(need.points if states[need.id] == "found" else 0) for need in profile.needs}
    counts: dict[str, int] = {name: list(states.values()).count(name) for name in STATES}
    counts |= {"asked": len(asked(exercise, answers)), "minutes": exercise.budget - minutes_left(exercise, answers)}
    feedback = [_of_need(profile, need, states[need.id]) for need in profile.needs]
    maximum = float(sum(need.points for need in profile.needs))
    said = (*feedback, *_of_questions(exercise, answers))
    return Score("scored", sum(parts.values()), maximum, parts, counts, said)


def _of_need(profile: Profile, need: Need, what: State) -> Feedback:
    text = need.found if what in ("found", "unheeded") else need.missed
    item = f"{profile.id}.{need.id}"
    return Feedback(f"{item}:{what}", item, text, TONES[what], need.own)


def _of_questions(exercise: Configurator, answers: Answers) -> tuple[Feedback, ...]:
    """A note for each kind of question that was asked, the kind asked most first."""
    kinds = [card.quality for card in asked(exercise, answers)]
    if not kinds:
        note = exercise.nothing_asked
        return (Feedback(f"cards:{note.id}", "cards", note.text, own=note.own),)
    notes = [(kinds.count(name), getattr(exercise.qualities, name)) for name in QUALITIES if name in kinds]
    notes.sort(key=lambda pair: -pair[0])
    return tuple(Feedback(f"cards:{note.id}", "cards", note.text, own=note.own) for _, note in notes)


@reachable.register
def _reachable(exercise: Configurator) -> frozenset[str]:
    needs = {f"{p.id}.{need.id}:{what}" for p in exercise.profiles for need in p.needs for what in STATES}
    notes = {getattr(exercise.qualities, name).id for name in QUALITIES} | {exercise.nothing_asked.id}
    return frozenset(needs | {f"cards:{name}" for name in notes})


@simulate.register
def _simulate(exercise: Configurator, respondent: Respondent) -> dict[str, Value]:
    """Strong asks what opens and draws what fits; weak leads and draws nothing; random does anything, in any role."""
    dice = respondent.dice(exercise)
    profile = dice.choice(exercise.profiles)
    role = dice.choice(("seller", "seller", "seller", "customer", "observer"))
    answers: dict[str, Value] = {ROLE: role if respondent.kind == "random" else "seller", PROFILE: profile.id}
    answers[STARTED] = True
    if answers[ROLE] != "seller":
        return answers | ({NOTED: "Drie open vragen."} if answers[ROLE] == "observer" else {}) | {DONE: True}
    _ask(exercise, profile, respondent, dice, answers)
    if respondent.kind == "strong":
        wanted = needed(exercise, profile, answers)
        answers |= {knob.item: int(wanted[knob.id]) for knob in exercise.knobs}
        _mend(exercise, profile, answers, dice)
    elif respondent.kind == "random":
        _turn(exercise, answers, dice)
    return answers | {DONE: True}


def _ask(
    exercise: Configurator, profile: Profile, respondent: Respondent, dice: random.Random, answers: dict[str, Value]
) -> None:
    cards, known = list(exercise.cards), set[str]()
    dice.shuffle(cards)
    if respondent.kind != "random":
        wanted = "opens" if respondent.kind == "strong" else "leads"
        cards = sorted((card for card in cards if card.quality == wanted), key=lambda card: card.cost)
    for card in cards[: dice.randint(0, 8) if respondent.kind == "random" else None]:
        new = set(profile.revealed_by(card)) - known
        if card.cost <= minutes_left(exercise, answers) and (new or respondent.kind != "strong"):
            answers[card.item] = True
            known |= new


def _turn(exercise: Configurator, answers: dict[str, Value], dice: random.Random) -> None:
    """Turn knobs at random, one by one, and turn back what the system book does not allow."""
    for knob in dice.sample(exercise.knobs, len(exercise.knobs)):
        high = len(knob.options) - 1 if knob.kind == "choice" else knob.high
        answers[knob.item] = dice.randrange(knob.low, high + 1, knob.step)
        if broken(exercise, answers):
            answers[knob.item] = int(knob.start)
        if broken(exercise, answers):
            del answers[knob.item]


def _mend(exercise: Configurator, profile: Profile, answers: dict[str, Value], dice: random.Random) -> None:
    """Turn knobs until the drawing keeps to the book and meets every need, or give up after a while."""

    def wrong() -> int:
        values = made(exercise, answers)
        unmet = sum(not c.holds(values) for need in profile.needs for c in need.fits)
        return 3 * len(broken(exercise, answers)) + unmet

    for _ in range(800):
        if not wrong():
            return
        knob, before = dice.choice(exercise.knobs), wrong()
        high = len(knob.options) - 1 if knob.kind == "choice" else knob.high
        kept = answers[knob.item]
        answers[knob.item] = dice.randrange(knob.low, high + 1, knob.step)
        if wrong() > before:
            answers[knob.item] = kept
