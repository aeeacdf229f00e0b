"""The action log: rows that stay open, a count of what went back to customers, a kind word about late days."""

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
from workbook.exercises.actionlog import ActionLog
from workbook.exercises.actionlog.response import filled
from workbook.scoring import Respondent, reachable, score, simulate
from workbook.store import participants, responses
from workbook.store.engine import in_memory
from workbook.store.privacy import Group
from workbook.view.blocks import Box, Chart, Table
from workbook.view.context import Context, keepsake, render, summarise
from workbook.view.inputs import Button, Check, TextField

RAW: dict[str, Any] = next(
    exercise
    for section in yaml_source.read(data_dir() / "themes" / "reflectiegesprek.yaml").value["sections"]
    for exercise in section["exercises"]
    if exercise["id"] == "e6-actielog"
)
LOG = ActionLog.model_validate(RAW)
EVERYBODY = [Respondent("strong"), Respondent("weak"), *(Respondent("random", seed) for seed in range(100))]
TODAY = date(2027, 3, 8)


def _row(n: int, by: str = "2027-03-10", heard: str = "2027-03-01", told: Any = False) -> dict[str, Any]:
    known = {"signal": f"signaal {n}", "heard": heard, "action": f"actie {n}", "owner": "ik", "by": by, "told": told}
    return {f"row-{n}.{name}": value for name, value in known.items() if value is not None}


TWO = _row(1, told=True) | _row(2)


def _ids(answers: dict[str, Any]) -> set[str]:
    return {feedback.id for feedback in score(LOG, answers).feedback}


# --- the count ---------------------------------------------------------------------------------------------------


def test_the_score_is_how_many_signals_went_back() -> None:
    found = score(LOG, TWO)
    assert (found.status, found.points, found.maximum) == ("scored", 1, 2)
    assert found.counts == {"told": 1, "signals": 2, "late": 0}


def test_a_row_without_a_signal_does_not_count_even_when_it_was_ticked() -> None:
    assert score(LOG, {"row-1.told": True, "row-2.action": "iets", "done": True}).status == "unanswered"
    assert score(LOG, TWO | {"row-3.told": True}).counts["told"] == 1
    assert score(LOG, {}).points is None


@pytest.mark.parametrize(
    ("told", "note"), [((False, False), "nog-niemand"), ((True, False), "een-deel"), ((True, True), "alles-rond")]
)
def test_none_some_and_all_have_their_own_word(told: tuple[bool, bool], note: str) -> None:
    assert f"told:{note}" in _ids(_row(1, told=told[0]) | _row(2, told=told[1]))


@pytest.mark.parametrize(
    ("by", "late"), [("2027-03-01", False), ("2027-03-15", False), ("2027-03-16", True), ("2027-02-20", False)]
)
def test_more_than_fourteen_days_is_late(by: str, late: bool) -> None:
    assert ("row-1:ver-weg" in _ids(_row(1, by=by))) == late


def test_the_note_says_how_many_days_and_goes_once_the_customer_knows() -> None:
    late = _row(1, by="2027-03-31")
    assert "zitten 30 dagen" in score(LOG, late).feedback[0].text.nl
    assert "row-1:ver-weg" not in _ids(late | {"row-1.told": True})


@pytest.mark.parametrize("left_out", ["heard", "by"])
def test_an_unknown_day_is_not_late(left_out: str) -> None:
    answers = _row(1, by="2028-01-01")
    answers.pop(f"row-1.{left_out}")
    assert score(LOG, answers).counts["late"] == 0


ANY = st.sampled_from([None, True, False, "", " ", "x", "2027-03-01", "2027-05-01", "2027-02-30", 3])


@given(st.dictionaries(st.sampled_from(list(LOG.items())), ANY))
def test_any_answers_count_within_bounds_in_any_order(answers: dict[str, Any]) -> None:
    found = score(LOG, answers)
    assert score(LOG, dict(reversed(answers.items()))) == found
    assert {feedback.id for feedback in found.feedback} <= reachable(LOG)
    if found.status == "scored":
        assert 0 <= (found.points or 0) <= (found.maximum or 0) == len(filled(LOG, answers))
    for at in ("", "log", "row-3"):
        render(LOG, Context(answers=answers, at=at, today=TODAY))
    keepsake(LOG, Context(answers=answers))


