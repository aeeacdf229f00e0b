"""Responses: an answer that was acknowledged is there once, in order, and nothing else is."""

import subprocess
import sys
import threading

import pytest
from sqlalchemy import func, select

from tests.asking import ask
from tests.conftest import ROOT
from workbook.content.answers import AGAIN, BOOKMARK, DONE, MAX_TEXT, Refused
from workbook.store import participants, sessions
from workbook.store.engine import open_store, reading
from workbook.store.responses import Attempt, History, erase, everything, fold, histories, save
from workbook.store.sessions import SessionSettings
from workbook.store.tables import response

ANNE, BO = "a" * 48, "b" * 48


@pytest.fixture
def store(engine):
    """A store that knows Anne and Bo."""
    for person in (ANNE, BO):
        participants.recognise(engine, person)
    return engine


def rows(engine) -> int:
    with reading(engine) as connection:
        return connection.scalar(select(func.count()).select_from(response))


def give(engine, item, value, key, person=ANNE, exercise=None, session=""):
    return save(engine, person, session, exercise or ask(), item, value, key)


def test_an_answer_is_there_after_the_database_was_opened_again(store):
    give(store, "choice", "left", "k1")
    store.dispose()
    assert histories(open_store(), ANNE, "")["vraag"].current.answers == {"choice": "left"}


def test_the_same_key_again_changes_nothing(store):
    give(store, "choice", "left", "k1")
    history = give(store, "choice", "right", "k1")
    assert history.current.answers == {"choice": "left"}
    assert rows(store) == 1


def test_one_key_of_two_people_is_two_answers(store):
    give(store, "choice", "left", "k1", ANNE)
    give(store, "choice", "right", "k1", BO)
    assert histories(store, BO, "")["vraag"].current.answers == {"choice": "right"}


def test_the_last_answer_to_an_item_counts_and_all_are_kept(store):
    for key, value in (("k1", "left"), ("k2", "right"), ("k3", "left")):
        give(store, "choice", value, key)
    assert histories(store, ANNE, "")["vraag"].current.answers == {"choice": "left"}
    assert [answer["value"] for answer in everything(store, ANNE)] == ["left", "right", "left"]


def test_the_order_is_that_of_the_server_not_of_any_clock(store, monkeypatch):
    from datetime import datetime

    from workbook.store import responses

    days = iter([datetime(2030, 1, 1), datetime(2020, 1, 1)])
    monkeypatch.setattr(responses, "now", lambda: next(days))
    give(store, "choice", "left", "k1")
    give(store, "choice", "right", "k2")
    assert histories(store, ANNE, "")["vraag"].current.answers == {"choice": "right"}
    assert [answer["value"] for answer in everything(store, ANNE)] == ["left", "right"]


def test_an_empty_answer_takes_the_earlier_one_away(store):
    give(store, "choice", "left", "k1")
    assert give(store, "choice", None, "k2").current.answers == {}


def test_answers_in_a_session_and_alone_stay_apart(store):
    room = sessions.create(store, SessionSettings(slug="kamer", title="Kamer", themes=("thema",)))
    give(store, "choice", "left", "k1")
    give(store, "choice", "right", "k2", session=room.id)
    assert histories(store, ANNE, "")["vraag"].current.answers == {"choice": "left"}
    assert histories(store, ANNE, room.id)["vraag"].current.answers == {"choice": "right"}


@pytest.mark.parametrize(
    ("events", "expected"),
    [
        ([], History((Attempt({}),))),
        ([("a", 1)], History((Attempt({"a": 1}),))),
        ([("a", 1), ("a", None)], History((Attempt({}),))),
        ([("a", 0), ("b", "")], History((Attempt({"a": 0, "b": ""}),))),
        ([("a", 1), (AGAIN, True), ("a", 2)], History((Attempt({"a": 1}), Attempt({"a": 2})))),
        ([(BOOKMARK, "x"), ("a", 1)], History((Attempt({"a": 1}),), "x")),
        ([(BOOKMARK, "x"), (AGAIN, True)], History((Attempt({}), Attempt({})))),
        ([("a", 1), (DONE, True), (AGAIN, True)], History((Attempt({"a": 1, DONE: True}), Attempt({})))),
    ],
    ids=[
        "nothing",
        "one answer",
        "taken away",
        "zero and empty are answers",
        "a second attempt",
        "a bookmark is no answer",
        "a second attempt starts at the start",
        "a finished attempt stays finished",
    ],
)
def test_answers_fold_into_attempts(events, expected):
    assert fold(events) == expected


