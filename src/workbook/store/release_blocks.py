"""The blocks of people in which a group's answers are released (why, is told in `privacy`)."""

import json
import random
from dataclasses import dataclass

from sqlalchemy import Connection, func, select

from workbook.content.answers import Value
from workbook.store.responses import History, fold
from workbook.store.tables import release_block, release_member, response

_chance = random.SystemRandom()


@dataclass(frozen=True)
class Block:
    """People who are released together: those whom it shows, and those hidden since somebody was erased."""

    id: int
    made: int  # how many people it was made of
    size: int  # how many people it showed when it was last looked at
    upto: int
    second_upto: int | None
    shown: list[str]
    hidden: list[str]


def blocks_of(connection: Connection, session_id: str, exercise: str) -> list[Block]:
    """The blocks of one exercise in one session."""
    here = (release_block.c.session_id == session_id) & (release_block.c.exercise == exercise)
    rows = connection.execute(select(release_block).where(here)).all()
    blocks = {row.id: Block(row.id, row.made, row.size, row.upto, row.second_upto, [], []) for row in rows}
    members = select(release_member).where(release_member.c.block_id.in_(blocks))
    for row in connection.execute(members.order_by(release_member.c.participant_id)):
        block = blocks[row.block_id]
        (block.shown if row.shown else block.hidden).append(row.participant_id)
    return list(blocks.values())


def people_of(connection: Connection, session_id: str, exercise: str, after: int = 0) -> list[tuple[str, History]]:
    """Everybody who answered this exercise in this session, with their history (since the response `after`)."""
    rows = connection.execute(
        select(response.c.participant_id, response.c.item, response.c.value)
        .where(response.c.session_id == session_id, response.c.exercise == exercise, response.c.id > after)
        .order_by(response.c.id)
    )
    events: dict[str, list[tuple[str, Value]]] = {}
    for person, item, value in rows:
        events.setdefault(person, []).append((item, json.loads(value)))
    return [(person, fold(pairs)) for person, pairs in events.items()]


def _fresh(connection: Connection, session_id: str, exercise: str) -> list[str]:
    """Who has finished and is in no block yet."""
    used = {person for block in blocks_of(connection, session_id, exercise) for person in block.shown + block.hidden}
    return [one for one, story in people_of(connection, session_id, exercise) if story.done and one not in used]


def wants_change(connection: Connection, session_id: str, exercise: str, minimum: int) -> bool:
    """Whether a block has to be mended or made."""
    broken = any(len(block.shown) != block.size for block in blocks_of(connection, session_id, exercise))
    return broken or len(_fresh(connection, session_id, exercise)) >= minimum


def mend(connection: Connection, session_id: str, exercise: str, minimum: int) -> None:
    """Where somebody was erased, hide others of the block with them, for good; too small a rest goes whole."""
    for block in blocks_of(connection, session_id, exercise):
        erased = block.size - len(block.shown)
        if not erased:
            continue
        hide = _chance.sample(block.shown, min(len(block.shown), max(0, minimum - erased)))
        if len(block.shown) - len(hide) < minimum:
            hide = block.shown
        members = release_member.c.participant_id.in_(hide) & (release_member.c.block_id == block.id)
        connection.execute(release_member.update().where(members).values(shown=False))
        left = len(block.shown) - len(hide)
        connection.execute(release_block.update().where(release_block.c.id == block.id).values(size=left))


def add(connection: Connection, session_id: str, exercise: str, minimum: int) -> None:
    """Make a block of all who have finished and are in none yet, once they are enough."""
    fresh = _fresh(connection, session_id, exercise)
    if len(fresh) < minimum:
        return
    newest = connection.scalar(select(func.max(response.c.id))) or 0
    values = {"session_id": session_id, "exercise": exercise, "made": len(fresh), "size": len(fresh), "upto": newest}
    made = connection.execute(release_block.insert().values(values)).inserted_primary_key
    members = [{"block_id": made[0], "participant_id": person, "shown": True} for person in fresh] if made else []
    connection.execute(release_member.insert(), members)


def add_second(connection: Connection, session_id: str, exercise: str, began: int | None, minimum: int) -> None:
    """Take blocks along into the second round of which enough people have finished again since it `began`."""
    if began is None:
        return
    again = {person for person, story in people_of(connection, session_id, exercise, began) if story.done}
    newest = connection.scalar(select(func.max(response.c.id))) or 0
    for block in blocks_of(connection, session_id, exercise):
        if block.second_upto is None and block.upto <= began and len(again.intersection(block.shown)) >= minimum:
            here = release_block.c.id == block.id
            connection.execute(release_block.update().where(here).values(second_upto=newest))
