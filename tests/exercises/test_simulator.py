"""The simulator: the design's check values, a guess before anything shows, knobs that stay open, futures that cost."""

import json
from copy import deepcopy

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from workbook.content import interface, yaml_source
from workbook.content.answers import DONE, Refused
from workbook.content.places import data_dir
from workbook.content.text import LANGUAGES
from workbook.exercises.simulator import CHANCE, COUNT, EXPLAIN, FUTURES, GUESS, RUN, SURE, TIMES, Simulator
from workbook.exercises.simulator.response import asked, outcome
from workbook.exercises.simulator.trust import (
    KEPT,
    MISS,
    NO,
    SORRY,
    Outcome,
    Setting,
    after,
    fall,
    futures,
    path,
    way_back,
)
from workbook.scoring import UNANSWERED, Respondent, reachable, score, simulate
from workbook.store import participants, responses
from workbook.store.engine import in_memory
from workbook.store.privacy import Group
from workbook.view.blocks import Chart, Table, as_data
from workbook.view.context import Context, keepsake, render, summarise
from workbook.view.inputs import Button, Slider

THEME = yaml_source.read(data_dir() / "themes" / "anti-verkopen.yaml").value
EXERCISES = [e for section in THEME["sections"] for e in section["exercises"]]


def raw():
    return deepcopy(next(exercise for exercise in EXERCISES if exercise["type"] == "simulator"))


A4 = Simulator.model_validate(raw())
AS_DESIGNED = Setting(pace=0.06, weight=5, goodwill=0.3)
EVERYBODY = [Respondent("strong"), Respondent("weak"), *(Respondent("random", seed) for seed in range(60))]
GUESSED = {TIMES: 3, SURE: "denk-ik", f"{GUESS}.{DONE}": True}

knobs = st.builds(Setting, st.floats(0.02, 0.12), st.floats(1, 10), st.floats(0, 0.6))
trust = st.floats(10, 90)


def ids(answers):
    return {f.id for f in score(A4, answers).feedback}


def said(answers, **context):
    return json.dumps(as_data(render(A4, Context(answers=answers, **context))), ensure_ascii=False)


def found(blocks, kind):
    for block in blocks:
        if isinstance(block, kind):
            yield block
        yield from found(getattr(block, "blocks", ()), kind)


# -- the model --------------------------------------------------------------------------------------------------------


def test_the_formula_of_the_design():
    assert (
        after(60, MISS, AS_DESIGNED) == pytest.approx(60 - 5 * 0.06 * 60 * (1 - 0.3 * 60 / 100)) == pytest.approx(45.24)
    )
    assert after(60, KEPT, AS_DESIGNED) == pytest.approx(60 + 0.06 * 40)
    assert after(60, NO, AS_DESIGNED) == pytest.approx(60 + 2 * 0.06 * 40)
    assert 60 - after(60, SORRY, AS_DESIGNED) == pytest.approx(fall(60, AS_DESIGNED) / 2)


@pytest.mark.parametrize(("start", "fallen", "times"), [(60, 45, 6), (30, 22, 2), (85, 66, 14)])
def test_the_check_values_of_the_design(start, fallen, times):
    assert round(after(start, MISS, AS_DESIGNED)) == fallen
    assert way_back(start, AS_DESIGNED) == times


def test_the_shipped_exercise_asks_what_the_design_asks():
    assert (A4.start, A4.knobs.weight, A4.knobs.pace, A4.knobs.goodwill) == (60, 5, 6, 30)
    assert asked(A4) == 6


@given(trust, knobs, st.text("kmsn", max_size=24))
def test_trust_never_leaves_the_line_from_0_to_100(start, setting, run):
    levels = path(start, run, setting)
    assert len(levels) == len(run) + 1
    assert all(0 <= level <= 100 for level in levels)


