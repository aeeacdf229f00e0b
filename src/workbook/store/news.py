"""What open pages hear of: a version per session that rises with every change, and the newest response."""

from sqlalchemy import Connection, Engine, func, select

from workbook.store.engine import reading
from workbook.store.tables import response, seat, session

Newest = tuple[int, int]  # the newest response, and how many seats were taken


def tell(connection: Connection, session_id: str) -> None:
    """Raise the session's version: every open page of the room hears of it."""
    change = session.update().where(session.c.id == session_id)
    connection.execute(change.values(version=session.c.version + 1))


def news(engine: Engine) -> tuple[dict[str, int], Newest]:
    """What servers watch: the version of every session, and what people did last."""
    with reading(engine) as connection:
        versions = {row.id: row.version for row in connection.execute(select(session.c.id, session.c.version))}
        newest = connection.scalar(select(func.max(response.c.id))) or 0
        return versions, (newest, connection.scalar(select(func.count()).select_from(seat)) or 0)
