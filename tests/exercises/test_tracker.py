"""Talking time: what taps make, tenths that make ten, what the rules say, and what a room may see."""

import json
from itertools import pairwise
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
from workbook.exercises.tracker import CHOSEN, MARKS, WAYS, Tracker, hand, marked, tap
from workbook.exercises.tracker.talk import MOST_HANDOVERS, actual, asked_about, play
from workbook.exercises.tracker.timeline import LONGEST, SIGNS, TALKERS, Tap, handovers, moved, stretches, tenths
from workbook.scoring import Respondent, reachable, score, simulate
from workbook.store import participants, responses
from workbook.store.engine import in_memory
from workbook.store.privacy import Group
from workbook.view.blocks import as_data
from workbook.view.context import Context, keepsake, render, summarise
from workbook.view.html import as_html

THEME = yaml_source.read(data_dir() / "themes" / "op-stap-met-de-baas.yaml").value
RAW = next(e for section in THEME["sections"] for e in section["exercises"] if e["type"] == "tracker")
TALK = Tracker.model_validate(RAW)
FIRST = TALK.dialogue.fragments[0]
READER = simulate(TALK, Respondent("strong"))
AGREED: dict[str, Value] = {"agree.role": "gelijk", "agree.client": 5, "agree.seller": 3, "agree.manager": 2}


def live(*taps: str, agreed: dict[str, Value] = AGREED, **marks: str) -> dict[str, Value]:
    """A finished recording: taps in order, then what each handover was, by the number of its tap (h3='one-two')."""
    answers: dict[str, Value] = {CHOSEN: "live", "way.done": True, **agreed, "agree.done": True}
    answers |= {tap(n): value for n, value in enumerate(taps)} | {"run.done": True}
    return answers | {f"marks.{name}": mark for name, mark in marks.items()} | {DONE: True}


def paper(client: int, seller: int, manager: int, silence: int = 0, plays: tuple[int, int, int] = (0, 0, 0)) -> Any:
    names = ("set-ups", "finished", "overruled")
    counted = {"client": client, "seller": seller, "manager": manager, "silence": silence} | dict(
        zip(names, plays, strict=True)
    )
    answers: dict[str, Value] = {CHOSEN: "paper", "way.done": True, **AGREED, "agree.done": True}
    return answers | {f"count.{name}": n for name, n in counted.items()} | {DONE: True}


def shown(answers: dict[str, Value], **context: Any) -> str:
    return json.dumps(as_data(render(TALK, Context(answers=answers, **context))), ensure_ascii=False)


def found(answers: dict[str, Value], kind: str, **context: Any) -> list[dict[str, Any]]:
    def walk(blocks: list[dict[str, Any]]) -> list[dict[str, Any]]:
        return [b for b in blocks if b["kind"] == kind] + [x for b in blocks for x in walk(b.get("blocks", []))]

    return walk(as_data(render(TALK, Context(answers=answers, **context))))


def notes(answers: dict[str, Value]) -> list[str]:
    return [feedback.id.removeprefix("way:") for feedback in score(TALK, answers).feedback]


# -- what taps make ---------------------------------------------------------------------------------------------------


def test_taps_make_stretches_up_to_the_end() -> None:
    told = stretches({0: "c0", 1: "s50", 2: "m134", 3: "e200"})
    assert [(one.talker, one.start, one.end) for one in told] == [
        ("client", 0, 5),
        ("seller", 5, 13.4),
        ("manager", 13.4, 20),
    ]


def test_a_second_tap_on_the_same_talker_changes_nothing() -> None:
    assert [(one.number, one.seconds) for one in stretches({0: "c0", 1: "c50", 2: "e90"})] == [(0, 9)]


@given(st.lists(st.tuples(st.sampled_from("csmx"), st.integers(0, LONGEST)), max_size=20), st.randoms())
def test_taps_that_reach_the_store_in_another_order_make_the_same_stretches(taps: Any, dice: Any) -> None:
    """A phone that was away sends late; each tap keeps its number and its time."""
    times = sorted(at for _, at in taps)
    numbered = {n: f"{sign}{at}" for n, ((sign, _), at) in enumerate(zip(taps, times, strict=True))}
    pairs = list(numbered.items())
    dice.shuffle(pairs)
    told = stretches(numbered)
    assert stretches(dict(pairs)) == told
    assert sum(one.seconds for one in told) == pytest.approx((times[-1] - times[0]) / 10 if times else 0)
    assert all(a.end == b.start and a.talker != b.talker for a, b in pairwise(told))


