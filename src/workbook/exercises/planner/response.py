"""What a filled-in sheet is worth (nothing; it is complete or not) and how a made-up respondent fills it in."""

import random

from workbook.content.answers import DONE, Value
from workbook.content.text import LANGUAGES, Text
from workbook.exercises.planner import PlanField, Planner, names
from workbook.scoring import UNANSWERED, Answers, Feedback, Respondent, Score, reachable, score, simulate


@score.register
def _score(exercise: Planner, answers: Answers) -> Score:
    filled = sum(bool(field.told(answers, "nl")) for field in exercise.fields)
    if not filled:
        return UNANSWERED
    missing = exercise.missing(answers)
    note = exercise.incomplete if missing else exercise.complete
    text = note.text
    if missing:
        said = {language: names(missing, language) for language in LANGUAGES}
        text = Text(nl=text.fill(missing=said["nl"]).nl, en=text.fill(missing=said["en"]).en)
    counts = {"filled": filled, "fields": len(exercise.fields), "missing": len(missing)}
    return Score("unscored", counts=counts, feedback=(Feedback(f"{DONE}:{note.id}", DONE, text, own=note.own),))


@reachable.register
def _reachable(exercise: Planner) -> frozenset[str]:
    lacking = {f"{DONE}:{exercise.incomplete.id}"} if _can_lack(exercise) else set()
    return frozenset({f"{DONE}:{exercise.complete.id}"} | lacking)


def _can_lack(exercise: Planner) -> bool:
    """Whether a sheet with something on it can miss a required field."""
    return len(exercise.fields) > 1 and any(field.required for field in exercise.fields)


@simulate.register
def _simulate(exercise: Planner, respondent: Respondent) -> dict[str, Value]:
    """Strong fills in everything; weak leaves the first required field open, and more; random leaves some open."""
    dice = respondent.dice(exercise)
    chance = {"strong": 1.0, "weak": 0.5, "random": 0.8}[respondent.kind]
    required = [field for field in exercise.fields if field.required]
    left_open = required[0] if respondent.kind == "weak" and required else None
    filled = [field for field in exercise.fields if dice.random() < chance and field != left_open]
    # a sheet with nothing on it is no response
    return {field.item: _made_up(field, dice) for field in filled or exercise.fields[-1:]} | {DONE: True}


def _made_up(field: PlanField, dice: random.Random) -> Value:
    match field.kind:
        case "choice":
            return dice.choice([option.id for option in field.options])
        case "date":
            return f"2027-0{dice.randint(1, 9)}-{dice.randint(10, 28)}"
        case "time":
            return f"{dice.randint(9, 17):02}:{dice.choice(('00', '15', '30', '45'))}"
        case _:
            example = field.hint.nl.partition("Bijvoorbeeld: ")[2] if field.hint else ""
            return (example or "Dat spreken we in de auto af.")[: field.max_length]
