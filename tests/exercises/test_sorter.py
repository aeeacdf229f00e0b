"""Sorting questions by function: what is shown when, what counts, and what a room may see."""

import json
import random
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from workbook.content import interface, yaml_source
from workbook.content.answers import DONE, Refused, Value
from workbook.content.places import data_dir
from workbook.content.problems import invalid
from workbook.content.yaml_source import Source
from workbook.exercises.sorter import Sorter, asked, written
from workbook.exercises.sorter.scores import most_confused, own_confusions
from workbook.scoring import Respondent, reachable, score, simulate
from workbook.store import participants, responses
from workbook.store.engine import in_memory
from workbook.store.privacy import Group
from workbook.view.blocks import as_data
from workbook.view.context import Context, keepsake, render, summarise

THEME = yaml_source.read(data_dir() / "themes" / "hoteltraining.yaml").value
RAW = next(e for section in THEME["sections"] for e in section["exercises"] if e["type"] == "sorter")
EXERCISE = Sorter.model_validate(RAW)
IDS = [category.id for category in EXERCISE.categories]
FIRST = EXERCISE.batches[0]
COMMITTED: dict[str, Value] = {asked(q): q.category for q in FIRST}
COMMITTED |= {f"{FIRST[0].id}.{DONE}": True}
EVERYONE = [Respondent("strong"), Respondent("weak"), *(Respondent("random", seed) for seed in range(200))]


def shown(answers: dict[str, Value], **context: Any) -> str:
    return json.dumps(as_data(render(EXERCISE, Context(answers=answers, **context))), ensure_ascii=False)


def buttons(answers: dict[str, Value], **context: Any) -> list[dict[str, Any]]:
    def walk(blocks: list[dict[str, Any]]) -> list[dict[str, Any]]:
        found = [block for block in blocks if block["kind"] == "button"]
        return found + [b for block in blocks for b in walk(block.get("blocks", []))]

    return walk(as_data(render(EXERCISE, Context(answers=answers, **context))))


def changed(**fields: Any) -> dict[str, Any]:
    raw: dict[str, Any] = json.loads(json.dumps(RAW))
    for field, value in fields.items():
        raw["items"][0][field] = value
    return raw


def test_the_theme_has_16_questions_in_4_batches_and_4_rewrites() -> None:
    assert [len(batch) for batch in EXERCISE.batches] == [4, 4, 4, 4]
    assert len(EXERCISE.categories) == 6
    assert len(EXERCISE.rewrites) == 4
    assert len(EXERCISE.items()) == 16 + 4 + 2 * 4 + 1


@pytest.mark.parametrize(("kind", "right"), [("strong", 16), ("weak", 0)])
def test_each_function_recognised_counts_1(kind: Any, right: int) -> None:
    result = score(EXERCISE, simulate(EXERCISE, Respondent(kind)))
    assert (result.status, result.points, result.maximum) == ("scored", right, 16)


def test_nothing_answered_is_unanswered() -> None:
    assert score(EXERCISE, {}).status == "unanswered"
    assert score(EXERCISE, {f"{FIRST[0].id}.{DONE}": True}).status == "unanswered"


def test_only_a_rewrite_is_nothing_to_score() -> None:
    assert score(EXERCISE, {written(EXERCISE.rewrites[0]): "Waar let u op?"}).status == "unscored"


def test_answers_left_out_are_not_scored_as_zero() -> None:
    result = score(EXERCISE, {asked(FIRST[0]): FIRST[0].category})
    assert result.points == 1
    assert result.parts[asked(FIRST[0])] == 1
    assert result.parts[asked(FIRST[1])] is None
    assert [feedback.item for feedback in result.feedback] == [asked(FIRST[0])]


SOME = st.dictionaries(st.sampled_from([asked(q) for q in EXERCISE.questions]), st.sampled_from(IDS))


@given(SOME, st.randoms())
def test_the_order_of_answering_does_not_change_the_score(answers: dict[str, Value], dice: random.Random) -> None:
    pairs = list(answers.items())
    dice.shuffle(pairs)
    again, result = score(EXERCISE, dict(pairs)), score(EXERCISE, answers)
    assert (again.points, dict(again.parts)) == (result.points, dict(result.parts))
    if answers:
        assert result.points is not None
        assert 0 <= result.points <= len(answers) <= 16


