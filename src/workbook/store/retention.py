"""How long answers are kept: individual ones 60 days after a session was closed, all of it 12 months (workshop.md)."""

from datetime import datetime, timedelta

from sqlalchemy import Engine, select

from workbook.store.clock import now
from workbook.store.engine import empty_wal, writing
from workbook.store.tables import pair, pair_member, release_block, response, reveal, seat, session

ANSWERS = timedelta(days=60)
SESSIONS = timedelta(days=365)


def tidy(engine: Engine, today: datetime | None = None) -> int:
    """Take away what was kept long enough; returns how many answers went. What was answered alone stays its owner's."""
    today = today or now()
    with writing(engine) as connection:
        old = list(connection.scalars(select(session.c.id).where(session.c.closed_at < today - ANSWERS)))
        gone = connection.execute(response.delete().where(response.c.session_id.in_(old))).rowcount
        paired = select(pair_member.c.pair_id).where(pair_member.c.session_id.in_(old))
        connection.execute(pair.delete().where(pair.c.id.in_(paired)))
        for table in (seat, reveal, release_block):
            connection.execute(table.delete().where(table.c.session_id.in_(old)))
        connection.execute(session.delete().where(session.c.closed_at < today - SESSIONS))
    if gone:
        empty_wal(engine)
    return gone
