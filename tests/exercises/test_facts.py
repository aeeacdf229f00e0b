"""Facts: judged and sure before the explanation opens; certainty is weighed from eight answers on."""

import json
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from workbook.content import yaml_source
from workbook.content.places import data_dir
from workbook.exercises.facts import CERTAINTIES, TRUTHS, Facts
from workbook.exercises.facts.response import calibration
from workbook.exercises.facts.screens import certainty_line, result_line
from workbook.scoring import Respondent, reachable, score, simulate
from workbook.store import participants, responses
from workbook.store.engine import in_memory
from workbook.store.privacy import Group
from workbook.view.blocks import Box, Chart, as_data
from workbook.view.context import Context, keepsake, render, summarise
from workbook.view.inputs import Button

RAW = next(
    exercise
    for section in yaml_source.read(data_dir() / "themes" / "start.yaml").value["sections"]
    for exercise in section["exercises"]
    if exercise["type"] == "facts"
)
CARDS = Facts.model_validate(RAW)
NINE = Facts.model_validate(
    RAW | {"statements": [RAW["statements"][0] | {"id": f"s{n}", "truth": TRUTHS[n % 2]} for n in range(9)]}
)
STRONG, WEAK, RANDOM = (simulate(CARDS, Respondent(kind, 1)) for kind in ("strong", "weak", "random"))


def said(blocks) -> str:
    return json.dumps(as_data(blocks), ensure_ascii=False)


def told(exercise: Facts, right: int, sure: int) -> dict:
    """Everything answered, the first `right` rightly, the first `sure` with 'sure'."""
    answers: dict = {}
    for n, one in enumerate(exercise.statements):
        answers[one.answer] = one.truth if n < right else next(t for t in TRUTHS if t != one.truth)
        answers |= {one.certainty: "sure" if n < sure else "guess", f"{one.id}.done": True}
    return answers | {"done": True}


def stages(answers):
    pairs = list(answers.items())
    return [dict(pairs[:n]) for n in range(len(pairs) + 1)]


def test_the_three_cards_are_the_stomach_open_questions_and_being_liked():
    assert [(one.id, one.truth) for one in CARDS.statements] == [
        ("lege-maag", "fable"),
        ("open-vragen", "fable"),
        ("aardig", "fact"),
    ]
    assert "Monk (2005)" in CARDS.statements[0].origin.nl


@pytest.mark.parametrize(("right", "points"), [(0, 0), (1, 1), (3, 3)])
def test_every_statement_judged_as_the_makers_counts_one(right, points):
    result = score(CARDS, told(CARDS, right, 0))
    assert (result.points, result.maximum) == (points, 3)


def test_what_was_left_out_is_not_zero():
    result = score(CARDS, {"aardig.answer": "fact"})
    assert result.parts == {"lege-maag.answer": None, "open-vragen.answer": None, "aardig.answer": 1}
    assert score(CARDS, {}).status == score(CARDS, {"done": True}).status == "unanswered"


@given(st.dictionaries(st.sampled_from([one.answer for one in NINE.statements]), st.sampled_from(TRUTHS)))
def test_points_stay_within_what_was_answered_and_order_changes_nothing(answers):
    result, turned = score(NINE, answers), score(NINE, dict(reversed(answers.items())))
    assert (result.points or 0) <= len(answers)
    assert (result.points, result.parts) == (turned.points, turned.parts)


@pytest.mark.parametrize(
    ("right", "sure", "line"),
    [
        (7, 9, "Bij 'zeker' had je 7 van de 9 keer gelijk."),
        (9, 2, "Bij 'zeker' had je 2 van de 2 keer gelijk."),
        (9, 0, "Je koos nergens 'zeker'."),
    ],
)
def test_from_eight_answers_on_being_sure_is_held_against_being_right(right, sure, line):
    assert certainty_line(NINE, Context(answers=told(NINE, right, sure))) == line


