"""What open pages hear of: a version per session that rises with every change, and the newest response."""

from sqlalchemy import Connection, Engine, func, select

from workbook.store.engine import reading
from workbook.store.tables import response, session


def tell(connection: Connection, session_id: str) -> None:
    """Raise the session's version: every open page of the room hears of it."""
    change = session.update().where(session.c.id == session_id)
    connection.execute(change.values(version=session.c.version + 1))


def news(engine: Engine) -> tuple[dict[str, int], int]:
    """What servers watch: the version of every session, and the newest response."""
    with reading(engine) as connection:
        versions = {row.id: row.version for row in connection.execute(select(session.c.id, session.c.version))}
        return versions, connection.scalar(select(func.max(response.c.id))) or 0
