"""The command line: sessions by code or name, where people join, and troubles that end in one sentence."""

import http.server
import json
import threading

import pytest
from click.testing import CliRunner

from tests.conftest import ROOT
from tests.facilitate.rooms import join
from workbook.cli import main
from workbook.content.checks import AROUND
from workbook.facilitate import session_commands
from workbook.facilitate.registration import store
from workbook.player.parameters import BadParameters, checked
from workbook.serve import supervise
from workbook.store import engine as store_engine
from workbook.store import sessions
from workbook.store.engine import database_path, reading
from workbook.store.tables import response, seat


def workbook(*arguments, **given):
    return CliRunner().invoke(main, [str(argument) for argument in arguments], catch_exceptions=False, **given)


def new(*options):
    """A session made on the command line."""
    done = workbook("session", "new", "--title", "De Brug", "--themes", "anti-verkopen", *options)
    assert done.exit_code == 0, done.output
    return done.output, sessions.all_sessions(store())[0]


@pytest.fixture
def running():
    """Something that answers as the workbook does, on a port of its own."""

    class Answers(http.server.BaseHTTPRequestHandler):
        def do_HEAD(self):
            self.send_response(200)
            self.end_headers()

        def log_message(self, *_):
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Answers)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield supervise.Place("127.0.0.1", server.server_address[1])
    server.shutdown()
    server.server_close()


def test_the_link_is_where_the_workbook_runs(home, running):
    home.mkdir()
    with supervise.announced("http://10.0.0.7:9000", running):
        said, session = new()
    assert f"http://10.0.0.7:9000/join/{session.code}" in said
    assert "draait nu niet" not in said
    assert not (home / "address.json").exists()


def test_without_a_running_workbook_the_likely_link_is_given_and_that_is_said(monkeypatch):
    monkeypatch.setenv("PORT", "9123")
    said, session = new()
    assert f":9123/join/{session.code}" in said
    assert "Het werkboek draait nu niet" in said


def test_an_address_that_a_killed_workbook_left_behind_does_not_count(home):
    home.mkdir()
    told = {"address": "http://10.0.0.7:9", "host": "127.0.0.1", "port": 9}
    (home / "address.json").write_text(json.dumps(told))
    said, _ = new()
    assert "10.0.0.7" not in said
    assert "draait nu niet" in said


def test_a_public_address_that_was_set_is_the_one_in_the_link(monkeypatch):
    monkeypatch.setenv("WORKBOOK_PUBLIC_URL", "https://werkboek.example")
    said, session = new()
    assert f"https://werkboek.example/join/{session.code}" in said


def test_a_code_may_be_typed_as_it_is_shown_in_two_words():
    _, session = new()
    words = (session.code[:3], session.code[3:])
    assert workbook("session", "close", *words).exit_code == 0
    assert not sessions.get(store(), session.id).open
    assert "De Brug" in workbook("session", "open", *words).output
    assert sessions.get(store(), session.id).open


@pytest.mark.parametrize("command", [("session", "close"), ("session", "open"), ("session", "delete"), ("report",)])
def test_an_unknown_session_is_said_in_a_sentence(command):
    new()
    done = workbook(*command, "W45", "6EE")
    assert (done.exit_code, done.output.startswith("Er is geen sessie met de code of naam 'W45 6EE'.")) == (1, True)


def test_a_deleted_session_is_gone_with_its_seats_and_answers(content):
    _, session = new()
    _, other = new("--slug", "ander")
    for one in (session, other):
        join(store(), one, content, 2)
    assert "antwoorden" in workbook("session", "delete", "de-brug", "--yes").output
    with reading(store()) as connection:
        left = {
            row[0]
            for table in (response, seat)
            for row in connection.execute(table.select().with_only_columns(table.c.session_id))
        }
    assert left == {other.id}
    assert [one.id for one in sessions.all_sessions(store())] == [other.id]


