"""Two people who compare what they answered, without a name: one makes a code, the other types it.

Nothing one-sided ever comes out: `look` gives the answers of both, or of neither. They open when both have finished and
both have agreed, and show what each had finished at the moment of agreeing. When either takes that back, both close,
and both have to agree again. Of the code only an HMAC is kept, and only until it was typed.
"""

import json
import secrets
from collections.abc import Set
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any, Literal

from sqlalchemy import Connection, Engine, func, select

from workbook.content.answers import Refused, Value
from workbook.store.clock import now
from workbook.store.engine import reading, writing
from workbook.store.responses import fold
from workbook.store.secrets import PAIR_LENGTH, new_pair_code, pair_mac, typed_pair_code
from workbook.store.tables import pair, pair_member, response

CODE_LASTS = timedelta(hours=24)
State = Literal["none", "waiting", "joined", "open"]


@dataclass(frozen=True)
class Who:
    """One person in one exercise of one session ('' alone)."""

    person: str
    session_id: str
    exercise: str


@dataclass(frozen=True)
class Pairing:
    """What one of the two may know. Whether the other has finished or agreed is not told apart.

    `mine` and `other` hold answers in the state 'open' only. `code` is shown to its maker once, `typed` is what
    somebody was typing.
    """

    state: State = "none"
    agreed: bool = False
    mine: dict[str, Value] = field(default_factory=dict)
    other: dict[str, Value] = field(default_factory=dict)
    code: str = ""
    typed: str = ""


def make(engine: Engine, who: Who, secret: str, key: str) -> str:
    """A new code for somebody who is not paired; an older code stops working. The same `key` again gives ''.

    Raises Refused (already paired).
    """
    with writing(engine) as connection:
        mine = _mine(connection, who)
        if mine and _others(connection, mine.pair_id, who.person):
            raise Refused("pair.refused.paired")
        if mine and connection.scalar(select(pair.c.key).where(pair.c.id == mine.pair_id)) == key:
            return ""
        _dissolve(connection, mine)
        code, name = new_pair_code(), secrets.token_hex(16)
        values = {"id": name, "exercise": who.exercise, "code_mac": pair_mac(code, secret), "key": key}
        connection.execute(pair.insert().values(**values, made_at=now()))
        _seat(connection, name, who)
    return code


def join(engine: Engine, who: Who, typed: str, secret: str) -> None:
    """Pair with whoever made this code; it works once, for a day. Raises Refused (unknown, own, already paired)."""
    code = typed_pair_code(typed)
    with writing(engine) as connection:
        mine = _mine(connection, who)
        if mine and _others(connection, mine.pair_id, who.person):
            raise Refused("pair.refused.paired")
        fits = (pair.c.code_mac == pair_mac(code, secret)) & (pair.c.exercise == who.exercise)
        found = connection.scalar(select(pair.c.id).where(fits, pair.c.made_at > now() - CODE_LASTS))
        if len(code) != PAIR_LENGTH or found is None:
            raise Refused("pair.refused.unknown")
        makers = connection.scalars(select(pair_member.c.participant_id).where(pair_member.c.pair_id == found)).all()
        if who.person in makers:
            raise Refused("pair.refused.own")
        if len(makers) != 1:
            raise Refused("pair.refused.unknown")
        _dissolve(connection, mine)
        connection.execute(pair.update().where(pair.c.id == found).values(code_mac=None))
        _seat(connection, found, who)


def agree(engine: Engine, who: Who) -> None:
    """Agree that both see what this person has finished by now. Raises Refused (not paired, not finished)."""
    with writing(engine) as connection:
        mine = _mine(connection, who)
        if mine is None or not _others(connection, mine.pair_id, who.person):
            raise Refused("pair.refused.alone")
        newest = connection.scalar(select(func.max(response.c.id)).where(*_responses(who))) or 0
        if _finished(connection, who, newest) is None:
            raise Refused("pair.refused.unfinished")
        connection.execute(pair_member.update().where(_is(who)).values(upto=newest))


def withdraw(engine: Engine, who: Who) -> None:
    """Close the answers of both again: both have to agree anew. Nothing happens without a pair."""
    with writing(engine) as connection:
        mine = _mine(connection, who)
        if mine:
            connection.execute(pair_member.update().where(pair_member.c.pair_id == mine.pair_id).values(upto=None))


def leave(engine: Engine, who: Who) -> None:
    """End the pair for both, or stop waiting. Nothing happens without a pair."""
    with writing(engine) as connection:
        _dissolve(connection, _mine(connection, who))


def look(engine: Engine, who: Who, shared: Set[str]) -> Pairing:
    """How the pair stands, seen by one of the two; of the answers only the `shared` items, of both or of neither."""
    with reading(engine) as connection:  # one moment: nobody withdraws between the two readings
        mine = _mine(connection, who)
        if mine is None:
            return Pairing()
        others = _others(connection, mine.pair_id, who.person)
        if not others:
            waits = connection.scalar(select(pair.c.code_mac).where(pair.c.id == mine.pair_id))
            return Pairing("waiting") if waits else Pairing()  # the other was erased
        answers = [_shown(connection, member, shared) for member in (mine, *others)]
    own, other = answers[0], answers[1]
    if own is None or other is None:
        return Pairing("joined", mine.upto is not None)
    return Pairing("open", True, own, other)


def _shown(connection: Connection, member: Any, shared: Set[str]) -> dict[str, Value] | None:
    """What a member agreed to show, None for nothing."""
    if member.upto is None:
        return None
    who = Who(member.participant_id, member.session_id, member.exercise)
    answers = _finished(connection, who, member.upto)
    return None if answers is None else {item: value for item, value in answers.items() if item in shared}


def _finished(connection: Connection, who: Who, upto: int) -> dict[str, Value] | None:
    """The last attempt that was finished up to this response, None for none."""
    rows = connection.execute(
        select(response.c.item, response.c.value).where(*_responses(who), response.c.id <= upto).order_by(response.c.id)
    )
    whole = [attempt for attempt in fold((row.item, json.loads(row.value)) for row in rows).attempts if attempt.done]
    return whole[-1].answers if whole else None


def _responses(who: Who) -> tuple[Any, ...]:
    return (
        response.c.participant_id == who.person,
        response.c.session_id == who.session_id,
        response.c.exercise == who.exercise,
    )


def _is(who: Who) -> Any:
    here = (pair_member.c.session_id == who.session_id) & (pair_member.c.exercise == who.exercise)
    return here & (pair_member.c.participant_id == who.person)


def _mine(connection: Connection, who: Who) -> Any:
    return connection.execute(select(pair_member).where(_is(who))).one_or_none()


def _others(connection: Connection, name: str, person: str) -> list[Any]:
    chosen = (pair_member.c.pair_id == name) & (pair_member.c.participant_id != person)
    return list(connection.execute(select(pair_member).where(chosen)).all())


def _seat(connection: Connection, name: str, who: Who) -> None:
    values = {"pair_id": name, "participant_id": who.person, "session_id": who.session_id, "exercise": who.exercise}
    connection.execute(pair_member.insert().values(values))


def _dissolve(connection: Connection, member: Any) -> None:
    if member is not None:
        connection.execute(pair_member.delete().where(pair_member.c.pair_id == member.pair_id))
        connection.execute(pair.delete().where(pair.c.id == member.pair_id))
