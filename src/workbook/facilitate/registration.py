"""Sessions that are written again: which one it is, and whether its settings may still change."""

import os
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, Engine, select

from workbook.facilitate.trouble import Trouble
from workbook.store import sessions
from workbook.store.engine import empty_wal, open_store, reading, writing
from workbook.store.sessions import Session, SessionSettings
from workbook.store.tables import participant, response, session


def store(create: bool = True) -> Engine:
    """The configured database. Raises StoreUnavailable."""
    return open_store(os.environ.get("WORKBOOK_DATABASE_URL", ""), create=create)


def by_slug(engine: Engine, slug: str) -> Session | None:
    """The session with exactly this slug, or None."""
    found = sessions.by_slug_or_code(engine, slug)
    return found if found and found.settings.slug == slug else None


def delete(engine: Engine, known: Session) -> int:
    """Take away a session with its seats and every answer given in it; returns how many answers went."""
    with writing(engine) as connection:
        gone = connection.execute(response.delete().where(response.c.session_id == known.id)).rowcount
        here = participant.update().where(participant.c.session_id == known.id)
        connection.execute(here.values(session_id=None))
        connection.execute(session.delete().where(session.c.id == known.id))  # seats and what was shown go with it
    empty_wal(engine)
    return gone


def refuse_change(engine: Engine, known: Session, settings: SessionSettings) -> None:
    """Say beforehand what `changing` would refuse. Raises Trouble."""
    with reading(engine) as connection:
        _refuse(connection, known, settings)


def _refuse(connection: Connection, known: Session, settings: SessionSettings) -> list[str]:
    """The settings that differ; Trouble where somebody has answered already."""
    changed = [name for name, value in settings if value != getattr(known.settings, name)]
    binding = [name for name in changed if name != "look"]  # how it looks changes nothing that was asked or promised
    answered = select(response.c.id).where(response.c.session_id == known.id).limit(1)
    if binding and connection.scalar(answered) is not None:
        raise Trouble("facilitate.changed", slug=settings.slug, fields=", ".join(binding))
    return changed


@contextmanager
def changing(engine: Engine, known: Session, settings: SessionSettings) -> Iterator[None]:
    """Give a session other settings when the block inside succeeds; its code and seats stay.

    Raises Trouble where somebody has answered already and the settings differ: what was answered, and the minimum
    that people were promised, belong to the settings of that moment.
    """
    with writing(engine) as connection:
        changed = _refuse(connection, known, settings)
        if changed:
            values = {"settings": settings.model_dump_json(), "version": session.c.version + 1}
            connection.execute(session.update().where(session.c.id == known.id).values(values))
        yield
