"""A database of an earlier version is brought along, with everything in it."""

import pytest
from sqlalchemy import inspect

from tests.asking import ask
from workbook.store import participants, sessions, shares, stages
from workbook.store.engine import StoreUnavailable, open_store, writing
from workbook.store.responses import histories, save
from workbook.store.sessions import SessionSettings
from workbook.store.tables import VERSION

NEW_TABLES = ("share", "walk", "run", "stage")


@pytest.fixture
def first_version(home):
    """A database as version 1 left it, with one answer in it."""
    engine = open_store()
    room = sessions.create(engine, SessionSettings(slug="oud", title="Oud", themes=("overdragen",)))
    person = participants.new_id()
    participants.recognise(engine, person)
    save(engine, person, room.id, ask(), "choice", "left", "k")
    with writing(engine) as connection:
        for name in NEW_TABLES:
            connection.exec_driver_sql(f"DROP TABLE {name}")
        connection.exec_driver_sql("ALTER TABLE release_block DROP COLUMN second_upto")
        connection.exec_driver_sql("UPDATE meta SET value = '1' WHERE name = 'version'")
    engine.dispose()
    return room, person


def test_what_was_there_is_still_there_and_what_is_new_works(first_version):
    room, person = first_version
    engine = open_store()
    assert histories(engine, person, room.id)["vraag"].current.answers == {"choice": "left"}
    stages.set_state(engine, room.id, "vraag", "open")
    assert stages.stages(engine, room.id)["vraag"].state == "open"
    assert shares.shared_in(engine, room.id) == ()
    assert "second_upto" in {column["name"] for column in inspect(engine).get_columns("release_block")}


def test_it_is_done_once(first_version):
    open_store().dispose()
    open_store().dispose()


def test_a_database_of_a_later_version_is_refused_and_left_alone(home):
    engine = open_store()
    with writing(engine) as connection:
        connection.exec_driver_sql(f"UPDATE meta SET value = '{VERSION + 1}' WHERE name = 'version'")
    engine.dispose()
    with pytest.raises(StoreUnavailable) as refused:
        open_store()
    assert refused.value.key == "store.other-version"
