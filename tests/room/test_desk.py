"""The trainer's page: every act is a button, does one thing, and the room can be taken on after a restart."""

import pytest

from tests.player.playing import find, room
from workbook.player.parameters import Parameters
from workbook.room.dashboard import Dashboard
from workbook.room.projector import screen
from workbook.scoring import Respondent, simulate
from workbook.store import participants, sessions, shares, stages, walks
from workbook.store.responses import save

C1, D3, D4 = "c1-rolkiezer", "d3-ik-of-wij", "d4-overdrachtsgesprek"


@pytest.fixture
def here(engine):
    return room(engine, client="De Brug")


@pytest.fixture
def desk(engine, here):
    return open_desk(engine, here)


def open_desk(engine, here):
    opened = Dashboard(Parameters())
    opened.bind(engine)
    opened.handle({"type": "restore", "place": f"{here.id}:"})
    return opened


def press(desk, item, value=True):
    desk.handle({"type": "answer", "key": "k", "item": item, "value": value})


def buttons(desk) -> dict[str, dict]:
    return {block["item"]: block for block in find(desk.widget.view, kind="button")}


def stage(engine, here, exercise=D3):
    return stages.stages(engine, here.id).get(exercise, stages.Stage())


def seat(engine, here, exercise, count, content, kind="random"):
    for number in range(count):
        person = participants.new_id()
        participants.recognise(engine, person)
        sessions.take_seat(engine, here.id, person)
        for index, (item, value) in enumerate(simulate(exercise, Respondent(kind, number)).items()):
            save(engine, person, here.id, exercise, item, value, f"{index}")


def test_a_whole_exercise_from_prompt_to_done_by_its_buttons(engine, here, desk):
    press(desk, "exercise", D3)
    seen = []
    for act in ("bring", "unlock", "shut", "result", "open", "hide-result", "hide", "second", "shut", "finish"):
        assert f"{act}:{D3}" in buttons(desk), (act, list(buttons(desk)))
        press(desk, f"{act}:{D3}")
        now = stage(engine, here)
        seen.append((now.state, now.result, now.key, now.second))
    assert seen == [
        ("prompt", False, False, False),
        ("open", False, False, False),
        ("closed", False, False, False),
        ("closed", True, False, False),
        ("closed", True, True, False),
        ("closed", False, True, False),
        ("closed", False, False, False),
        ("open", False, False, True),
        ("closed", False, False, True),
        ("done", False, False, True),
    ]


def test_a_time_can_be_given_while_answers_are_open_and_by_nothing_that_is_no_number(engine, here, desk):
    press(desk, "exercise", D3)
    press(desk, f"bring:{D3}")
    assert not [item for item in buttons(desk) if item.startswith("time")]
    press(desk, f"unlock:{D3}")
    for wrong in ("", "x", "-5", "9999", "²"):
        press(desk, f"time:{D3}:{wrong}")
    assert stage(engine, here).timer is None
    given = [item for item in buttons(desk) if item.startswith("time:")]
    assert f"time:{D3}:5" in given
    press(desk, f"time:{D3}:5")
    (shown,) = find(desk.widget.view, kind="timeleft")
    assert (shown["total"], 290 < shown["left"] <= 300) == (300, True)
    press(desk, f"time-more:{D3}")
    assert stage(engine, here).timer.seconds == 360
    press(desk, f"time-off:{D3}")
    assert list(find(desk.widget.view, kind="timeleft")) == []


def test_the_usual_next_act_has_the_space_bar_and_showing_has_enter(desk):
    press(desk, "exercise", D3)
    for item in (f"bring:{D3}", f"unlock:{D3}", f"shut:{D3}"):
        assert buttons(desk)[item]["shortcut"] == " "
        press(desk, item)
    assert buttons(desk)[f"result:{D3}"]["shortcut"] == "Enter"
    press(desk, f"result:{D3}")
    assert buttons(desk)[f"open:{D3}"]["shortcut"] == "Enter"


def test_no_key_presses_two_buttons_and_there_is_one_primary_button(desk):
    press(desk, "exercise", D3)
    for act in ("bring", "unlock", "shut", "result", "open"):
        press(desk, f"{act}:{D3}")
        keys = [block["shortcut"] for block in find(desk.widget.view, kind="button") if block.get("shortcut")]
        assert len(keys) == len(set(keys)), keys
        primary = [b for b in find(desk.widget.view, kind="button") if b.get("style", "primary") == "primary"]
        assert len(primary) <= 1, [b["label"] for b in primary]


def test_a_restarted_trainer_app_goes_on_where_the_room_was(engine, here, desk):
    press(desk, "exercise", D3)
    for act in ("bring", "unlock", "shut"):
        press(desk, f"{act}:{D3}")
    again = open_desk(engine, here)
    assert f"result:{D3}" in buttons(again)  # the exercise where the room is stands on the screen by itself
    assert "De antwoorden zijn gesloten" in str(again.widget.view)


def test_an_act_on_an_exercise_of_another_theme_does_nothing(engine, desk):
    small = room(engine, "klein", themes=("overdragen",))
    press(desk, "session", small.id)
    press(desk, f"bring:{C1}")
    assert stages.stages(engine, small.id) == {}
    assert sessions.get(engine, small.id).now == ""


