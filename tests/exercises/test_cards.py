"""Cards: retrieval in rounds, boxes folded from the answers, no back before the turn, no key before the reveal."""

import json
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from workbook.content import yaml_source
from workbook.content.answers import OneOf, Refused
from workbook.content.interface import known
from workbook.content.places import data_dir
from workbook.exercises.cards import ROUNDS, Cards, leitner
from workbook.scoring import Respondent, reachable, score, simulate
from workbook.store import participants, responses
from workbook.store.engine import in_memory
from workbook.store.privacy import Group
from workbook.view.blocks import Box, Details, FeedbackNote, as_data
from workbook.view.context import Context, keepsake, render, summarise
from workbook.view.inputs import Button

RAW = next(
    exercise
    for section in yaml_source.read(data_dir() / "themes" / "reflectiegesprek.yaml").value["sections"]
    for exercise in section["exercises"]
    if exercise["id"] == "e2-bezwaar"
)
DECK = Cards.model_validate(RAW)
FIRST = DECK.cards[0]
EVERYONE = [Respondent("strong"), Respondent("weak"), *(Respondent("random", seed) for seed in range(200))]
STRONG, WEAK, RANDOM = (simulate(DECK, Respondent(kind, 1)) for kind in ("strong", "weak", "random"))


def flat(blocks):
    for block in blocks:
        yield block
        yield from flat(block.blocks if isinstance(block, Box | Details) else ())


def said(blocks) -> str:
    return json.dumps(as_data(blocks), ensure_ascii=False)


def texts(value) -> set[str]:
    """Every string that is sent to the browser, as it stands."""
    if isinstance(value, dict | list):
        return set().union(set(), *(texts(child) for child in (value.values() if isinstance(value, dict) else value)))
    return {value} if isinstance(value, str) else set()


def sent(answers, **context) -> set[str]:
    return texts(as_data(render(DECK, Context(answers=answers, **context))))


def played(*rounds: dict[str, str]) -> dict:
    """Answers in which each round puts cards away with these results."""
    answers: dict = {}
    for number, results in enumerate(rounds, 1):
        for card, result in results.items():
            part = f"{card}.r{number}"
            answers |= {f"{part}.turned": True, f"{part}.result": result, f"{part}.done": True, f"{part}.next": True}
    return answers


def stages(answers):
    """The answers as they stood after each step of the first round; later steps only draw the same result."""
    pairs = list(answers.items())
    return [dict(pairs[:n]) for n in range(list(answers).index("done") + 1)]


@pytest.mark.parametrize(
    ("results", "box"),
    [
        ([], 1),
        (["known"], 2),
        (["again"], 1),
        (["known", "known", "known"], 4),
        (["known", "known", "again"], 1),
        (["known", "known", "again", "known"], 2),
        (["known"] * 6, 5),
    ],
)
def test_known_moves_up_one_box_and_again_goes_back_to_the_first(results, box):
    assert leitner.box(DECK, FIRST, played(*({FIRST.id: result} for result in results))) == box


def test_a_result_counts_only_when_the_card_was_put_away():
    assert leitner.box(DECK, FIRST, {f"{FIRST.id}.r1.result": "known"}) == 1
    assert leitner.box(DECK, FIRST, {f"{FIRST.id}.r1.result": "weg", f"{FIRST.id}.r1.done": True}) == 1


def test_the_first_round_holds_the_first_seven_cards():
    assert leitner.deck(DECK, {}, 1) == DECK.cards[:7]


def test_the_second_round_brings_the_cards_that_were_not_played_yet():
    answers = played({card.id: "known" for card in DECK.cards[:7]})
    assert leitner.deck(DECK, answers, 2) == DECK.cards[7:]


def test_the_third_round_brings_missed_cards_before_known_ones():
    first = {card.id: "known" for card in DECK.cards[:7]} | {DECK.cards[3].id: "again"}
    second = {card.id: "known" for card in DECK.cards[7:]} | {DECK.cards[9].id: "again"}
    third = leitner.deck(DECK, played(first, second), 3)
    assert third[:2] == (DECK.cards[3], DECK.cards[9])
    assert third[2:5] == (DECK.cards[0], DECK.cards[1], DECK.cards[2])  # box 2, longest away first


