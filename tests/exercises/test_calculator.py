"""Turnover per hour: the sums, the guess before the sum, own weeks that stay private, sliders and temptations."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from workbook.content import yaml_source
from workbook.content.answers import DONE, Refused, Value
from workbook.content.places import data_dir
from workbook.content.problems import invalid
from workbook.content.yaml_source import Source
from workbook.exercises.calculator import GUESS, GUESSED, OWN, Calculator, hours, knob, tempted, turnover
from workbook.exercises.calculator.rules import filled, money, own_halves, own_weeks
from workbook.exercises.calculator.sums import Week, judge, mean_of_ratios, opwu, what_if
from workbook.scoring import Respondent, reachable, score, simulate
from workbook.store import participants, responses
from workbook.store.engine import in_memory
from workbook.store.privacy import Group
from workbook.view.blocks import as_data
from workbook.view.context import Context, keepsake, render, summarise
from workbook.view.numbers import number

THEME = yaml_source.read(data_dir() / "themes" / "hoteltraining.yaml").value
RAW = next(e for section in THEME["sections"] for e in section["exercises"] if e["type"] == "calculator")
EXERCISE = Calculator.model_validate(RAW)
GUESSED_293: dict[str, Value] = {GUESSED: 293, "guess.done": True}
OWN_4: dict[str, Value] = {
    **{hours(n): worked for n, worked in enumerate((40, 16, 38, 12), 1)},
    **{turnover(n): earned for n, earned in enumerate((8000, 5600, 9120, 4560), 1)},
}
EVERYONE = [Respondent("strong"), Respondent("weak"), *(Respondent("random", seed) for seed in range(200))]
LAST_STEP = EXERCISE.steps[-1].id


def shown(answers: dict[str, Value], exercise: Calculator = EXERCISE, **context: Any) -> str:
    page = as_data(render(exercise, Context(answers=answers, **context)))
    return json.dumps(page, ensure_ascii=False).replace("\N{NO-BREAK SPACE}", " ")


def buttons(answers: dict[str, Value], **context: Any) -> list[dict[str, Any]]:
    return [b for b in as_data(render(EXERCISE, Context(answers=answers, **context))) if b["kind"] == "button"]


def changed(**fields: Any) -> dict[str, Any]:
    raw: dict[str, Any] = json.loads(json.dumps(RAW))
    return raw | fields


def test_the_example_gives_200_350_240_and_380_per_week() -> None:
    assert [week.weekly for week in EXERCISE.weeks] == [200, 350, 240, 380]


def test_the_opwu_of_the_example_is_257_and_not_the_mean_of_293() -> None:
    assert EXERCISE.ratio == pytest.approx(27280 / 106)
    assert number(EXERCISE.ratio, "nl") == "257"
    assert EXERCISE.mean == 292.5
    assert number(EXERCISE.mean, "nl") == "293"  # half up; Python would round to 292


def test_the_feedback_names_the_same_figures_as_the_sum() -> None:
    for language in ("nl", "en"):
        assert "257" in EXERCISE.spot_on.text.in_(language)
        assert "293" in EXERCISE.mean_trap.text.in_(language)


@pytest.mark.parametrize(
    ("guess", "rule"),
    [
        (0, "too-low"),
        (247, "too-low"),
        (248, "spot-on"),
        (257, "spot-on"),
        (267, "spot-on"),
        (268, "too-high"),
        (282, "too-high"),
        (283, "mean-trap"),
        (292.5, "mean-trap"),
        (293, "mean-trap"),
        (302, "mean-trap"),
        (303, "too-high"),
        (999_999, "too-high"),
    ],
)
def test_a_guess_is_near_within_4_percent_of_the_opwu(guess: float, rule: str) -> None:
    assert judge(guess, EXERCISE.ratio, EXERCISE.mean) == rule


FIGURE = st.floats(1, 10_000)


@given(st.floats(0, 20_000), FIGURE, FIGURE)
def test_a_guess_gets_the_text_of_its_own_side(guess: float, ratio: float, mean: float) -> None:
    rule = judge(guess, ratio, mean)
    assert rule != "too-high" or guess > ratio
    assert rule != "too-low" or guess < ratio


@given(FIGURE, FIGURE)
def test_the_opwu_itself_is_always_spot_on(ratio: float, mean: float) -> None:
    assert judge(ratio, ratio, mean) == "spot-on"


@given(FIGURE, FIGURE)
def test_the_mean_of_the_weeks_is_the_trap_once_it_differs(ratio: float, mean: float) -> None:
    if abs(ratio - mean) >= 2:
        assert judge(mean, ratio, mean) == "mean-trap"


WEEKS = st.lists(st.tuples(st.floats(0.25, 168), st.floats(0, 99_999)), min_size=1, max_size=4)


@given(WEEKS)
def test_the_opwu_lies_between_the_lowest_and_highest_week(given_weeks: list[tuple[float, float]]) -> None:
    weeks = [Week(n, worked, earned) for n, (worked, earned) in enumerate(given_weeks, 1)]
    figures = [week.weekly for week in weeks]
    for result in (opwu(weeks), mean_of_ratios(weeks)):
        assert result is not None
        assert min(figures) * (1 - 1e-9) <= result <= max(figures) * (1 + 1e-9)


@given(WEEKS, st.floats(0, 9999))
def test_more_turnover_never_lowers_the_opwu(given_weeks: list[tuple[float, float]], extra: float) -> None:
    weeks = [Week(n, worked, earned) for n, (worked, earned) in enumerate(given_weeks, 1)]
    more = [Week(1, weeks[0].hours, weeks[0].turnover + extra), *weeks[1:]]
    before, after = opwu(weeks), opwu(more)
    assert before is not None
    assert after is not None
    assert after >= before


def test_no_weeks_have_no_opwu() -> None:
    assert opwu([]) is None
    assert mean_of_ratios([]) is None


def test_one_talk_an_hour_at_20_percent_and_1300_makes_260() -> None:
    assert what_if(1, 20, 1300) == 260
    assert what_if(0, 60, 3000) == 0


def test_nothing_answered_is_unanswered_and_a_guess_is_not_scored() -> None:
    assert score(EXERCISE, {}).status == "unanswered"
    assert score(EXERCISE, {"guess.done": True}).status == "unanswered"
    assert score(EXERCISE, {GUESSED: 257}).status == "unscored"
    assert score(EXERCISE, {GUESSED: 257}).share is None


def test_every_feedback_text_can_be_reached_and_no_other() -> None:
    given_out = {f.id for who in EVERYONE for f in score(EXERCISE, simulate(EXERCISE, who)).feedback}
    assert given_out == reachable(EXERCISE)
    assert len(given_out) == 5


@pytest.mark.parametrize("who", EVERYONE[:12], ids=str)
def test_a_made_up_response_is_accepted_item_by_item(who: Respondent) -> None:
    engine, person = in_memory(), "p" * 48
    participants.recognise(engine, person)
    for n, (item, value) in enumerate(simulate(EXERCISE, who).items()):
        history = responses.save(engine, person, "", EXERCISE, item, value, f"k{n}")
    assert history.done


def test_a_week_of_0_hours_is_refused_in_words() -> None:
    for value in (0, -3, 0.0):
        with pytest.raises(Refused) as refused:
            EXERCISE.check(hours(1), value, {})
        assert refused.value.key == "calculator.no-hours"
    assert EXERCISE.check(hours(1), 38.5, {}) == 38.5
    assert EXERCISE.check(turnover(1), 0, {}) == 0
    assert EXERCISE.check(hours(1), None, {}) is None


@pytest.mark.parametrize("value", [True, "40", float("nan"), float("inf"), 168.5, 0.25])
def test_hours_that_no_week_has_are_refused(value: Any) -> None:
    with pytest.raises(Refused, match="no-hours"):
        EXERCISE.check(hours(1), value, {})


def test_weeks_left_empty_do_not_count_as_zero() -> None:
    two: dict[str, Value] = {hours(1): 40, turnover(1): 8000, hours(3): 38, turnover(3): 9120}
    assert [week.number for week in own_weeks(EXERCISE, two)] == [1, 3]
    assert opwu(own_weeks(EXERCISE, two)) == pytest.approx(17120 / 78)


def test_a_week_of_which_half_is_filled_in_is_named_and_left_out() -> None:
    half = OWN_4 | {turnover(2): None}
    assert own_halves(EXERCISE, half) == (2,)
    assert len(own_weeks(EXERCISE, half)) == 3
    assert "Telt nog niet mee: week 2" in shown(GUESSED_293 | half, at="weeks")


def test_own_weeks_can_be_corrected_until_the_end() -> None:
    answers = GUESSED_293 | OWN_4 | {"own.done": True}
    assert not EXERCISE.locked(hours(1), answers)
    assert EXERCISE.locked(GUESSED, answers)
    assert EXERCISE.locked(hours(1), answers | {DONE: True})
    assert not EXERCISE.locked(DONE, answers)


def test_own_weeks_give_the_figure_and_their_own_range() -> None:
    page = shown(GUESSED_293 | OWN_4 | {"own.done": True}, at="weeks")
    assert "Je OPWU over 4 weken: € 257. Per week liep het van € 200 tot € 380." in page
    assert "Week 1: € 200; Week 2: € 350; Week 3: € 240; Week 4: € 380" in page


def test_without_own_weeks_the_person_goes_on() -> None:
    page = shown(GUESSED_293 | {"own.done": True})
    assert "Je vulde geen eigen weken in." in page
    assert buttons(GUESSED_293 | {"own.done": True})[0]["value"] == "what-if"


def texts_of_the_sum() -> list[str]:
    notes = (EXERCISE.too_high, EXERCISE.too_low, EXERCISE.spot_on, EXERCISE.mean_trap, EXERCISE.caution)
    texts = [*(step.text for step in EXERCISE.steps), *(note.text for note in notes)]
    return [filled(EXERCISE, text, language) for text in texts for language in ("nl", "en")]


def test_the_guess_is_stored_before_anything_of_the_sum_opens() -> None:
    for answers in ({}, {GUESSED: 293}):
        for at in ("", "result", LAST_STEP, f"look:{LAST_STEP}", "what-if"):
            page = shown(dict(answers), at=at)
            assert not [text for text in texts_of_the_sum() if text in page]
            assert not [figure for figure in ("257", "350", "240", "380") if figure in page]


@pytest.mark.parametrize("language", ["nl", "en"])
def test_no_explanation_is_shown_while_the_feedback_is_closed(language: Any) -> None:
    told = list(simulate(EXERCISE, Respondent("weak")).items())
    examples = [e.in_(language) for slider in EXERCISE.what_if for e in slider.tempts.examples]
    for n in (0, 1, 2, 5, len(told) - 1, len(told)):
        for at in ("", LAST_STEP, "tempts", f"look:{LAST_STEP}", "look:tempts"):
            page = shown(dict(told[:n]), at=at, feedback=False, language=language)
            assert not [text for text in (*texts_of_the_sum(), *examples) if text in page]


def test_the_example_is_told_step_by_step_and_ends_with_the_guess() -> None:
    first = shown(GUESSED_293)
    assert "8.000 euro, gedeeld door 40 uur" in first
    assert EXERCISE.mean_trap.text.nl not in first
    second = shown(GUESSED_293, at=EXERCISE.steps[1].id)
    assert "200, 350, 240 en 380 euro per uur" in second
    assert "afgerond 293" in second
    last = shown(GUESSED_293, at=LAST_STEP)
    assert "een OPWU van 257" in last
    assert "Jij gokte € 293" in last
    assert EXERCISE.mean_trap.text.nl in last
    assert EXERCISE.spot_on.text.nl not in last


@pytest.mark.parametrize("who", [Respondent("strong"), Respondent("weak"), Respondent("random", 3)], ids=str)
@pytest.mark.parametrize("feedback", [True, False])
@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_stage_can_be_drawn(who: Respondent, feedback: bool, language: Any) -> None:
    told = list(simulate(EXERCISE, who).items())
    places = ["", "gone", LAST_STEP, "weeks", "change", "what-if", "tempts"]
    for n in (0, 1, 2, 6, len(told) - 4, len(told) - 1, len(told)):
        for at in places if n < len(told) else ("", "look:tempts"):
            context = Context(answers=dict(told[:n]), at=at, feedback=feedback, language=language)
            assert as_data(render(EXERCISE, context))
    context = Context(answers=dict(told), feedback=feedback, language=language)
    assert as_data(render(EXERCISE, context))
    assert keepsake(EXERCISE, context)


ANYTHING = st.sampled_from([True, "", "x", 0, 40, 250.5, 999_999])


@settings(max_examples=25, deadline=None)
@given(st.dictionaries(st.sampled_from(list(EXERCISE.items())), ANYTHING), st.sampled_from(["", "weeks", "tempts"]))
def test_answers_in_an_odd_order_can_be_drawn_and_scored(answers: dict[str, Value], at: str) -> None:
    score(EXERCISE, answers)
    assert render(EXERCISE, Context(answers=answers, at=at))


def test_every_screen_has_one_primary_button_until_the_result() -> None:
    told = list(simulate(EXERCISE, Respondent("strong")).items())
    for n in (0, 1, 2, 7, 11, len(told) - 1):
        for at in ("", *(step.id for step in EXERCISE.steps), "weeks", "what-if", "tempts"):
            primary = [b for b in buttons(dict(told[:n]), at=at) if b.get("style", "primary") == "primary"]
            assert len(primary) == 1


def test_the_sliders_start_at_260_and_follow_what_is_set() -> None:
    before = GUESSED_293 | {"own.done": True}
    page = shown(before, at="what-if")
    assert "1 × 20% × € 1.300 = € 260" in page
    moved = before | {knob(EXERCISE.what_if[0]): 1.5, knob(EXERCISE.what_if[1]): 40}
    assert "1,5 × 40% × € 1.300 = € 780" in shown(moved, at="what-if")


def test_one_temptation_written_is_enough_to_finish() -> None:
    before = GUESSED_293 | {"own.done": True}
    assert list(buttons(before, at="tempts")[0]["needs"]) == [tempted(EXERCISE.what_if[0])]
    written = before | {tempted(EXERCISE.what_if[2]): "Ik teken een kolom te veel."}
    assert "needs" not in buttons(written, at="tempts")[0]


def test_after_the_end_the_caution_and_the_own_words_are_shown() -> None:
    answers = GUESSED_293 | OWN_4 | {"own.done": True, tempted(EXERCISE.what_if[0]): "Ik praat sneller.", DONE: True}
    page = shown(answers, at="tempts")  # the bookmark that the last commit left
    assert EXERCISE.caution.text.nl in page
    assert "Gesprekken per uur – Ik praat sneller." in page


@pytest.mark.parametrize(("sign", "nl", "en"), [("€", "€ 1.300", "€1,300"), ("£", "£ 1.300", "£1,300")])
def test_a_facilitator_can_choose_the_currency(sign: Any, nl: str, en: str) -> None:
    exercise = EXERCISE.with_options(Calculator.Options(currency=sign))
    assert money(exercise, 1300, "nl").replace("\N{NO-BREAK SPACE}", " ") == nl
    assert money(exercise, 1300, "en") == en


def test_no_euro_is_left_where_another_currency_was_chosen() -> None:
    exercise = EXERCISE.with_options(Calculator.Options(currency="$"))
    answers = simulate(exercise, Respondent("strong"))
    for language, word in (("nl", "dollar"), ("en", "dollars")):
        pages = "".join(
            shown(answers, exercise, at=at, language=language) for at in (f"look:{LAST_STEP}", "look:what-if", "")
        )
        assert "€" not in pages
        assert "euro" not in pages
        assert "{" + "currency}" not in pages
        assert word in pages
    with pytest.raises(ValidationError):
        Calculator.Options.model_validate({"currency": "¥"})


@pytest.mark.parametrize("people", [5, 6, 12])
@pytest.mark.parametrize("language", ["nl", "en"])
def test_a_room_sees_the_guesses_and_nothing_personal(people: int, language: Any) -> None:
    answers = [simulate(EXERCISE, Respondent("strong", seed)) for seed in range(people)]
    for one in answers[:3]:
        one[GUESSED] = 293
    for one in answers:
        one |= {hours(1): 77, turnover(1): 31_415, tempted(EXERCISE.what_if[0]): "Alleen van mij"}
    answers[-1][GUESSED] = 5000
    page = json.dumps(as_data(summarise(EXERCISE, Group(tuple(answers), 5, False), language)), ensure_ascii=False)
    page = page.replace("\N{NO-BREAK SPACE}", " ")
    lead = {
        "nl": f"Vlak bij € 293, het gewone gemiddelde van de weken: 3 van {people}.",
        "en": f"Close to €293, the plain average of the weeks: 3 of {people}.",
    }[language]
    assert lead in page
    for personal in ("31.415", "31,415", "408", "Alleen van mij"):
        assert personal not in page
    assert ": 1." in page  # the one guess beyond the edge


def test_own_weeks_change_nothing_in_what_a_room_sees() -> None:
    bare: tuple[dict[str, Value], ...] = tuple({GUESSED: 200 + 20 * n, DONE: True} for n in range(6))
    full = tuple(one | OWN_4 for one in bare)
    assert summarise(EXERCISE, Group(bare, 5, False), "nl") == summarise(EXERCISE, Group(full, 5, False), "nl")


def test_a_room_with_too_few_guesses_shows_none() -> None:
    answers: tuple[dict[str, Value], ...] = tuple({DONE: True} for _ in range(6))
    assert [b["kind"] for b in as_data(summarise(EXERCISE, Group(answers, 5, False), "nl"))] == ["prose"]


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (changed(what_if=RAW["what_if"][:2]), "precies drie schuiven"),
        (changed(example=[{"hours": "40", "turnover": "8000"}, {"hours": "20", "turnover": "4000"}]), "te dicht"),
        (changed(steps=[RAW["steps"][0], RAW["steps"][0]]), "Het id 'per-week' staat hier twee keer"),
        (changed(steps=[RAW["steps"][0] | {"id": "result"}]), "mag niet 'result' heten"),
        (changed(what_if=[RAW["what_if"][0] | {"start": "1.2"}, *RAW["what_if"][1:]]), "De schuif 'gesprekken'"),
        (changed(what_if=[RAW["what_if"][0], RAW["what_if"][1] | {"max": "120"}, RAW["what_if"][2]]), "hooguit 100"),
    ],
)
def test_an_author_reads_what_to_write(raw: dict[str, Any], said: str) -> None:
    with pytest.raises(ValidationError) as caught:
        Calculator.model_validate(raw)
    (problem,) = invalid(Source(Path("x.yaml"), raw, {}), caught.value)
    assert said in problem.sentence("nl")
    assert "{" not in problem.sentence("en")


def test_without_weeks_of_your_own_you_go_on() -> None:
    engine, person = in_memory(), participants.new_id()
    participants.recognise(engine, person)
    for item, value in ((GUESSED, 250), (f"{GUESS}.{DONE}", True), (f"{OWN}.{DONE}", True)):
        told = responses.save(engine, person, "", EXERCISE, item, value, item)
    assert told.current.answers[f"{OWN}.{DONE}"] is True
    with pytest.raises(Refused):
        responses.save(engine, participants.new_id(), "", EXERCISE, DONE, True, "nothing at all")