@given(SOME.filter(bool), st.sampled_from(EXERCISE.questions))
def test_one_more_recognised_never_lowers_the_score(answers: dict[str, Value], question: Any) -> None:
    before = score(EXERCISE, answers).points
    after = score(EXERCISE, answers | {asked(question): question.category}).points
    assert after is not None
    assert before is not None
    assert before <= after <= before + 1


def test_every_feedback_text_can_be_reached_and_no_other() -> None:
    given_out = {f.id for who in EVERYONE for f in score(EXERCISE, simulate(EXERCISE, who)).feedback}
    assert given_out == reachable(EXERCISE)
    assert len(given_out) == 16


def test_strong_respondents_score_at_least_as_much_as_weak_ones() -> None:
    strong, weak = (score(EXERCISE, simulate(EXERCISE, Respondent(kind))).share for kind in ("strong", "weak"))
    assert (strong, weak) == (1, 0)


def test_a_confused_pair_has_no_direction() -> None:
    mixed = [("verkennen", "doorvragen", 2), ("doorvragen", "verkennen", 3), ("sturen", "voorstellen", 4)]
    assert most_confused(EXERCISE, mixed) == [(("verkennen", "doorvragen"), 5), (("voorstellen", "sturen"), 4)]


def test_what_was_recognised_or_left_out_is_no_confusion() -> None:
    assert own_confusions(EXERCISE, {asked(FIRST[0]): FIRST[0].category}) == []


@pytest.mark.parametrize("who", [Respondent("strong"), Respondent("weak"), Respondent("random", 7)], ids=str)
def test_a_made_up_response_is_accepted_item_by_item(who: Respondent) -> None:
    engine, person = in_memory(), "p" * 48
    participants.recognise(engine, person)
    response = simulate(EXERCISE, who)
    for number, (item, value) in enumerate(response.items()):
        history = responses.save(engine, person, "", EXERCISE, item, value, f"k{number}")
    assert history.done
    assert history.current.answers == response
    assert set(response) == set(EXERCISE.items())


def test_a_batch_locks_all_its_questions_and_no_others() -> None:
    locked = [q.id for q in EXERCISE.questions if EXERCISE.locked(asked(q), COMMITTED)]
    assert locked == [q.id for q in FIRST]
    assert not EXERCISE.locked(DONE, COMMITTED)


def test_a_function_that_is_not_there_is_refused() -> None:
    with pytest.raises(Refused):
        EXERCISE.check(asked(FIRST[0]), "verkopen", {})


PROGRESSIONS = [Respondent("strong"), Respondent("weak"), Respondent("random", 3)]


@pytest.mark.parametrize("who", PROGRESSIONS, ids=str)
@pytest.mark.parametrize("feedback", [True, False])
@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_stage_can_be_drawn(who: Respondent, feedback: bool, language: Any) -> None:
    told = list(simulate(EXERCISE, who).items())
    places = ["", "result", "gone", FIRST[2].id, EXERCISE.rewrites[1].id, f"look:{FIRST[0].id}"]
    for n in range(0, len(told) + 1, 3):
        for at in places:
            context = Context(answers=dict(told[:n]), at=at, feedback=feedback, language=language)
            assert as_data(render(EXERCISE, context))
            keepsake(EXERCISE, context)


ODD = st.dictionaries(st.sampled_from(list(EXERCISE.items())), st.sampled_from([*IDS, True, "", "x"]), max_size=12)
PLACES = ["", FIRST[2].id, EXERCISE.rewrites[3].id, f"look:{EXERCISE.rewrites[3].id}"]


@settings(max_examples=40, deadline=None)
@given(ODD, st.sampled_from(PLACES))
def test_answers_in_an_odd_order_can_be_drawn_and_scored(answers: dict[str, Value], at: str) -> None:
    score(EXERCISE, answers)
    assert render(EXERCISE, Context(answers=answers, at=at))


def key_texts() -> list[str]:
    views = [t for q in EXERCISE.questions for t in (q.feedback, q.yields)] + [r.example for r in EXERCISE.rewrites]
    return [text.in_(language) for text in views for language in ("nl", "en")]