@pytest.mark.parametrize("value", ["q5", "m", "m-5", "m1.5", "m018", f"m{LONGEST + 1}", 12, None, True, "m12 "])
def test_what_is_no_event_is_refused(value: Any) -> None:
    with pytest.raises(Refused):
        Tap().check(value)


def test_what_the_browser_sends_is_stored_as_it_is() -> None:
    assert [Tap().check(value) for value in ("c0", f"e{LONGEST}")] == ["c0", f"e{LONGEST}"]


AMOUNTS = st.fixed_dictionaries({talker: st.floats(0, 5000) for talker in TALKERS})


@given(AMOUNTS)
def test_tenths_make_ten_and_lie_within_one_of_the_exact_share(amounts: Any) -> None:
    parts, total = tenths(amounts), sum(amounts.values())
    assert (parts is None) == (total <= 0)
    if parts:
        assert sum(parts.values()) == 10
        assert all(abs(parts[talker] - 10 * amounts[talker] / total) < 1 for talker in TALKERS)


@given(AMOUNTS, AMOUNTS)
def test_moved_is_0_for_equals_10_at_most_and_the_same_both_ways(one: Any, other: Any) -> None:
    a, b = tenths(one), tenths(other)
    if a and b:
        assert moved(a, a) == 0
        assert 0 <= moved(a, b) == moved(b, a) <= 10


def test_a_handover_counts_with_the_client_in_between_and_not_after_oneself() -> None:
    told = stretches({0: "s0", 1: "c50", 2: "s90", 3: "c120", 4: "m150", 5: "x200", 6: "m220", 7: "s260", 8: "e300"})
    assert [(one.before.talker, one.after.talker, one.number) for one in handovers(told)] == [
        ("seller", "manager", 4),
        ("manager", "seller", 7),
    ]


def test_at_most_twelve_handovers_are_asked_about() -> None:
    taps = [f"{'sm'[n % 2]}{n * 10}" for n in range(40)]
    assert len(asked_about(TALK, live(*taps, "e400"))) == MOST_HANDOVERS == 12
    assert "de eerste 12 wissels van 39" in shown({k: v for k, v in live(*taps, "e400").items() if k != DONE})


# -- intention and what became of it ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        (live("c0", "s500", "m800", "e1000"), ["kept", "no-one-two"]),
        (live("c0", "s500", "m800", "e1000", h2="one-two"), ["kept", "one-two"]),
        (live("c0", "s500", "m600", "e1000", h2="overruled"), ["manager-more", "no-one-two", "overruled"]),
        (live("c0", "s300", "m800", "e1000"), ["seller-more", "client-less", "no-one-two"]),
        (live("c0", "s500", "m600", "x700", "e1000"), ["shifted", "no-one-two"]),
        (paper(25, 15, 10, plays=(2, 1, 0)), ["kept", "one-two"]),
        (paper(10, 15, 25, plays=(1, 0, 1)), ["manager-more", "client-less", "no-one-two", "overruled"]),
    ],
)
def test_the_rules_compare_with_what_was_agreed(answers: dict[str, Value], said: list[str]) -> None:
    assert notes(answers) == said


def test_the_shares_are_not_scored_and_compared_in_tenths() -> None:
    result = score(TALK, live("c0", "s300", "m800", "e1000", h2="set-up"))
    assert (result.status, result.points) == ("unscored", None)
    assert dict(result.counts) == {"moved": 2, "set-ups": 1, "one-twos": 0, "overruled": 0}


def test_counting_strokes_gives_the_same_tenths_as_measuring() -> None:
    measured, counted = live("c0", "s300", "m800", "e1000"), paper(30, 50, 20)
    assert actual(TALK, measured) == actual(TALK, counted) == {"client": 3, "seller": 5, "manager": 2, "silence": 0}


