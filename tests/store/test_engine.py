"""The database file: how it is opened, and what is said when that cannot be."""

import sqlite3
import subprocess
import sys
import threading

import pytest
from sqlalchemy import func, select

from tests.asking import ask
from tests.conftest import ROOT
from workbook.content.interface import ui
from workbook.store import engine as store_engine
from workbook.store import participants, responses
from workbook.store.clock import now
from workbook.store.engine import StoreUnavailable, database_path, in_memory, open_store, reading, writing
from workbook.store.tables import participant


def pragma(engine, name):
    with engine.connect() as connection:
        return connection.exec_driver_sql(f"PRAGMA {name}").scalar()


def test_a_commit_is_on_disk_when_it_returns(engine):
    assert pragma(engine, "journal_mode") == "wal"
    assert pragma(engine, "synchronous") == 2  # FULL
    assert pragma(engine, "foreign_keys") == 1
    assert pragma(engine, "secure_delete") == 1


def test_every_connection_is_prepared_not_only_the_first(engine):
    found = []
    with engine.connect():
        thread = threading.Thread(target=lambda: found.append(pragma(engine, "synchronous")))
        thread.start()
        thread.join()
    assert found == [2]


def test_the_database_lies_under_the_home_folder(engine, home):
    assert database_path() == home / "workbook.sqlite"
    assert database_path().is_file()


def test_an_old_sqlite_is_refused_with_what_to_do(monkeypatch):
    monkeypatch.setattr(store_engine, "OLDEST_SQLITE", (9, 1, 2))
    with pytest.raises(StoreUnavailable) as refused:
        open_store()
    assert refused.value.key == "store.old-sqlite"
    assert "9.1.2" in ui(refused.value.key, "nl", **refused.value.values)


def test_the_sqlite_that_is_used_is_new_enough():
    assert store_engine.sqlite.sqlite_version_info >= (3, 51, 3)


def test_a_missing_database_is_not_made_when_it_should_be_there(home):
    with pytest.raises(StoreUnavailable) as refused:
        open_store(create=False)
    assert refused.value.key == "store.missing"
    assert str(home / "workbook.sqlite") in ui(refused.value.key, "nl", **refused.value.values)
    assert not home.exists()


def test_a_file_that_is_no_database_is_left_as_it_is(home):
    home.mkdir()
    database_path().write_text("Dit is mijn dagboek, geen database. " * 40)
    with pytest.raises(StoreUnavailable) as refused:
        open_store()
    assert refused.value.key == "store.not-ours"
    assert database_path().read_text().startswith("Dit is mijn dagboek")


def test_a_folder_that_cannot_be_made_is_named(tmp_path, monkeypatch):
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("WORKBOOK_HOME", str(tmp_path / "file" / "var"))
    with pytest.raises(StoreUnavailable) as refused:
        open_store()
    assert refused.value.key == "store.folder"


def test_a_file_that_cannot_be_opened_is_named(home):
    database_path().mkdir(parents=True)  # a folder by that name
    with pytest.raises(StoreUnavailable) as refused:
        open_store()
    assert refused.value.key == "store.open"
    assert str(database_path()) in ui(refused.value.key, "nl", **refused.value.values)


@pytest.fixture
def impatient(monkeypatch):
    """An engine that waits 20 ms for a lock instead of 5 s."""
    monkeypatch.setattr(store_engine, "BUSY_MS", 20)
    opened = open_store()
    participants.recognise(opened, "a" * 48)
    yield opened
    opened.dispose()


def lock() -> sqlite3.Connection:
    holder = store_engine.sqlite.connect(database_path(), isolation_level=None)
    holder.execute("BEGIN EXCLUSIVE")
    return holder


def test_a_locked_database_takes_no_answer_and_says_so(impatient):
    holder = lock()
    with pytest.raises(StoreUnavailable) as refused:
        responses.save(impatient, "a" * 48, "", ask(), "choice", "left", "k1")
    assert refused.value.key == "store.locked"
    holder.execute("ROLLBACK")
    holder.close()
    assert responses.save(impatient, "a" * 48, "", ask(), "choice", "left", "k1").current.answers == {"choice": "left"}


def test_a_locked_database_can_still_be_read(impatient):
    responses.save(impatient, "a" * 48, "", ask(), "choice", "left", "k1")
    holder = lock()
    assert responses.histories(impatient, "a" * 48, "")["vraag"].current.answers == {"choice": "left"}
    holder.close()


def test_a_writer_waits_for_a_short_lock(engine):
    participants.recognise(engine, "a" * 48)
    holder = store_engine.sqlite.connect(database_path(), isolation_level=None, check_same_thread=False)
    holder.execute("BEGIN IMMEDIATE")
    done = []
    save = threading.Thread(
        target=lambda: done.append(responses.save(engine, "a" * 48, "", ask(), "choice", "left", "k1"))
    )
    save.start()
    holder.execute("ROLLBACK")
    save.join()
    holder.close()
    assert done[0].current.answers == {"choice": "left"}


def test_whoever_wrote_still_waits_for_what_else_is_locked(engine):
    participants.recognise(engine, "a" * 48)
    assert pragma(engine, "busy_timeout") == store_engine.BUSY_MS


def test_a_transaction_that_fails_writes_nothing(engine):
    def write_and_fail():
        with writing(engine) as connection:
            values = {"id": "b" * 48, "language": "nl", "created_at": now()}
            connection.execute(participant.insert().values(values))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        write_and_fail()
    assert participants.find(engine, "b" * 48) is None


def test_a_read_sees_one_moment(engine):
    count = select(func.count()).select_from(participant)
    with reading(engine) as connection:
        before = connection.scalar(count)
        participants.recognise(engine, "c" * 48)
        assert connection.scalar(count) == before
    assert participants.find(engine, "c" * 48)


def test_databases_in_memory_share_nothing():
    one, other = in_memory(), in_memory()
    participants.recognise(one, "a" * 48)
    assert participants.find(other, "a" * 48) is None


def test_processes_that_open_a_fresh_home_together_all_succeed(home):
    """Both apps and the first kernels may start at the same moment."""
    code = "from workbook.store.engine import open_store; open_store(); print('open')"
    openers = [
        subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=ROOT)
        for _ in range(6)
    ]
    said = [opener.communicate() for opener in openers]
    assert [out.strip() for out, _ in said] == [b"open"] * 6, said[0][1].decode()


def test_threads_that_open_a_fresh_home_together_all_succeed(home):
    gate, opened, failed = threading.Barrier(6), [], []

    def start() -> None:
        gate.wait()
        try:
            opened.append(open_store())
        except StoreUnavailable as error:
            failed.append(error)

    starters = [threading.Thread(target=start) for _ in range(6)]
    for starter in starters:
        starter.start()
    for starter in starters:
        starter.join()
    assert (len(opened), failed) == (6, [])
