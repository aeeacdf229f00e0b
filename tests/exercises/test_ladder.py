"""The ladder: an order, tensions, a plan that stays open, and what it was like afterwards."""

from copy import deepcopy
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from tests.exercises.helping import every, in_words
from workbook.content import yaml_source
from workbook.content.answers import DONE, Refused
from workbook.content.interface import known
from workbook.content.places import data_dir
from workbook.exercises.ladder import Ladder
from workbook.exercises.ladder.response import arranged
from workbook.scoring import Respondent, reachable, score, simulate
from workbook.store import participants, responses
from workbook.store.engine import in_memory
from workbook.store.privacy import Group
from workbook.view.blocks import Box, Chart, Details
from workbook.view.context import Context, keepsake, render, summarise
from workbook.view.html import as_html
from workbook.view.inputs import Button, Choice, Order, Slider

RAW: dict[str, Any] = next(
    exercise
    for section in yaml_source.read(data_dir() / "themes" / "reflectiegesprek.yaml").value["sections"]
    for exercise in section["exercises"]
    if exercise["id"] == "e3-moedladder"
)
LADDER = Ladder.model_validate(RAW)
IDS = [rung.id for rung in LADDER.rungs]
EVERYBODY = [Respondent("strong"), Respondent("weak"), *(Respondent("random", seed) for seed in range(80))]
DOWN = {name: 10 - place for place, name in enumerate(IDS)}  # 10 at the top, 3 at the bottom
TODAY = date(2027, 3, 8)
PLAN = {"pick": IDS[6], "cue": "het overleg klaar is", "line": "Wat kan beter?", "day": "2027-03-09", "done": True}


def _answers(pick: str = IDS[6], tensions: dict[str, int] = DOWN, **more: Any) -> dict[str, Any]:
    return {f"{name}.tension": n for name, n in tensions.items()} | PLAN | {"pick": pick} | more


def _ids(answers: dict[str, Any]) -> set[str]:
    return {feedback.id for feedback in score(LADDER, answers).feedback}


# --- what it says ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("n", "note"),
    [(0, "te-rustig"), (2, "te-rustig"), (3, "midden"), (6, "midden"), (7, "te-hoog"), (10, "te-hoog")],
)
def test_a_step_suits_a_plan_from_three_to_six(n: int, note: str) -> None:
    assert f"pick:{note}" in _ids(_answers(tensions={**DOWN, IDS[6]: n}))


@pytest.mark.parametrize(("after", "note"), [(0, "lichter"), (3, "lichter"), (4, "gelijk"), (5, "zwaarder")])
def test_afterwards_the_tension_is_compared_with_beforehand(after: int, note: str) -> None:
    found = score(LADDER, _answers(**{"after.tension": after}))
    assert f"after.tension:{note}" in {feedback.id for feedback in found.feedback}
    assert found.counts == {"before": 4, "after": after, "crossed": 0}


def test_an_order_that_its_tensions_contradict_is_noticed() -> None:
    assert "order:gekruist" not in _ids(_answers())
    turned = " ".join([IDS[1], IDS[0], *IDS[2:]])
    assert score(LADDER, _answers(order=turned)).counts["crossed"] == 1
    assert "order:gekruist" in _ids(_answers(order=turned))


def test_equal_tensions_contradict_no_order() -> None:
    assert score(LADDER, _answers(tensions=dict.fromkeys(IDS, 5))).counts["crossed"] == 0


def test_nothing_answered_is_unanswered_and_a_plan_alone_has_no_tension() -> None:
    assert score(LADDER, {}).status == "unanswered"
    assert score(LADDER, {"done": True}).status == "unanswered"
    found = score(LADDER, {"pick": IDS[0]})
    assert (found.status, found.points, found.counts) == ("unscored", None, {"crossed": 0})
    assert found.feedback == ()


def test_every_feedback_can_occur_and_nothing_else() -> None:
    occurring = {f.id for r in EVERYBODY for f in score(LADDER, simulate(LADDER, r)).feedback}
    assert occurring == reachable(LADDER)


@given(st.permutations(IDS), st.dictionaries(st.sampled_from(IDS), st.integers(0, 10)))
def test_any_order_and_tensions_give_one_note_on_the_step_at_most(order: list[str], tensions: dict[str, int]) -> None:
    answers = {"order": " ".join(order), "pick": order[0]} | {f"{name}.tension": n for name, n in tensions.items()}
    found = score(LADDER, answers)
    assert [rung.id for rung in arranged(LADDER, answers)] == order
    assert score(LADDER, dict(reversed(answers.items()))) == found
    assert sum(f.item == "pick" for f in found.feedback) == (order[0] in tensions)
    assert 0 <= found.counts["crossed"] < len(IDS)