@given(st.integers(0, 99))
def test_ticking_one_more_never_lowers_the_count(seed: int) -> None:
    answers = simulate(LOG, Respondent("random", seed))
    before = score(LOG, answers).points or 0
    for one in filled(LOG, answers):
        assert (score(LOG, answers | {f"{one.name}.told": True}).points or 0) - before in (0, 1)


def test_every_feedback_can_occur_and_nothing_else() -> None:
    occurring = {f.id for r in EVERYBODY for f in score(LOG, simulate(LOG, r)).feedback}
    assert occurring == reachable(LOG)


# --- what is stored ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("respondent", EVERYBODY[:6])
def test_the_store_takes_every_made_up_answer(respondent: Respondent) -> None:
    engine = in_memory()
    person = participants.recognise(engine, "p").id
    for number, (item, value) in enumerate(simulate(LOG, respondent).items()):
        history = responses.save(engine, person, "", LOG, item, value, str(number))
    assert history.done


def test_a_month_later_a_row_can_still_be_ticked_and_added() -> None:
    engine = in_memory()
    person = participants.recognise(engine, "p").id
    steps = [*_row(1).items(), (DONE, True), ("row-1.told", True), ("row-2.signal", "nieuw")]
    for number, (item, value) in enumerate(steps):
        history = responses.save(engine, person, "", LOG, item, value, str(number))
    assert score(LOG, history.current.answers).counts == {"told": 1, "signals": 2, "late": 0}


@pytest.mark.parametrize(
    ("item", "value"),
    [
        ("row-1.by", "morgen"),
        ("row-1.heard", "2027-02-30"),
        ("row-1.signal", "x" * 201),
        ("row-1.owner", "x" * 21),
        ("row-1.told", "ja"),
    ],
)
def test_what_does_not_fit_is_refused_with_a_sentence(item: str, value: Any) -> None:
    with pytest.raises(Refused) as refused:
        LOG.check(item, value, {})
    assert known(refused.value.key)
    assert LOG.check("row-1.by", "", {}) == ""


# --- the screens -------------------------------------------------------------------------------------------------


def test_an_empty_log_opens_at_its_first_row_and_asks_for_no_names() -> None:
    blocks = every(render(LOG, Context()))
    assert [b.item for b in blocks if isinstance(b, TextField)] == [
        *("row-1.signal", "row-1.heard", "row-1.action", "row-1.owner", "row-1.by")
    ]
    assert "geen namen van klanten" in in_words(blocks)
    primary = next(b for b in blocks if isinstance(b, Button) and b.style == "primary")
    assert primary.needs == ("row-1.signal", "row-1.action")


@pytest.mark.parametrize("at", ["", "row-1"])
def test_a_row_stays_on_the_screen_while_somebody_types_it(at: str) -> None:
    for answers in ({}, {"row-1.signal": "Niemand"}, _row(1)):
        blocks = every(render(LOG, Context(answers=answers, at=at)))
        assert "row-1.signal" in [b.item for b in blocks if isinstance(b, TextField)]
        assert [b.value for b in blocks if isinstance(b, Button)] == ["log"]


def test_a_filled_log_shows_its_rows_and_leads_to_the_next_empty_one() -> None:
    blocks = every(render(LOG, Context(answers=TWO, at="log", today=TODAY)))
    assert [b.title for b in blocks if isinstance(b, Box) and b.role == "card"] == ["1. signaal 1", "2. signaal 2"]
    assert [b.item for b in blocks if isinstance(b, Check)] == ["row-1.told", "row-2.told"]
    assert "row-3" in [b.value for b in blocks if isinstance(b, Button) and b.style == "quiet"]
    full = {key: value for n in range(1, 6) for key, value in _row(n).items()}
    values = [b.value for b in every(render(LOG, Context(answers=full, at="log"))) if isinstance(b, Button)]
    assert values == [*LOG.names, True]  # no sixth row