random_results = st.lists(
    st.dictionaries(st.sampled_from([card.id for card in DECK.cards]), st.sampled_from(["known", "again"])),
    max_size=ROUNDS,
)


@given(random_results, st.integers(1, ROUNDS))
@settings(max_examples=25, deadline=None)
def test_boxes_keep_their_bounds_and_a_round_its_size(rounds, number):
    answers = played(*rounds)
    boxes = {card.id: leitner.box(DECK, card, answers, number) for card in DECK.cards}
    deck = leitner.deck(DECK, answers, number)
    assert set(boxes.values()) <= {1, 2, 3, 4, 5}
    assert len(set(deck)) == len(deck) == 7
    assert max(boxes[card.id] for card in deck) <= min(boxes[c.id] for c in DECK.cards if c not in deck)


@given(random_results, st.randoms(use_true_random=False))
@settings(max_examples=15, deadline=None)
def test_the_order_in_which_answers_are_kept_changes_nothing(rounds, dice):
    answers = played(*rounds)
    shuffled = list(answers.items())
    dice.shuffle(shuffled)
    assert score(DECK, dict(shuffled)) == score(DECK, answers)


@given(random_results, st.sampled_from(DECK.cards))
@settings(max_examples=15, deadline=None)
def test_knowing_a_card_never_puts_it_lower(rounds, card):
    missed = played(*[{**results, card.id: "again"} for results in rounds])
    knew = played(*[{**results, card.id: "known"} for results in rounds])
    assert leitner.box(DECK, card, knew) >= leitner.box(DECK, card, missed)


def test_what_a_round_holds_does_not_change_while_it_is_played():
    before = leitner.deck(DECK, {}, 1)
    for answers in stages(RANDOM):
        assert leitner.deck(DECK, answers, 1) == before


def test_nothing_played_is_unanswered_and_not_box_one():
    assert score(DECK, {}).status == score(DECK, {"done": True}).status == "unanswered"
    result = score(DECK, played({FIRST.id: "again"}))
    assert result.parts[FIRST.id] == 1
    assert result.parts[DECK.cards[1].id] is None


def test_a_response_has_boxes_and_no_points():
    result = score(DECK, STRONG)
    assert (result.status, result.points) == ("unscored", None)
    assert result.counts == {"seen": 14, "moved_up": 14, "again": 0, "of": 14}
    assert score(DECK, WEAK).counts == {"seen": 14, "moved_up": 0, "again": 14, "of": 14}


def test_every_feedback_can_occur_and_nothing_else():
    occurring = {f.id for respondent in EVERYONE for f in score(DECK, simulate(DECK, respondent)).feedback}
    assert occurring == reachable(DECK)
    assert len(occurring) == 14


@pytest.mark.parametrize("respondent", EVERYONE[:5], ids=str)
def test_the_store_takes_every_made_up_answer(respondent):
    engine = in_memory()
    person = participants.recognise(engine, "p").id
    answers = simulate(DECK, respondent)
    for number, (item, value) in enumerate(answers.items()):
        history = responses.save(engine, person, "", DECK, item, value, str(number))
    assert history.done
    assert history.current.answers == answers


def test_a_card_that_was_put_away_stays_as_it_is():
    answers = played({FIRST.id: "known"}) | {FIRST.sorting: "angst", "done": True}
    for item in (f"{FIRST.id}.r1.result", f"{FIRST.id}.r1.turned", f"{FIRST.id}.r1.done", FIRST.sorting, "done"):
        assert DECK.locked(item, answers), item
    for item in (f"{FIRST.id}.r2.result", f"{FIRST.id}.r1.next", DECK.cards[1].sorting):
        assert not DECK.locked(item, answers), item