@pytest.mark.parametrize(("typed", "left"), [("ja\n", 0), ("yes\n", 0), ("nee\n", 1), ("\n", 1)])
def test_deleting_asks_first(typed, left):
    new()
    done = workbook("session", "delete", "de-brug", input=typed)
    assert len(sessions.all_sessions(store())) == left
    assert done.exit_code == left


def test_waiting_for_the_database_is_said_and_ends_in_a_sentence(monkeypatch):
    new()
    monkeypatch.setattr(store_engine, "BUSY_MS", 300)
    monkeypatch.setattr(session_commands, "PATIENCE_S", 0.05)
    holder = store_engine.sqlite.connect(database_path(), isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    done = workbook("session", "new", "--title", "Nog een")
    holder.close()
    assert done.exit_code == 1
    assert done.output.splitlines()[0] == "Even geduld, ik wacht op de database…"
    assert done.output.splitlines()[-1].startswith("Een ander programma houdt de database vast.")


@pytest.mark.parametrize(("name", "option"), [("PORT", "--port"), ("TRAINER_PORT", "--trainer-port")])
def test_a_port_that_is_none_is_one_sentence_with_both_ways_to_set_it(name, option, monkeypatch):
    monkeypatch.setenv(name, "abc")
    done = workbook("serve")
    assert done.exit_code == 1
    assert done.output.startswith("'abc' is geen poort.")
    assert f"{name}=900" in done.output
    assert option in done.output
    assert done.output.count("\n") == 1


def test_a_home_that_cannot_be_names_a_plain_path_and_what_was_set(tmp_path):
    (tmp_path / "bestand").write_text("")
    done = workbook("--home", tmp_path / "bestand", "session", "new", "--title", "X")
    assert done.exit_code == 1
    assert str(tmp_path / "bestand") in done.output
    assert "--home" in done.output
    (tmp_path / "map" / "workbook.sqlite").mkdir(parents=True)
    done = workbook("--home", tmp_path / "map", "session", "new", "--title", "X")
    assert f"De database {tmp_path / 'map' / 'workbook.sqlite'} gaat niet open." in done.output
    assert "sqlite:///" not in done.output


def test_the_help_shows_the_choices_and_a_wrong_one_is_refused_in_dutch():
    said = " ".join(workbook("session", "new", "--help").output.split())
    for choices in (
        "evening|half_day|day|two_days|self_paced",
        "nl|en",
        "business|advice|retail|social",
        "at_once|by_trainer",
    ):
        assert choices in said
    done = workbook("session", "new", "--title", "X", "--reveal", "nooit")
    assert (done.exit_code, done.output.startswith("'nooit' kan hier niet bij 'reveal'. Kies uit: ")) == (1, True)


@pytest.mark.parametrize("file", ["README.md", "examples/session.yaml"])
def test_the_sectors_that_are_named_are_those_that_have_texts(file, content):
    said = (ROOT / file).read_text("utf-8")
    around = [t for t in content.themes.values() if t.letter == AROUND]
    assert all(set(t.sectors) == {"business", "advice", "retail", "social"} for t in around)
    five = [t for t in content.themes.values() if t not in around]
    having = {sector: [t.id for t in five if sector in t.sectors] for sector in "business advice retail social".split()}
    assert having["business"] == [t.id for t in five]
    assert set(having["business"]) - set(having["advice"]) == {"hoteltraining"}
    assert (having["retail"], having["social"]) == (["hoteltraining"], ["hoteltraining"])
    assert all(sector in said for sector in having)


def test_bad_parameters_show_their_sentences_and_no_traceback():
    from IPython.core.interactiveshell import InteractiveShell

    with pytest.raises(BadParameters) as refused:
        checked({"language": "nl", "mode": "solo"})
    shell = InteractiveShell()
    shown = []
    shell._showtraceback = lambda _kind, _value, lines: shown.extend(lines)
    shell.showtraceback((refused.type, refused.value, refused.tb))
    assert shown == ["'solo' kan niet bij de parameter 'mode'. Kies uit: 'self_paced', 'workshop'."]