@pytest.mark.parametrize("order", [None, "", "x", IDS[0], " ".join(IDS[:7]), " ".join([IDS[0]] * 8), 3])
def test_an_order_that_is_none_leaves_the_one_that_was_shown(order: Any) -> None:
    assert arranged(LADDER, {"order": order}) == LADDER.rungs


# --- what is stored ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("respondent", EVERYBODY[:8])
def test_the_store_takes_every_made_up_answer(respondent: Respondent) -> None:
    engine = in_memory()
    person = participants.recognise(engine, "p").id
    for number, (item, value) in enumerate(simulate(LADDER, respondent).items()):
        history = responses.save(engine, person, "", LADDER, item, value, str(number))
    assert history.done


def test_the_plan_and_what_came_after_stay_open_and_the_tensions_do_not() -> None:
    done = {DONE: True}
    assert [item for item in LADDER.items() if not LADDER.locked(item, done)] == [
        *("pick", "cue", "line", "day", "who", "after.did", "after.tension", "after.told")
    ]


@pytest.mark.parametrize(
    ("item", "value"),
    [
        ("order", "x y"),
        ("order", 3),
        ("order", " ".join(IDS[1:])),
        ("day", "morgen"),
        ("day", "2027-02-30"),
        ("day", "20270301"),
        ("who", "Naima"),
        ("collega.tension", 11),
        ("collega.tension", 2.5),
        ("pick", "vliegen"),
        ("line", "x" * 201),
        ("after.did", "ja"),
    ],
)
def test_what_does_not_fit_is_refused_with_a_sentence(item: str, value: Any) -> None:
    with pytest.raises(Refused) as refused:
        LADDER.check(item, value, {})
    assert known(refused.value.key)


# --- the screens -------------------------------------------------------------------------------------------------


def test_the_screens_lead_from_the_order_to_the_plan() -> None:
    at, seen = "", []
    while at != "plan":
        blocks = every(render(LADDER, Context(at=at)))
        seen.append([block.item for block in blocks if isinstance(block, Order | Slider | Choice)])
        at = next(str(block.value) for block in blocks if isinstance(block, Button) and block.style == "primary")
    assert seen == [["order"], [f"{n}.tension" for n in IDS[:4]], [f"{n}.tension" for n in IDS[4:]], ["pick"]]


def test_the_tensions_are_asked_in_the_order_that_somebody_made() -> None:
    blocks = every(render(LADDER, Context(answers={"order": " ".join(reversed(IDS))}, at="tension")))
    assert [b.item for b in blocks if isinstance(b, Slider)] == [f"{name}.tension" for name in IDS[:-5:-1]]


def test_the_days_are_the_seven_from_tomorrow_on() -> None:
    days = next(b for b in every(render(LADDER, Context(at="plan", today=TODAY))) if isinstance(b, Choice))
    assert [option.value for option in days.options] == [f"2027-03-{n:02}" for n in range(9, 16)]
    assert days.options[0].text == "dinsdag 9 maart"


def test_a_day_that_was_chosen_before_is_still_offered() -> None:
    context = Context(at="plan", answers=_answers(day="2027-03-01"), today=TODAY, language="en")
    days = next(b for b in every(render(LADDER, context)) if isinstance(b, Choice))
    assert (days.options[0].value, days.options[0].text) == ("2027-03-01", "Monday 1 March")
    assert len(days.options) == 8


@pytest.mark.parametrize(("today", "first"), [(date(2027, 3, 8), "plan"), (date(2027, 3, 9), "later")])
def test_once_the_day_has_come_the_page_first_asks_how_it_went(today: date, first: str) -> None:
    blocks = render(LADDER, Context(answers=_answers(), today=today))
    assert (isinstance(blocks[0], Box) and blocks[0].title == "Heb je het gedaan?") == (first == "later")
    assert any(isinstance(b, Details) and b.summary == "Heb je het gedaan?" for b in blocks) == (first == "plan")
    assert "Op dinsdag 9 maart: Ik vraag een klant die wegging" in in_words(blocks)
    assert "Als het overleg klaar is, dan zeg ik: ‘Wat kan beter?’" in in_words(blocks)


@pytest.mark.parametrize(("after", "opened"), [(None, False), (0, True)])
def test_before_that_day_it_can_be_told_behind_one_tap_and_stays_open_then(after: Any, opened: bool) -> None:
    blocks = render(LADDER, Context(answers=_answers(**{"after.tension": after}), today=TODAY))
    assert [b.open for b in blocks if isinstance(b, Details)] == [opened]