def test_seven_answers_say_nothing_about_certainty():
    seven = {item: value for item, value in told(NINE, 9, 9).items() if not item.startswith(("s7", "s8"))}
    assert calibration(NINE, seven) is None
    assert calibration(NINE, told(NINE, 9, 9)).of == 9
    assert "minstens acht" in certainty_line(CARDS, Context(answers=STRONG))


def test_every_feedback_can_occur_and_nothing_else():
    assert {f.id for f in score(CARDS, WEAK).feedback} == reachable(CARDS)


@pytest.mark.parametrize("respondent", [Respondent("strong"), Respondent("weak"), Respondent("random", 3)], ids=str)
def test_the_store_takes_every_made_up_answer(respondent):
    engine = in_memory()
    person = participants.recognise(engine, "p").id
    for number, (item, value) in enumerate(simulate(CARDS, respondent).items()):
        history = responses.save(engine, person, "", CARDS, item, value, str(number))
    assert history.done


@pytest.mark.parametrize("answers", [STRONG, WEAK, RANDOM], ids=["strong", "weak", "random"])
def test_an_explanation_opens_only_after_its_own_commit(answers):
    for stage, at in product(stages(answers), ["", "open-vragen", "aardig", "result"]):
        shown = said(render(CARDS, Context(answers=stage, at=at)))
        for one in CARDS.statements:
            if not stage.get(f"{one.id}.done") and not stage.get("done"):
                assert one.limit.nl not in shown
        assert not any(
            o.limit.nl in said(render(CARDS, Context(answers=stage, at=at, feedback=False))) for o in CARDS.statements
        )


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_explanation_names_its_source_and_its_limit(language):
    shown = said(render(CARDS, Context(language=language, answers=STRONG, at="lege-maag")))
    one = CARDS.statements[0]
    for text in (one.feedback, one.origin, one.limit):
        assert text.in_(language) in shown


@pytest.mark.parametrize(("language", "feedback"), list(product(("nl", "en"), (True, False))))
def test_every_stage_draws_with_one_primary_button_at_most(language, feedback):
    for stage, at in product(stages(RANDOM), ["", "aardig", "result"]):
        blocks = render(CARDS, Context(language=language, answers=stage, feedback=feedback, at=at))
        flat = [c for b in blocks for c in (b.blocks if isinstance(b, Box) else (b,))]
        assert sum(isinstance(b, Button) and b.style == "primary" for b in flat) <= 1


def test_the_result_says_how_often_one_chose_as_the_makers():
    assert result_line(CARDS, Context(answers=told(CARDS, 2, 1))) == (
        "Bij 2 van de 3 uitspraken koos je hetzelfde als de makers."
    )


def test_the_keepsake_waits_for_the_trainer_and_then_holds_the_own_answers():
    assert keepsake(CARDS, Context(answers=STRONG, feedback=False)) == ()
    assert "(denk ik)" in said(keepsake(CARDS, Context(answers=STRONG)))


@pytest.mark.parametrize("people", [5, 6, 12])
def test_a_room_sees_how_many_said_fact_and_how_many_were_sure_never_the_key(people):
    group = Group((told(CARDS, 0, 3),) * people, 5, False)
    blocks = summarise(CARDS, group, "nl")
    charts = [block for block in blocks if isinstance(block, Chart)]
    assert charts[0].text == f"Feit: {people}, fabel: 0. 'Zeker' zeiden er {people} van de {people}."
    assert not any(one.feedback.nl in said(blocks) for one in CARDS.statements)


def test_four_people_see_nothing():
    assert not any(isinstance(b, Chart) for b in summarise(CARDS, Group((STRONG,) * 4, 5, False), "nl"))


@pytest.mark.parametrize("name", ["result", "done"])
def test_the_name_of_another_item_is_refused(name):
    with pytest.raises(ValidationError):
        Facts.model_validate(RAW | {"statements": [RAW["statements"][0] | {"id": name}]})


def test_certainty_has_three_steps():
    assert CERTAINTIES == ("guess", "think", "sure")
