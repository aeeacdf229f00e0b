"""Backup: a sound copy of a database that is being written to."""

import os
import sqlite3
import threading

import pytest
from click.testing import CliRunner

from tests.facilitate.rooms import join, session_in
from workbook.cli import main
from workbook.facilitate.backup import backup
from workbook.facilitate.trouble import Trouble
from workbook.store import participants
from workbook.store.engine import StoreUnavailable, open_store


def people_in(path):
    with sqlite3.connect(path) as connection:
        return {row[0] for row in connection.execute("SELECT id FROM participant")}


def test_a_copy_made_while_somebody_writes_opens_and_holds_every_committed_row(home, engine, tmp_path):
    committed, stop = [], threading.Event()

    def write():
        own = open_store()
        while not stop.is_set():
            person = participants.new_id()
            participants.recognise(own, person)
            committed.append(person)

    writer = threading.Thread(target=write)
    writer.start()
    try:
        for number in range(5):
            while len(committed) < 20 * (number + 1):
                stop.wait(0.01)
            before = set(committed)
            copy = backup(tmp_path / f"copy-{number}.sqlite").path
            assert before <= people_in(copy)
    finally:
        stop.set()
        writer.join()
    opened = open_store(f"sqlite:///{copy}")
    assert participants.find(opened, committed[0])
    opened.dispose()


def test_a_row_that_is_not_committed_is_not_in_the_copy(home, engine, tmp_path):
    with engine.connect() as connection:
        connection.exec_driver_sql("INSERT INTO participant VALUES ('half', 'nl', NULL, '', '2026-01-01')")
        copy = backup(tmp_path / "copy.sqlite").path
    assert people_in(copy) == set()


def test_the_copy_is_one_file_that_only_its_owner_can_read(engine, content, tmp_path):
    join(engine, session_in(engine, content, themes=("anti-verkopen",)), content, 2)
    made = backup(tmp_path / "copy.sqlite")
    assert (made.sessions, made.responses > 0) == (1, True)
    assert [path.name for path in tmp_path.iterdir() if path.name != "var"] == ["copy.sqlite"]
    assert os.stat(made.path).st_mode & 0o777 == 0o600


def test_a_file_that_exists_stays_unless_forced(engine, tmp_path):
    file = tmp_path / "copy.sqlite"
    file.write_text("iets anders")
    with pytest.raises(Trouble, match="bestaat al"):
        backup(file)
    assert file.read_text() == "iets anders"
    assert people_in(backup(file, force=True).path) == set()


@pytest.mark.parametrize("name", ["workbook.sqlite", "workbook.sqlite-wal", "link"])
def test_the_database_is_never_its_own_copy(home, engine, name):
    participants.recognise(engine, "a" * 48)
    (home / "link").symlink_to(home / "workbook.sqlite")
    with pytest.raises(Trouble, match="de database zelf"):
        backup(home / name, force=True)
    assert participants.find(engine, "a" * 48)


def test_a_missing_database_is_said_and_not_made(home, tmp_path):
    done = CliRunner().invoke(main, ["backup", str(tmp_path / "copy.sqlite")])
    assert done.exit_code == 1
    assert done.output.startswith("Er is nog geen database op ")
    assert not home.exists()


def test_a_file_that_is_no_database_of_ours_is_refused(home, tmp_path):
    home.mkdir()
    (home / "workbook.sqlite").write_text("geen database, wel tekst " * 50)
    with pytest.raises(StoreUnavailable) as refused:
        backup(tmp_path / "copy.sqlite")
    assert refused.value.key == "store.not-ours"
    assert [path.name for path in tmp_path.iterdir()] == ["var"]


def test_a_damaged_database_gives_no_copy(home, engine, content, tmp_path):
    join(engine, session_in(engine, content), content, 5)
    with engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    engine.dispose()
    file = home / "workbook.sqlite"
    data = bytearray(file.read_bytes())
    data[len(data) // 2 : len(data) // 2 + 8192] = os.urandom(8192)
    file.write_bytes(data)
    with pytest.raises((Trouble, StoreUnavailable)):
        backup(tmp_path / "copy.sqlite")
    assert [path.name for path in tmp_path.iterdir()] == ["var"]


def test_a_database_on_a_server_names_its_own_tool(tmp_path, monkeypatch):
    monkeypatch.setenv("WORKBOOK_DATABASE_URL", "postgresql://wb:geheim@localhost/wb")
    with pytest.raises(Trouble, match="pg_dump") as refused:
        backup(tmp_path / "copy.sqlite")
    assert "geheim" not in str(refused.value)


def test_a_folder_that_does_not_exist_is_said(engine, tmp_path):
    with pytest.raises(Trouble, match="bestaat niet"):
        backup(tmp_path / "weg" / "copy.sqlite")
