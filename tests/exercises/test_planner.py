"""The planner: a sheet that is complete or not, never locked, and goes along on paper."""

import json
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from workbook.content import yaml_source
from workbook.content.answers import Refused
from workbook.content.interface import known
from workbook.content.places import data_dir
from workbook.exercises.planner import Planner
from workbook.scoring import Respondent, reachable, score, simulate
from workbook.store import participants, responses
from workbook.store.engine import in_memory
from workbook.store.privacy import Group
from workbook.view.blocks import Block, Box, Link, Table, as_data
from workbook.view.context import Context, keepsake, render, summarise
from workbook.view.inputs import Button, TextField

RAW = next(
    exercise
    for section in yaml_source.read(data_dir() / "themes" / "op-stap-met-de-baas.yaml").value["sections"]
    for exercise in section["exercises"]
    if exercise["id"] == "c5-meerij-briefing"
)
PLAN = Planner.model_validate(RAW)
FULL = simulate(PLAN, Respondent("strong"))
EVERYONE = [Respondent("strong"), Respondent("weak"), *(Respondent("random", seed) for seed in range(200))]
FIELD = {"id": "x", "label": "x", "own": "true"}


def flat(blocks):
    for block in blocks:
        yield block
        yield from flat(block.blocks if isinstance(block, Box) else ())


def said(blocks: tuple[Block, ...]) -> str:
    return json.dumps(as_data(blocks), ensure_ascii=False)


def tables(blocks):
    return [block for block in blocks if isinstance(block, Table)]


def with_field(**field):
    return Planner.model_validate(RAW | {"fields": [FIELD | field]})


def test_an_empty_sheet_is_unanswered_and_not_incomplete():
    assert score(PLAN, {}).status == "unanswered"
    assert score(PLAN, {"doel.answer": "   ", "done": True}).status == "unanswered"


def test_a_full_sheet_is_complete_and_unscored():
    result = score(PLAN, FULL)
    assert (result.status, result.points) == ("unscored", None)
    assert result.counts == {"filled": 10, "fields": 10, "missing": 0}
    assert [feedback.id for feedback in result.feedback] == ["done:klaar"]


def test_a_field_that_may_stay_empty_is_never_missing():
    without = {item: value for item, value in FULL.items() if item != "teken.answer"}
    assert score(PLAN, without).feedback[0].id == "done:klaar"


def test_missing_fields_are_named_in_both_languages():
    answers = {item: value for item, value in FULL.items() if item not in ("doel.answer", "prijs.answer")}
    text = score(PLAN, answers).feedback[0].text
    assert "Doel en Prijs" in text.nl
    assert "Aim and Price" in text.en


@given(st.sets(st.sampled_from([field.item for field in PLAN.fields])))
def test_filling_in_more_never_makes_more_missing(left_out):
    fewer = {item: value for item, value in FULL.items() if item not in left_out}
    assert len(PLAN.missing(fewer)) == len(left_out - {"teken.answer", "bezoek.answer"})


def test_every_feedback_can_occur_and_nothing_else():
    occurring = {f.id for respondent in EVERYONE for f in score(PLAN, simulate(PLAN, respondent)).feedback}
    assert occurring == reachable(PLAN) == {"done:klaar", "done:nog-open"}


def test_a_sheet_without_required_fields_is_never_incomplete():
    free = with_field(kind="text", required="false")
    assert reachable(free) == {"done:klaar"}
    assert simulate(free, Respondent("weak"))["done"] is True


@pytest.mark.parametrize("respondent", EVERYONE[:12], ids=str)
def test_the_store_takes_every_made_up_answer(respondent):
    engine = in_memory()
    person = participants.recognise(engine, "p").id
    for number, (item, value) in enumerate(simulate(PLAN, respondent).items()):
        history = responses.save(engine, person, "", PLAN, item, value, str(number))
    assert history.done


def test_a_plan_can_still_change_after_it_was_done():
    engine = in_memory()
    person = participants.recognise(engine, "p").id
    steps = [("doel.answer", "a"), ("done", True), ("doel.answer", "b"), ("done", True)]
    for number, (item, value) in enumerate(steps):
        history = responses.save(engine, person, "", PLAN, item, value, str(number))
    assert history.current.answers == {"doel.answer": "b", "done": True}


