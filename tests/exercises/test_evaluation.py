"""Evaluation: closed answers are counted, typed ones stay with their writer."""

import json
from itertools import product

import pytest
from pydantic import ValidationError

from workbook.content import yaml_source
from workbook.content.answers import Refused
from workbook.content.interface import known
from workbook.content.places import data_dir
from workbook.exercises.evaluation import Evaluation
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
    if exercise["type"] == "evaluation"
)
FORM = Evaluation.model_validate(RAW)
STRONG, WEAK, RANDOM = (simulate(FORM, Respondent(kind, 1)) for kind in ("strong", "weak", "random"))


def said(blocks) -> str:
    return json.dumps(as_data(blocks), ensure_ascii=False)


def test_the_form_has_six_questions():
    assert len(FORM.questions) == 6


def test_nothing_is_scored_and_what_was_skipped_does_not_count():
    assert score(FORM, {"tempo.answer": "snel"}).counts == {"filled": 1, "of": 6}
    assert score(FORM, {}).status == score(FORM, {"done": True}).status == "unanswered"
    assert score(FORM, STRONG).status == "unscored"
    assert reachable(FORM) == frozenset()


@pytest.mark.parametrize("respondent", [Respondent("strong"), Respondent("weak"), Respondent("random", 4)], ids=str)
def test_the_store_takes_every_made_up_answer(respondent):
    engine = in_memory()
    person = participants.recognise(engine, "p").id
    for number, (item, value) in enumerate(simulate(FORM, respondent).items()):
        history = responses.save(engine, person, "", FORM, item, value, str(number))
    assert history.done


def test_a_text_that_is_too_long_is_refused_in_words():
    with pytest.raises(Refused) as refused:
        FORM.check("anders.answer", "x" * 401, {})
    assert refused.value.key == "refused.too-long"


def test_an_empty_form_cannot_be_handed_in():
    assert not FORM.ready("done", {})
    assert FORM.ready("done", {"tempo.answer": "goed"})


@pytest.mark.parametrize(("language", "feedback"), list(product(("nl", "en"), (True, False))))
def test_every_screen_draws_with_one_primary_button_at_most(language, feedback):
    for answers, at in product([{}, RANDOM, {"done": True}, STRONG], ["", "veilig", "weg"]):
        blocks = render(FORM, Context(language=language, answers=answers, feedback=feedback, at=at))
        flat = [c for b in blocks for c in (b.blocks if isinstance(b, Box) else (b,))]
        assert sum(isinstance(b, Button) and b.style == "primary" for b in flat) <= 1


def test_three_questions_stand_on_a_screen():
    items = [[b.item for b in render(FORM, Context(at=at)) if hasattr(b, "item")] for at in ("", "veilig")]
    assert [len(one) for one in items] == [3, 3]
    assert not set(items[0]) & set(items[1])


def test_the_own_answers_go_home_in_words():
    kept = said(keepsake(FORM, Context(answers={"tempo.answer": "snel", "anders.answer": "Meer pauze", "done": True})))
    assert "Te snel" in kept
    assert "Meer pauze" in kept
    assert keepsake(FORM, Context(answers={"tempo.answer": "snel"})) == ()


@pytest.mark.parametrize("people", [5, 12])
def test_a_room_sees_counts_and_never_what_somebody_typed(people):
    answers = STRONG | {"blijft-hangen.answer": "Geheim van Anne"}
    blocks = summarise(FORM, Group((answers,) * people, 5, False), "nl")
    assert sum(isinstance(block, Chart) for block in blocks) == 4
    assert f"Precies goed {people}; Te snel 0" in said(blocks)
    assert "Geheim" not in said(blocks)
    assert not any(isinstance(b, Chart) for b in summarise(FORM, Group((STRONG,) * 4, 5, False), "nl"))


def test_a_question_with_one_option_is_refused():
    one = RAW["questions"][0]
    with pytest.raises(ValidationError) as wrong:
        Evaluation.model_validate(RAW | {"questions": [one | {"options": one["options"][:1]}]})
    assert wrong.value.errors()[0]["type"] == "evaluation-options"
    assert known("error.evaluation-options")