def test_who_answered_again_has_finished_once(store):
    give(store, "choice", "left", "k1")
    give(store, DONE, True, "k2")
    history = give(store, AGAIN, True, "k3")
    assert (history.done, history.current.done, len(history.attempts)) == (True, False, 2)
    assert give(store, "choice", "right", "k4").current.answers == {"choice": "right"}


def test_a_bookmark_is_kept_and_does_not_count_as_started(store):
    history = give(store, BOOKMARK, "scene-2", "k1")
    assert (history.bookmark, history.started) == ("scene-2", False)


REFUSED = [
    ("nowhere", "left", "refused.item"),
    ("", "left", "refused.item"),
    ("choice", "middle", "refused.choice"),
    ("choice", True, "refused.choice"),
    ("choice", ["left"], "refused.choice"),
    ("choice", {"left": 1}, "refused.choice"),
    ("part.a", True, "refused.choice"),
    ("part.a", "1", "refused.choice"),
    ("number", 10.5, "refused.number"),
    ("number", -0.5, "refused.number"),
    ("number", "3", "refused.number"),
    ("number", float("nan"), "refused.number"),
    ("number", float("inf"), "refused.number"),
    ("number", 10**400, "refused.number"),
    ("number", True, "refused.number"),
    ("number", 3.3, "refused.step"),
    ("text", "x" * 21, "refused.too-long"),
    ("text", "x" * 9_000_000, "refused.too-long"),
    ("text", 5, "refused.text"),
    ("text", ["a"], "refused.text"),
    (DONE, 1, "refused.choice"),
    (DONE, "ja", "refused.choice"),
    (BOOKMARK, "x" * 81, "refused.too-long"),
    (BOOKMARK, {"a": 1}, "refused.text"),
]


@pytest.mark.parametrize(("item", "value", "key"), REFUSED, ids=lambda value: repr(value)[:20])
def test_a_value_that_does_not_fit_is_refused_and_not_stored(item, value, key, store):
    with pytest.raises(Refused) as refused:
        give(store, item, value, "k1")
    assert refused.value.key == key
    assert rows(store) == 0


@pytest.mark.parametrize("key", ["", "k" * 65, None, 5, ["k"]])
def test_a_key_that_is_none_is_refused(key, store):
    with pytest.raises(Refused):
        give(store, "choice", "left", key)
    assert rows(store) == 0


def test_a_text_is_stored_as_typed_without_control_signs(store):
    typed = "Wat denkt u?\n\té €\x00\x07"
    assert give(store, "text", typed, "k1").current.answers == {"text": "Wat denkt u?\n\té €"}
    assert MAX_TEXT == 4000


@pytest.mark.parametrize("value", [0, 10, 0.5, 9.5, 3])
def test_both_ends_of_a_range_and_its_steps_fit(value, store):
    assert give(store, "number", value, "k1").current.answers == {"number": value}


def test_what_is_committed_is_locked_until_again(store):
    give(store, "part.a", 1, "k1")
    give(store, f"part.{DONE}", True, "k2")
    with pytest.raises(Refused, match=r"refused\.locked"):
        give(store, "part.a", 2, "k3")
    give(store, "choice", "left", "k4")  # another part is still open
    give(store, DONE, True, "k5")
    with pytest.raises(Refused, match=r"refused\.locked"):
        give(store, "choice", "right", "k6")
    give(store, AGAIN, True, "k7")
    assert give(store, "part.a", 2, "k8").current.answers == {"part.a": 2}


