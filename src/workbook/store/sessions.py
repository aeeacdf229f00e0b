"""Sessions: a workshop with its settings, its join code, its seats, and what the trainer has opened."""

import logging
import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from pydantic import Field, ValidationError
from sqlalchemy import Engine, Row, func, select
from sqlalchemy.exc import IntegrityError

from workbook.content.models import Id
from workbook.content.text import Language, Model, Sector, Text
from workbook.store.clock import now
from workbook.store.engine import reading, writing
from workbook.store.look import Look
from workbook.store.news import tell
from workbook.store.pseudonyms import pseudonym
from workbook.store.secrets import new_join_code, typed_join_code
from workbook.store.tables import participant, response, reveal, seat, session

log = logging.getLogger(__name__)
Reveal = Literal["at_once", "by_trainer"]
Programme = Literal["evening", "half_day", "day", "two_days", "self_paced"]


class SessionSettings(Model):
    """What a facilitator decides about a session; kept as JSON with the session."""

    slug: Id
    title: str = Field(min_length=1, max_length=80)
    client: str = Field(default="", max_length=80)
    programme: Programme = "half_day"
    language: Language = "nl"
    sector: Sector = "business"
    themes: tuple[Id, ...] = Field(min_length=1)
    reveal: Reveal = "by_trainer"
    min_group: int = Field(default=5, ge=5, le=50)
    cases: dict[Id, dict[str, Text]] = {}
    options: dict[Id, dict[str, Any]] = {}
    look: Look = Look()


@dataclass(frozen=True)
class Session:
    """A registered session."""

    id: str
    code: str
    settings: SessionSettings
    version: int
    now: str  # the exercise to which the trainer brought the room, '' for none
    created_at: datetime
    closed_at: datetime | None

    @property
    def open(self) -> bool:
        """Whether people can still join and answer."""
        return self.closed_at is None


class SlugTaken(Exception):
    """There is a session with this slug already."""


def create(engine: Engine, settings: SessionSettings) -> Session:
    """Register a session and give it a join code. Raises SlugTaken or StoreUnavailable."""
    values = {"id": secrets.token_hex(8), "slug": settings.slug, "settings": settings.model_dump_json()}
    try:
        with writing(engine) as connection:
            if connection.scalar(select(session.c.id).where(session.c.slug == settings.slug)):
                raise SlugTaken(settings.slug)
            code = new_join_code()
            while connection.scalar(select(session.c.id).where(session.c.code == code)):
                code = new_join_code()
            connection.execute(session.insert().values(**values, code=code, version=0, created_at=now()))
    except IntegrityError:
        raise SlugTaken(settings.slug) from None
    return get(engine, values["id"])


def get(engine: Engine, session_id: str) -> Session:
    """The session with this id. Raises KeyError."""
    return _one(engine, session.c.id == session_id) or _missing(session_id)


def by_code(engine: Engine, typed: str) -> Session | None:
    """The session whose join code somebody typed, or None."""
    return _one(engine, session.c.code == typed_join_code(typed))


def by_slug_or_code(engine: Engine, name: str) -> Session | None:
    """The session with this slug or join code, or None."""
    return _one(engine, session.c.slug == name) or by_code(engine, name)


def by_id_or_slug(engine: Engine, name: str) -> Session | None:
    """The session with this id or slug, or None."""
    return _one(engine, (session.c.id == name) | (session.c.slug == name))


def all_sessions(engine: Engine) -> list[Session]:
    """Every session, newest first."""
    with reading(engine) as connection:
        rows = connection.execute(select(session).order_by(session.c.created_at.desc(), session.c.id)).all()
    return [found for row in rows if (found := _readable(row))]


def close(engine: Engine, session_id: str, closed: bool = True) -> None:
    """Close a session (nobody can join or answer any more), or open it again."""
    with writing(engine) as connection:
        change = session.update().where(session.c.id == session_id)
        connection.execute(change.values(closed_at=now() if closed else None))
        tell(connection, session_id)


def bring_to(engine: Engine, session_id: str, exercise: str) -> None:
    """Bring every phone of the room to this exercise; '' lets everyone go their own way."""
    with writing(engine) as connection:
        change = session.update().where(session.c.id == session_id)
        connection.execute(change.values(now=exercise))
        tell(connection, session_id)


def take_seat(engine: Engine, session_id: str, person: str) -> str:
    """Seat a participant and make this their session; joining again is the same seat. Returns the pseudonym."""
    with writing(engine) as connection:
        connection.execute(participant.update().where(participant.c.id == person).values(session_id=session_id))
        taken = select(seat.c.pseudonym).where(seat.c.session_id == session_id)
        mine: str | None = connection.scalar(taken.where(seat.c.participant_id == person))
        if mine is None:
            mine = pseudonym(set(connection.scalars(taken)))
            values = {"session_id": session_id, "participant_id": person, "pseudonym": mine, "joined_at": now()}
            connection.execute(seat.insert().values(values))
    return mine


def seated(engine: Engine, session_id: str) -> int:
    """How many people joined."""
    with reading(engine) as connection:
        counted = select(func.count()).select_from(seat).where(seat.c.session_id == session_id)
        return connection.scalar(counted) or 0


def pseudonym_of(engine: Engine, session_id: str, person: str) -> str:
    """The pseudonym of a seat, '' where there is none."""
    with reading(engine) as connection:
        mine = select(seat.c.pseudonym).where(seat.c.session_id == session_id, seat.c.participant_id == person)
        return connection.scalar(mine) or ""


def open_feedback(engine: Engine, session_id: str, exercise: str, opened: bool = True) -> None:
    """Open (or hide again) the feedback of one exercise on every phone of the room."""
    with writing(engine) as connection:
        here = (reveal.c.session_id == session_id) & (reveal.c.exercise == exercise)
        if connection.scalar(select(reveal.c.upto).where(here)) is None:
            newest = connection.scalar(select(func.max(response.c.id))) or 0
            values = {"session_id": session_id, "exercise": exercise, "opened": opened, "upto": newest}
            connection.execute(reveal.insert().values(values))
        else:
            connection.execute(reveal.update().where(here).values(opened=opened))
        tell(connection, session_id)


def opened_exercises(engine: Engine, session_id: str) -> frozenset[str]:
    """The exercises whose feedback the trainer has opened."""
    with reading(engine) as connection:
        chosen = select(reveal.c.exercise).where(reveal.c.session_id == session_id, reveal.c.opened)
        return frozenset(connection.scalars(chosen))


def _one(engine: Engine, condition: Any) -> Session | None:
    with reading(engine) as connection:
        row = connection.execute(select(session).where(condition)).one_or_none()
    return _session(row) if row else None


def _readable(row: Row[Any]) -> Session | None:
    """The session of a row, None for one whose settings another version wrote: it must not hide the others."""
    try:
        return _session(row)
    except ValidationError:
        log.exception("session %s cannot be read", row.slug)
        return None


def _session(row: Row[Any]) -> Session:
    settings = SessionSettings.model_validate_json(row.settings)
    return Session(row.id, row.code, settings, row.version, row.now or "", row.created_at, row.closed_at)


def _missing(session_id: str) -> Session:
    raise KeyError(session_id)
