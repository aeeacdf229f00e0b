"""A dialogue that the whole room walks together: which lines it took, and whether it is walking now."""

import json
from typing import Any

from sqlalchemy import Engine, select

from workbook.store.engine import reading, writing
from workbook.store.news import tell
from workbook.store.tables import walk

Path = tuple[str, ...]  # the ids of the lines that were taken, in order


def walking(engine: Engine, session_id: str, exercise: str) -> Path | None:
    """The lines that the room took in this exercise; None while it is not walking it together."""
    with reading(engine) as connection:
        path = connection.scalar(select(walk.c.path).where(_here(session_id, exercise), walk.c.active))
    return None if path is None else tuple(json.loads(path))


def walks(engine: Engine, session_id: str) -> dict[str, Path]:
    """Every exercise that the room walks together, with the lines it took."""
    with reading(engine) as connection:
        rows = connection.execute(select(walk).where(walk.c.session_id == session_id, walk.c.active)).all()
    return {row.exercise: tuple(json.loads(row.path)) for row in rows}


def start(engine: Engine, session_id: str, exercise: str) -> None:
    """Begin to walk together, or go on where the room was."""
    with writing(engine) as connection:
        changed = connection.execute(walk.update().where(_here(session_id, exercise)).values(active=True))
        if not changed.rowcount:
            fresh = {"session_id": session_id, "exercise": exercise, "path": "[]", "active": True}
            connection.execute(walk.insert().values(fresh))
        tell(connection, session_id)


def stop(engine: Engine, session_id: str, exercise: str) -> None:
    """Let everyone go on alone."""
    with writing(engine) as connection:
        connection.execute(walk.update().where(_here(session_id, exercise)).values(active=False))
        tell(connection, session_id)


def go(engine: Engine, session_id: str, exercise: str, path: Path) -> None:
    """Put the room at the end of these lines: one further, or back to take another road."""
    with writing(engine) as connection:
        connection.execute(walk.update().where(_here(session_id, exercise)).values(path=json.dumps(path)))
        tell(connection, session_id)


def _here(session_id: str, exercise: str) -> Any:
    return (walk.c.session_id == session_id) & (walk.c.exercise == exercise)