@pytest.mark.parametrize("language", ["nl", "en"])
def test_no_key_is_shown_while_the_feedback_is_closed(language: Any) -> None:
    told = list(simulate(EXERCISE, Respondent("weak")).items())
    for n in range(len(told) + 1):
        for at in ("", "result", f"look:{FIRST[0].id}", f"look:{EXERCISE.rewrites[0].id}"):
            page = shown(dict(told[:n]), at=at, feedback=False, language=language)
            assert not [text for text in key_texts() if text in page]


def test_no_key_is_shown_before_the_batch_is_committed() -> None:
    for n in range(5):
        page = shown(dict(list(COMMITTED.items())[:n]))
        assert not [text for text in key_texts() if text in page]


def test_after_the_commit_function_form_and_yield_are_told_for_these_four() -> None:
    page = shown(COMMITTED | {asked(FIRST[1]): "verkennen"}, at=FIRST[0].id)
    for question in FIRST:
        assert question.feedback.nl in page
        assert question.yields.nl in page
    assert "Zo zien de makers het ook: Verkennen" in page
    assert "De makers kiezen: Sturen. Jij koos: Verkennen" in page
    assert "Vorm: Gesloten vraag" in page
    assert EXERCISE.batches[1][0].feedback.nl not in page


def test_a_phone_shows_two_questions_at_a_time() -> None:
    page = as_data(render(EXERCISE, Context()))
    assert [block["item"] for block in page if block["kind"] == "choice"] == [asked(q) for q in FIRST[:2]]
    given_two = {asked(q): "openen" for q in FIRST[:2]}
    page = as_data(render(EXERCISE, Context(answers=given_two)))
    assert [block["item"] for block in page if block["kind"] == "choice"] == [
        asked(q) for q in FIRST[:2]
    ]  # not by itself
    page = as_data(render(EXERCISE, Context(answers=given_two, at=FIRST[2].id)))
    assert [block["item"] for block in page if block["kind"] == "choice"] == [asked(q) for q in FIRST[2:]]


def test_the_button_asks_only_for_what_is_on_the_screen() -> None:
    commit = buttons({asked(q): "openen" for q in FIRST[:2]}, at=FIRST[2].id)[0]
    assert commit["item"] == f"{FIRST[0].id}.{DONE}"
    assert list(commit["needs"]) == [asked(q) for q in FIRST[2:]]


def test_nobody_skips_an_open_batch() -> None:
    page = as_data(render(EXERCISE, Context(at=EXERCISE.rewrites[0].id)))
    assert [block["item"] for block in page if block["kind"] == "choice"] == [asked(q) for q in FIRST[:2]]


def test_every_screen_has_one_primary_button_until_the_result() -> None:
    told = list(simulate(EXERCISE, Respondent("random", 2)).items())
    for n in range(len(told)):
        primary = [b for b in buttons(dict(told[:n])) if b.get("style", "primary") == "primary"]
        assert len(primary) == 1


def test_the_example_stands_beside_the_own_question_after_its_commit() -> None:
    answers = dict(simulate(EXERCISE, Respondent("strong")))
    rewrite = EXERCISE.rewrites[0]
    del answers[DONE], answers[f"{rewrite.id}.{DONE}"]
    answers[written(rewrite)] = "Waar wordt u blij van?"
    assert rewrite.example.nl not in shown(answers, at=rewrite.id)
    page = shown(answers | {f"{rewrite.id}.{DONE}": True}, at=rewrite.id)
    assert rewrite.example.nl in page
    assert "Waar wordt u blij van?" in page


def test_a_bookmark_left_by_the_last_commit_opens_the_result() -> None:
    answers = simulate(EXERCISE, Respondent("strong"))
    assert "16 van de 16" in shown(answers, at=EXERCISE.rewrites[-1].id)


def test_the_result_names_the_pair_most_often_confused() -> None:
    answers = simulate(EXERCISE, Respondent("strong"))
    explored = [q for q in EXERCISE.questions if q.category == "verkennen"]
    answers |= {asked(q): "doorvragen" for q in explored[:2]}
    page = shown(answers)
    assert "Het vaakst verwisselde je Verkennen ↔ Doorvragen (2 keer)" in page
    assert "14 van de 16" in page
    assert "Verkennen – open vraag 0 van 2, gesloten vraag 1 van 1" in page


