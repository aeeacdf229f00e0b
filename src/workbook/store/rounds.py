"""The second round of an exercise: answer, talk, answer once more."""

from sqlalchemy import Engine, func, select

from workbook.store.clock import now
from workbook.store.engine import writing
from workbook.store.release_blocks import add
from workbook.store.stages import WITHOUT_TIMER, change, hide_key
from workbook.store.tables import response


def second_round(engine: Engine, session_id: str, exercise: str, minimum: int) -> None:
    """Let the room answer once more; result and key are hidden until they are shown again.

    Who finished so far makes up the first round (`minimum` as in `privacy`).
    """
    with writing(engine) as connection:
        add(connection, session_id, exercise, minimum)
        newest = connection.scalar(select(func.max(response.c.id))) or 0
        changes = {"state": "open", "result": False, "second_from": newest, "opened_at": now(), **WITHOUT_TIMER}
        hide_key(connection, session_id, exercise)
        change(connection, session_id, exercise, changes)
