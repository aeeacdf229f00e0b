"""The made-up room: it arrives, answers what is open, votes, disagrees, and gives the trainer a full dashboard."""

import pytest

from tests.player.playing import room
from workbook.player.in_room import shown_to_room
from workbook.player.room import released, room_of
from workbook.room.crowd import Crowd
from workbook.store import privacy, rounds, sessions, shares, stages, walks
from workbook.store.engine import in_memory
from workbook.store.privacy import Group

C1, D4 = "c1-rolkiezer", "d4-overdrachtsgesprek"
PEOPLE = 24


@pytest.fixture
def engine():
    """In memory: some thousands of answers, each a commit."""
    return in_memory()


@pytest.fixture
def here(engine):
    return room(engine)


@pytest.fixture
def crowd(engine, content, here):
    return Crowd(engine, content, here, PEOPLE, speed=200)


def until_all(crowd, engine, here, name, done=PEOPLE, after=0):
    for _beat in range(400):
        crowd.beat(0.5)
        if privacy.progress(engine, here.id, name, after).done >= done:
            return
    raise AssertionError(f"{privacy.progress(engine, here.id, name, after)} after 400 beats")


def bring(engine, here, name):
    stages.set_state(engine, here.id, name, "open")
    sessions.bring_to(engine, here.id, name)


def test_everybody_joins_and_nobody_answers_before_the_trainer_begins(engine, here, crowd):
    crowd.beat(60)
    assert sessions.seated(engine, here.id) == PEOPLE
    assert privacy.progress(engine, here.id, C1).started == 0


def test_they_wait_at_the_prompt_and_answer_when_it_opens(engine, here, crowd):
    stages.begin(engine, here.id, C1)
    sessions.bring_to(engine, here.id, C1)
    for _ in range(5):
        crowd.beat(60)
    assert privacy.progress(engine, here.id, C1).started == 0
    bring(engine, here, C1)
    until_all(crowd, engine, here, C1)


def test_they_answer_once_more_in_a_second_round(engine, here, crowd):
    bring(engine, here, C1)
    until_all(crowd, engine, here, C1)
    rounds.second_round(engine, here.id, C1, 5)
    began = stages.stages(engine, here.id)[C1].second_from
    until_all(crowd, engine, here, C1, after=began)


def test_they_vote_once_at_each_turn_of_a_walk(engine, here, crowd, content):
    from workbook.player.vote import place_here, vote_of

    exercise = content.exercises()[D4]
    bring(engine, here, D4)
    walks.start(engine, here.id, D4)
    until_all(crowd, engine, here, vote_of(exercise, (), place_here(exercise, (), "nl")).id)


def test_some_disagree_once_the_key_is_open(engine, here, crowd):
    bring(engine, here, C1)
    until_all(crowd, engine, here, C1)
    assert shares.shared_in(engine, here.id) == ()
    sessions.open_feedback(engine, here.id, C1)
    for _ in range(20):
        crowd.beat(60)
    assert {one.kind for one in shares.shared_in(engine, here.id)} == {"challenge"}


def test_a_room_of_twenty_four_fills_the_result_of_every_exercise(engine, content):
    for name, exercise in content.exercises().items():
        sector = (exercise.sectors or content.theme_of(name).sectors)[0]
        here = room(engine, f"zaal-{name}", sector=sector, themes=(content.theme_of(name).id,))
        crowd = Crowd(engine, content, here, PEOPLE, speed=200)
        bring(engine, here, name)
        until_all(crowd, engine, here, name)
        found = released(engine, room_of(engine, here), exercise)
        assert isinstance(found, Group), name
        assert len(shown_to_room(exercise, found, "nl")) >= 1, name