def test_a_result_can_change_until_the_card_is_put_away():
    answers = {f"{FIRST.id}.r1.turned": True, f"{FIRST.id}.r1.result": "known", FIRST.sorting: "feit"}
    assert not any(DECK.locked(item, answers) for item in (f"{FIRST.id}.r1.result", FIRST.sorting, "done"))


def test_a_sort_that_does_not_exist_is_refused():
    with pytest.raises(Refused):
        DECK.check(FIRST.sorting, "hoop", {})
    assert DECK.items()[FIRST.sorting] == OneOf(("angst", "feit", "allebei"))


@pytest.mark.parametrize(("language", "feedback"), list(product(("nl", "en"), (True, False))))
def test_the_back_is_not_in_the_page_before_the_card_was_turned(language, feedback):
    for answers in stages(RANDOM):
        shown = sent(answers, language=language, feedback=feedback)
        for card in DECK.cards:
            if not answers.get(f"{card.id}.r1.turned"):
                assert card.back.in_(language) not in shown


def test_the_back_hides_again_in_the_next_round():
    answers = played({card.id: "again" for card in DECK.cards[:7]}) | {"done": True}
    cards = leitner.deck(DECK, answers, 2)
    assert cards[0].back.nl not in sent(answers, at="r2")
    assert cards[0].back.nl in sent(answers | {f"{cards[0].id}.r2.turned": True}, at="r2")


@pytest.mark.parametrize("answers", [STRONG, WEAK, RANDOM], ids=["strong", "weak", "random"])
def test_the_makers_sort_waits_for_the_trainer_at_every_stage(answers):
    notes = {card.sort_note.nl for card in DECK.cards}
    for stage in [*stages(answers), answers]:
        assert not notes & sent(stage, feedback=False)
        assert not notes & texts(as_data(keepsake(DECK, Context(answers=stage))))
    assert "als de trainer" in said(render(DECK, Context(answers=answers, feedback=False)))


def test_the_makers_sort_waits_for_the_card_to_be_put_away():
    for answers in stages(STRONG):
        shown = sent(answers)
        for card in DECK.cards:
            if not answers.get(f"{card.id}.r1.done"):
                assert card.sort_note.nl not in shown
    assert FIRST.sort_note.nl in sent(stages(STRONG)[4])


def test_the_result_opens_the_makers_view_of_every_sorted_card():
    notes = {card.sort_note.nl for card in DECK.cards}
    assert notes <= sent(STRONG)
    assert "bij 14 van 14 kaarten" in said(render(DECK, Context(answers=STRONG)))
    assert "bij 0 van 14 kaarten" in said(render(DECK, Context(answers=WEAK)))


def test_what_the_makers_added_says_so():
    own = next(card for card in DECK.cards if card.own)
    cited = next(card for card in DECK.cards if not card.own)
    labelled = {
        note.text: note.own for note in flat(render(DECK, Context(answers=STRONG))) if isinstance(note, FeedbackNote)
    }
    assert labelled[own.sort_note.nl] is True
    assert labelled[cited.sort_note.nl] is False


def test_a_person_gets_through_two_rounds_by_the_primary_buttons_alone():
    answers: dict = {}
    at, pressed = "", 0
    while "done" not in answers or at:
        blocks = list(flat(render(DECK, Context(answers=answers, at=at))))
        for block in blocks:
            if type(block).__name__ == "Choice" and not block.disabled:
                answers.setdefault(block.item, block.options[0].value)
        blocks = list(flat(render(DECK, Context(answers=answers, at=at))))
        for block in blocks:
            if type(block).__name__ == "Choice" and not block.disabled:
                answers.setdefault(block.item, block.options[0].value)
        buttons = [block for block in blocks if isinstance(block, Button) and block.style == "primary"]
        if not buttons:
            break
        (button,) = buttons
        answers[button.item] = button.value
        pressed += 1
        at = "r2" if "done" in answers else ""
    assert len(leitner.seen(DECK, answers)) == 14
    assert leitner.current_round(DECK, answers) == 3
    assert pressed == 2 * 7 * 3


