"""Configurator: needs come out only by asking, luck counts for nothing, and the book refuses what cannot be made."""

import json
from collections.abc import Iterator
from copy import deepcopy
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from tests.exercises.helping import in_words
from workbook.content import yaml_source
from workbook.content.answers import DONE, Refused
from workbook.content.interface import ui
from workbook.content.places import data_dir
from workbook.exercises.configurator import NOTED, PROFILE, ROLE, STARTED, Configurator
from workbook.exercises.configurator.asking import DRAW
from workbook.exercises.configurator.reading import broken, minutes_left, needed, role_of
from workbook.scoring import Respondent, reachable, score, simulate
from workbook.store import participants, responses
from workbook.store.engine import in_memory
from workbook.store.privacy import Group
from workbook.view.blocks import Chart, Prose
from workbook.view.context import Context, keepsake, render, summarise

THEME = yaml_source.read(data_dir() / "themes" / "hoteltraining.yaml").value
RAW = [e for section in THEME["sections"] for e in section["exercises"] if e["type"] == "configurator"]
CABINET, SUPPORT = (Configurator.model_validate(raw) for raw in RAW)
BOTH = pytest.mark.parametrize("exercise", [CABINET, SUPPORT], ids=["cabinet", "support"])
EVERYBODY = [Respondent(k, seed) for k in ("strong", "weak") for seed in range(4)]
EVERYBODY += [Respondent("random", seed) for seed in range(150)]
DE_WIT = {PROFILE: "de-wit", STARTED: True}
GOOD = {f"{card}.done": True for card in ("wie-gebruikt", "wat-staat-er", "wat-erin")}
FITS = {"hoogte.made": 120, "breedte.made": 160, "deuren.made": 3}


def _fault(change: Any) -> str:
    raw = deepcopy(RAW[0])
    change(raw)
    with pytest.raises(ValidationError) as caught:
        Configurator.model_validate(raw)
    error = caught.value.errors()[0]
    for language in ("nl", "en"):
        assert "{" not in ui(f"error.{error['type']}", language, **dict.fromkeys(error.get("ctx", {}), "x"))
    return str(error["type"])


# --- what an author can get wrong -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda raw: raw["book"][0].update(holds={"of": {"deuren": 1}}), "configurator-limit"),
        (lambda raw: raw["book"][0].update(holds={"of": {"ramen": 1}, "most": 2}), "configurator-unknown"),
        (lambda raw: raw["profiles"][0]["replies"][0].update(card="zomaar"), "configurator-unknown"),
        (lambda raw: raw["knobs"][0].update(start=105), "configurator-knob"),
        (lambda raw: raw["knobs"][6].pop("options"), "configurator-knob"),
        (lambda raw: raw["knobs"][3].update(start=8), "configurator-start"),
        (lambda raw: raw["knobs"][0].pop("draws"), "configurator-cabinet"),
        (lambda raw: raw["profiles"][0]["replies"][0].update(reveals=["goud"]), "configurator-reveals"),
        (lambda raw: raw["topics"][0]["cards"][1].pop("reply"), "configurator-reply"),
        (lambda raw: [c.update(quality="opens") for t in raw["topics"] for c in t["cards"]], "configurator-qualities"),
        (lambda raw: raw["topics"][0]["cards"][0].update(id="breedte"), "double-id"),
        (lambda raw: raw["topics"][0]["cards"][0].update(id="start"), "reserved-id"),
    ],
)
def test_a_mistake_is_named_in_words(change: Any, code: str) -> None:
    assert _fault(change) == code


def test_there_are_24_questions_of_one_or_two_minutes_and_two_people_with_ten_points_each() -> None:
    assert len(CABINET.cards) == 24
    assert {card.cost for card in CABINET.cards} == {1, 2}
    for exercise in (CABINET, SUPPORT):
        assert len(exercise.profiles) >= 2
        assert [sum(need.points for need in profile.needs) for profile in exercise.profiles] == [10, 10]


@BOTH
def test_every_need_can_be_found_within_the_minutes_and_drawn_within_the_book(exercise: Configurator) -> None:
    for profile in exercise.profiles:
        one = exercise.with_options(Configurator.Options(profile=profile.id))
        answers = simulate(one, Respondent("strong", 2))
        assert score(one, answers).share == 1, (profile.id, answers)
        assert not broken(one, answers)


@BOTH
def test_a_leading_question_gives_nothing_away(exercise: Configurator) -> None:
    for profile in exercise.profiles:
        for card in exercise.cards:
            if card.quality != "opens":
                assert profile.revealed_by(card) == (), (profile.id, card.id)


# --- the score --------------------------------------------------------------------------------------------------


