"""Thoughts: the film of one conversation, the tally of kinds, and nothing of it before the commit."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.exercises.helping import fault_of, in_words
from workbook.content import yaml_source
from workbook.content.answers import DONE, Refused
from workbook.content.loading import walk
from workbook.content.places import data_dir
from workbook.content.sectors import in_words_of
from workbook.content.text import Text
from workbook.exercises.thoughts import HELPING_WORDS, LONGEST, OWN, Thoughts
from workbook.exercises.thoughts.response import kind_at, most, tally
from workbook.scoring import Respondent, reachable, score, simulate
from workbook.store import participants, responses
from workbook.store.engine import in_memory
from workbook.store.privacy import Group
from workbook.view.blocks import Chart
from workbook.view.context import Context, keepsake, render, summarise

THEME = yaml_source.read(data_dir() / "themes" / "hoteltraining.yaml").value
RAW = next(e for section in THEME["sections"] for e in section["exercises"] if e["type"] == "thoughts")
FILM = Thoughts.model_validate(RAW)
FIRST = FILM.stops[0]
EVERYBODY = [Respondent("strong"), Respondent("weak"), *(Respondent("random", seed) for seed in range(120))]


def _thought(kind: str, **more: Any) -> dict[str, Any]:
    return {f"{FIRST.id}.thought": FIRST.of_kind(kind).id, f"{FIRST.id}.kind": kind, **more}


def _fault(change: Any) -> str:
    return fault_of(Thoughts, RAW, change)


def test_each_stop_needs_one_thought_of_every_kind() -> None:
    assert _fault(lambda raw: raw["stops"][1]["thoughts"].pop()) == "thoughts-kinds"
    assert _fault(lambda raw: raw["stops"][0]["thoughts"][0].update(kind="haast")) == "thoughts-kinds"


def test_exactly_one_kind_leaves_the_answer_open() -> None:
    assert _fault(lambda raw: raw["kinds"][0].update(open="true")) == "thoughts-open"


def test_ids_that_stand_twice_or_are_taken_are_refused() -> None:
    assert _fault(lambda raw: raw["stops"].append(raw["stops"][0])) == "double-id"
    assert _fault(lambda raw: raw["stops"][0].update(id="helping")) == "reserved-id"
    assert _fault(lambda raw: raw["stops"][0]["thoughts"][0].update(id=OWN)) == "reserved-id"


def test_the_film_has_five_stops_and_five_kinds_in_varied_order() -> None:
    assert (len(FILM.stops), len(FILM.kinds)) == (5, 5)
    places = [[t.kind for t in stop.thoughts].index("nieuwsgierig") for stop in FILM.stops]
    assert len(set(places)) >= 4


@pytest.mark.parametrize("sector", ["retail", "social"])
@pytest.mark.parametrize("language", ["nl", "en"])
def test_no_thought_stands_out_by_its_length(sector: Any, language: Any) -> None:
    film, longest = in_words_of(FILM, sector), 0
    for stop in film.stops:
        assert 25 <= len(stop.text.in_(language).split()) <= 70
        lengths = {thought.kind: len(thought.text.in_(language)) for thought in stop.thoughts}
        assert max(lengths.values()) <= 1.6 * min(lengths.values()), (stop.id, lengths)
        longest += max(lengths, key=lengths.__getitem__) == "nieuwsgierig"
    assert longest <= 1


def test_the_social_wording_speaks_of_no_customer() -> None:
    said = " ".join(text.nl for _, text in walk(in_words_of(FILM, "social")) if isinstance(text, Text)).lower()
    assert "inwoner" in said
    assert [word for word in ("klant", "kast", "verkoop", "omzet") if word in said] == []


# --- what is counted --------------------------------------------------------------------------------------------


def test_a_sigh_heard_as_money_makes_you_offer_something_cheaper() -> None:
    stop = next(stop for stop in FILM.stops if stop.id == "zucht")
    answers = {"zucht.thought": "te-duur", "zucht.kind": "oordeel", "zucht.done": True}
    said = in_words(render(FILM, Context(answers=answers, at="zucht")))
    assert "'We hebben ook iets goedkopers.'" in said
    assert "Je hoort een zucht en denkt meteen aan geld." in said
    assert kind_at(stop, answers) == "oordeel"


def test_the_tally_counts_the_makers_kind_of_a_given_thought_and_your_own_of_an_own_one() -> None:
    given_thought = _thought("oordeel") | {f"{FIRST.id}.kind": "haast"}
    assert tally(FILM, given_thought)["oordeel"] == 1
    own = {f"{FIRST.id}.thought": OWN, f"{FIRST.id}.kind": "haast"}
    assert tally(FILM, own)["haast"] == 1
    assert tally(FILM, {f"{FIRST.id}.thought": OWN}) == dict.fromkeys(tally(FILM, {}), 0)


def test_nothing_chosen_is_unanswered_and_there_are_never_points() -> None:
    assert score(FILM, {HELPING_WORDS: "x", DONE: True}).status == "unanswered"
    found = score(FILM, simulate(FILM, Respondent("weak")))
    assert (found.status, found.points) == ("unscored", None)


def test_somebody_who_was_curious_throughout_gets_a_task_and_no_praise() -> None:
    found = score(FILM, simulate(FILM, Respondent("strong")))
    assert found.counts["nieuwsgierig"] == 5
    assert "helping:all-open" in {feedback.id for feedback in found.feedback}


def test_what_can_be_said_is_exactly_what_is_listed() -> None:
    found = {f.id for respondent in EVERYBODY for f in score(FILM, simulate(FILM, respondent)).feedback}
    assert found == reachable(FILM)


VALUES = st.sampled_from(
    [*(t.id for s in FILM.stops for t in s.thoughts), OWN, *(k.id for k in FILM.kinds), None, "", True]
)


@settings(deadline=None, max_examples=60)
@given(st.dictionaries(st.sampled_from(list(FILM.items())), VALUES, max_size=14), st.sampled_from(["nl", "en"]))
def test_any_answers_can_be_counted_in_any_order_and_drawn(answers: dict[str, Any], language: Any) -> None:
    found = score(FILM, answers)
    assert score(FILM, dict(reversed(answers.items()))) == found
    assert {feedback.id for feedback in found.feedback} <= reachable(FILM)
    assert sum(tally(FILM, answers).values()) <= 5
    assert len(most(FILM, answers)) <= 4
    render(FILM, Context(language, answers))
    keepsake(FILM, Context(language, answers))


@pytest.mark.parametrize("respondent", EVERYBODY[:6])
def test_a_simulated_response_is_stored_without_a_refusal(respondent: Respondent) -> None:
    engine = in_memory()
    person = participants.recognise(engine, participants.new_id()).id
    answers = simulate(FILM, respondent)
    for number, (item, value) in enumerate(answers.items()):
        history = responses.save(engine, person, "", FILM, item, value, f"k{number}")
    assert history.done
    assert history.current.answers == answers


# --- the screens ------------------------------------------------------------------------------------------------


def _screens(answers: dict[str, Any], **more: Any) -> Iterator[str]:
    for at in ("", *(stop.id for stop in FILM.stops), "helping", "nowhere"):
        yield in_words(render(FILM, Context(answers=answers, at=at, **more)))


def test_no_sentence_and_no_kind_shows_before_the_thought_is_committed() -> None:
    said = in_words(render(FILM, Context(answers=_thought("haast"))))
    assert not any(thought.says.nl in said or thought.feedback.nl in said for thought in FIRST.thoughts)
    assert '"kind": "haast"' not in said.replace('"value"', "")
    committed = _thought("haast", **{f"{FIRST.id}.done": True})
    for said in _screens(committed, feedback=False, room=True):
        assert not any(t.says.nl in said or t.feedback.nl in said for t in FIRST.thoughts)


def test_the_kind_is_asked_once_there_is_a_thought() -> None:
    asked = f'"item": "{FIRST.id}.kind"'
    assert asked not in in_words(render(FILM, Context()))
    assert asked in in_words(render(FILM, Context(answers=_thought("haast"))))


def test_a_difference_in_naming_is_told_without_a_verdict() -> None:
    answers = _thought("haast", **{f"{FIRST.id}.kind": "invullen", f"{FIRST.id}.done": True})
    assert "Jij noemt dit ‘Invullen’, de makers ‘Haast’" in in_words(render(FILM, Context(answers=answers)))


def test_there_is_one_primary_button_at_most() -> None:
    for answers in ({}, _thought("haast"), simulate(FILM, Respondent("random", 3))):
        for said in _screens(answers):
            buttons = [b for b in _buttons(json.loads(said)) if b.get("style", "primary") == "primary"]
            assert len(buttons) <= 1


def _buttons(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        if value.get("kind") == "button":
            yield value
        for child in value.values():
            yield from _buttons(child)
    elif isinstance(value, list):
        for child in value:
            yield from _buttons(child)


def test_the_result_names_the_kind_that_came_most_and_draws_five_clouds() -> None:
    answers = simulate(FILM, Respondent("strong")) | _thought("haast")
    chart = next(block for block in render(FILM, Context(answers=answers)) if isinstance(block, Chart))
    assert chart.title == "Nieuwsgierig: 4 van de 5 keer. Verder vooral: Haast"
    assert "Haast 1" in chart.text
    assert "Nieuwsgierig 4" in chart.text
    english = next(b for b in render(FILM, Context("en", answers)) if isinstance(b, Chart))
    assert english.title == "Curious: 4 of 5 times. Otherwise mostly: Haste"


def test_words_that_are_too_long_are_refused_and_the_helping_thought_stays_open() -> None:
    with pytest.raises(Refused):
        FILM.check(HELPING_WORDS, "x" * (LONGEST + 1), {})
    assert not FILM.locked(HELPING_WORDS, {DONE: True})
    assert FILM.locked(f"{FIRST.id}.thought", {f"{FIRST.id}.done": True})


def test_a_facilitator_can_choose_stops() -> None:
    two = FILM.with_options(Thoughts.Options(stops=("bord", "zucht")))
    assert [stop.id for stop in two.stops] == ["bord", "zucht"]
    with pytest.raises(KeyError):
        FILM.with_options(Thoughts.Options(stops=("nergens",)))


def test_a_room_sees_the_tally_and_no_words_of_a_person() -> None:
    people = tuple(simulate(FILM, Respondent("weak", seed)) | {HELPING_WORDS: "geheim woord"} for seed in range(6))
    shown = summarise(FILM, Group(people, 5, False), "nl")
    chart = next(block for block in shown if isinstance(block, Chart))
    assert "van de 30 keer" in chart.title
    assert "geheim" not in in_words(shown)
    few = summarise(FILM, Group(people[:3], 5, False), "nl")
    assert not [block for block in few if isinstance(block, Chart)]


def test_the_own_thought_goes_home() -> None:
    answers = simulate(FILM, Respondent("weak")) | {HELPING_WORDS: "Het is haar kast."}
    assert "Het is haar kast." in in_words(keepsake(FILM, Context(answers=answers)))
    assert keepsake(FILM, Context()) == ()