def test_a_one_two_is_a_set_up_that_was_finished() -> None:
    played = play(TALK, live("s0", "m10", "s20", "e30", h1="one-two", h2="set-up"))
    assert played
    assert (played.set_ups, played.one_twos, played.overruled) == (2, 1, 0)


@pytest.mark.parametrize(("kind", "points"), [("strong", 10), ("weak", 0)])
def test_each_turn_of_the_written_talk_counts_1_of_10(kind: Any, points: int) -> None:
    result = score(TALK, simulate(TALK, Respondent(kind)))
    assert (result.status, result.points, result.maximum) == ("scored", points, 10)


def test_turns_left_out_are_not_scored_as_zero() -> None:
    answers: dict[str, Value] = {CHOSEN: "written", marked(FIRST, FIRST.asked[0]): "plain"}
    result = score(TALK, answers)
    assert result.points == 1
    assert list(result.parts.values()).count(None) == 9


def test_a_blind_mark_spots_at_most_half() -> None:
    keys = [turn.mark.key for f in TALK.dialogue.fragments for turn in f.asked if turn.mark]
    assert max(keys.count(mark) for mark in MARKS) <= len(keys) / 2
    assert {turn.by for f in TALK.dialogue.fragments for turn in f.asked} == {"seller", "manager"}


def test_the_manager_of_the_written_talk_gets_more_than_was_agreed() -> None:
    assert actual(TALK, READER) == {"client": 3, "seller": 3, "manager": 4, "silence": 0}
    assert TALK.dialogue.agreed.tenths == {"client": 5, "seller": 3, "manager": 2, "silence": 0}


def test_nothing_answered_is_unanswered() -> None:
    assert score(TALK, {}).status == "unanswered"


def test_every_feedback_text_can_be_reached_and_no_other() -> None:
    everyone = [Respondent("strong"), *(Respondent("random", seed) for seed in range(200))]
    given_out = {f.id for who in everyone for f in score(TALK, simulate(TALK, who)).feedback}
    given_out |= {f"way:{name}" for name in notes(live("c0", "s500", "m600", "x700", "e1000"))}
    assert given_out == reachable(TALK)
    assert len(given_out) == 10 + 8


# -- what is stored ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("seed", range(8))
def test_a_made_up_response_is_accepted_item_by_item(seed: int) -> None:
    engine, person = in_memory(), "p" * 48
    participants.recognise(engine, person)
    response = simulate(TALK, Respondent("random", seed))
    for number, (item, value) in enumerate(response.items()):
        history = responses.save(engine, person, "", TALK, item, value, f"k{number}")
    assert history.done
    assert history.current.answers == response


def test_made_up_people_use_all_three_ways() -> None:
    assert {simulate(TALK, Respondent("random", seed))[CHOSEN] for seed in range(20)} == set(WAYS)


def test_ten_tenths_and_no_more_can_be_given_away_and_all_of_them_before_the_commit() -> None:
    with pytest.raises(Refused):
        TALK.check("agree.silence", 1, AGREED)
    with pytest.raises(Refused):
        TALK.check("guess.done", True, {"guess.client": 9})
    assert TALK.check("agree.done", True, AGREED) is True


@pytest.mark.parametrize("counted", [(0, 0, 0, 0, (0, 0, 0)), (3, 3, 3, 0, (1, 2, 0))])
def test_an_empty_count_or_more_finishes_than_set_ups_is_refused_in_words(counted: Any) -> None:
    answers = paper(*counted)
    del answers[DONE]
    with pytest.raises(Refused) as refused:
        TALK.check(DONE, True, answers)
    assert refused.value.key.startswith("tracker.refused.")


def test_a_recording_is_committed_after_its_end_and_then_locked() -> None:
    going: dict[str, Value] = {CHOSEN: "live", tap(0): "c0", tap(1): "s30"}
    assert not TALK.ready("run.done", going)
    assert TALK.ready("run.done", going | {tap(2): "e60"})
    assert not TALK.ready(DONE, going | {tap(2): "e60"})
    assert TALK.locked(tap(3), going | {"run.done": True})
    assert not TALK.locked(hand(1), going | {"run.done": True})