@pytest.mark.parametrize("feedback", [True, False])
def test_notes_wait_for_the_commit_and_for_the_trainer(feedback: bool) -> None:
    answers = _answers(**{"after.tension": 2})
    shown = feedback and LADDER.in_zone.text.nl in in_words(render(LADDER, Context(answers=answers, feedback=feedback)))
    assert shown == feedback
    said = in_words(render(LADDER, Context(answers=answers, feedback=feedback)))
    assert (LADDER.lighter.text.nl in said) == feedback
    assert ("als de trainer" in said) == (not feedback)
    undone = {item: value for item, value in answers.items() if item != DONE}
    for at in ("", "tension", "pick", "plan"):
        assert LADDER.in_zone.text.nl not in in_words(render(LADDER, Context(answers=undone, at=at)))


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("at", ["", "tension", "tension-2", "pick", "plan", "nergens"])
@pytest.mark.parametrize(
    "answers",
    [{}, {"done": True}, {"pick": "weg", "day": 3, "order": 8}, _answers(), simulate(LADDER, Respondent("weak"))],
)
def test_every_stage_can_be_drawn_with_one_primary_button_at_most(language: Any, at: str, answers: Any) -> None:
    blocks = every(render(LADDER, Context(language=language, at=at, answers=answers, today=TODAY)))
    assert blocks
    assert sum(isinstance(block, Button) and block.style == "primary" for block in blocks) <= 1
    assert "None" not in in_words(blocks)


def test_the_picture_says_which_rung_and_how_tense() -> None:
    chart = next(b for b in render(LADDER, Context(answers=_answers(), today=TODAY)) if isinstance(b, Chart))
    assert chart.title == "Jouw stap: trede 2 van 8, spanning 4"
    assert "een klant die wegging: 4;" in chart.text
    assert "Gekleurd: spanning 3 tot en met 6." in chart.text
    after = next(
        b
        for b in render(LADDER, Context(answers=_answers(**{"after.tension": 2}), today=TODAY))
        if isinstance(b, Chart)
    )
    assert "een klant die wegging: 4 → 2;" in after.text


def test_the_order_prints_as_a_list() -> None:
    html = str(as_html(render(LADDER, Context(answers={"order": " ".join(reversed(IDS))}))))
    assert html.index(LADDER.rungs[-1].text.nl) < html.index(LADDER.rungs[0].text.nl)


# --- what goes home, and what a room sees ------------------------------------------------------------------------


def test_the_plan_goes_home_with_before_and_after() -> None:
    kept = keepsake(LADDER, Context(answers=_answers(who="MK", **{"after.tension": 2, "after.told": "Viel mee."})))
    for expected in ("Bij: MK", "Op dinsdag 9 maart: Ik vraag een klant", "Viel mee.", "vooraf 4, achteraf 2"):
        assert expected in in_words(kept)
    assert keepsake(LADDER, Context(answers={"pick": IDS[0]})) == ()
    assert keepsake(LADDER, Context(answers={"done": True})) == ()


def test_a_room_sees_the_chosen_steps_with_the_middle_of_their_tension() -> None:
    other = {**DOWN, IDS[6]: 6}
    group = Group((_answers(),) * 6 + (_answers(IDS[0], other),) * 5, 5, False)
    chart = next(b for b in summarise(LADDER, group, "nl") if isinstance(b, Chart))
    assert chart.title == "Het vaakst gekozen: ‘een klant die wegging’ (6 van 11)"
    assert "halfuur terugkijken (spanning: midden 10): 5;" in chart.text
    assert "een klant die wegging (spanning: midden 4): 6;" in chart.text


@pytest.mark.parametrize("language", ["nl", "en"])
def test_a_room_never_sees_what_somebody_wrote(language: Any) -> None:
    group = Group(tuple(simulate(LADDER, r) for r in EVERYBODY[:12]), 5, False)
    said = in_words(summarise(LADDER, group, language))
    assert "Het viel mee." not in said
    assert "MK" not in said
    assert "overleg klaar" not in said


def test_a_room_below_the_minimum_sees_nothing() -> None:
    said = in_words(summarise(LADDER, Group((_answers(),) * 4, 5, False), "nl"))
    assert "te weinig mensen" in said


def test_two_steps_that_were_chosen_equally_often_share_the_title() -> None:
    group = Group((_answers(),) * 5 + (_answers(IDS[0]),) * 5, 5, False)
    chart = next(b for b in summarise(LADDER, group, "nl") if isinstance(b, Chart))
    assert chart.title == "Meerdere stappen zijn even vaak gekozen (5 van 10)"


# --- what an author can get wrong --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda raw: raw["zone"].update(low="7"), "ladder-zone"),
        (lambda raw: raw["rungs"][0].update(id="after"), "reserved-id"),
        (lambda raw: raw["rungs"][0].update(id="mail"), "double-id"),
        (lambda raw: raw["lighter"].update(id="gelijk"), "double-id"),
        (lambda raw: raw.update(within_days="0"), "greater_than_equal"),
    ],
)
def test_a_mistake_has_its_own_sentence(change: Any, code: str) -> None:
    raw = deepcopy(RAW)
    change(raw)
    with pytest.raises(ValidationError) as caught:
        Ladder.model_validate(raw)
    assert caught.value.errors()[0]["type"] == code
    assert known(f"error.{code}") or code.startswith("greater")
