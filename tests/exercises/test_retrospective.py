"""Retrospective: then and now counted, drawn as dumbbells, with its own bias named."""

import json
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from workbook.content import yaml_source
from workbook.content.places import data_dir
from workbook.exercises.retrospective import Retrospective
from workbook.exercises.retrospective.response import way
from workbook.exercises.retrospective.screens import result_line
from workbook.scoring import Respondent, reachable, score, simulate
from workbook.store import participants, responses
from workbook.store.engine import in_memory
from workbook.store.privacy import Group
from workbook.view.blocks import Box, Chart, as_data
from workbook.view.context import Context, keepsake, render, summarise
from workbook.view.inputs import Button

RAW = next(
    exercise
    for section in yaml_source.read(data_dir() / "themes" / "slot.yaml").value["sections"]
    for exercise in section["exercises"]
    if exercise["type"] == "retrospective"
)
SCALE = yaml_source.read(data_dir() / "scales" / f"{RAW['scale']}.yaml").value
LOOK = Retrospective.model_validate(RAW | {"scale": SCALE})
STRONG, WEAK, RANDOM = (simulate(LOOK, Respondent(kind, 1)) for kind in ("strong", "weak", "random"))


def said(blocks) -> str:
    return json.dumps(as_data(blocks), ensure_ascii=False)


def judged(*pairs) -> dict:
    """Then and now of the first behaviours."""
    answers: dict = {}
    for behaviour, (then, now) in zip(LOOK.behaviours, pairs, strict=False):
        answers |= {behaviour.then: then, behaviour.now: now}
    return answers


def stages(answers):
    pairs = list(answers.items())
    return [dict(pairs[:n]) for n in range(len(pairs) + 1)]


@pytest.mark.parametrize(("then", "now", "expected"), [(1, 3, "more"), (2, 2, "same"), (4, 0, "less"), (0, 0, "same")])
def test_a_behaviour_goes_one_of_three_ways(then, now, expected):
    assert way(LOOK, LOOK.behaviours[0], judged((then, now))) == expected


def test_half_a_judgement_goes_no_way():
    assert way(LOOK, LOOK.behaviours[0], {LOOK.behaviours[0].then: 2}) is None


def test_the_result_counts_and_knows_no_percentages():
    answers = judged((0, 2), (1, 1), (3, 2), (1, 4))
    assert score(LOOK, answers).counts == {"more": 2, "same": 1, "less": 1, "answered": 4, "of": 10}
    line = result_line(LOOK, Context(answers=answers))
    assert line == "Nu vaker dan toen: 2 van de 4. Even vaak: 1. Minder vaak: 1."
    assert "%" not in said(render(LOOK, Context(answers=STRONG)))


def test_nothing_answered_is_unanswered_and_what_is_missing_is_not_zero():
    assert score(LOOK, {}).status == score(LOOK, {"done": True}).status == "unanswered"
    parts = score(LOOK, judged((2, 2))).parts
    assert parts[LOOK.behaviours[0].id] == 0
    assert parts[LOOK.behaviours[1].id] is None


@given(st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4)), min_size=1, max_size=10))
def test_the_three_ways_add_up_and_order_changes_nothing(pairs):
    answers = judged(*pairs)
    counts = score(LOOK, answers).counts
    assert counts["more"] + counts["same"] + counts["less"] == counts["answered"] == len(pairs)
    assert score(LOOK, dict(reversed(answers.items()))).counts == counts


@given(st.integers(0, 4), st.integers(0, 3))
def test_a_higher_now_never_counts_as_less(then, now):
    order = ("less", "same", "more")
    ways = [order.index(way(LOOK, LOOK.behaviours[0], judged((then, value)))) for value in (now, now + 1)]
    assert ways == sorted(ways)


def test_the_bias_is_named_in_every_result():
    assert {f.id for f in score(LOOK, WEAK).feedback} == reachable(LOOK) == {"done:geheugen"}
    for language in ("nl", "en"):
        assert LOOK.bias.text.in_(language) in said(render(LOOK, Context(language=language, answers=STRONG)))


@pytest.mark.parametrize("respondent", [Respondent("strong"), Respondent("weak"), Respondent("random", 3)], ids=str)
def test_the_store_takes_every_made_up_answer(respondent):
    engine = in_memory()
    person = participants.recognise(engine, "p").id
    for number, (item, value) in enumerate(simulate(LOOK, respondent).items()):
        history = responses.save(engine, person, "", LOOK, item, value, str(number))
    assert history.done


def test_one_behaviour_is_asked_at_a_time_for_then_and_for_now():
    first = [b.item for b in render(LOOK, Context()) if hasattr(b, "item")]
    assert first == ["past-niet.then", "past-niet.now"]


def test_a_person_gets_to_the_end_by_the_primary_buttons_alone():
    at, seen = "", []
    while at != "_keep":
        blocks = render(LOOK, Context(answers={}, at=at))
        (button,) = [b for box in blocks if isinstance(box, Box) for b in box.blocks if b.style == "primary"]
        seen.append(at)
        at = button.value
    assert len(seen) == 10
    assert any(getattr(b, "item", "") == "done" for b in render(LOOK, Context(at="_keep")))


@pytest.mark.parametrize(("language", "feedback"), list(product(("nl", "en"), (True, False))))
def test_every_stage_draws_with_one_primary_button_at_most(language, feedback):
    for stage, at in product(stages(RANDOM), ["", "stilte", "_keep", "weg"]):
        blocks = render(LOOK, Context(language=language, answers=stage, feedback=feedback, at=at))
        flat = [c for b in blocks for c in (b.blocks if isinstance(b, Box) else (b,))]
        assert sum(isinstance(b, Button) and b.style == "primary" for b in flat) <= 1


def test_in_a_room_the_picture_waits_for_the_trainer():
    assert not any(isinstance(b, Chart) for b in render(LOOK, Context(answers=STRONG, feedback=False)))


def test_the_picture_says_how_many_went_up_and_its_twin_names_both_ends():
    chart = next(b for b in render(LOOK, Context(answers=STRONG)) if isinstance(b, Chart))
    assert chart.title == "Nu vaker, zeg je zelf: 10 van de 10"
    assert "toen nooit, nu bijna elke keer" in chart.text


def test_the_keepsake_holds_the_behaviour_to_hold_on_to():
    assert LOOK.behaviours[0].text.nl in said(keepsake(LOOK, Context(answers=STRONG))[-1:])
    assert keepsake(LOOK, Context(answers=judged((1, 2)))) == ()


@pytest.mark.parametrize("people", [5, 6, 12])
def test_a_room_sees_how_many_went_up_on_each_behaviour(people):
    blocks = summarise(LOOK, Group((STRONG,) * (people - 1) + (WEAK,), 5, False), "nl")
    chart = next(b for b in blocks if isinstance(b, Chart))
    assert f"({people - 1} van de {people})" in chart.title
    assert f"vaker {people - 1}, even vaak 0, minder vaak 1" in chart.text
    assert not any(isinstance(b, Chart) for b in summarise(LOOK, Group((STRONG,) * 4, 5, False), "nl"))


@pytest.mark.parametrize("name", ["keep", "done"])
def test_the_name_of_another_item_is_refused(name):
    with pytest.raises(ValidationError):
        Retrospective.model_validate(
            RAW | {"scale": SCALE, "behaviours": [RAW["behaviours"][0] | {"id": name}, *RAW["behaviours"][1:]]}
        )
