"""Sessions: how they are found, who sits where, and what the trainer has opened."""

import threading

import pytest
from pydantic import ValidationError

from tests.asking import ask
from workbook.store import participants, sessions
from workbook.store.news import news
from workbook.store.pseudonyms import pseudonym
from workbook.store.responses import save
from workbook.store.secrets import JOIN_SIGNS, shown_code
from workbook.store.sessions import SessionSettings, SlugTaken


def settings(slug="de-brug", **more):
    return SessionSettings(slug=slug, title="Eerlijk verkopen bij De Brug", themes=("overdragen",), **more)


@pytest.fixture
def room(engine):
    return sessions.create(engine, settings())


def test_a_new_session_is_open_and_has_a_code_of_six_signs(room):
    assert (len(room.code), set(room.code) <= set(JOIN_SIGNS)) == (6, True)
    assert (room.open, room.version) == (True, 0)


@pytest.mark.parametrize("typed", [lambda c: c, str.lower, shown_code, lambda c: f" {c[:2]}-{c[2:]} "])
def test_a_session_is_found_by_its_code_however_it_is_typed(typed, engine, room):
    assert sessions.by_code(engine, typed(room.code)).id == room.id


@pytest.mark.parametrize("typed", ["", "AAA AA", "AAAAAAA", "0O1IL", "%", "' OR 1=1"])
def test_another_code_finds_nothing(typed, engine, room):
    assert sessions.by_code(engine, typed) is None


def test_a_longer_code_is_not_cut_to_a_right_one(engine, room):
    assert sessions.by_code(engine, room.code + "A") is None


def test_one_slug_is_one_session(engine, room):
    with pytest.raises(SlugTaken):
        sessions.create(engine, settings())
    assert len(sessions.all_sessions(engine)) == 1


def test_a_session_is_found_by_slug_code_and_id(engine, room):
    found = (
        sessions.by_slug_or_code(engine, "de-brug"),
        sessions.by_slug_or_code(engine, room.code),
        sessions.by_id_or_slug(engine, room.id),
        sessions.by_id_or_slug(engine, "de-brug"),
        sessions.get(engine, room.id),
    )
    assert {one.id for one in found} == {room.id}
    assert sessions.by_id_or_slug(engine, "nergens") is None
    with pytest.raises(KeyError):
        sessions.get(engine, "nergens")


def test_settings_come_back_as_they_were(engine):
    given = settings(
        "ander", language="en", sector="retail", min_group=7, options={"c1-rolkiezer": {"scenes": ["korting"]}}
    )
    assert sessions.create(engine, given).settings == given


@pytest.mark.parametrize(
    "wrong",
    [
        {"slug": "../x"},
        {"slug": "s3://x"},
        {"slug": "A"},
        {"slug": ""},
        {"min_group": 4},
        {"themes": ()},
        {"title": " "},
        {"title": "x" * 81},
        {"language": "de"},
        {"sector": "bakkers"},
        {"join_code": "AAAAAA"},
        {"reveal": "never"},
    ],
    ids=str,
)
def test_settings_that_do_not_fit_are_refused(wrong):
    with pytest.raises(ValidationError):
        SessionSettings.model_validate(settings().model_dump() | wrong)


def test_sitting_down_again_is_the_same_seat(engine, room):
    participants.recognise(engine, "a" * 48)
    first = sessions.take_seat(engine, room.id, "a" * 48)
    assert sessions.take_seat(engine, room.id, "a" * 48) == first
    assert sessions.pseudonym_of(engine, room.id, "a" * 48) == first
    assert sessions.seated(engine, room.id) == 1
    assert participants.find(engine, "a" * 48).session_id == room.id


def test_everybody_has_another_pseudonym(engine, room):
    people = [participants.new_id() for _ in range(40)]
    for person in people:
        participants.recognise(engine, person)
    assert len({sessions.take_seat(engine, room.id, person) for person in people}) == 40


def test_a_pseudonym_is_found_even_when_all_pairs_are_taken():
    taken: set[str] = set()
    for _ in range(1300):
        name = pseudonym(taken)
        assert name not in taken
        assert 5 <= len(name) <= 60
        taken.add(name)


def test_two_people_who_sit_down_at_once_both_get_a_seat(engine, room):
    people = [participants.new_id() for _ in range(8)]
    for person in people:
        participants.recognise(engine, person)
    names = []
    threads = [
        threading.Thread(target=lambda p=p: names.append(sessions.take_seat(engine, room.id, p))) for p in people
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (len(names), len(set(names))) == (8, 8)


def test_feedback_is_open_from_the_trainers_act_until_hidden(engine, room):
    assert sessions.opened_exercises(engine, room.id) == frozenset()
    sessions.open_feedback(engine, room.id, "vraag")
    assert sessions.opened_exercises(engine, room.id) == {"vraag"}
    sessions.open_feedback(engine, room.id, "vraag", opened=False)
    assert sessions.opened_exercises(engine, room.id) == frozenset()
    sessions.open_feedback(engine, room.id, "vraag")
    assert sessions.opened_exercises(engine, room.id) == {"vraag"}


def test_what_is_open_in_one_session_is_closed_in_another(engine, room):
    other = sessions.create(engine, settings("ander"))
    sessions.open_feedback(engine, room.id, "vraag")
    assert sessions.opened_exercises(engine, other.id) == frozenset()


def test_everything_that_phones_must_hear_of_raises_the_version(engine, room):
    versions = [sessions.get(engine, room.id).version]
    for act in (
        lambda: sessions.open_feedback(engine, room.id, "vraag"),
        lambda: sessions.open_feedback(engine, room.id, "vraag", opened=False),
        lambda: sessions.close(engine, room.id),
        lambda: sessions.close(engine, room.id, closed=False),
    ):
        act()
        versions.append(sessions.get(engine, room.id).version)
    assert versions == [0, 1, 2, 3, 4]


def test_news_tells_of_a_new_answer_and_of_a_new_version(engine, room):
    participants.recognise(engine, "a" * 48)
    before = news(engine)
    save(engine, "a" * 48, room.id, ask(), "choice", "left", "k1")
    answered = news(engine)
    sessions.open_feedback(engine, room.id, "vraag")
    opened = news(engine)
    assert (answered[0], answered[1] > before[1]) == (before[0], True)
    assert opened[0][room.id] == before[0][room.id] + 1


def test_sessions_are_listed_newest_first(engine, monkeypatch):
    from datetime import datetime

    days = iter([datetime(2026, 1, 1), datetime(2026, 3, 1), datetime(2026, 2, 1)])
    monkeypatch.setattr(sessions, "now", lambda: next(days))
    for slug in ("een", "twee", "drie"):
        sessions.create(engine, settings(slug))
    assert [one.settings.slug for one in sessions.all_sessions(engine)] == ["twee", "drie", "een"]