def test_many_pairs_that_occur_equally_often_are_not_called_the_most_frequent() -> None:
    answers = simulate(EXERCISE, Respondent("strong"))
    for makers, chosen in (("openen", "verkennen"), ("doorvragen", "controleren"), ("voorstellen", "sturen")):
        question = next(q for q in EXERCISE.questions if q.category == makers)
        answers[asked(question)] = chosen
    assert "verspreid over meer dan twee paren" in shown(answers)


def test_the_keepsake_holds_the_own_questions_also_before_the_feedback_opens() -> None:
    answers = simulate(EXERCISE, Respondent("strong"))
    assert keepsake(EXERCISE, Context()) == ()
    closed = json.dumps(as_data(keepsake(EXERCISE, Context(answers=answers, feedback=False))), ensure_ascii=False)
    assert EXERCISE.rewrites[0].example.nl in closed  # the strong respondent wrote it
    assert "van de 16" not in closed


@pytest.mark.parametrize("people", [5, 6, 12])
@pytest.mark.parametrize("language", ["nl", "en"])
def test_a_room_sees_its_most_confused_pair_and_hardest_questions(people: int, language: Any) -> None:
    answers = [simulate(EXERCISE, Respondent("strong", seed)) for seed in range(people)]
    for one in answers:
        one[asked(FIRST[0])] = "doorvragen"
        one[written(EXERCISE.rewrites[0])] = "Alleen van mij"
    page = json.dumps(as_data(summarise(EXERCISE, Group(tuple(answers), 5, False), language)), ensure_ascii=False)
    pair = {"nl": "Verkennen ↔ Doorvragen ({} keer)", "en": "Exploring ↔ Following up ({}×)"}[language]
    assert pair.format(people) in page
    assert FIRST[0].text.in_(language) in page
    assert "%" not in page.split("svg")[0]
    assert "Alleen van mij" not in page


def test_a_room_in_which_too_few_answered_shows_no_numbers() -> None:
    answers: tuple[dict[str, Value], ...] = tuple({DONE: True} for _ in range(6))
    page = as_data(summarise(EXERCISE, Group(answers, 5, False), "nl"))
    assert [block["kind"] for block in page] == ["prose"]


def test_a_room_that_agrees_with_the_makers_is_told_so() -> None:
    answers = tuple(simulate(EXERCISE, Respondent("strong", seed)) for seed in range(5))
    page = as_data(summarise(EXERCISE, Group(answers, 5, False), "nl"))
    assert page[-1]["text"] == interface.ui("sorter.group.none", "nl")


def test_a_facilitator_can_choose_questions() -> None:
    options = Sorter.Options(items=("hoekkast", "klopt-dat", "hele-muur", "uw-volgorde", "welke-kamer"))
    chosen = EXERCISE.with_options(options)
    assert [len(batch) for batch in chosen.batches] == [4, 1]
    answers = simulate(chosen, Respondent("strong"))
    assert score(chosen, answers).points == 5
    assert render(chosen, Context(answers=answers))
    assert EXERCISE.with_options(Sorter.Options()) == EXERCISE


def test_options_that_do_not_exist_are_refused() -> None:
    with pytest.raises(KeyError):
        EXERCISE.with_options(Sorter.Options(items=("bestaat-niet",)))
    with pytest.raises(ValidationError):
        Sorter.Options(items=("hoekkast", "hoekkast"))


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (changed(category="verkopen"), "De vraag 'wat-ligt-erin' noemt de functie 'verkopen'"),
        (changed(form="half"), "De vraag 'wat-ligt-erin' noemt de vorm 'half'"),
        (changed(id="hoekkast"), "Het id 'hoekkast' staat hier twee keer"),
        (changed(id="kan-ik-helpen"), "Het id 'kan-ik-helpen' staat hier twee keer"),
    ],
)
def test_an_author_reads_what_to_write(raw: dict[str, Any], said: str) -> None:
    with pytest.raises(ValidationError) as caught:
        Sorter.model_validate(raw)
    (problem,) = invalid(Source(Path("x.yaml"), raw, {}), caught.value)
    assert said in problem.sentence("nl")
    assert "{" not in problem.sentence("en")