@pytest.mark.parametrize("feedback", [True, False])
def test_notes_wait_for_the_commit_and_for_the_trainer(feedback: bool) -> None:
    answers = _row(1, by="2027-03-31")
    texts = [f.text.nl for f in score(LOG, answers).feedback]
    assert not [
        text for text in texts if text in in_words(render(LOG, Context(answers=answers, at="log", today=TODAY)))
    ]
    done = in_words(render(LOG, Context(answers=answers | {DONE: True}, today=TODAY, feedback=feedback)))
    assert [text in done for text in texts] == [feedback] * 2
    assert ("als de trainer" in done) == (not feedback)


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        (_row(1, by="2027-03-07"), "Deze dag is voorbij."),
        (_row(1, by="2027-02-20"), "Deze dag ligt vóór de dag"),
        (_row(1, by="2027-03-08"), ""),
        (_row(1, by="2027-03-07", told=True), ""),
    ],
)
def test_an_odd_day_is_named_at_once(answers: dict[str, Any], said: str) -> None:
    shown = in_words(render(LOG, Context(answers=answers, at="log", today=TODAY)))
    assert (said or "Deze dag") in shown if said else "Deze dag" not in shown


def test_the_picture_says_where_each_chain_stops() -> None:
    short = {"row-3.signal": "signaal 3"}
    chart = next(b for b in render(LOG, Context(answers=TWO | short | {DONE: True})) if isinstance(b, Chart))
    assert chart.title == "Signalen terug bij de klant: 1 van de 3"
    assert chart.text == "1. signaal 1: helemaal rond; 2. signaal 2: gehoord, actie, dag; 3. signaal 3: gehoord."


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("at", ["", "log", "row-1", "row-5", "nergens"])
@pytest.mark.parametrize("answers", [{}, {"done": True}, TWO, TWO | {"done": True}, simulate(LOG, Respondent("weak"))])
def test_every_stage_can_be_drawn_with_one_primary_button_at_most(language: Any, at: str, answers: Any) -> None:
    blocks = every(render(LOG, Context(language=language, at=at, answers=answers, today=TODAY)))
    assert blocks
    assert sum(isinstance(block, Button) and block.style == "primary" for block in blocks) <= 1
    assert "None" not in in_words(blocks)


# --- what goes home, and what a room sees ------------------------------------------------------------------------


def test_the_log_goes_home_as_a_table() -> None:
    table = next(b for b in keepsake(LOG, Context(answers=TWO)) if isinstance(b, Table))
    assert table.rows == (
        ("signaal 1", "actie 1", "ik", "10 maart 2027", "ja"),
        ("signaal 2", "actie 2", "ik", "10 maart 2027", "nog niet"),
    )
    assert "bij 1 van de 2 signalen" in in_words(keepsake(LOG, Context(answers=TWO)))
    assert keepsake(LOG, Context(answers={"done": True})) == ()


@pytest.mark.parametrize("language", ["nl", "en"])
def test_a_room_sees_how_much_was_told_back_and_nothing_that_was_written(language: Any) -> None:
    group = Group((TWO,) * 6 + (_row(1),) * 5, 5, False)
    blocks = summarise(LOG, group, language)
    chart = next(block for block in blocks if isinstance(block, Chart))
    assert "6 van de 17" in chart.title or "6 of 17" in chart.title
    assert chart.text in (
        "nog geen: 5; één: 6; twee: 0; drie of meer: 0",
        "none yet: 5; one: 6; two: 0; three or more: 0",
    )
    assert "signaal" not in in_words(blocks).replace("signalen", "")
    assert "actie" not in in_words(blocks)


def test_a_room_below_the_minimum_sees_no_count() -> None:
    assert "te weinig logs" in in_words(summarise(LOG, Group((TWO,) * 4, 5, False), "nl"))


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda raw: raw["some_told"].update(id="alles-rond"), "double-id"),
        (lambda raw: raw.update(rows="11"), "less_than_equal"),
        (lambda raw: raw.update(within_days="0"), "greater_than_equal"),
    ],
)
def test_a_mistake_is_named(change: Any, code: str) -> None:
    raw = deepcopy(RAW)
    change(raw)
    with pytest.raises(ValidationError) as caught:
        ActionLog.model_validate(raw)
    assert caught.value.errors()[0]["type"] == code