def test_a_card_is_sorted_once():
    answers = played({card.id: "again" for card in DECK.cards[:7]}, {card.id: "known" for card in DECK.cards[7:]})
    answers |= {card.sorting: "feit" for card in DECK.cards} | {"done": True}
    first = leitner.deck(DECK, answers, 3)[0]
    part = first.part(3)
    items = {getattr(b, "item", "") for b in render(DECK, Context(answers=answers | {f"{part}.turned": True}, at="r3"))}
    assert f"{part}.result" in items
    assert first.sorting not in items


def test_after_the_last_round_only_a_new_attempt_is_left():
    answers: dict = {"done": True}
    for number in range(1, ROUNDS + 1):
        for card in leitner.deck(DECK, answers, number):
            part = card.part(number)
            answers |= {f"{part}.result": "known", f"{part}.done": True, f"{part}.next": True}
    assert leitner.current_round(DECK, answers) is None
    buttons = [b.item for b in flat(render(DECK, Context(answers=answers, at="r7"))) if isinstance(b, Button)]
    assert buttons == ["_again"]


@pytest.mark.parametrize(
    ("language", "feedback", "answers"),
    list(product(("nl", "en"), (True, False), [{}, {"done": True}, STRONG, WEAK, RANDOM])),
)
def test_every_stage_draws_with_one_primary_button_at_most(language, feedback, answers):
    for at in ("", "r3"):
        blocks = list(flat(render(DECK, Context(language=language, answers=answers, feedback=feedback, at=at))))
        assert blocks
        assert sum(isinstance(block, Button) and block.style == "primary" for block in blocks) <= 1


@given(st.data())
@settings(max_examples=25, deadline=None)
def test_odd_answers_never_stop_the_page(data):
    items = data.draw(st.lists(st.sampled_from(sorted(RANDOM)), max_size=30, unique=True))
    answers = {item: RANDOM[item] for item in items}
    assert render(DECK, Context(answers=answers, at=data.draw(st.sampled_from(["", "r1", "r2"]))))
    keepsake(DECK, Context(answers=answers))
    score(DECK, answers)


def test_the_keepsake_holds_the_hardest_cards_with_their_backs():
    answers = played({FIRST.id: "again", DECK.cards[1].id: "known"})
    shown = said(keepsake(DECK, Context(answers=answers)))
    assert FIRST.back.nl in shown
    assert DECK.cards[1].back.nl not in shown
    assert keepsake(DECK, Context()) == ()


def test_the_hardest_cards_are_those_missed_most_often():
    twice, once = DECK.cards[5].id, DECK.cards[2].id
    answers = played({twice: "again", once: "again"}, {twice: "again", once: "known"})
    assert [card.id for card in leitner.hardest(DECK, answers)] == [twice, once]
    assert leitner.hardest(DECK, STRONG) == ()


@pytest.mark.parametrize("people", [5, 6, 12])
def test_a_group_shows_its_hardest_card_and_never_the_key(people):
    hard = DECK.cards[2]
    one = played({card.id: "known" for card in DECK.cards[:7]} | {hard.id: "again"})
    one |= {card.sorting: "feit" for card in DECK.cards[:7]} | {"done": True}
    for language in ("nl", "en"):
        shown = said(summarise(DECK, Group((one,) * people, 5, False), language))
        assert hard.front.in_(language) in shown
        assert f"{people} van de {people} mensen" in shown or f"{people} of {people} people" in shown
        assert not any(card.sort_note.in_(language) in shown for card in DECK.cards)
        assert not any(card.back.in_(language) in shown for card in DECK.cards)


def test_a_card_that_too_few_people_played_is_left_out():
    base = played({card.id: "known" for card in DECK.cards[:7]}) | {"done": True}
    extra = base | played({}, {DECK.cards[8].id: "again"})
    shown = said(summarise(DECK, Group((base, base, base, extra, extra), 5, False), "nl"))
    assert DECK.cards[8].front.nl not in shown
    assert "Niemand koos" in shown