@pytest.mark.parametrize("value", ["16:30", "00:00", "23:59", ""])
def test_a_time_is_hours_and_minutes(value):
    assert PLAN.check("nabespreken.answer", value, {}) == value


@pytest.mark.parametrize("value", ["24:00", "9:30", "16.30", "vier uur", "16:60", "١٦:٣٠"])
def test_another_time_is_refused_with_a_sentence(value):
    with pytest.raises(Refused) as refused:
        PLAN.check("nabespreken.answer", value, {})
    assert known(refused.value.key)


@pytest.mark.parametrize(("value", "fine"), [("2028-02-29", True), ("2027-02-29", False), ("14-3-2027", False)])
def test_a_date_is_a_day_of_the_calendar(value, fine):
    dated = with_field(kind="date")
    if fine:
        assert dated.check("x.answer", value, {}) == value
        assert tables(keepsake(dated, Context(answers={"x.answer": value})))[0].rows == (("x", "29 februari 2028"),)
    else:
        with pytest.raises(Refused, match=r"planner\.refused\.date"):
            dated.check("x.answer", value, {})


@pytest.mark.parametrize(
    ("field", "code"),
    [
        ({"kind": "choice"}, "planner-options"),
        ({"kind": "choice", "options": [{"id": "a", "text": "a"}]}, "planner-options"),
        ({"kind": "text", "options": [{"id": "a", "text": "a"}]}, "planner-options"),
        ({"kind": "time", "max_length": "40"}, "planner-length"),
        ({"kind": "choice", "options": [{"id": "a", "text": "a"}, {"id": "a", "text": "b"}]}, "double-id"),
        ({"kind": "number"}, "literal_error"),
    ],
)
def test_a_field_that_does_not_fit_is_named(field, code):
    with pytest.raises(ValidationError) as wrong:
        with_field(**field)
    assert wrong.value.errors()[0]["type"] == code
    assert code == "literal_error" or known(f"error.{code}")


def test_two_fields_with_one_id_are_refused():
    with pytest.raises(ValidationError) as wrong:
        Planner.model_validate(RAW | {"fields": [FIELD | {"kind": "text"}] * 2})
    assert wrong.value.errors()[0]["type"] == "double-id"


def test_a_field_may_have_any_id():
    fields = [FIELD | {"id": name, "kind": "text"} for name in ("done", "sheet")]
    plan = Planner.model_validate(RAW | {"fields": fields})
    assert set(plan.items()) == {"done.answer", "sheet.answer", "done"}


@pytest.mark.parametrize(
    "options", [{"client": "ABCDE"}, {"seller": "x" * 21}, {"date": "14-3-2027"}, {"date": "1789000000"}, {"x": "y"}]
)
def test_head_values_out_of_range_are_refused(options):
    with pytest.raises(ValidationError):
        Planner.Options.model_validate(options)


def test_the_head_of_the_sheet_holds_what_the_facilitator_set():
    options = Planner.Options.model_validate(
        {"client": "AB", "date": "2027-03-14", "seller": "Samira", "manager": "Joris"}
    )
    headed = PLAN.with_options(options)
    for blocks in (render(headed, Context(answers=FULL)), keepsake(headed, Context(answers=FULL))):
        for value in ("AB", "14 maart 2027", "Samira", "Joris"):
            assert value in said(blocks)
    assert headed.version == PLAN.version  # who goes is no content
    assert "Samira" not in said(keepsake(PLAN, Context(answers=FULL)))


@pytest.mark.parametrize(
    ("language", "feedback", "answers", "at"),
    list(
        product(
            ("nl", "en"),
            (True, False),
            [{}, {"done": True}, *(simulate(PLAN, r) for r in EVERYONE[:4]), {"reden.answer": "weg", "x": 3}],
            ["", "doel", "rol", "nabespreken", "_sheet", "nergens"],
        )
    ),
)
def test_every_stage_draws_at_most_three_questions_and_one_primary_button(language, feedback, answers, at):
    blocks = list(flat(render(PLAN, Context(language=language, answers=answers, feedback=feedback, at=at))))
    assert blocks
    assert sum(getattr(block, "item", "").endswith(".answer") for block in blocks) <= 3
    assert sum(isinstance(block, Button) and block.style == "primary" for block in blocks) <= 1


