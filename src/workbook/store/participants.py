"""Participants: recognised by a random id in a signed cookie, moved to another device by a resume code."""

import secrets
from dataclasses import dataclass

from sqlalchemy import Engine, select

from workbook.content.text import Language
from workbook.store.clock import now
from workbook.store.engine import reading, writing
from workbook.store.secrets import RESUME_LENGTH, new_resume_code, resume_mac, typed_resume_code
from workbook.store.tables import participant


@dataclass(frozen=True)
class Participant:
    """A person whom we know by a random id only."""

    id: str
    language: Language
    session_id: str  # the session this person takes part in now, '' for none
    has_code: bool


def new_id() -> str:
    """A random id: 192 bits, unguessable."""
    return secrets.token_hex(24)


def recognise(engine: Engine, person: str, language: Language = "nl") -> Participant:
    """The participant with this id, added when it is new. Raises StoreUnavailable."""
    found = find(engine, person)
    if found:
        return found
    with writing(engine) as connection:
        if not connection.scalar(select(participant.c.id).where(participant.c.id == person)):
            values = {"id": person, "language": language, "session_id": "", "created_at": now()}
            connection.execute(participant.insert().values(values))
    return Participant(person, language, "", False)


def find(engine: Engine, person: str) -> Participant | None:
    """The participant with this id, or None."""
    with reading(engine) as connection:
        row = connection.execute(select(participant).where(participant.c.id == person)).one_or_none()
    return Participant(row.id, row.language, row.session_id or "", bool(row.resume_mac)) if row else None


def set_language(engine: Engine, person: str, language: Language) -> None:
    """Remember the language that this person reads."""
    _update(engine, person, language=language)


def set_session(engine: Engine, person: str, session_id: str) -> None:
    """Remember the session that this person takes part in now; '' for none."""
    _update(engine, person, session_id=session_id)


def give_resume_code(engine: Engine, person: str, key: str) -> str:
    """A new resume code for this person; an older one stops working. Only its HMAC is kept."""
    code = new_resume_code()
    _update(engine, person, resume_mac=resume_mac(code, key))
    return code


def by_resume_code(engine: Engine, typed: str, key: str) -> Participant | None:
    """The participant whose resume code somebody typed, or None."""
    code = typed_resume_code(typed)
    if len(code) != RESUME_LENGTH:
        return None
    with reading(engine) as connection:
        person = connection.scalar(select(participant.c.id).where(participant.c.resume_mac == resume_mac(code, key)))
    return find(engine, person) if person else None


def _update(engine: Engine, person: str, **values: str) -> None:
    with writing(engine) as connection:
        connection.execute(participant.update().where(participant.c.id == person).values(**values))