@given(trust, knobs)
def test_the_way_back_is_the_first_step_that_is_there(start, setting):
    times = way_back(start, setting)
    levels = path(start, MISS + KEPT * times, setting)
    assert levels[-1] >= start - 1e-6
    assert times == 0 or levels[-2] < start


@given(trust, knobs, st.floats(0.1, 3))
def test_a_heavier_breach_and_less_goodwill_never_shorten_the_way_back(start, setting, more):
    heavier = Setting(setting.pace, setting.weight + more, setting.goodwill)
    bare = Setting(setting.pace, setting.weight, 0)
    assert way_back(start, heavier) >= way_back(start, setting)
    assert way_back(start, bare) >= way_back(start, setting)


def test_200_futures_are_the_same_at_every_look_and_often_cost_money():
    first = futures(60, 0.3, 3, AS_DESIGNED)
    assert first == futures(60, 0.3, 3, AS_DESIGNED)
    assert first.more + first.same + first.fewer == 200
    assert first.fewer > first.at_least, "honesty does not pay in most of them: the exercise must not hide that"
    assert futures(60, 0, 3, AS_DESIGNED) == Outcome(0, 0, 200)


@settings(deadline=None, max_examples=20)
@given(trust, st.floats(0, 1), st.integers(1, 6), knobs)
def test_futures_always_add_up(start, chance, moments, setting):
    found = futures(start, chance, moments, setting)
    assert found.more + found.same + found.fewer == 200


# -- the guess --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("guess", "rule"),
    [
        (0, "too-low"),
        (4, "too-low"),
        (5, "spot-on"),
        (6, "spot-on"),
        (7, "spot-on"),
        (8, "too-high"),
        (100, "too-high"),
    ],
)
def test_a_guess_that_is_one_off_is_near(guess, rule):
    assert ids({TIMES: guess}) == {f"{TIMES}:{rule}"}


def test_the_guess_is_stored_before_the_answer_shows_and_locks():
    shown = said({TIMES: 3, SURE: "zeker"})
    for secret in ("<svg", "model: 6", A4.too_low.text.nl, A4.limits.text.nl):
        assert secret not in shown
    shown = said(GUESSED)
    assert "In dit model: 6 keer. Jij dacht: 3 keer (denk ik)." in shown
    assert A4.limits.text.nl in shown
    assert A4.locked(TIMES, GUESSED)
    assert A4.locked(SURE, GUESSED)
    assert not A4.locked("knob.weight", GUESSED | {DONE: True})
    assert not A4.locked(EXPLAIN, GUESSED | {DONE: True})


def test_the_first_screen_has_one_guess_then_one_slider_and_one_path():
    first = render(A4, Context())
    assert not list(found(first, Slider))
    second = render(A4, Context(answers=GUESSED))
    assert [slider.item for slider in found(second, Slider)] == ["knob.weight"]
    assert len(list(found(second, Chart))) == 1


def test_in_a_room_the_model_waits_for_the_trainer_and_one_can_be_done_without_it():
    shown = render(A4, Context(answers=GUESSED, feedback=False))
    assert [b.item for b in found(shown, Button)] == [DONE]
    for at in ("", "path", "more", "no", "explain"):
        text = said(GUESSED | {DONE: True}, feedback=False, at=at)
        assert "<svg" not in text
        assert "6 keer" not in text
    assert "In dit model: 6 keer" in said(GUESSED | {DONE: True})


def test_nothing_ends_before_the_guess_was_committed():
    assert not A4.ready(DONE, {TIMES: 3, EXPLAIN: "x"})
    assert A4.ready(DONE, GUESSED)


# -- playing ----------------------------------------------------------------------------------------------------------


def chart(answers, at="", language="nl"):
    return next(found(render(A4, Context(answers=answers, at=at, language=language)), Chart))


def test_the_path_says_what_a_breach_costs_and_how_long_the_way_back_is():
    assert chart(GUESSED).title == "Eén misser kost 15. De weg terug: 6 keer nakomen"
    assert "valt in één keer naar 45 en is na 6 keer nakomen weer terug" in chart(GUESSED).text
    assert chart(GUESSED | {"knob.weight": 1}).title == "Eén misser kost 3. De weg terug: 2 keer nakomen"
    assert chart(GUESSED, language="en").title == "One breach costs 15. The way back: 6 promises kept"


