"""What a ladder says about itself: where the chosen step stands, where order and tension disagree, before and after."""

import datetime
from collections.abc import Iterator
from itertools import pairwise

from workbook.content.answers import DONE, InOrder, Value, as_number
from workbook.content.models import Note
from workbook.exercises.ladder import (
    AFTER,
    CUE,
    DAY,
    DID,
    LINE,
    ORDER,
    OUTCOMES,
    PICK,
    TENSEST,
    TOLD,
    WHO,
    Ladder,
    Rung,
)
from workbook.scoring import UNANSWERED, Answers, Feedback, Respondent, Score, answered, reachable, score, simulate


def tension(rung: str, answers: Answers) -> int | None:
    """How tense this step is for somebody, 0–10."""
    return _whole(answers.get(f"{rung}.tension"))


def _whole(value: Value) -> int | None:
    number = as_number(value)
    return None if number is None else int(number)


def arranged(exercise: Ladder, answers: Answers) -> tuple[Rung, ...]:
    """The steps from the top of the ladder down; as the author wrote them where they were never moved."""
    by_id = {rung.id: rung for rung in exercise.rungs}
    names = InOrder(tuple(by_id)).read(answers.get(ORDER))
    return tuple(by_id[name] for name in names) or exercise.rungs


def picked(exercise: Ladder, answers: Answers) -> Rung | None:
    """The step that was chosen."""
    return next((rung for rung in exercise.rungs if rung.id == answers.get(PICK)), None)


def crossings(exercise: Ladder, answers: Answers) -> int:
    """How many neighbouring steps stand the other way round than their tension says."""
    found = [tension(rung.id, answers) for rung in arranged(exercise, answers)]
    given = [one for one in found if one is not None]
    return sum(above < below for above, below in pairwise(given))


@score.register
def _score(exercise: Ladder, answers: Answers) -> Score:
    """Unscored. `counts`: the tension before and after, and where order and tension disagree."""
    if not answered(answers):
        return UNANSWERED
    rung = picked(exercise, answers)
    before, after = tension(rung.id, answers) if rung else None, _whole(answers.get(AFTER))
    known = {"before": before, "after": after, "crossed": crossings(exercise, answers)}
    counts = {name: value for name, value in known.items() if value is not None}
    return Score("unscored", counts=counts, feedback=tuple(_feedback(exercise, before, after, counts["crossed"])))


def _feedback(exercise: Ladder, before: int | None, after: int | None, crossed: int) -> Iterator[Feedback]:
    if before is not None:
        low, high = exercise.zone.low, exercise.zone.high
        yield _told(
            PICK, exercise.too_low if before < low else exercise.too_high if before > high else exercise.in_zone
        )
    if crossed:
        yield _told(ORDER, exercise.crossed)
    if before is not None and after is not None:
        yield _told(
            AFTER, exercise.lighter if after < before else exercise.heavier if after > before else exercise.as_tense
        )


def _told(item: str, note: Note) -> Feedback:
    return Feedback(f"{item}:{note.id}", item, note.text, own=note.own)


@reachable.register
def _reachable(exercise: Ladder) -> frozenset[str]:
    picks = [exercise.in_zone]
    picks += [exercise.too_low] if exercise.zone.low > 0 else []
    picks += [exercise.too_high] if exercise.zone.high < TENSEST else []
    after = (exercise.lighter, exercise.as_tense, exercise.heavier)
    return frozenset(
        {f"{PICK}:{note.id}" for note in picks}
        | {f"{ORDER}:{exercise.crossed.id}"}
        | {f"{AFTER}:{note.id}" for note in after}
    )


@simulate.register
def _simulate(exercise: Ladder, respondent: Respondent) -> dict[str, Value]:
    """Strong plans a step within the zone and it went well; weak the tensest one; random anything."""
    dice = respondent.dice(exercise)
    names = [rung.id for rung in exercise.rungs]
    dice.shuffle(names)
    steps = [round(TENSEST * (len(names) - place) / len(names)) for place in range(len(names))]
    tensions = dict(zip(names, steps, strict=True))
    if respondent.kind == "random":
        tensions = {name: dice.randint(0, TENSEST) for name in names}
    pick = {"weak": names[0], "random": dice.choice(names)}.get(respondent.kind) or _dared(exercise, tensions)
    day = datetime.date(2027, 3, 1) + datetime.timedelta(days=dice.randint(1, exercise.within_days))
    answers: dict[str, Value] = {ORDER: " ".join(names)}
    answers |= {f"{name}.tension": tensions[name] for name in names}
    answers |= {PICK: pick, CUE: "we klaar zijn met het overleg", LINE: "Wat kan bij ons beter?"}
    answers |= {WHO: "MK", DAY: day.isoformat(), DONE: True}
    if respondent.kind == "strong" or dice.random() < 0.7:
        later = {"strong": max(0, tensions[pick] - 2), "weak": tensions[pick]}.get(respondent.kind)
        answers[DID] = OUTCOMES[0] if respondent.kind == "strong" else dice.choice(OUTCOMES)
        answers[AFTER] = dice.randint(0, TENSEST) if later is None else later
        answers[TOLD] = "Het viel mee."
    return answers


def _dared(exercise: Ladder, tensions: dict[str, int]) -> str:
    """A step within the zone, else the lightest."""
    inside = [name for name, one in tensions.items() if exercise.zone.low <= one <= exercise.zone.high]
    return inside[0] if inside else min(tensions, key=lambda name: tensions[name])