def test_a_group_that_may_not_be_shown_shows_no_number():
    shown = said(summarise(DECK, Group((STRONG,) * 4, 5, False), "nl"))
    assert "te weinig" in shown
    assert not any(sign.isdigit() for sign in shown)


def test_a_facilitator_sets_the_size_of_a_round_and_the_cards():
    chosen = DECK.with_options(
        Cards.Options(round_size=3, cards=("boze-klant", "geen-tijd", "binnenkort", "elke-week"))
    )
    assert [card.id for card in leitner.deck(chosen, {}, 1)] == ["boze-klant", "geen-tijd", "binnenkort"]
    assert DECK.with_options(Cards.Options()) == DECK


@pytest.mark.parametrize("options", [{"round_size": 2}, {"round_size": 15}, {"x": 1}])
def test_options_out_of_range_are_refused(options):
    with pytest.raises(ValidationError):
        Cards.Options.model_validate(options)


def test_a_card_that_does_not_exist_cannot_be_chosen():
    with pytest.raises(KeyError):
        DECK.with_options(Cards.Options(cards=("weg",)))


@pytest.mark.parametrize("size", [3, 14])
def test_any_round_size_reaches_every_card_within_the_rounds(size):
    deck = DECK.with_options(Cards.Options(round_size=size))
    answers: dict = {}
    for number in range(1, ROUNDS + 1):
        for card in leitner.deck(deck, answers, number):
            answers |= {f"{card.part(number)}.result": "again", f"{card.part(number)}.done": True}
    assert len(leitner.seen(deck, answers)) == 14


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"cards": [*RAW["cards"], RAW["cards"][0]]}, "double-id"),
        ({"sorts": RAW["sorts"] * 2}, "double-id"),
        ({"cards": [RAW["cards"][0] | {"sort": "hoop"}, *RAW["cards"][1:]]}, "cards-sort"),
        ({"extra": "x"}, "extra_forbidden"),
        ({"boxes": "2"}, "greater_than_equal"),
    ],
)
def test_what_does_not_fit_is_named(change, code):
    with pytest.raises(ValidationError) as wrong:
        Cards.model_validate(RAW | change)
    assert [error["type"] for error in wrong.value.errors()] == [code]
    assert "_" in code or known(f"error.{code}")


# -- sets for days, without sorting -----------------------------------------------------------------------------------

SETS_RAW = next(
    exercise
    for section in yaml_source.read(data_dir() / "themes" / "herhalen.yaml").value["sections"]
    for exercise in section["exercises"]
)
SETS = Cards.model_validate(SETS_RAW)


def day_of(number: int) -> list[str]:
    return [card.id for card in SETS.cards if card.day == number]


def test_there_are_sixty_cards_twenty_for_each_day_with_every_theme_in_each():
    assert [len(day_of(day)) for day in SETS.days] == [20, 20, 20]
    assert (SETS.days, len(SETS.cards)) == ((1, 7, 30), 60)


def test_each_of_the_first_rounds_is_the_set_of_its_day():
    known = played(*({name: "known" for name in day_of(day)} for day in SETS.days))
    for number, day in enumerate(SETS.days, 1):
        assert [card.id for card in leitner.deck(SETS, known, number)] == day_of(day)


def test_a_missed_card_comes_back_first_on_the_next_day_and_not_again_once_it_is_known():
    missed = day_of(1)[3]
    first = {name: "again" if name == missed else "known" for name in day_of(1)}
    assert leitner.deck(SETS, played(first), 2)[0].id == missed
    answers = played(first, {missed: "known"} | {name: "known" for name in day_of(7)})
    assert missed not in [card.id for card in leitner.deck(SETS, answers, 3)]


def test_at_most_five_missed_cards_come_back_so_that_a_set_stays_short():
    answers = played({name: "again" for name in day_of(1)})
    assert len(leitner.deck(SETS, answers, 2)) == 25


def test_after_the_last_day_the_boxes_decide_again():
    answers = played(*({name: "known" for name in day_of(day)} for day in SETS.days))
    fourth = leitner.deck(SETS, answers, 4)
    assert len(fourth) == SETS.round_size
    assert all(card.day == 1 for card in fourth)  # longest away