@pytest.mark.parametrize(("weight", "rule"), [(1, "light"), (4, "light"), (6, "heavy"), (10, "heavy")])
def test_a_turned_knob_gets_a_text_and_one_that_stands_does_not(weight, rule):
    assert f"knob.weight:{rule}" in ids(GUESSED | {"knob.weight": weight})
    assert "knob.weight" not in str(ids(GUESSED | {"knob.weight": 5}))
    assert ids(GUESSED) == {f"{TIMES}:too-low", f"{GUESS}:limits"}


def test_fall_and_way_back_stand_apart_for_three_places():
    table = next(found(render(A4, Context(answers=GUESSED, at="more")), Table))
    assert table.rows == (("30", "−8", "2 keer"), ("60", "−15", "6 keer"), ("85", "−19", "14 keer"))


def test_events_follow_each_other_and_an_honest_no_costs_an_order_without_a_word():
    blocks = render(A4, Context(answers=GUESSED | {RUN: "nmk"}, at="more"))
    told = next(found(blocks, Chart))
    assert told.title == "Van 60 naar 52, na 3 stappen"
    assert told.text == "Vertrouwen per stap: 60, 65, 49, 52."
    shown = json.dumps(as_data(blocks), ensure_ascii=False)
    assert '["−1", "opdrachten, door eerlijk nee te zeggen"]' in shown
    assert {b.value for b in found(blocks, Button) if b.item == RUN} == {"nmkk", "nmkm", "nmks", "nmkn", ""}


def test_a_full_run_can_only_start_over():
    blocks = render(A4, Context(answers=GUESSED | {RUN: "k" * 24}, at="more"))
    assert [b.value for b in found(blocks, Button) if b.item == RUN] == [""]
    with pytest.raises(Refused):
        A4.check(RUN, "k" * 25, GUESSED)
    with pytest.raises(Refused):
        A4.check(RUN, "kx", GUESSED)
    assert A4.check(RUN, "kmsn", GUESSED) == "kmsn"
    assert A4.check(RUN, "", GUESSED) == ""


def test_the_futures_open_after_a_guess_of_their_own():
    assert "<svg" not in said(GUESSED, at="no")
    answers = GUESSED | {COUNT: 150, f"{FUTURES}.{DONE}": True}
    shown = said(answers, at="no")
    assert "Bij een kans van 30% zegt het model: 90 van de 200. Jij dacht: 150." in shown
    assert chart(answers, "no").title == "Nee levert in 90 van de 200 toekomsten minstens net zo veel op"
    assert "in 110 minder" in chart(answers, "no").text
    assert A4.futures.trade.text.nl in shown
    assert A4.futures.beyond.text.nl in shown
    assert A4.locked(COUNT, answers)
    assert not A4.locked(CHANCE, answers)
    assert chart(answers | {CHANCE: 0}, "no").title == "Nee levert in 0 van de 200 toekomsten minstens net zo veel op"


def test_the_first_guess_about_futures_is_judged_by_the_knobs_as_they_were():
    turned = GUESSED | {COUNT: 90, f"{FUTURES}.{DONE}": True, CHANCE: 100, "knob.weight": 10}
    assert "Bij een kans van 30% zegt het model: 90 van de 200" in said(turned, at="no")
    assert outcome(A4, turned) != outcome(A4, {})


def test_a_facilitator_sets_where_the_knobs_stand():
    other = A4.with_options(Simulator.Options(weight=2, chance=50))
    assert (other.knobs.weight, other.knobs.pace, other.futures.chance) == (2, 6, 50)
    assert asked(other) < 6
    assert A4.with_options(Simulator.Options()) == A4
    with pytest.raises(ValidationError):
        Simulator.Options(weight=0)


