"""The gap meter: guess first, nothing one-sided, the biggest two, and sellers only in a room of eight or more."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from workbook.content import yaml_source
from workbook.content.answers import DONE, Refused, Value
from workbook.content.places import data_dir
from workbook.content.problems import invalid
from workbook.content.yaml_source import Source
from workbook.exercises.gap import CHOSEN, OPENING, Gap, answered, guessed
from workbook.exercises.gap.reading import biggest, with_guess, with_other
from workbook.scoring import Respondent, reachable, score, simulate
from workbook.store import participants, responses
from workbook.store.engine import in_memory
from workbook.store.pairs import Pairing
from workbook.store.privacy import Group, Part
from workbook.view.blocks import as_data
from workbook.view.context import Context, keepsake, render, summarise
from workbook.view.html import as_html

THEME = yaml_source.read(data_dir() / "themes" / "op-stap-met-de-baas.yaml").value
SCALE = yaml_source.read(data_dir() / "scales" / "frequency-5.yaml").value
RAW = next(e for s in THEME["sections"] for e in s["exercises"] if e["type"] == "gap") | {"scale": SCALE}
GAP = Gap.model_validate(RAW)
IDS = [pair.id for pair in GAP.pairs]


def person(role: str, own: list[int], guess: list[int] | None = None) -> dict[str, Value]:
    """A finished response: own answers and guesses in the order of the statements."""
    answers: dict[str, Value] = {CHOSEN: role, "role.done": True, "guess.done": True}
    for pair, mine, expected in zip(GAP.pairs, own, guess or own, strict=True):
        answers |= {answered(pair): mine, guessed(pair): expected}
    return answers | {DONE: True}


MANAGER = person("manager", [4] * 10, [3, 4, 4, 4, 1, 4, 4, 4, 4, 4])
SELLER = person("seller", [0, 4, 4, 4, 4, 4, 4, 2, 4, 4])
OPENED = Pairing("open", True, dict(MANAGER), dict(SELLER))


def shown(answers: dict[str, Value], **context: Any) -> str:
    return json.dumps(as_data(render(GAP, Context(answers=answers, **context))), ensure_ascii=False)


def found(answers: dict[str, Value], kind: str, **context: Any) -> list[dict[str, Any]]:
    def walk(blocks: list[dict[str, Any]]) -> list[dict[str, Any]]:
        return [b for b in blocks if b["kind"] == kind] + [x for b in blocks for x in walk(b.get("blocks", []))]

    return walk(as_data(render(GAP, Context(answers=answers, **context))))


def test_there_are_ten_pairs_on_a_scale_of_0_to_4_and_the_exercise_is_sensitive() -> None:
    assert (len(GAP.pairs), GAP.scale.values, GAP.sensitive) == (10, (0, 1, 2, 3, 4), True)


def test_the_biggest_two_gaps_are_named_and_equal_ones_keep_the_order() -> None:
    apart = with_guess(GAP, MANAGER)
    assert [(one.pair.id, one.gap) for one in biggest(apart)] == [(IDS[4], 3), (IDS[0], 1)]
    assert [(one.pair.id, one.gap) for one in biggest(with_other(GAP, MANAGER, SELLER))] == [(IDS[0], 4), (IDS[7], 2)]
    assert biggest(with_guess(GAP, SELLER)) == []


def test_a_title_says_so_where_more_than_two_gaps_are_the_biggest() -> None:
    (chart,) = found(person("manager", [4] * 10, [3] * 10), "chart")
    assert chart["title"].startswith("Onder meer bij ‘Zeggen waarom’ en ‘Rol afspreken’")


OWN = st.lists(st.integers(0, 4), min_size=10, max_size=10)


@given(OWN, OWN)
def test_a_gap_is_the_same_seen_from_both_sides_and_at_most_4(mine: list[int], theirs: list[int]) -> None:
    one, other = person("manager", mine), person("seller", theirs)
    here, there = with_other(GAP, one, other), with_other(GAP, other, one)
    assert [x.gap for x in here] == [x.gap for x in there]
    assert all(0 <= x.gap <= 4 for x in here)
    assert sum(x.gap for x in biggest(here)) >= max(x.gap for x in here)


def test_nothing_is_scored_and_what_was_left_out_is_no_gap() -> None:
    result = score(GAP, MANAGER)
    assert (result.status, result.points, dict(result.counts)) == ("unscored", None, {"gap": 4, "apart": 2})
    assert score(GAP, {}).status == "unanswered"
    assert dict(score(GAP, {answered(GAP.pairs[0]): 4}).counts) == {}


def test_every_feedback_text_can_be_reached_and_no_other() -> None:
    everyone = [Respondent("strong"), Respondent("weak"), *(Respondent("random", seed) for seed in range(200))]
    given_out = {f.id for who in everyone for f in score(GAP, simulate(GAP, who)).feedback}
    assert given_out == reachable(GAP)
    assert len(given_out) == 11


@pytest.mark.parametrize("who", [Respondent("strong"), Respondent("weak"), Respondent("random", 1)], ids=str)
def test_a_made_up_response_is_accepted_item_by_item(who: Respondent) -> None:
    engine, name = in_memory(), "p" * 48
    participants.recognise(engine, name)
    response = simulate(GAP, who)
    for number, (item, value) in enumerate(response.items()):
        history = responses.save(engine, name, "", GAP, item, value, f"k{number}")
    assert history.done
    assert history.current.answers == response


@pytest.mark.parametrize("missing", [CHOSEN, answered(GAP.pairs[3]), answered(GAP.pairs[9])])
def test_nobody_finishes_with_fewer_answers_than_they_would_see(missing: str) -> None:
    assert GAP.ready(DONE, MANAGER)
    assert not GAP.ready(DONE, {k: v for k, v in MANAGER.items() if k != missing})


def test_the_guess_comes_first_and_is_complete_before_the_own_answers() -> None:
    assert not GAP.ready("guess.done", {guessed(pair): 1 for pair in GAP.pairs[:9]})
    chosen: dict[str, Value] = {CHOSEN: "manager", "role.done": True}
    asked = [c["item"] for c in found(chosen, "choice")]
    assert asked == [guessed(pair) for pair in GAP.pages[0]]
    assert GAP.pairs[0].seller.nl in shown(chosen)  # what the seller will read
    assert GAP.pairs[0].manager.nl not in shown(chosen)
    guesses = chosen | {guessed(pair): 2 for pair in GAP.pairs} | {"guess.done": True}
    assert [c["item"] for c in found(guesses, "choice")] == [answered(pair) for pair in GAP.pages[0]]
    assert GAP.pairs[0].manager.nl in shown(guesses)


def test_only_the_role_and_the_own_answers_are_shared() -> None:
    assert GAP.shared() == {CHOSEN, *(answered(pair) for pair in GAP.pairs)}


def test_alone_somebody_sees_their_own_answers_beside_their_guess() -> None:
    (chart,) = found(MANAGER, "chart")
    first, second = GAP.pairs[4].topic.nl, GAP.pairs[0].topic.nl
    assert chart["title"] == f"Het grootste verschil verwacht je bij ‘{first}’ en ‘{second}’"
    assert f"{first}: jij 4, je gok 1." in chart["text"]
    page = shown(MANAGER)
    assert GAP.pairs[4].feedback.nl in page
    assert GAP.pairs[5].feedback.nl not in page


@pytest.mark.parametrize("state", ["none", "waiting", "joined"])
@pytest.mark.parametrize("agreed", [True, False])
def test_before_both_agreed_the_page_holds_nothing_of_the_other(state: Any, agreed: bool) -> None:
    page = shown(MANAGER, pairing=Pairing(state, agreed))
    assert "de ander 0" not in page
    assert "Jullie verschillen" not in page
    assert len(found(MANAGER, "chart", pairing=Pairing(state, agreed))) == 1


def test_once_both_agreed_the_gap_stands_in_place_of_the_guess_with_a_talk_prompt_for_two() -> None:
    (chart,) = found(MANAGER, "chart", pairing=OPENED)
    assert chart["title"] == "Jullie verschillen het meest bij ‘Zeggen waarom’ en ‘Ook mee als 't loopt’"
    assert "Zeggen waarom: jij 4, de ander 0." in chart["text"]
    notes = [note["title"] for note in found(MANAGER, "feedbacknote", pairing=OPENED)]
    assert notes == ["Zeggen waarom", "Ook mee als 't loopt"]
    assert [b["item"] for b in found(MANAGER, "button", pairing=OPENED)][:2] == ["pair.withdraw", "pair.leave"]


def test_two_of_the_same_role_see_no_numbers() -> None:
    both = Pairing("open", True, dict(MANAGER), person("manager", [0] * 10))
    assert found(MANAGER, "chart", pairing=both) == []
    assert GAP.rule("same-role").text.nl in shown(MANAGER, pairing=both)


def test_two_who_agree_everywhere_are_asked_about_the_lowest() -> None:
    both = Pairing("open", True, dict(MANAGER), person("seller", [4] * 10))
    assert GAP.rule("no-difference").text.nl in shown(MANAGER, pairing=both)


def test_a_code_is_shown_to_its_maker_while_nobody_typed_it() -> None:
    assert "ABCD-EFGH" in shown(MANAGER, pairing=Pairing("waiting", code="ABCD-EFGH"))
    buttons = [b["item"] for b in found(MANAGER, "button", pairing=Pairing("waiting"))]
    assert buttons[:2] == ["pair.make", "pair.leave"]  # after a reload it is gone: make another


def test_agreeing_is_asked_twice_and_says_what_the_other_will_see() -> None:
    button = next(b for b in found(MANAGER, "button", pairing=Pairing("joined")) if b["item"] == "pair.agree")
    assert "elkaars tien antwoorden" in button["confirm"]


def test_where_nothing_is_kept_pairing_is_not_offered() -> None:
    assert not [b for b in found(MANAGER, "button") if b["item"].startswith("pair.")]
    assert "koppelen kan hier niet" in shown(MANAGER)


STATES = [None, Pairing(), Pairing("waiting", code="ABCD-EFGH"), Pairing("joined"), Pairing("joined", True), OPENED]


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("feedback", [True, False])
def test_every_stage_can_be_drawn(language: Any, feedback: bool) -> None:
    for who in (Respondent("strong"), Respondent("weak"), Respondent("random", 4)):
        told = list(simulate(GAP, who).items())
        for n in range(0, len(told) + 1, 4):
            for at in ("", "guess-2", "own-2", "gone"):
                context = Context(language, dict(told[:n]), at=at, feedback=feedback)
                assert as_data(render(GAP, context))
                keepsake(GAP, context)
    for pairing in STATES:
        context = Context(language, MANAGER, feedback=feedback, pairing=pairing)
        assert as_html(render(GAP, context))


ODD = st.dictionaries(st.sampled_from(list(GAP.items())), st.sampled_from(["manager", 0, 4, 9, True, "", None]))


@given(ODD, st.sampled_from(STATES))
def test_answers_in_an_odd_order_can_be_drawn_and_scored(answers: dict[str, Value], pairing: Any) -> None:
    score(GAP, answers)
    assert render(GAP, Context(answers=answers, pairing=pairing))
    keepsake(GAP, Context(answers=answers, pairing=pairing))


def test_talk_prompts_wait_for_the_trainer_and_own_answers_do_not() -> None:
    page = shown(MANAGER, feedback=False)
    assert "verwacht je bij" in page
    assert not [pair for pair in GAP.pairs if pair.feedback.nl in page]


def test_every_screen_has_at_most_one_primary_button() -> None:
    told = list(simulate(GAP, Respondent("random", 2)).items())
    for n in range(len(told)):
        for at in ("", "guess-2", "own-2"):
            primary = [b for b in found(dict(told[:n]), "button", at=at) if b.get("style", "primary") == "primary"]
            assert len(primary) == 1


def test_the_keepsake_holds_own_words_and_answers_and_never_the_others() -> None:
    answers = MANAGER | {OPENING: "Zullen we het over de rol hebben?"}
    kept = json.dumps(as_data(keepsake(GAP, Context(answers=answers, pairing=OPENED))), ensure_ascii=False)
    assert "Zullen we het over de rol hebben?" in kept
    assert "je gok 1" in kept
    assert "de ander" not in kept.replace("jouw gok van de ander", "")


def test_the_sentence_to_open_with_stays_open_after_the_end() -> None:
    assert not GAP.locked(OPENING, MANAGER)
    assert GAP.locked(answered(GAP.pairs[0]), MANAGER)
    with pytest.raises(Refused):
        GAP.check(OPENING, "x" * 201, MANAGER)


def room(sellers: int, managers: int) -> Group:
    people = [person("seller", [1, 3, 3, 3, 3, 3, 3, 3, 3, 3])] * sellers + [person("manager", [4] * 10)] * managers
    return Group(tuple(dict(one) for one in people), 8, True)


@pytest.mark.parametrize(("sellers", "managers"), [(7, 1), (7, 9), (0, 12)])
def test_fewer_than_eight_sellers_are_never_shown(sellers: int, managers: int) -> None:
    page = as_data(summarise(GAP, room(sellers, managers), "nl"))
    assert [block["kind"] for block in page] == ["prose", "prose"]
    assert "vanaf 8 verkopers" in page[0]["text"]


@pytest.mark.parametrize("managers", [0, 1, 12])
@pytest.mark.parametrize("language", ["nl", "en"])
def test_eight_sellers_are_shown_as_medians_and_managers_not_at_all(managers: int, language: Any) -> None:
    page = as_data(summarise(GAP, room(8, managers), language))
    said = {"nl": "de middelste verkoper zegt", "en": "the middle salesperson says"}[language]
    assert f"{GAP.pairs[0].topic.in_(language)}: {said} 1." in page[0]["text"]
    assert f"{said} 4" not in page[0]["text"]


def test_sellers_of_a_block_from_which_few_went_out_of_sight_are_not_shown() -> None:
    """Else the difference between two looks would be one erased seller."""
    sellers, managers = tuple(room(9, 0)._answers), tuple(room(0, 7)._answers)
    whole = Group(sellers, 8, True, (Part(sellers, managers, erased=1),))
    assert [block["kind"] for block in as_data(summarise(GAP, whole, "nl"))] == ["prose", "prose"]


def test_rules_that_are_missing_are_named() -> None:
    with pytest.raises(ValidationError) as refused:
        Gap.model_validate(RAW | {"rules": RAW["rules"][:1]})
    problems = invalid(Source(data_dir() / "themes" / "x.yaml", RAW, {}), refused.value)
    assert "no-gap, no-difference, same-role" in problems[0].sentence("nl")