# -- what is shown ----------------------------------------------------------------------------------------------------

STAGES = [Respondent("strong"), Respondent("weak"), *(Respondent("random", seed) for seed in range(4))]


@pytest.mark.parametrize("who", STAGES, ids=str)
@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_stage_can_be_drawn(who: Respondent, language: Any) -> None:
    told = list(simulate(TALK, who).items())
    for n in range(0, len(told) + 1, 4):
        for feedback in (True, False):
            for at in ("", "gone", FIRST.id, f"look:{FIRST.id}"):
                context = Context(answers=dict(told[:n]), at=at, feedback=feedback, language=language)
                assert as_data(render(TALK, context))
                assert as_html(render(TALK, context)) is not None
                keepsake(TALK, context)


ODD = st.dictionaries(
    st.sampled_from([name for name in TALK.items() if not name.startswith("marks.h1")]),
    st.sampled_from([*WAYS, *MARKS, True, "", 3, "c0", "s40", "e90", "gelijk"]),
    max_size=14,
)


@given(ODD, st.sampled_from(WAYS), st.sampled_from(["", FIRST.id]))
def test_answers_in_an_odd_order_can_be_drawn_and_scored(answers: dict[str, Value], way: str, at: str) -> None:
    for chosen in (answers, answers | {CHOSEN: way, "way.done": True}):
        score(TALK, chosen)
        assert render(TALK, Context(answers=chosen, at=at))
        keepsake(TALK, Context(answers=chosen))


def key_texts() -> list[str]:
    views = [turn.mark.feedback for f in TALK.dialogue.fragments for turn in f.asked if turn.mark]
    views += [rule.text for rule in TALK.rules]
    return [text.in_(language) for text in views for language in ("nl", "en")]


@pytest.mark.parametrize("who", STAGES, ids=str)
def test_no_key_is_shown_while_the_feedback_is_closed(who: Respondent) -> None:
    told = list(simulate(TALK, who).items())
    for n in range(0, len(told) + 1, 2):
        for at in ("", FIRST.id, f"look:{FIRST.id}"):
            page = shown(dict(told[:n]), at=at, feedback=False)
            assert not [text for text in key_texts() if text in page]


def test_the_shares_of_the_written_talk_open_after_an_estimate() -> None:
    answers: dict[str, Value] = {CHOSEN: "written", "way.done": True, "guess.client": 10}
    assert not found(answers, "chart")
    (chart,) = found(answers | {"guess.done": True}, "chart")
    assert chart["title"] == "De klant had 3 van de 10 tienden; jij schatte 10"
    assert "Zo ging het: klant 3, verkoper 3, manager 4, stilte 0." in chart["text"]


def test_a_room_is_offered_the_phone_first_and_somebody_alone_the_written_talk() -> None:
    first = [found({}, "choice", room=room)[0]["options"][0]["value"] for room in (True, False)]
    assert first == ["live", "written"]


def test_the_buttons_for_talkers_come_in_the_order_of_the_keys_1_2_3_0() -> None:
    answers = {k: v for k, v in live().items() if k not in (DONE, "run.done")}
    (block,) = found(answers, "tracker")
    assert [talker["value"] for talker in block["talkers"]] == list(SIGNS) == ["c", "s", "m", "x"]
    assert (block["prefix"], block["done"], block["goal"]) == ("run.t", "run.done", 360)


def test_the_ribbon_says_what_was_agreed_and_what_it_became() -> None:
    chart = found(live("c0", "s300", "m500", "e1000", h2="one-two"), "chart")[0]
    assert chart["title"] == "De manager kreeg 5 van de 10 tienden; afgesproken was 2"
    assert "Het gesprek duurde 1:40." in chart["text"]
    assert "Klant, in tienden: 3 (afgesproken 5)." in chart["text"]
    assert chart["text"].endswith("Voorzet: 1×.\nInkop: 1×.")


