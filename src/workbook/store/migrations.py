"""Bringing an older database along: one small step for each version of the tables, in order.

A step runs once, within the transaction that also writes the new version. It may add tables and columns; it never takes
answers away. To change the tables: change `tables`, raise its VERSION by one, and add a step at the end of STEPS.
"""

from collections.abc import Callable

from sqlalchemy import Connection, inspect

from workbook.store.tables import VERSION, meta, pair, pair_member, run, share, stage, walk

Step = Callable[[Connection], None]


def rooms(connection: Connection) -> None:
    """Version 2: what a live room needs (phases, clock, walks, shared texts), and second rounds of a release."""
    connection.exec_driver_sql("ALTER TABLE release_block ADD COLUMN second_upto INTEGER")
    for table in (stage, run, walk, share):
        table.create(connection, checkfirst=True)


def pairs(connection: Connection) -> None:
    """Version 3: two people who compare their answers."""
    for table in (pair, pair_member):
        table.create(connection, checkfirst=True)


def timers(connection: Connection) -> None:
    """Version 4: the time that a trainer may give for an exercise. From version 1 `rooms` has just made its columns."""
    there = {column["name"] for column in inspect(connection).get_columns(stage.name)}
    for name, kind in (("timer_ends", "DATETIME"), ("timer_seconds", "INTEGER")):
        if name not in there:
            connection.exec_driver_sql(f"ALTER TABLE stage ADD COLUMN {name} {kind}")


FIRST = 1  # the version before any step
STEPS: tuple[Step, ...] = (rooms, pairs, timers)


def can_bring(found: str | None) -> bool:
    """Whether a database of this version can be brought to the present one."""
    return bool(found) and str(found).isdigit() and FIRST <= int(str(found)) < VERSION


def bring(connection: Connection, found: str) -> None:
    """Run the steps that a database of version `found` lacks, and write the present version."""
    for step in STEPS[int(found) - FIRST :]:
        step(connection)
    connection.execute(meta.update().where(meta.c.name == "version").values(value=str(VERSION)))
