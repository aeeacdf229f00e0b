"""The run sheet: a programme filled with what a session has, without gaps and without losing an exercise."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbook.content.models import RoomNotes
from workbook.content.text import Text
from workbook.exercises import load_content
from workbook.facilitate.run_sheet import left_out, run_sheet, shares
from workbook.store.sessions import SessionSettings

PROGRAMMES = ["evening", "half_day", "day", "two_days", "self_paced"]
THEMES = tuple(load_content().themes)


def settings(programme="half_day", themes=THEMES, **given):
    return SessionSettings(slug="x", title="X", themes=themes, programme=programme, **given)


@given(st.sampled_from(PROGRAMMES), st.lists(st.sampled_from(THEMES), min_size=1, unique=True))
def test_any_session_gets_every_exercise_once_and_no_gap_between_lines(programme, themes):
    content = load_content()
    lines = run_sheet(settings(programme, tuple(themes)), content)
    here = sorted(exercise.id for name in themes for exercise in content.themes[name].exercises)
    assert sorted(line.exercise for line in lines if line.exercise) == here
    assert [line.day for line in lines] == sorted(line.day for line in lines)
    for before, line in pairwise(lines):
        assert line.start == (before.end if line.day == before.day else 0)
    assert [line.spare for line in lines] == sorted(line.spare for line in lines)
    assert all(line.minutes >= 1 for line in lines)


@given(st.integers(1, 300), st.integers(1, 15))
def test_a_share_of_minutes_is_given_out_to_the_last_minute(minutes, n):
    exercises = list(load_content().exercises().values())[:n]
    parts = shares(exercises, minutes)
    assert [exercise for exercise, _ in parts] == exercises[: len(parts)]
    assert sum(n for _, n in parts) == minutes
    assert len(parts) == 1 or all(n >= exercise.minutes - 1 for exercise, n in parts)


def test_what_a_programme_names_and_the_session_lacks_is_left_out_and_told(content):
    chosen = settings("day", ("op-stap-met-de-baas",))
    lines = run_sheet(chosen, content)
    assert lines[0].start == 0
    assert next(line for line in lines if line.exercise).exercise == "c1-rolkiezer"
    assert not any(line.exercise == "a1-intake" for line in lines)
    assert ("A1", 30) in left_out(chosen, content)


def test_a_line_takes_what_it_would_have_otherwise(content):
    theme, first = content.themes["op-stap-met-de-baas"], content.themes["op-stap-met-de-baas"].exercises[0]
    programme = content.programmes["half_day"]
    line = programme.days[0].lines[0].model_copy(update={"exercise": "Q9", "otherwise": first.id})
    day = programme.days[0].model_copy(update={"lines": (line,)})
    changed = programme.model_copy(update={"days": (day,)})
    narrowed = type(content)(content.themes, content.articles, {"half_day": changed})
    assert run_sheet(settings(themes=(theme.id,)), narrowed)[0].exercise == first.id


def test_nobody_has_a_break_before_anything_was_done(content):
    for name in PROGRAMMES:
        for theme in THEMES:
            lines = [line for line in run_sheet(settings(name, (theme,)), content) if not line.spare]
            first = {line.day: line for line in reversed(lines)}
            assert not any(line.do in ("break", "lunch", "slack") for line in first.values()), (name, theme)


def test_a_session_in_its_own_pace_gets_its_exercises_in_their_own_minutes(content):
    lines = run_sheet(settings("self_paced"), content)
    assert [line.exercise for line in lines] == list(content.exercises())
    assert sum(line.minutes for line in lines) == sum(e.minutes for e in content.exercises().values())


def test_the_trainers_notes_of_an_exercise_stand_on_its_line_in_the_language_asked(content):
    theme = content.themes["op-stap-met-de-baas"]
    first = theme.exercises[0]
    said = {name: Text(nl=f"nl {name}", en=f"en {name}") for name in ("say", "hands_up", "fallback")}
    noted = first.model_copy(update={"room": RoomNotes(**said)})
    section = theme.sections[0].model_copy(update={"exercises": (noted, *theme.sections[0].exercises[1:])})
    changed = theme.model_copy(update={"sections": (section, *theme.sections[1:])})
    told = type(content)({theme.id: changed}, content.articles, content.programmes)
    line = next(x for x in run_sheet(settings(themes=(theme.id,)), told, "en") if x.exercise == first.id)
    assert (line.say, line.hands_up, line.fallback, line.predict) == ("en say", "en hands_up", "en fallback", "")


@pytest.mark.parametrize("name", PROGRAMMES)
def test_a_run_sheet_reads_in_both_languages_with_the_same_times(name, content):
    dutch, english = (run_sheet(settings(name), content, language) for language in ("nl", "en"))
    assert [(x.start, x.minutes, x.exercise) for x in dutch] == [(x.start, x.minutes, x.exercise) for x in english]
    assert [x.title for x in dutch] != [x.title for x in english]