def test_a_measured_talk_is_shown_at_once_and_its_notes_with_the_feedback() -> None:
    answers = live("c0", "s500", "m600", "e1000", h2="overruled")
    closed = shown(answers, feedback=False)
    assert "afgesproken was" in closed
    assert TALK.rule("overruled").text.nl not in closed
    assert TALK.rule("overruled").text.nl in shown(answers)


def test_every_screen_has_at_most_one_primary_control() -> None:
    for who in STAGES:
        told = list(simulate(TALK, who).items())
        for n in range(0, len(told), 3):
            answers = dict(told[:n])
            primary = [b for b in found(answers, "button") if b.get("style", "primary") == "primary"]
            assert len(primary) + len(found(answers, "tracker")) == 1


def test_the_keepsake_holds_the_agreement_and_what_became_of_it() -> None:
    kept = json.dumps(as_data(keepsake(TALK, Context(answers=live("c0", "s300", "e1000")))), ensure_ascii=False)
    assert "Afgesproken: Rol 2" in kept
    assert "4 tienden van het gesprek liepen anders dan afgesproken." in kept
    assert keepsake(TALK, Context(answers=READER, feedback=False)) == ()


@pytest.mark.parametrize("people", [5, 6, 12])
@pytest.mark.parametrize("language", ["nl", "en"])
def test_a_room_sees_intention_beside_what_became_of_it(people: int, language: Any) -> None:
    group = Group(tuple(live("c0", "s500", "m600", "e1000", h2="one-two") for _ in range(people)), 5, False)
    page = as_data(summarise(TALK, group, language))
    chart = next(block for block in page if block["kind"] == "chart")
    assert {"nl": f"Manager: minder 0, zoals afgesproken 0, meer {people}.", "en": f"more {people}."}[
        language
    ] in chart["text"]
    assert f"{people} " in page[-1]["text"]


def test_a_room_of_readers_sees_the_hardest_turns() -> None:
    group = Group(tuple(simulate(TALK, Respondent("weak", seed)) for seed in range(6)), 5, False)
    assert "0 van 6" in json.dumps(as_data(summarise(TALK, group, "nl")), ensure_ascii=False)


def test_a_mixed_room_with_too_few_of_each_way_shows_no_numbers() -> None:
    answers = [live("c0", "s500", "e900") for _ in range(3)] + [dict(READER) for _ in range(3)]
    assert [block["kind"] for block in as_data(summarise(TALK, Group(tuple(answers), 5, False), "nl"))] == ["prose"]


# -- what an author and a facilitator set -----------------------------------------------------------------------------


def test_a_facilitator_sets_the_minutes_and_one_role() -> None:
    shaped = TALK.with_options(Tracker.Options(minutes=4, role="verkoper-leidt"))
    assert (shaped.run_minutes, [role.id for role in shaped.roles]) == (4, ["verkoper-leidt"])
    page = as_data(render(shaped, Context(answers={CHOSEN: "live", "way.done": True})))
    assert any("Speel 4 minuten" in str(block.get("text")) for block in page)
    with pytest.raises(KeyError):
        TALK.with_options(Tracker.Options(role="niemand"))
    with pytest.raises(ValidationError):
        Tracker.Options(minutes=1)


def changed(change: Any) -> dict[str, Any]:
    raw: dict[str, Any] = json.loads(json.dumps(RAW))
    change(raw)
    return raw


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda raw: raw["dialogue"]["agreed"].update(client=4), "nu {n}".replace("{n}", "9")),
        (lambda raw: raw["rules"].pop(), "precies deze regels"),
        (lambda raw: raw["dialogue"]["fragments"][0]["turns"][3].update(by="client"), "niet van de verkoper"),
        (lambda raw: [turn.pop("mark", 0) for turn in raw["dialogue"]["fragments"][0]["turns"]], "geen beurt met"),
    ],
)
def test_what_does_not_fit_together_is_refused_in_words(change: Any, said: str) -> None:
    raw = changed(change)
    with pytest.raises(ValidationError) as refused:
        Tracker.model_validate(raw)
    problems = invalid(Source(data_dir() / "themes" / "x.yaml", raw, {}), refused.value)
    assert said in " ".join(problem.sentence("nl") for problem in problems)