def test_a_session_that_opens_feedback_at_once_has_no_phases(engine):
    loose = room(engine, "los", reveal="at_once")
    desk = open_desk(engine, loose)
    press(desk, "exercise", D3)
    press(desk, f"bring:{D3}")
    assert stages.stages(engine, loose.id) == {}
    assert sessions.get(engine, loose.id).now == D3


def test_the_room_walks_a_dialogue_with_a_road_taken_and_taken_back(engine, here, desk):
    press(desk, "exercise", D4)
    press(desk, f"bring:{D4}")
    press(desk, f"walk:{D4}")
    takes = [item for item in buttons(desk) if item.startswith("take:")]
    assert len(takes) >= 2
    press(desk, takes[1])
    assert walks.walking(engine, here.id, D4) == (takes[1].rpartition(":")[2],)
    press(desk, f"back:{D4}")
    assert walks.walking(engine, here.id, D4) == ()
    press(desk, f"take:{D4}:bestaat-niet")
    assert walks.walking(engine, here.id, D4) == ()
    press(desk, f"stop:{D4}")
    assert walks.walking(engine, here.id, D4) is None


def test_shared_texts_are_shown_and_put_away_and_challenges_stand_apart(engine, here, desk):
    person = participants.new_id()
    participants.recognise(engine, person)
    shares.give(engine, here.id, person, D3, "a", "text", "Mijn eigen zin.")
    shares.give(engine, here.id, person, D3, "_challenge", "challenge", "Oneens, want.")
    desk.draw()
    assert "Oneens met de makers (1)" in str(desk.widget.view)
    shown = next(one.id for one in shares.shared_in(engine, here.id) if one.kind == "text")
    press(desk, f"show:{shown}")
    sessions.bring_to(engine, here.id, D3)
    assert "Mijn eigen zin." in str(screen(engine, sessions.get(engine, here.id), desk.content).blocks)
    press(desk, f"put-away:{shown}")
    assert "Mijn eigen zin." not in str(screen(engine, sessions.get(engine, here.id), desk.content).blocks)


# -- the projector ----------------------------------------------------------------------------------------------------


def on_screen(engine, here, content) -> str:
    return str(screen(engine, sessions.get(engine, here.id), content))


def test_the_projector_shows_the_way_in_until_the_room_begins(engine, here, content):
    assert screen(engine, sessions.get(engine, here.id), content).lobby


def test_four_who_are_ready_give_a_question_for_raised_hands_and_five_a_result(engine, here, desk, content):
    exercise = content.exercises()[D3]
    sessions.bring_to(engine, here.id, D3)
    stages.set_state(engine, here.id, D3, "open")
    seat(engine, here, exercise, 4, content)
    assert "4 van 4 klaar" in on_screen(engine, here, content)
    stages.show_result(engine, here.id, D3)
    assert "nog te weinig antwoorden" in on_screen(engine, here, content)
    seat(engine, here, exercise, 1, content)
    assert "nog te weinig antwoorden" not in on_screen(engine, here, content)


def test_before_the_result_is_shown_the_projector_has_counts_only(engine, here, content):
    exercise = content.exercises()[C1]
    seat(engine, here, exercise, 6, content)
    sessions.bring_to(engine, here.id, C1)
    for state in ("prompt", "open", "closed"):
        stages.set_state(engine, here.id, C1, state)
        assert "Chart(" not in on_screen(engine, here, content), state
    stages.show_result(engine, here.id, C1)
    assert "Chart(" in on_screen(engine, here, content)


def test_no_pseudonym_ever_stands_on_the_projector(engine, here, content):
    exercise = content.exercises()[C1]
    seat(engine, here, exercise, 6, content)
    people = [name for name in (sessions.pseudonym_of(engine, here.id, p) for p in everybody(engine, here)) if name]
    assert len(people) == 6
    for state in ("", "prompt", "open", "closed", "done"):
        sessions.bring_to(engine, here.id, C1 if state else "")
        if state:
            stages.set_state(engine, here.id, C1, state)
            stages.show_result(engine, here.id, C1)
        shown = on_screen(engine, here, content)
        assert [name for name in people if name in shown] == []


def everybody(engine, here) -> list[str]:
    from sqlalchemy import select

    from workbook.store.engine import reading
    from workbook.store.tables import seat as seats

    with reading(engine) as connection:
        return list(connection.scalars(select(seats.c.participant_id).where(seats.c.session_id == here.id)))


def test_five_votes_are_counted_on_the_projector_and_four_are_not(engine, here, desk, content):
    from workbook.player.vote import place_here, vote_of

    exercise = content.exercises()[D4]
    press(desk, "exercise", D4)
    press(desk, f"walk:{D4}")
    stages.show_result(engine, here.id, D4)
    place = place_here(exercise, (), "nl")
    vote = vote_of(exercise, (), place)
    for number in range(5):
        person = participants.new_id()
        participants.recognise(engine, person)
        sessions.take_seat(engine, here.id, person)
        save(engine, person, here.id, vote, "choice", place.options[0].value, f"a{number}")
        save(engine, person, here.id, vote, "done", True, f"b{number}")
        assert ("De meeste stemmen: zin 1" in on_screen(engine, here, content)) == (number == 4)
