"""Steps that bring the tables of an older version along, each run once, with the note of the new version."""

from collections.abc import Callable

from sqlalchemy import Connection

from workbook.store.tables import metadata


def _rooms(connection: Connection) -> None:
    """Version 2: what a live room needs (phases, clock, walks, shared texts), and second rounds of a release."""
    connection.exec_driver_sql("ALTER TABLE release_block ADD COLUMN second_upto INTEGER")
    metadata.create_all(connection)  # the new tables; those that are there stay as they are


STEPS: dict[int, Callable[[Connection], None]] = {2: _rooms}  # the version that a step leads to
