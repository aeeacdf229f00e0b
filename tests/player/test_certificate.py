"""The certificate counts finished work, wherever it was done, and asks for a plan and a follow-up."""

import pytest

from tests.player.playing import ANNE, room, visitor
from workbook.player.certificate import work_of
from workbook.player.plan import plan_of
from workbook.scoring import Respondent, simulate
from workbook.store.responses import save


def finish(engine, exercise, session_id="", kind="strong", only=lambda item: True):
    for number, (item, value) in enumerate(simulate(exercise, Respondent(kind)).items()):
        if only(item):
            save(engine, ANNE, session_id, exercise, item, value, f"{session_id}{exercise.id}{number}")


def test_who_did_nothing_has_no_work(engine):
    work = work_of(visitor(engine))
    assert (work.themes, work.exercises, work.plans, work.follow_ups, work.complete) == ((), 0, 0, 0, False)


def test_finished_exercises_are_counted_by_theme_and_once_for_alone_and_in_a_session(content, engine):
    here = room(engine)
    person = visitor(engine, session=here)
    for session_id in ("", here.id):
        finish(engine, content.exercises()["c1-rolkiezer"], session_id)
    finish(engine, content.exercises()["x1-feit-of-fabel"])
    of = {name: len(content.themes[name].exercises) for name in ("start", "op-stap-met-de-baas")}
    assert work_of(person).themes == tuple((name, 1, n) for name, n in of.items())


def test_an_exercise_that_was_not_finished_is_not_counted(content, engine):
    person = visitor(engine)
    finish(engine, content.exercises()["c1-rolkiezer"], only=lambda item: item != "done")
    assert work_of(person).exercises == 0


def test_a_plan_counts_once_it_holds_a_sentence(content, engine):
    person = visitor(engine)
    finish(engine, plan_of(content.themes["overdragen"]))
    finish(engine, plan_of(content.themes["slot"]), only=lambda item: item != "what")
    assert work_of(person).plans == 1


@pytest.mark.parametrize(("upto", "follow_ups"), [("r1", 0), ("r2", 1)])
def test_the_cards_of_a_later_day_are_the_follow_up(upto, follow_ups, content, engine):
    person = visitor(engine)
    deck = content.exercises()["x2-herhaalkaarten"]
    finish(engine, deck, only=lambda item: ".r2." not in item or upto == "r2")
    assert work_of(person).follow_ups == follow_ups


def test_all_three_together_make_the_certificate(content, engine):
    person = visitor(engine)
    finish(engine, content.exercises()["x2-herhaalkaarten"])
    assert not work_of(person).complete
    finish(engine, plan_of(content.themes["herhalen"]))
    assert work_of(person).complete


def test_what_is_for_another_sector_is_not_held_against_anybody(content, engine):
    theme, person = content.themes["hoteltraining"], visitor(engine)
    for exercise in theme.exercises:
        if not exercise.sectors or "business" in exercise.sectors:
            finish(engine, exercise)
    ((name, done, of),) = work_of(person).themes
    assert (name, done) == (theme.id, of)
    assert of < len(theme.exercises)
