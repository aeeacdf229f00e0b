"""Counting what was told back, noticing dates that lie far off, and made-up logs."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass

from workbook.content.answers import DONE, Value, as_date
from workbook.exercises.actionlog import ACTION, BY, HEARD, OWNER, SIGNAL, TOLD, ActionLog
from workbook.scoring import UNANSWERED, Answers, Feedback, Respondent, Score, reachable, score, simulate


@dataclass(frozen=True)
class Row:
    """One row of a log as it stands; a row is there once it has a signal."""

    name: str
    signal: str
    heard: datetime.date | None
    action: str
    owner: str
    by: datetime.date | None
    told: bool

    @property
    def days(self) -> int | None:
        """How many days lie between hearing it and telling the customer; None where one of the two is not known."""
        return (self.by - self.heard).days if self.by and self.heard else None


def row(name: str, answers: Answers) -> Row:
    """One row as somebody filled it in."""

    def typed(part: str) -> str:
        return str(answers.get(f"{name}.{part}") or "").strip()

    days = {part: as_date(answers.get(f"{name}.{part}")) for part in (HEARD, BY)}
    told = answers.get(f"{name}.{TOLD}") is True
    return Row(name, typed(SIGNAL), days[HEARD], typed(ACTION), typed(OWNER), days[BY], told)


def filled(exercise: ActionLog, answers: Answers) -> tuple[Row, ...]:
    """The rows with a signal, in their order."""
    return tuple(found for name in exercise.names if (found := row(name, answers)).signal)


def told_back(exercise: ActionLog, answers: Answers) -> int:
    """How many signals went back to the customer."""
    return sum(one.told for one in filled(exercise, answers))


@score.register
def _score(exercise: ActionLog, answers: Answers) -> Score:
    """Points: the signals that were told back, of those in the log. `counts`: the same two, and the late ones."""
    rows = filled(exercise, answers)
    if not rows:
        return UNANSWERED
    told = sum(one.told for one in rows)
    late = sum(is_late(exercise, one) for one in rows)
    counts = {"told": told, "signals": len(rows), "late": late}
    return Score("scored", told, len(rows), {}, counts, tuple(_feedback(exercise, rows, told)))


def is_late(exercise: ActionLog, one: Row) -> bool:
    """Whether the customer is to hear of it only after more days than suit, and has not been told yet."""
    return not one.told and one.days is not None and one.days > exercise.within_days


def _feedback(exercise: ActionLog, rows: tuple[Row, ...], told: int) -> Iterator[Feedback]:
    for one in rows:
        if is_late(exercise, one):
            yield late_note(exercise, one)
    note = exercise.all_told if told == len(rows) else exercise.some_told if told else exercise.none_told
    yield Feedback(f"{TOLD}:{note.id}", TOLD, note.text, own=note.own)


def late_note(exercise: ActionLog, one: Row) -> Feedback:
    """The kind word about a date that lies far off."""
    text = exercise.late.text.fill(days=one.days, within=exercise.within_days)
    return Feedback(f"{one.name}:{exercise.late.id}", one.name, text, own=exercise.late.own)


@reachable.register
def _reachable(exercise: ActionLog) -> frozenset[str]:
    notes = [exercise.none_told, exercise.all_told, *((exercise.some_told,) if exercise.rows > 1 else ())]
    return frozenset(
        {f"{TOLD}:{note.id}" for note in notes} | {f"{name}:{exercise.late.id}" for name in exercise.names}
    )


@simulate.register
def _simulate(exercise: ActionLog, respondent: Respondent) -> dict[str, Value]:
    """Strong told everything back in time; weak nothing, and late; random anything."""
    dice, start = respondent.dice(exercise), datetime.date(2027, 3, 1)
    answers: dict[str, Value] = {}
    full = {"strong": min(3, exercise.rows), "weak": exercise.rows}.get(respondent.kind)
    for name in exercise.names[: full or dice.randint(1, exercise.rows)]:
        heard = start + datetime.timedelta(days=dice.randint(0, 5))
        span = {"strong": exercise.within_days // 2, "weak": exercise.within_days + 7}.get(respondent.kind)
        by = heard + datetime.timedelta(days=dice.randint(1, exercise.within_days * 2) if span is None else span)
        answers |= {f"{name}.{SIGNAL}": "Niemand belt terug.", f"{name}.{HEARD}": heard.isoformat()}
        answers |= {
            f"{name}.{ACTION}": "Eén vast aanspreekpunt.",
            f"{name}.{OWNER}": "ik",
            f"{name}.{BY}": by.isoformat(),
        }
        told = {"strong": True, "weak": False}.get(respondent.kind)
        answers[f"{name}.{TOLD}"] = dice.random() < 0.5 if told is None else told
    return answers | {DONE: True}