def test_a_closed_session_takes_no_answer_and_an_opened_one_does(store):
    room = sessions.create(store, SessionSettings(slug="kamer", title="Kamer", themes=("thema",)))
    sessions.close(store, room.id)
    with pytest.raises(Refused, match=r"refused\.closed"):
        give(store, "choice", "left", "k1", session=room.id)
    with pytest.raises(Refused, match=r"refused\.closed"):
        give(store, AGAIN, True, "k2", session=room.id)
    sessions.close(store, room.id, closed=False)
    assert give(store, "choice", "left", "k3", session=room.id).current.answers == {"choice": "left"}


def test_a_retry_of_what_was_saved_before_the_close_is_still_acknowledged(store):
    room = sessions.create(store, SessionSettings(slug="kamer", title="Kamer", themes=("thema",)))
    give(store, "choice", "left", "k1", session=room.id)
    sessions.close(store, room.id)
    assert give(store, "choice", "left", "k1", session=room.id).current.answers == {"choice": "left"}


def test_nothing_of_an_erased_person_comes_back(store):
    give(store, "choice", "left", "k1", ANNE)
    give(store, "choice", "left", "k1", BO)
    erase(store, ANNE)
    with pytest.raises(Refused):
        give(store, "choice", "right", "k2", ANNE)
    assert everything(store, ANNE) == []
    assert participants.find(store, ANNE) is None
    assert len(everything(store, BO)) == 1


def test_an_erased_text_is_no_longer_in_the_file(store, home):
    give(store, "text", "Zeer persoonlijk", "k1")
    erase(store, ANNE)
    with store.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    store.dispose()
    kept = b"".join(path.read_bytes() for path in home.iterdir())
    assert b"Zeer persoonlijk" not in kept


def test_the_content_version_is_stored_with_every_answer(store):
    give(store, "choice", "left", "k1")
    with reading(store) as connection:
        assert connection.scalar(select(response.c.version)) == ask().version
    assert ask().version != ask(sensitive=True).version


def test_two_threads_lose_and_double_nothing(store):
    failed = []

    def write(person: str, other: str) -> None:
        try:
            for number in range(40):
                give(store, "number", number % 10, f"{person[0]}-{number}", person)
                give(store, "number", number % 10, f"both-{number}", person)
        except Exception as error:
            failed.append(error)

    writers = [threading.Thread(target=write, args=(p, BO)) for p in (ANNE, BO, ANNE, BO)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert failed == []
    assert {person: len(everything(store, person)) for person in (ANNE, BO)} == {ANNE: 80, BO: 80}


WRITER = """
import sys
from tests.asking import ask
from workbook.store.engine import open_store
from workbook.store.responses import save
engine, name = open_store(), sys.argv[1]
for number in range(40):
    save(engine, "a" * 48, "", ask(), "number", number % 10, f"{name}-{number}")
    print("saved", flush=True)
"""


def test_two_processes_lose_nothing_that_was_acknowledged(store):
    command = [sys.executable, "-c", WRITER]
    writers = [
        subprocess.Popen([*command, name], stdout=subprocess.PIPE, text=True, cwd=ROOT) for name in ("one", "two")
    ]
    said = [writer.communicate()[0].split().count("saved") for writer in writers]
    assert said == [40, 40]
    assert rows(store) == 80


def test_a_writer_that_is_killed_loses_nothing_that_was_acknowledged(store):
    writer = subprocess.Popen([sys.executable, "-c", WRITER, "one"], stdout=subprocess.PIPE, text=True, cwd=ROOT)
    for _ in range(10):
        writer.stdout.readline()
    writer.kill()
    acknowledged = 10 + writer.communicate()[0].split().count("saved")
    assert acknowledged <= rows(store) <= acknowledged + 1
    assert [a["value"] for a in everything(open_store(), ANNE)][:acknowledged] == [n % 10 for n in range(acknowledged)]