def test_a_drawing_that_fits_what_was_asked_gets_seven_of_ten_and_hears_what_was_not() -> None:
    answers = DE_WIT | GOOD | FITS | {DONE: True}
    found = score(CABINET, answers)
    assert (found.points, found.maximum) == (7, 10)
    said = in_words(render(CABINET, Context(answers=answers)))
    assert "Je tekening past op 7 van de 10 punten." in said
    assert "Naar verhuizen vroeg je nooit. Met één vraag over later was dat duidelijk geweest." in said
    english = in_words(render(CABINET, Context("en", answers)))
    assert "Your drawing fits 7 of 10 points." in english
    assert "You never asked about moving. One question about later would have shown it." in english


def test_what_fits_by_luck_counts_for_nothing_and_is_called_a_guess() -> None:
    answers = DE_WIT | FITS | {"los.made": 1, DONE: True}
    found = score(CABINET, answers)
    assert (found.points, found.counts["luck"]) == (0, 4)
    assert "het past, maar het was een gok (0 van 3)" in in_words(render(CABINET, Context(answers=answers)))


def test_what_was_heard_but_not_drawn_counts_for_nothing_either() -> None:
    found = score(CABINET, DE_WIT | GOOD | {"hoogte.made": 200})
    assert found.parts["rolstoel"] == 0
    assert found.counts["unheeded"] >= 1


def test_nothing_asked_and_nothing_drawn_is_unanswered_and_not_zero() -> None:
    assert score(CABINET, DE_WIT).status == "unanswered"
    assert score(CABINET, {}).status == "unanswered"
    assert score(CABINET, DE_WIT | {DONE: True}).points == 0


def test_who_plays_along_has_no_score() -> None:
    assert score(CABINET, DE_WIT | {ROLE: "customer", DONE: True}).status == "unscored"


def test_what_can_be_said_is_exactly_what_is_listed() -> None:
    for exercise in (CABINET, SUPPORT):
        found = {f.id for one in EVERYBODY for f in score(exercise, simulate(exercise, one)).feedback}
        for profile in exercise.profiles:  # a need that was heard, and drawn or not
            for need in profile.needs:
                asked = {f"{r.card}.done": True for r in profile.replies if need.id in r.reveals}
                for made in ({}, {knob.item: knob.high for knob in exercise.knobs}, _all_needed(exercise, profile)):
                    for heard in ({}, asked):
                        found |= {
                            f.id for f in score(exercise, {PROFILE: profile.id, **heard, **made, DONE: True}).feedback
                        }
        assert found == reachable(exercise)


def _all_needed(exercise: Configurator, profile: Any) -> dict[str, Any]:
    one = exercise.with_options(Configurator.Options(profile=profile.id))
    answers = simulate(one, Respondent("strong", 2))
    return {knob.item: answers[knob.item] for knob in exercise.knobs}


ITEMS = [*CABINET.items()]
VALUES = st.sampled_from([True, False, None, 0, 1, 2, 120, 60, 1e9, "x", "de-wit", "singh", "seller", "customer"])


@settings(deadline=None, max_examples=60)
@given(st.dictionaries(st.sampled_from(ITEMS), VALUES, max_size=16))
def test_any_answers_give_a_score_within_bounds_in_any_order(answers: dict[str, Any]) -> None:
    found = score(CABINET, answers)
    assert found.points is None or 0 <= found.points <= found.maximum  # type: ignore[operator]
    again = score(CABINET, dict(reversed(answers.items())))
    assert (again.points, again.parts, again.counts) == (found.points, found.parts, found.counts)
    assert {feedback.id for feedback in found.feedback} <= reachable(CABINET)


@settings(deadline=None, max_examples=40)
@given(st.integers(0, 60), st.sampled_from(CABINET.cards))
def test_asking_one_thing_more_never_costs_points(seed: int, card: Any) -> None:
    answers = simulate(CABINET, Respondent("random", seed)) | {ROLE: "seller"}
    before, after = score(CABINET, answers), score(CABINET, answers | {card.item: True})
    assert (after.points or 0) >= (before.points or 0)


# --- asking and drawing -----------------------------------------------------------------------------------------


def test_minutes_run_out_and_a_question_cannot_be_taken_back() -> None:
    engine = in_memory()
    person = participants.recognise(engine, participants.new_id()).id
    answers = dict(DE_WIT) | {card.item: True for card in CABINET.cards if card.cost == 2}  # 4 × 2
    for number, (item, value) in enumerate({**answers, "kleur.done": True, "hoe-breed.done": True}.items()):
        responses.save(engine, person, "", CABINET, item, value, f"k{number}")
    with pytest.raises(Refused) as refused:
        responses.save(engine, person, "", CABINET, "lang-mee.done", True, "late")
    assert refused.value.key == "configurator.refused.minutes"
    assert "je hebt er nog 0" in ui(refused.value.key, "nl", **refused.value.values)
    with pytest.raises(Refused):
        responses.save(engine, person, "", CABINET, "kleur.done", None, "back")


