"""Shared texts: theirs to give and to take back, the trainer's to show, and nobody's name with them."""

from dataclasses import fields

import pytest

from workbook.store import participants, sessions, shares
from workbook.store.responses import erase
from workbook.store.sessions import SessionSettings


@pytest.fixture
def room(engine):
    return sessions.create(engine, SessionSettings(slug="de-brug", title="De Brug", themes=("overdragen",)))


@pytest.fixture
def someone(engine):
    person = participants.new_id()
    participants.recognise(engine, person)
    return person


def give(engine, room, person, text="Ik bel morgen.", item="text"):
    shares.give(engine, room.id, person, "vraag", item, "text", text)


def test_a_shared_text_waits_for_the_trainer(engine, room, someone):
    give(engine, room, someone)
    assert [(one.text, one.state) for one in shares.shared_in(engine, room.id)] == [("Ik bel morgen.", "waiting")]


def test_what_the_trainer_gets_has_no_field_that_tells_who_or_when():
    assert {field.name for field in fields(shares.Shared)} == {"id", "exercise", "item", "kind", "text", "state"}


def test_the_trainer_shows_it_hides_it_and_puts_it_away(engine, room, someone):
    give(engine, room, someone)
    (one,) = shares.shared_in(engine, room.id)
    for state in ("shown", "waiting", "put_away"):
        shares.decide(engine, room.id, one.id, state)
        assert shares.shared_in(engine, room.id)[0].state == state


def test_a_text_that_its_writer_takes_back_is_gone_also_when_it_was_shown(engine, room, someone):
    give(engine, room, someone)
    shares.decide(engine, room.id, shares.shared_in(engine, room.id)[0].id, "shown")
    shares.take_back(engine, room.id, someone, "vraag", "text")
    assert shares.shared_in(engine, room.id) == ()


def test_a_changed_text_goes_before_the_trainer_again(engine, room, someone):
    give(engine, room, someone, "Eén")
    shares.decide(engine, room.id, shares.shared_in(engine, room.id)[0].id, "shown")
    give(engine, room, someone, "Twee")
    assert [(one.text, one.state) for one in shares.shared_in(engine, room.id)] == [("Twee", "waiting")]


def test_erasing_oneself_takes_shared_texts_away(engine, room, someone):
    give(engine, room, someone)
    erase(engine, someone)
    assert shares.shared_in(engine, room.id) == ()


def test_a_decision_about_a_text_of_another_session_does_nothing(engine, room, someone):
    give(engine, room, someone)
    (one,) = shares.shared_in(engine, room.id)
    shares.decide(engine, "elders", one.id, "shown")
    assert shares.shared_in(engine, room.id)[0].state == "waiting"


def test_a_text_that_is_too_long_is_cut(engine, room, someone):
    give(engine, room, someone, "a" * 5000)
    assert len(shares.shared_in(engine, room.id)[0].text) == shares.LONGEST
