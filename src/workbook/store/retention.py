"""How long answers are kept: individual ones 60 days after a session was closed, all of it 12 months.

A session that nobody closed counts as closed at its last answer.
"""

from datetime import datetime, timedelta

from sqlalchemy import Connection, Engine, func, select

from workbook.store.clock import now
from workbook.store.engine import empty_wal, writing
from workbook.store.tables import pair, pair_member, release_block, response, reveal, seat, session, share

ANSWERS = timedelta(days=60)
SESSIONS = timedelta(days=365)


def tidy(engine: Engine, today: datetime | None = None) -> int:
    """Take away what was kept long enough; returns how many answers went. What was answered alone stays its owner's."""
    today = today or now()
    with writing(engine) as connection:
        old = [*_ended_before(connection, today - ANSWERS)]
        gone = connection.execute(response.delete().where(response.c.session_id.in_(old))).rowcount
        paired = select(pair_member.c.pair_id).where(pair_member.c.session_id.in_(old))
        connection.execute(pair.delete().where(pair.c.id.in_(paired)))
        for table in (seat, reveal, release_block, share):
            connection.execute(table.delete().where(table.c.session_id.in_(old)))
        connection.execute(session.delete().where(session.c.id.in_(_ended_before(connection, today - SESSIONS))))
    if gone:
        empty_wal(engine)
    return gone


def _ended_before(connection: Connection, moment: datetime) -> list[str]:
    """The sessions that ended before this moment: closed, or forgotten after their last answer (or their making)."""
    last = select(func.max(response.c.at)).where(response.c.session_id == session.c.id).scalar_subquery()
    ended = func.coalesce(session.c.closed_at, last, session.c.created_at)
    return list(connection.scalars(select(session.c.id).where(ended < moment)))
