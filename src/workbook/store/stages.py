"""How far the room is with each exercise: phases that the trainer opens one by one, and the clock of the programme.

prompt (read and talk) → open (answer) → closed → the room's result → the makers' key → a second round → done. Result
and key are switches of their own, so that each can be hidden again; the key is `sessions.open_feedback`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal

from sqlalchemy import Connection, Engine, select

from workbook.store.clock import now
from workbook.store.engine import reading, writing
from workbook.store.news import tell
from workbook.store.tables import reveal, run, stage

State = Literal["", "prompt", "open", "closed", "done"]  # '' for an exercise that the trainer has not begun
STATES: tuple[State, ...] = ("prompt", "open", "closed", "done")


LONGEST_TIMER = 60 * 60  # seconds
WITHOUT_TIMER: Mapping[str, Any] = {"timer_ends": None, "timer_seconds": None}


@dataclass(frozen=True)
class Timer:
    """The time that the trainer gave: when it is over by the server's clock (UTC), and how many seconds it was."""

    ends: datetime
    seconds: int

    @property
    def left(self) -> float:
        """Seconds left, 0 when it is over."""
        return max(0.0, (self.ends - now()).total_seconds())


@dataclass(frozen=True)
class Stage:
    """One exercise in a room.

    `second_from`: the newest response when the second round began, None before it; `picture` counts on from 0.
    """

    state: State = ""
    result: bool = False
    key: bool = False
    second_from: int | None = None
    picture: int = 0
    opened_at: datetime | None = None
    timer: Timer | None = None

    @property
    def second(self) -> bool:
        """Whether the second round has begun."""
        return self.second_from is not None

    @property
    def answering(self) -> bool:
        """Whether somebody who is not finished may answer: not before it opens, nor between closing and the key."""
        return self.state not in ("prompt", "closed") or self.key


def stages(engine: Engine, session_id: str) -> dict[str, Stage]:
    """The exercises that the trainer has begun, or opened the key of, by id."""
    with reading(engine) as connection:
        rows = connection.execute(select(stage).where(stage.c.session_id == session_id)).all()
        keys = select(reveal.c.exercise).where(reveal.c.session_id == session_id, reveal.c.opened)
        opened = set(connection.scalars(keys))
    begun = {row.exercise: row for row in rows}
    return {name: _stage(begun.get(name), name in opened) for name in {*begun, *opened}}


def _stage(row: Any, key: bool) -> Stage:
    if row is None:
        return Stage(key=key)
    timer = Timer(row.timer_ends, row.timer_seconds) if row.timer_ends else None
    return Stage(row.state, row.result, key, row.second_from, row.picture, row.opened_at, timer)


def answering(connection: Connection, session_id: str, exercise: str) -> bool:
    """As `Stage.answering`, within a transaction that is going to store an answer."""
    here = (stage.c.session_id == session_id) & (stage.c.exercise == exercise)
    state = connection.scalar(select(stage.c.state).where(here))
    if state not in ("prompt", "closed"):
        return True
    opened = (reveal.c.session_id == session_id) & (reveal.c.exercise == exercise) & reveal.c.opened
    return connection.scalar(select(reveal.c.exercise).where(opened)) is not None


def begin(engine: Engine, session_id: str, exercise: str) -> None:
    """Show the room an exercise that it has not begun: its prompt. One that was begun stays as it is."""
    with writing(engine) as connection:
        if connection.scalar(select(stage.c.state).where(_here(session_id, exercise))) is None:
            change(connection, session_id, exercise, {"state": "prompt"})


def set_state(engine: Engine, session_id: str, exercise: str, state: State) -> None:
    """Open, close, finish, or go back to the prompt. A time that was given ends with it."""
    changes: dict[str, Any] = {"state": state, **WITHOUT_TIMER} | ({"opened_at": now()} if state == "open" else {})
    with writing(engine) as connection:
        change(connection, session_id, exercise, changes)


def show_result(engine: Engine, session_id: str, exercise: str, shown: bool = True) -> None:
    """Show the room its own result, or hide it again."""
    with writing(engine) as connection:
        change(connection, session_id, exercise, {"result": shown, "picture": 0})


def next_picture(engine: Engine, session_id: str, exercise: str) -> None:
    """Show the next picture of the result on the projector; after the last comes the first."""
    with writing(engine) as connection:
        change(connection, session_id, exercise, {"picture": stage.c.picture + 1})


def reset(engine: Engine, session_id: str, exercise: str) -> None:
    """Back to the prompt, everything hidden. What people answered stays theirs, and counts when they go on.

    The room's result is not emptied: two results of the same people that differ by one would tell about that one.
    """
    with writing(engine) as connection:
        hide_key(connection, session_id, exercise)
        fresh = {"state": "prompt", "result": False, "opened_at": None, **WITHOUT_TIMER}
        change(connection, session_id, exercise, fresh)


def give_time(engine: Engine, session_id: str, exercise: str, seconds: int) -> None:
    """Give an open exercise so much time from now, at most an hour; 0 takes the time away. It closes nothing."""
    seconds = min(max(seconds, 0), LONGEST_TIMER)
    changes: Mapping[str, Any] = WITHOUT_TIMER
    if seconds:
        changes = {"timer_ends": now() + timedelta(seconds=seconds), "timer_seconds": seconds}
    with writing(engine) as connection:
        if connection.scalar(select(stage.c.state).where(_here(session_id, exercise))) == "open":
            change(connection, session_id, exercise, changes)


def more_time(engine: Engine, session_id: str, exercise: str, seconds: int) -> None:
    """Add to the time that was given, counted from now where it was over already; nothing where none was given."""
    timer = stages(engine, session_id).get(exercise, Stage()).timer
    if timer is not None:
        give_time(engine, session_id, exercise, round(timer.left) + seconds)


def start_clock(engine: Engine, session_id: str, started: bool = True) -> None:
    """Start the clock of the programme now, or take it away."""
    with writing(engine) as connection:
        connection.execute(run.delete().where(run.c.session_id == session_id))
        if started:
            connection.execute(run.insert().values(session_id=session_id, started_at=now()))
        tell(connection, session_id)


def started_at(engine: Engine, session_id: str) -> datetime | None:
    """When the clock of the programme was started (UTC), None when it was not."""
    with reading(engine) as connection:
        return connection.scalar(select(run.c.started_at).where(run.c.session_id == session_id))


def _here(session_id: str, exercise: str) -> Any:
    return (stage.c.session_id == session_id) & (stage.c.exercise == exercise)


def hide_key(connection: Connection, session_id: str, exercise: str) -> None:
    """Hide the makers' key again, within a transaction."""
    here = (reveal.c.session_id == session_id) & (reveal.c.exercise == exercise)
    connection.execute(reveal.update().where(here).values(opened=False))


def change(connection: Connection, session_id: str, exercise: str, changes: Mapping[str, Any]) -> None:
    """Change an exercise's row, made when it is not there, within a transaction; the room hears of it."""
    changed = connection.execute(stage.update().where(_here(session_id, exercise)).values(**changes))
    if not changed.rowcount:
        fresh = {
            "session_id": session_id,
            "exercise": exercise,
            "state": "open",
            "result": False,
            "picture": 0,
            **changes,
        }
        connection.execute(stage.insert().values(fresh))
    tell(connection, session_id)