def test_a_card_without_a_sort_is_known_or_not_and_nothing_else():
    first = SETS.cards[0]
    answers = {f"{first.part(1)}.turned": True, f"{first.part(1)}.result": "known"}
    choices = [b.item for b in render(SETS, Context(answers=answers)) if type(b).__name__ == "Choice"]
    assert choices == [f"{first.part(1)}.result"]
    assert first.sorting not in SETS.items()
    assert reachable(SETS) == frozenset()


def test_the_progress_names_the_day():
    assert "Dag 1: kaart 1 van 20" in said(render(SETS, Context()))
    done = simulate(SETS, Respondent("strong"))
    day_one = {item: value for item, value in done.items() if ".r2." not in item}
    shown = said(render(SETS, Context(answers=day_one, at="r2", language="en")))
    assert "Day 7: card 1 of 20" in shown


@pytest.mark.parametrize(("base", "linked"), [("/werk/", True), ("", False)])
def test_the_result_offers_the_days_for_a_calendar_where_answers_are_kept(base, linked):
    answers = played({name: "known" for name in day_of(1)}) | {"done": True}
    shown = said(render(SETS, Context(answers=answers, base=base)))
    assert "dag 1, 7 en 30" in shown
    assert ("/werk/mijn/herinneringen/x2-herhaalkaarten.ics" in shown) is linked
    assert "Naar de kaarten van dag 7" in shown
    assert "herinneringen" not in said(render(DECK, Context(answers=STRONG, base=base)))


def test_a_follow_up_is_a_card_of_a_later_day():
    day_one = played({name: "known" for name in day_of(1)}) | {"done": True}
    assert not SETS.followed_up(day_one)
    assert SETS.followed_up(day_one | {f"{day_of(7)[0]}.r2.done": True})
    assert not DECK.followed_up(STRONG)  # another round is no other day


@pytest.mark.parametrize("kind", ["strong", "weak", "random"])
def test_the_store_takes_every_made_up_answer_of_a_set(kind):
    engine = in_memory()
    person = participants.recognise(engine, "p").id
    answers = list(simulate(SETS, Respondent(kind, 2)).items())[:120]
    for number, (item, value) in enumerate(answers):
        history = responses.save(engine, person, "", SETS, item, value, str(number))
    assert history.done


def test_every_stage_of_a_set_draws_in_both_languages():
    answers = simulate(SETS, Respondent("weak"))
    pairs = list(answers.items())
    for cut, language, at in product(range(0, len(pairs), 17), ("nl", "en"), ("", "r2", "r3")):
        assert render(SETS, Context(language=language, answers=dict(pairs[:cut]), at=at))


def test_a_group_with_sets_sees_its_hardest_card():
    hard = day_of(1)[0]
    one = played({name: "known" for name in day_of(1)} | {hard: "again"}) | {"done": True}
    shown = said(summarise(SETS, Group((one,) * 6, 5, False), "nl"))
    assert "Lastigste kaart" in shown
    assert SETS.cards[0].back.nl not in shown


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"days": [7, 1, 30]}, "cards-days"),
        ({"days": [0, 7, 30]}, "cards-days"),
        ({"days": [1, 7, 30, 60]}, "cards-days"),
        ({"days": [1, 7]}, "cards-day"),
        ({"question": {"nl": "Wat?", "en": "What?"}}, "cards-question"),
        ({"sorts": [{"id": "a", "text": "A"}, {"id": "b", "text": "B"}]}, "cards-question"),
        ({"cards": [SETS_RAW["cards"][0] | {"sort": "a"}, *SETS_RAW["cards"][1:]]}, "cards-sort"),
    ],
)
def test_sets_that_do_not_fit_are_named(change, code):
    with pytest.raises(ValidationError) as wrong:
        Cards.model_validate(SETS_RAW | change)
    assert wrong.value.errors()[0]["type"] == code
    assert known(f"error.{code}")
