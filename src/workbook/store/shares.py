"""Texts that their writers shared: private → shared by its writer → shown by the trainer. Never with a name."""

from dataclasses import dataclass
from typing import Any, Literal

from sqlalchemy import Engine, select

from workbook.store.engine import reading, writing
from workbook.store.news import tell
from workbook.store.tables import share

Kind = Literal["text", "challenge"]
ShareState = Literal["waiting", "shown", "put_away"]
LONGEST = 600  # characters


@dataclass(frozen=True)
class Shared:
    """A text as the trainer sees it: nothing tells who wrote it, or when."""

    id: int
    exercise: str
    item: str
    kind: Kind
    text: str
    state: ShareState


def give(engine: Engine, session_id: str, person: str, exercise: str, item: str, kind: Kind, text: str) -> None:
    """Share a text with the trainer; sharing it again, changed, puts it before the trainer once more."""
    with writing(engine) as connection:
        connection.execute(share.delete().where(_own(session_id, person, exercise, item)))
        fresh = {"session_id": session_id, "participant_id": person, "exercise": exercise, "item": item}
        connection.execute(share.insert().values(**fresh, kind=kind, text=text[:LONGEST], state="waiting"))
        tell(connection, session_id)


def take_back(engine: Engine, session_id: str, person: str, exercise: str, item: str) -> None:
    """Its writer no longer shares it: it is gone from every screen."""
    with writing(engine) as connection:
        connection.execute(share.delete().where(_own(session_id, person, exercise, item)))
        tell(connection, session_id)


def given_by(engine: Engine, session_id: str, person: str) -> dict[tuple[str, str], Shared]:
    """What somebody shared in this session, by exercise and item."""
    mine = (share.c.session_id == session_id) & (share.c.participant_id == person)
    with reading(engine) as connection:
        rows = connection.execute(select(share).where(mine)).all()
    return {(row.exercise, row.item): _shared(row) for row in rows}


def shared_in(engine: Engine, session_id: str) -> tuple[Shared, ...]:
    """Everything that was shared in this session. By text, so that the order tells nothing about who was first."""
    with reading(engine) as connection:
        rows = connection.execute(select(share).where(share.c.session_id == session_id)).all()
    return tuple(sorted((_shared(row) for row in rows), key=lambda one: (one.text, one.id)))


def decide(engine: Engine, session_id: str, share_id: int, state: ShareState) -> None:
    """Show a text on the projector, put it away, or let it wait again. One that was taken back stays away."""
    here = (share.c.session_id == session_id) & (share.c.id == share_id)
    with writing(engine) as connection:
        connection.execute(share.update().where(here).values(state=state))
        tell(connection, session_id)


def _own(session_id: str, person: str, exercise: str, item: str) -> Any:
    whose = (share.c.session_id == session_id) & (share.c.participant_id == person)
    return whose & (share.c.exercise == exercise) & (share.c.item == item)


def _shared(row: Any) -> Shared:
    return Shared(row.id, row.exercise, row.item, row.kind, row.text, row.state)