# -- what may be stored, and texts ------------------------------------------------------------------------------------


def test_nothing_is_unanswered_and_a_guess_has_no_points():
    assert score(A4, {"_at": "path"}) == UNANSWERED
    assert {score(A4, simulate(A4, r)).status for r in EVERYBODY} == {"unscored"}
    assert score(A4, {RUN: "k"}).feedback == ()


def test_exactly_the_listed_feedback_can_occur():
    seen = {f.id for r in EVERYBODY for f in score(A4, simulate(A4, r)).feedback}
    assert seen == reachable(A4)


@pytest.mark.parametrize("respondent", EVERYBODY[:6], ids=str)
def test_the_store_takes_a_made_up_response_answer_by_answer(respondent):
    engine = in_memory()
    person = participants.recognise(engine, "somebody").id
    answers = simulate(A4, respondent)
    for number, (item, value) in enumerate(answers.items()):
        history = responses.save(engine, person, "", A4, item, value, f"k{number}")
    assert history.done
    assert history.current.answers == answers


@settings(deadline=None, max_examples=8)
@given(st.data())
def test_any_stored_answers_can_be_drawn_with_one_primary_button_at_most(data):
    whole = simulate(A4, Respondent("random", data.draw(st.integers(0, 30))))
    answers = {item: whole[item] for item in data.draw(st.lists(st.sampled_from(sorted(whole)), unique=True))}
    language = data.draw(st.sampled_from(LANGUAGES))
    assert score(A4, answers) == score(A4, dict(reversed(answers.items())))
    for at in ("", "path", "more", "no", "explain", "change", "result", "nowhere"):
        blocks = render(A4, Context(answers=answers, at=at, language=language))
        assert sum(b.style == "primary" for b in found(blocks, Button)) == (
            0
            if answers.get(DONE) and answers.get(f"{GUESS}.{DONE}") and at in ("", "explain", "result", "nowhere")
            else 1
        )
    keepsake(A4, Context(answers=answers))


def test_the_keepsake_holds_the_guess_and_the_own_sentence():
    answers = GUESSED | {EXPLAIN: "<b>Omdat $x$ 😀</b>", DONE: True}
    shown = json.dumps(as_data(keepsake(A4, Context(answers=answers))), ensure_ascii=False)
    assert "<b>Omdat $x$ 😀</b>" in shown
    assert "In dit model: 6 keer. Jij dacht: 3 keer (denk ik)." in shown
    assert "model" not in json.dumps(as_data(keepsake(A4, Context(answers=answers, feedback=False))))
    assert keepsake(A4, Context(answers=GUESSED)) == ()


# -- group ------------------------------------------------------------------------------------------------------------


def test_a_room_sees_its_guesses_beside_the_model_and_no_texts():
    people = tuple(GUESSED | {TIMES: n, SURE: "gok", EXPLAIN: "QQ"} for n in (1, 3, 3, 6, 40))
    blocks = summarise(A4, Group(people, 5, False), "nl")
    assert blocks[1].title == "5 gokken, van 1 tot 40. Het model zegt 6"
    assert blocks[1].text.endswith("Hoger dan 20, aan de rand getekend: 1.")
    assert blocks[2].text == "Hoe zeker was de groep? gok 5, denk ik 0, zeker 0."
    assert "QQ" not in json.dumps(as_data(blocks))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_room_without_enough_guesses_gets_words(language):
    blocks = summarise(A4, Group(({DONE: True},) * 6, 5, False), language)
    assert interface.ui("simulator.group.few", language) in str(blocks)


# -- authors ----------------------------------------------------------------------------------------------------------


def test_the_four_events_stand_in_their_order():
    content = raw()
    content["events"].reverse()
    with pytest.raises(ValidationError) as error:
        Simulator.model_validate(content)
    assert [details["type"] for details in error.value.errors()] == ["simulator-events"]
    assert interface.known("error.simulator-events")
