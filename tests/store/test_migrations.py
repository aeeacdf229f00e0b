"""An older database is brought along, with everything in it; a newer or unknown one is left alone."""

import threading

import pytest
from sqlalchemy import inspect, select

from tests.asking import ask
from workbook.store import migrations, responses, sessions, stages
from workbook.store.engine import StoreUnavailable, open_store, reading, writing
from workbook.store.participants import recognise
from workbook.store.sessions import SessionSettings
from workbook.store.tables import VERSION, meta, metadata

SINCE_THE_FIRST = ("pair_member", "pair", "share", "walk", "run", "stage")  # what the steps add, children first


def _older(engine) -> None:
    """Make this database one of version 1, as it was before the first step."""
    with writing(engine) as connection:
        for name in SINCE_THE_FIRST:
            metadata.tables[name].drop(connection)
        connection.exec_driver_sql("ALTER TABLE release_block DROP COLUMN second_upto")
        connection.execute(meta.update().values(value="1"))
    engine.dispose()


def _version(engine) -> str:
    with reading(engine) as connection:
        return connection.scalar(select(meta.c.value).where(meta.c.name == "version"))


def test_there_is_one_step_for_every_version_since_the_first():
    assert len(migrations.STEPS) + migrations.FIRST == VERSION


def test_a_database_of_the_first_version_gets_what_is_new_and_keeps_its_answers(engine):
    recognise(engine, "a" * 48)
    responses.save(engine, "a" * 48, "", ask(), "choice", "left", "k1")
    _older(engine)
    opened = open_store()
    assert _version(opened) == str(VERSION)
    assert set(inspect(opened).get_table_names()) == set(metadata.tables)
    assert responses.histories(opened, "a" * 48, "")["vraag"].current.answers == {"choice": "left"}


def test_a_database_that_was_brought_along_has_the_same_columns_as_a_new_one(engine, tmp_path):
    _older(engine)
    brought, fresh = open_store(), open_store(f"sqlite:///{tmp_path / 'new.sqlite'}")
    for name in metadata.tables:
        columns = [{one["name"] for one in inspect(place).get_columns(name)} for place in (brought, fresh)]
        assert columns[0] == columns[1]


def test_several_that_open_an_older_database_together_bring_it_along_once(engine):
    _older(engine)
    gate, opened = threading.Barrier(4), []

    def start() -> None:
        gate.wait()
        opened.append(_version(open_store()))

    openers = [threading.Thread(target=start) for _ in range(4)]
    for opener in openers:
        opener.start()
    for opener in openers:
        opener.join()
    assert opened == [str(VERSION)] * 4


def test_a_database_of_the_version_before_timers_gets_their_columns_and_keeps_its_stages(engine):
    here = sessions.create(engine, SessionSettings(slug="de-brug", title="De Brug", themes=("overdragen",)))
    stages.set_state(engine, here.id, "vraag", "open")
    with writing(engine) as connection:
        for name in ("timer_ends", "timer_seconds"):
            connection.exec_driver_sql(f"ALTER TABLE stage DROP COLUMN {name}")
        connection.execute(meta.update().values(value="3"))
    engine.dispose()
    opened = open_store()
    stages.give_time(opened, here.id, "vraag", 60)
    assert stages.stages(opened, here.id)["vraag"].timer.seconds == 60


@pytest.mark.parametrize("found", ["0", str(VERSION + 1), "x", ""])
def test_a_database_of_an_unknown_version_is_refused_and_left_as_it_is(found, engine):
    with writing(engine) as connection:
        connection.execute(meta.update().values(value=found))
    engine.dispose()
    with pytest.raises(StoreUnavailable) as refused:
        open_store()
    assert refused.value.key == "store.other-version"
