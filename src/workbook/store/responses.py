"""Responses: written one by one, read back as attempts."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, Engine, Select, select
from sqlalchemy.exc import IntegrityError

from workbook.content.answers import AGAIN, BOOKMARK, DONE, KEEP, Refused, Value
from workbook.content.models import Exercise
from workbook.store.clock import now
from workbook.store.engine import empty_wal, reading, writing
from workbook.store.stages import answering
from workbook.store.tables import participant, response, session


@dataclass(frozen=True)
class Attempt:
    """One time through an exercise: the answers by item."""

    answers: dict[str, Value] = field(default_factory=dict)

    @property
    def done(self) -> bool:
        """Whether the exercise was committed."""
        return bool(self.answers.get(DONE))


@dataclass(frozen=True)
class History:
    """All attempts of one person at one exercise, oldest first (at least one), and where they are in it."""

    attempts: tuple[Attempt, ...] = (Attempt(),)
    bookmark: Value = None

    @property
    def current(self) -> Attempt:
        """The attempt that is going on."""
        return self.attempts[-1]

    @property
    def done(self) -> bool:
        """Whether any attempt was committed."""
        return any(attempt.done for attempt in self.attempts)

    @property
    def started(self) -> bool:
        """Whether anything was answered at all."""
        return any(attempt.answers for attempt in self.attempts)


def fold(events: Iterable[tuple[str, Value]]) -> History:
    """The history that these (item, value) pairs make, in the order in which they were stored."""
    attempts: list[dict[str, Value]] = [{}]
    bookmark: Value = None
    for item, value in events:
        if item == BOOKMARK:
            bookmark = value
        elif item == AGAIN:
            attempts.append(_kept(attempts[-1]) if value == KEEP else {})
            bookmark = None
        elif value is None:
            attempts[-1].pop(item, None)
        else:
            attempts[-1][item] = value
            bookmark = None if item == DONE else bookmark  # what is finished opens at its result
    return History(tuple(Attempt(answers) for answers in attempts), bookmark)


def _kept(answers: dict[str, Value]) -> dict[str, Value]:
    """The answers without the commits, so that they can be looked through and changed."""
    return {item: value for item, value in answers.items() if item.rpartition(".")[2] not in (DONE, "next")}


def save(
    engine: Engine, person: str, session_id: str, exercise: Exercise, item: str, value: object, key: str
) -> History:
    """Check and store one answer; the same `key` again changes nothing. Returns the history after the commit.

    Raises Refused (the value cannot be stored) or StoreUnavailable (try again later).
    """
    if not isinstance(key, str) or not 1 <= len(key) <= 64:
        raise Refused("refused.item")
    try:
        with writing(engine) as connection:
            before = _events(connection, person, session_id, exercise.id)
            if connection.scalar(_known(person, key)):
                return fold(before)
            checked = _checked(connection, session_id, exercise, item, value, fold(before))
            connection.execute(
                response.insert().values(
                    participant_id=person,
                    session_id=session_id,
                    exercise=exercise.id,
                    item=item,
                    value=json.dumps(checked, ensure_ascii=False),
                    version=exercise.version,
                    key=key,
                    at=now(),
                )
            )
    except IntegrityError:  # the person was erased meanwhile: nothing of them comes back
        raise Refused("refused.item") from None
    return fold([*before, (item, checked)])


def _known(person: str, key: str) -> Select[tuple[int]]:
    return select(response.c.id).where(response.c.participant_id == person, response.c.key == key)


def _checked(
    connection: Connection, session_id: str, exercise: Exercise, item: str, value: object, history: History
) -> Value:
    closed = session_id and connection.scalar(select(session.c.closed_at).where(session.c.id == session_id))
    if closed and item != BOOKMARK:  # looking around stays possible
        raise Refused("refused.closed")
    if item != BOOKMARK and session_id and not history.done and not answering(connection, session_id, exercise.id):
        raise Refused("refused.waiting")
    if item == AGAIN:
        return _again(connection, session_id, exercise, value)
    beside = item in exercise.room_items() and bool(session_id)
    if item not in exercise.items() and item != BOOKMARK and not beside:
        raise Refused("refused.item")
    answers = history.current.answers
    if item != BOOKMARK and not beside and exercise.locked(item, answers):
        raise Refused("refused.locked")
    if value is True and item.rpartition(".")[2] == DONE and not exercise.ready(item, answers):
        raise Refused("refused.unanswered")
    return exercise.check(item, value, answers)


def _again(connection: Connection, session_id: str, exercise: Exercise, value: object) -> Value:
    """A new attempt; `keep` begins it with the answers of the one before (a second round)."""
    if session_id and not answering(connection, session_id, exercise.id):
        raise Refused("refused.waiting")
    return KEEP if value == KEEP else True


def _events(connection: Connection, person: str, session_id: str, exercise: str) -> list[tuple[str, Value]]:
    rows = connection.execute(
        select(response.c.item, response.c.value)
        .where(
            response.c.participant_id == person,
            response.c.session_id == session_id,
            response.c.exercise == exercise,
        )
        .order_by(response.c.id)
    )
    return [(row.item, json.loads(row.value)) for row in rows]


def histories(engine: Engine, person: str, session_id: str) -> dict[str, History]:
    """Everything that this person answered in this session, by exercise."""
    with reading(engine) as connection:
        rows = connection.execute(
            select(response.c.exercise, response.c.item, response.c.value)
            .where(response.c.participant_id == person, response.c.session_id == session_id)
            .order_by(response.c.id)
        ).all()
    return {exercise: fold(events) for exercise, events in _by(rows).items()}


def _by(rows: Iterable[Any]) -> dict[str, list[tuple[str, Value]]]:
    grouped: dict[str, list[tuple[str, Value]]] = {}
    for owner, item, value in rows:
        grouped.setdefault(owner, []).append((item, json.loads(value)))
    return grouped


def everything(engine: Engine, person: str) -> list[dict[str, object]]:
    """All that is kept of a person's answers, oldest first: for their export."""
    with reading(engine) as connection:
        rows = connection.execute(
            select(response).where(response.c.participant_id == person).order_by(response.c.id)
        ).all()
    return [
        {
            "session": row.session_id,
            "exercise": row.exercise,
            "item": row.item,
            "value": json.loads(row.value),
            "at": row.at.isoformat(timespec="seconds") + "Z",
        }
        for row in rows
    ]


def erase(engine: Engine, person: str) -> None:
    """Take away a person with every answer, seat and code; what a group showed of them goes with them."""
    with writing(engine) as connection:
        connection.execute(response.delete().where(response.c.participant_id == person))
        connection.execute(participant.delete().where(participant.c.id == person))
    empty_wal(engine)