def test_only_the_seller_can_ask() -> None:
    with pytest.raises(Refused):
        CABINET.check("kleur.done", True, DE_WIT | {ROLE: "customer"})


@pytest.mark.parametrize(
    ("values", "rules"),
    [
        ({}, []),
        ({"deuren.made": 4}, ["deur-smal"]),
        ({"deuren.made": 1}, ["deur-breed"]),
        ({"lades.made": 7}, ["lades-breedte"]),
        ({"lades.made": 2, "diepte.made": 30}, ["lades-diepte"]),
        ({"deuren.made": 2, "lades.made": 2, "hoogte.made": 90}, ["deur-boven-lade"]),
        ({"los.made": 1, "diepte.made": 40}, ["los-kantelt"]),
        ({"los.made": 1, "diepte.made": 50}, []),
        ({"hoek.made": 1}, ["hoek-breedte"]),
        ({"vakken.made": 11}, ["vakken-breedte"]),
    ],
)
def test_the_system_book_refuses_what_cannot_be_made_and_says_why(values: dict[str, Any], rules: list[str]) -> None:
    answers = DE_WIT | values
    assert [rule.id for rule in broken(CABINET, answers)] == rules
    assert CABINET.ready(DONE, answers) is not bool(rules)
    said = in_words(render(CABINET, Context(answers=answers, at=DRAW)))
    assert ("Zo kan het niet gemaakt worden" in said) is bool(rules)
    assert ('"item": "done"' in said) is not bool(rules)
    for rule in broken(CABINET, answers):
        assert rule.text.nl in said


def test_without_the_book_anything_can_be_drawn() -> None:
    free = CABINET.with_options(Configurator.Options(book=False, budget=6))
    assert broken(free, DE_WIT | {"deuren.made": 8}) == ()
    assert minutes_left(free, {}) == 6
    with pytest.raises(KeyError):
        CABINET.with_options(Configurator.Options(profile="niemand"))


def test_the_drawing_grows_and_shows_its_parts() -> None:
    def svg(**values: int) -> str:
        answers = DE_WIT | {f"{knob}.made": value for knob, value in values.items()}
        return next(b.svg for b in render(CABINET, Context(answers=answers, at=DRAW)) if isinstance(b, Chart))

    empty = svg()
    drawn = [
        svg(deuren=2),
        svg(lades=3),
        svg(vakken=4),
        svg(breedte=160, hoek=1),
        svg(los=1),
        svg(hoogte=90),
        svg(diepte=30),
    ]
    assert len({empty, *drawn}) == 8
    assert ">160<" in svg(breedte=160)


def test_the_outline_shows_what_was_needed() -> None:
    profile = CABINET.profiles[0]
    wanted = needed(CABINET, profile, {"hoogte.made": 200, "breedte.made": 100})
    assert (wanted["hoogte"], wanted["breedte"], wanted["los"]) == (120, 100, 1)
    chart = next(b for b in render(CABINET, Context(answers=DE_WIT | {DONE: True})) if isinstance(b, Chart))
    assert "Nodig was: Hoogte 120 cm" in chart.text


# --- who sees what ----------------------------------------------------------------------------------------------


def _secrets(exercise: Configurator) -> Iterator[str]:
    for profile in exercise.profiles:
        yield profile.card.nl
        for need in profile.needs:
            yield from (need.short.nl, need.tells.nl, need.found.nl, need.missed.nl)


@BOTH
@pytest.mark.parametrize("room", [True, False])
def test_no_need_is_sent_to_a_seller_before_the_end(exercise: Configurator, room: bool) -> None:
    for respondent in (EVERYBODY[0], EVERYBODY[5], EVERYBODY[9]):
        answers = simulate(exercise, respondent) | {ROLE: "seller"}
        del answers[DONE]
        begun = dict(answers)
        for taken in ({}, {ROLE: "seller"}, begun):
            for at in ("", "talk", DRAW, "nowhere"):
                for feedback in (True, False):
                    context = Context(answers=taken, at=at, room=room, feedback=feedback)
                    said = in_words(render(exercise, context)) + in_words(keepsake(exercise, context))
                    assert not [secret for secret in _secrets(exercise) if secret in said]
    waiting = Context(answers=begun | {DONE: True}, room=True, feedback=False)
    said = in_words(render(exercise, waiting)) + in_words(keepsake(exercise, waiting))
    assert not [secret for secret in _secrets(exercise) if secret in said]