def test_the_screens_lead_to_the_sheet():
    at, seen = "", []
    while at != "_sheet":
        blocks = list(flat(render(PLAN, Context(at=at))))
        seen.append([block.item for block in blocks if hasattr(block, "item") and block.item != "_at"])
        at = next(block.value for block in blocks if isinstance(block, Button) and block.style == "primary")
    assert [len(items) for items in seen] == [3, 3, 3, 1]
    assert isinstance(next(b for b in flat(render(PLAN, Context())) if isinstance(b, TextField)).rows, int)


@pytest.mark.parametrize("answers", [FULL, simulate(PLAN, Respondent("weak"))], ids=["complete", "incomplete"])
def test_the_makers_note_waits_for_the_commit_and_for_the_trainer(answers):
    note = score(PLAN, answers).feedback[0].text.nl
    undone = {item: value for item, value in answers.items() if item != "done"}
    assert note not in said(render(PLAN, Context(answers=undone, at="_sheet")))
    waiting = said(render(PLAN, Context(answers=answers, at="_sheet", feedback=False)))
    assert note not in waiting
    assert "als de trainer" in waiting
    assert note in said(render(PLAN, Context(answers=answers)))


def test_an_open_sheet_names_what_is_missing_and_leads_there():
    blocks = list(flat(render(PLAN, Context(answers={"doel.answer": "x", "rol.answer": "gelijk"}, at="_sheet"))))
    assert "Nog leeg: Waarom samen, Openingszin, Prijs, Voorzet" in said(tuple(blocks))
    primary = next(block for block in blocks if isinstance(block, Button) and block.style == "primary")
    assert (primary.item, primary.value) == ("_at", "reden")
    assert any(isinstance(block, Button) and block.item == "done" for block in blocks)  # it can be left for now


def test_the_finished_sheet_can_be_printed():
    assert any(isinstance(b, Link) for b in flat(render(PLAN, Context(answers=FULL, print_url="/print"))))


def test_the_printed_sheet_holds_every_field_and_room_to_sign():
    sheet, signing = tables(keepsake(PLAN, Context(answers=FULL)))
    assert sheet.caption == PLAN.print_title.nl
    assert len(sheet.rows) == 10
    assert dict(sheet.rows)["Prijs"] in ("De verkoper", "De manager", "Niemand: vandaag niet")
    assert [row[0] for row in signing.rows] == ["Verkoper", "Manager"]
    assert all(len(row) == 2 for row in sheet.rows + signing.rows)


def test_nothing_goes_home_while_nothing_was_written():
    assert keepsake(PLAN, Context()) == keepsake(PLAN, Context(answers={"done": True})) == ()


def test_what_somebody_typed_stays_plain_text():
    typed = "<b>{missing}</b> $x$"
    assert typed in said(keepsake(PLAN, Context(answers={"doel.answer": typed})))


@pytest.mark.parametrize(("people", "ready"), [(5, 3), (6, 4), (12, 6)])
def test_a_group_shows_ready_and_open_only(people, ready):
    weak = simulate(PLAN, Respondent("weak")) | {"teken.answer": "geheim teken"}
    group = Group(tuple(FULL if n < ready else weak for n in range(people)), 5, False)
    for language in ("nl", "en"):
        shown = said(summarise(PLAN, group, language))
        assert f'"{ready}"' in shown
        assert f'"{people - ready}"' in shown
        assert "geheim" not in shown


def test_a_group_below_the_minimum_shows_no_number():
    shown = said(summarise(PLAN, Group((FULL,) * 4, 5, False), "nl"))
    assert "te weinig" in shown
    assert not any(sign.isdigit() for sign in shown.replace("\\u", ""))
