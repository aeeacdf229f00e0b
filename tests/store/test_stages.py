"""The phases of an exercise in a room: who may answer when, and what each act leaves as it was."""

from datetime import timedelta

import pytest

from tests.asking import ask
from workbook.content.answers import AGAIN, DONE, KEEP, Refused
from workbook.store import participants, rounds, sessions, stages
from workbook.store.responses import histories, save
from workbook.store.sessions import SessionSettings
from workbook.store.stages import Stage

EXERCISE = ask()


@pytest.fixture
def room(engine):
    return sessions.create(engine, SessionSettings(slug="de-brug", title="De Brug", themes=("overdragen",)))


@pytest.fixture
def answer(engine, room):
    person = participants.new_id()
    participants.recognise(engine, person)

    def one(item="choice", value="left"):
        answer.n = getattr(answer, "n", 0) + 1
        return save(engine, person, room.id, EXERCISE, item, value, f"k{answer.n}")

    one.person = person
    return one


def state(engine, room) -> Stage:
    return stages.stages(engine, room.id).get(EXERCISE.id, Stage())


def test_before_the_trainer_begins_an_exercise_everybody_may_answer(answer):
    assert answer().current.answers == {"choice": "left"}


@pytest.mark.parametrize("phase", ["prompt", "closed"])
def test_while_it_is_not_open_an_answer_is_refused_and_what_was_there_stays(engine, room, answer, phase):
    answer()
    stages.set_state(engine, room.id, EXERCISE.id, phase)
    with pytest.raises(Refused) as refused:
        answer("choice", "right")
    assert refused.value.key == "refused.waiting"
    assert histories(engine, answer.person, room.id)[EXERCISE.id].current.answers == {"choice": "left"}


def test_a_closed_exercise_opens_again(engine, room, answer):
    stages.set_state(engine, room.id, EXERCISE.id, "closed")
    stages.set_state(engine, room.id, EXERCISE.id, "open")
    assert answer().started


def test_after_the_key_who_was_late_can_still_do_it(engine, room, answer):
    stages.set_state(engine, room.id, EXERCISE.id, "closed")
    sessions.open_feedback(engine, room.id, EXERCISE.id)
    assert answer().started


def test_somebody_who_is_done_cannot_begin_again_while_it_is_closed(engine, room, answer):
    answer()
    answer(DONE, True)
    stages.set_state(engine, room.id, EXERCISE.id, "closed")
    with pytest.raises(Refused):
        answer(AGAIN, KEEP)


def test_every_act_is_heard_by_the_room(engine, room):
    acts = [
        lambda: stages.begin(engine, room.id, "x"),
        lambda: stages.set_state(engine, room.id, "x", "open"),
        lambda: stages.show_result(engine, room.id, "x"),
        lambda: rounds.second_round(engine, room.id, "x", 5),
        lambda: stages.reset(engine, room.id, "x"),
        lambda: stages.start_clock(engine, room.id),
    ]
    for act in acts:
        before = sessions.get(engine, room.id).version
        act()
        assert sessions.get(engine, room.id).version == before + 1


def test_begin_shows_the_prompt_once_and_leaves_an_open_exercise_open(engine, room):
    stages.begin(engine, room.id, EXERCISE.id)
    assert state(engine, room).state == "prompt"
    stages.set_state(engine, room.id, EXERCISE.id, "open")
    stages.begin(engine, room.id, EXERCISE.id)
    assert state(engine, room).state == "open"


def test_result_and_key_are_shown_and_hidden_apart(engine, room):
    stages.show_result(engine, room.id, EXERCISE.id)
    sessions.open_feedback(engine, room.id, EXERCISE.id)
    stages.show_result(engine, room.id, EXERCISE.id, False)
    assert (state(engine, room).result, state(engine, room).key) == (False, True)


def test_a_reset_goes_back_to_the_prompt_and_keeps_what_people_answered(engine, room, answer):
    answer()
    stages.set_state(engine, room.id, EXERCISE.id, "closed")
    stages.show_result(engine, room.id, EXERCISE.id)
    sessions.open_feedback(engine, room.id, EXERCISE.id)
    stages.reset(engine, room.id, EXERCISE.id)
    now = state(engine, room)
    assert (now.state, now.result, now.key) == ("prompt", False, False)
    assert histories(engine, answer.person, room.id)[EXERCISE.id].current.answers == {"choice": "left"}


def test_a_second_attempt_that_keeps_begins_with_the_answers_of_the_first_without_its_commits(engine, room, answer):
    answer()
    answer("part.a", 1)
    answer(f"part.{DONE}", True)
    answer(DONE, True)
    history = answer(AGAIN, KEEP)
    assert history.current.answers == {"choice": "left", "part.a": 1}
    assert history.done


def test_the_clock_of_the_programme_starts_and_stops(engine, room):
    assert stages.started_at(engine, room.id) is None
    stages.start_clock(engine, room.id)
    assert stages.started_at(engine, room.id) is not None
    stages.start_clock(engine, room.id, False)
    assert stages.started_at(engine, room.id) is None


# -- a time, if the trainer gives one ---------------------------------------------------------------------------------


def test_a_time_runs_by_the_servers_clock_and_closes_nothing(engine, room, answer, monkeypatch):
    stages.set_state(engine, room.id, EXERCISE.id, "open")
    stages.give_time(engine, room.id, EXERCISE.id, 300)
    timer = state(engine, room).timer
    assert timer is not None
    assert (timer.seconds, 0 < timer.left <= 300) == (300, True)
    later = timer.ends + timedelta(hours=1)
    monkeypatch.setattr(stages, "now", lambda: later)
    over = state(engine, room)
    assert (over.timer.left, over.state) == (0, "open")
    assert answer().started
    stages.more_time(engine, room.id, EXERCISE.id, 60)
    assert state(engine, room).timer.left == 60


def test_more_time_comes_on_top_and_a_time_can_be_taken_away(engine, room):
    stages.set_state(engine, room.id, EXERCISE.id, "open")
    stages.more_time(engine, room.id, EXERCISE.id, 60)
    assert state(engine, room).timer is None  # none was given
    stages.give_time(engine, room.id, EXERCISE.id, 120)
    stages.more_time(engine, room.id, EXERCISE.id, 60)
    assert state(engine, room).timer.seconds == 180
    stages.give_time(engine, room.id, EXERCISE.id, 10**9)
    assert state(engine, room).timer.seconds == stages.LONGEST_TIMER
    stages.give_time(engine, room.id, EXERCISE.id, 0)
    assert state(engine, room).timer is None


@pytest.mark.parametrize("act", ["closed", "done", "prompt", "reset", "second"])
def test_a_time_ends_with_what_it_was_given_for(engine, room, act):
    stages.set_state(engine, room.id, EXERCISE.id, "open")
    stages.give_time(engine, room.id, EXERCISE.id, 120)
    if act == "reset":
        stages.reset(engine, room.id, EXERCISE.id)
    elif act == "second":
        rounds.second_round(engine, room.id, EXERCISE.id, 5)
    else:
        stages.set_state(engine, room.id, EXERCISE.id, act)
    assert state(engine, room).timer is None
    stages.set_state(engine, room.id, EXERCISE.id, "prompt")
    stages.give_time(engine, room.id, EXERCISE.id, 120)
    assert state(engine, room).timer is None  # nothing to give time for
