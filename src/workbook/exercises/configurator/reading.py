"""What the answers to a configurator say: who, what was asked, what came out, and what was drawn."""

from typing import Literal

from workbook.content import interface
from workbook.content.answers import DONE, Value
from workbook.exercises.configurator import PROFILE, ROLE, ROLES, Configurator, RoleName
from workbook.exercises.configurator.parts import Card, Condition, Knob, Need, Profile, Rule
from workbook.scoring import Answers

State = Literal["found", "unheeded", "luck", "missed"]
STATES: tuple[State, ...] = ("found", "unheeded", "luck", "missed")


def key(exercise: Configurator, name: str) -> str:
    """The key of an interface text, in the words of a plan where a plan has its own."""
    own = f"configurator.{exercise.drawing}.{name}"
    return own if interface.known(own) else f"configurator.{name}"


def role_of(answers: Answers) -> RoleName:
    """Whose card this person has; who chose none asks and draws."""
    return next((name for name in ROLES if name == answers.get(ROLE)), "seller")


def profile_of(exercise: Configurator, answers: Answers) -> Profile | None:
    """Who sits at the table, None while that is not chosen."""
    if len(exercise.profiles) == 1:
        return exercise.profiles[0]
    return next((profile for profile in exercise.profiles if profile.id == answers.get(PROFILE)), None)


def asked(exercise: Configurator, answers: Answers) -> tuple[Card, ...]:
    """The questions in the order in which they were asked."""
    by_item = {card.item: card for card in exercise.cards}
    return tuple(by_item[item] for item, value in answers.items() if item in by_item and value is True)


def minutes_left(exercise: Configurator, answers: Answers) -> int:
    """What is left of the minutes."""
    return exercise.budget - sum(card.cost for card in asked(exercise, answers))


def heard(exercise: Configurator, profile: Profile, answers: Answers) -> frozenset[str]:
    """The needs that came out."""
    return frozenset(need for card in asked(exercise, answers) for need in profile.revealed_by(card))


def value_of(knob: Knob, answers: Answers) -> float:
    """Where a knob stands."""
    given: Value = answers.get(knob.item)
    if isinstance(given, bool) or not isinstance(given, int | float):
        return float(knob.start)
    return float(given)


def made(exercise: Configurator, answers: Answers) -> dict[str, float]:
    """Where every knob stands."""
    return {knob.id: value_of(knob, answers) for knob in exercise.knobs}


def drawn(exercise: Configurator, answers: Answers) -> bool:
    """Whether any knob was touched."""
    return any(answers.get(knob.item) is not None for knob in exercise.knobs)


def broken(exercise: Configurator, answers: Answers) -> tuple[Rule, ...]:
    """The rules of the system book that the drawing does not keep to."""
    values = made(exercise, answers)
    return tuple(rule for rule in exercise.book if not rule.keeps(values))


def begun(exercise: Configurator, answers: Answers) -> bool:
    """Whether anything was asked or drawn, or the drawing was committed."""
    return bool(asked(exercise, answers) or drawn(exercise, answers) or answers.get(DONE))


def state(exercise: Configurator, profile: Profile, need: Need, answers: Answers) -> State:
    """What became of a need: asked and drawn, asked only, drawn by luck, or neither."""
    fits = all(condition.holds(made(exercise, answers)) for condition in need.fits)
    if need.id in heard(exercise, profile, answers):
        return "found" if fits else "unheeded"
    return "luck" if fits else "missed"


def needed(exercise: Configurator, profile: Profile, answers: Answers) -> dict[str, float]:
    """The nearest drawing that meets every need about a single knob."""
    values = made(exercise, answers)
    for condition in (condition for need in profile.needs for condition in need.fits):
        if len(condition.of) == 1:
            _move(values, condition)
    return values


def _move(values: dict[str, float], condition: Condition) -> None:
    ((knob, times),) = condition.of.items()
    if times <= 0 or condition.holds(values):
        return
    if condition.most is not None and values[knob] * times > condition.most:
        values[knob] = condition.most / times
    elif condition.least is not None:
        values[knob] = condition.least / times