@BOTH
def test_the_customer_gets_the_card_at_once_and_can_print_it(exercise: Configurator) -> None:
    profile = exercise.profiles[0]
    context = Context(
        answers={ROLE: "customer", PROFILE: profile.id, STARTED: True}, room=True, print_url="/mijn/print"
    )
    said = in_words(render(exercise, context))
    for need in profile.needs:
        assert need.tells.nl in said
        assert need.tells.nl in in_words(keepsake(exercise, context))
    assert '"kind": "link"' in said
    assert not any(need.tells.nl in said for need in exercise.profiles[1].needs)


def test_nobody_gets_a_card_before_the_role_is_committed() -> None:
    context = Context(answers={ROLE: "customer", PROFILE: "de-wit"}, room=True)
    said = in_words(render(CABINET, context)) + in_words(keepsake(CABINET, context))
    assert not [secret for secret in _secrets(CABINET) if secret in said]
    assert CABINET.locked(ROLE, {STARTED: True})


def test_the_observer_sees_no_needs_and_keeps_a_note() -> None:
    answers = {ROLE: "observer", PROFILE: "de-wit", STARTED: True, NOTED: "Wie gebruikt hem?"}
    context = Context(answers=answers, room=True)
    said = in_words(render(CABINET, context))
    assert CABINET.roles.observer.card.nl in said
    assert not [secret for secret in _secrets(CABINET) if secret in said]
    assert "Wie gebruikt hem?" in in_words(keepsake(CABINET, context))


def test_somebody_whose_needs_you_know_is_marked_the_next_time() -> None:
    context = Context(earlier=({PROFILE: "de-wit", DONE: True},))
    assert "die ken je al" in in_words(render(CABINET, context))
    assert "die ken je al" not in in_words(render(CABINET, Context()))


@settings(deadline=None, max_examples=25)
@given(st.dictionaries(st.sampled_from(ITEMS), VALUES, max_size=12), st.sampled_from(["", DRAW]), st.booleans())
def test_any_answers_can_be_drawn_with_one_primary_button_at_most(answers: dict[str, Any], at: str, room: bool) -> None:
    checked = {item: value for item, value in answers.items() if _takes(item, value)}
    blocks = render(CABINET, Context("en", checked, at=at, room=room))
    assert in_words(blocks).count('"style": "primary"') == 0  # the default is left out
    buttons = [b for b in _buttons(json.loads(in_words(blocks))) if "style" not in b]
    assert len(buttons) <= 1
    keepsake(CABINET, Context("en", checked))


def _takes(item: str, value: Any) -> bool:
    try:
        return CABINET.items()[item].check(value) is not None
    except Refused:
        return False


def _buttons(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        if value.get("kind") == "button":
            yield value
        for child in value.values():
            yield from _buttons(child)
    elif isinstance(value, list):
        for child in value:
            yield from _buttons(child)


@BOTH
@pytest.mark.parametrize("respondent", [Respondent("strong"), Respondent("weak"), *EVERYBODY[8:14]])
def test_a_simulated_response_is_stored_without_a_refusal(exercise: Configurator, respondent: Respondent) -> None:
    engine = in_memory()
    person = participants.recognise(engine, participants.new_id()).id
    answers = simulate(exercise, respondent)
    for number, (item, value) in enumerate(answers.items()):
        history = responses.save(engine, person, "", exercise, item, value, f"k{number}")
    assert history.done
    assert history.current.answers == answers


# --- the room ---------------------------------------------------------------------------------------------------


def _sellers(count: int) -> tuple[dict[str, Any], ...]:
    asked = (DE_WIT | GOOD | FITS | {DONE: True}, DE_WIT | FITS | {DONE: True})
    return tuple(dict(asked[number % 2]) for number in range(count))


def test_a_room_sees_which_needs_were_missed_and_no_scores() -> None:
    shown = summarise(CABINET, Group(_sellers(10), 5, False), "nl")
    chart = next(block for block in shown if isinstance(block, Chart))
    assert "‘De kast moet mee verhuizen’ is door 10 van de 10 niet gevraagd" in chart.title
    assert "Pakken vanuit een rolstoel: getekend 5, gehoord 0, gok 5, gemist 0" in chart.text
    assert "punten" not in in_words(shown)


def test_too_few_sellers_are_not_shown_and_who_plays_along_does_not_count() -> None:
    mixed = (*_sellers(3), *({ROLE: "customer", PROFILE: "de-wit", DONE: True} for _ in range(4)))
    (held,) = summarise(CABINET, Group(mixed, 5, False), "nl")
    assert isinstance(held, Prose)
    assert role_of(mixed[-1]) == "customer"
