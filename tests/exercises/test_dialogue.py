"""The dialogue: its graph, its score, its silence, its screens and what a room sees of it."""

import json
import re
from copy import deepcopy
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from tests.exercises.helping import every, in_words
from workbook.content import yaml_source
from workbook.content.answers import DONE, Refused
from workbook.content.interface import known, ui
from workbook.content.places import data_dir
from workbook.content.text import Text
from workbook.exercises.dialogue import STRENGTHS, Dialogue
from workbook.exercises.dialogue.checks import BANDS, turns_left
from workbook.exercises.dialogue.talk import first_fill_in, first_silence, judged, rounded, turns
from workbook.scoring import Respondent, reachable, score, simulate
from workbook.store import participants, responses
from workbook.store.engine import in_memory
from workbook.store.privacy import Group, Part
from workbook.view.blocks import Details
from workbook.view.context import Context, keepsake, render, summarise
from workbook.view.inputs import Choice, Silence


def _raw() -> dict[str, Any]:
    theme = yaml_source.read(data_dir() / "themes" / "overdragen.yaml").value
    exercises = [e for section in theme["sections"] for e in section["exercises"]]
    return next(e for e in exercises if e["type"] == "dialogue")


RAW = _raw()
TALK = Dialogue.model_validate(RAW)
EVERYBODY = [Respondent("strong"), Respondent("weak"), *(Respondent("random", seed) for seed in range(400))]
FEW = [Respondent("strong"), Respondent("weak"), *(Respondent("random", seed) for seed in range(6))]

# hoi → vraag → ik-wil-jou (a no, with silence) → hulp → aandringen (a no, with silence) → slot
TWO_SILENCES = {
    "hoi": "paar-uur",
    "vraag": "we-denken-mee",
    "ik-wil-jou": "niet-zelf",
    "hulp": "kennismaken",
    "aandringen": "vriendelijk-herhalen",
    "slot": "bellen-en-contact",
}


def _answers(choices: dict[str, str], **more: Any) -> dict[str, Any]:
    answers: dict[str, Any] = {}
    for node, option in choices.items():
        answers |= {f"{node}.choice": option, f"{node}.done": True}
    return answers | {key.replace("__", "."): value for key, value in more.items()}


# --- what an author can get wrong -------------------------------------------------------------------------------


def _fault(change: Any) -> str:
    raw = deepcopy(RAW)
    change(raw)
    with pytest.raises(ValidationError) as caught:
        Dialogue.model_validate(raw)
    kinds = {error["type"] for error in caught.value.errors()}
    for error in caught.value.errors():
        key = f"error.{error['type']}"
        if error["type"].startswith("dialogue-"):
            values = dict.fromkeys(error.get("ctx", {}), "x")
            for language in ("nl", "en"):
                assert "{" not in ui(key, language, **values)
    assert len(kinds) == 1
    return kinds.pop()


def _node(raw: dict[str, Any], name: str) -> dict[str, Any]:
    return next(node for node in raw["nodes"] if node["id"] == name)


def _lead(raw: dict[str, Any], name: str, to: str, only: int | None = None) -> None:
    for option in _node(raw, name)["options"][only : None if only is None else only + 1]:
        option["next"] = to


def test_a_line_that_leads_nowhere_is_refused() -> None:
    assert _fault(lambda raw: _lead(raw, "hoi", "nergens", 0)) == "dialogue-next"


def test_a_start_that_does_not_exist_is_refused() -> None:
    assert _fault(lambda raw: raw.update(start="nergens")) == "dialogue-start"


def test_a_turn_that_nothing_leads_to_is_refused() -> None:
    assert _fault(lambda raw: _lead(raw, "vraag", "ik-wil-jou")) == "dialogue-unreachable"


def test_an_ending_that_nothing_leads_to_is_refused() -> None:
    assert _fault(lambda raw: raw["endings"].append({"id": "anders", "text": "Dag."})) == "dialogue-unreachable"


def test_a_turn_from_which_the_talk_never_ends_is_refused() -> None:
    def change(raw: dict[str, Any]) -> None:
        extra = deepcopy(_node(raw, "morgen")) | {"id": "lus"}
        raw["nodes"].append(extra)
        _lead(raw, "lus", "lus")
        _lead(raw, "morgen", "lus", 0)

    assert _fault(change) == "dialogue-no-ending"


def test_a_circle_with_a_way_out_is_refused_too() -> None:
    assert _fault(lambda raw: _lead(raw, "slot", "hulp", 0)) == "dialogue-cycle"


def test_an_id_that_stands_twice_is_refused() -> None:
    assert _fault(lambda raw: raw["endings"].append({"id": "hoi", "text": "Dag."})) == "double-id"
    assert _fault(lambda raw: _node(raw, "hoi")["options"][0].update(id="paar-uur")) == "double-id"
    assert _fault(lambda raw: raw["silence"]["fill_ins"].append(raw["silence"]["fill_ins"][0])) == "double-id"


def test_bands_out_of_order_are_refused() -> None:
    assert _fault(lambda raw: raw["silence"]["bands"].reverse()) == "dialogue-bands"
    assert _fault(lambda raw: raw["silence"]["bands"][1].update(below="1")) == "dialogue-bands"
    assert _fault(lambda raw: raw["silence"]["bands"][3].update(below="20")) == "dialogue-bands"
    assert _fault(lambda raw: raw["silence"]["bands"][0].pop("below")) == "dialogue-bands"


def test_advice_must_exist_for_each_of_the_three() -> None:
    assert _fault(lambda raw: raw["strengths"].pop()) == "dialogue-strengths"


def test_a_silent_line_without_a_silence_step_is_refused() -> None:
    assert _fault(lambda raw: raw.pop("silence")) == "dialogue-silence"


@pytest.mark.parametrize("name", ["{client}", "<b>", "A" * 21, "Ay1", "'", "😀"])
def test_names_that_are_not_plain_are_refused(name: str) -> None:
    assert _fault(lambda raw: raw["names"].update(client=name)) == "dialogue-name"
    with pytest.raises(ValidationError):
        Dialogue.Options(client_name=name)


def test_every_fault_has_a_sentence() -> None:
    faults = "name start next unreachable no-ending cycle bands strengths silence persistence case".split()
    assert all(known(f"error.dialogue-{fault}") for fault in faults)


# --- the silence ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("seconds", "halves", "band"),
    [
        (0, 0, "over"),
        (1.74, 1.5, "over"),
        (1.75, 2, "bijna"),
        (1.99, 2, "bijna"),
        (2, 2, "bijna"),
        (3.24, 3, "bijna"),
        (3.25, 3.5, "geland"),
        (4, 4, "geland"),
        (6.24, 6, "geland"),
        (6.25, 6.5, "lang"),
        (60, 60, "lang"),
    ],
)
def test_a_silence_is_rounded_to_half_seconds_before_it_is_judged(seconds: float, halves: float, band: str) -> None:
    assert TALK.silence is not None
    assert rounded(seconds) == halves
    assert judged(TALK.silence, seconds).id == band


@given(st.floats(0, 60), st.floats(0, 60), st.integers(2, 6))
def test_a_longer_silence_never_falls_in_a_shorter_band(one: float, other: float, goal: int) -> None:
    assert TALK.silence is not None
    step = TALK.silence.with_goal(goal)
    short, long = (BANDS.index(judged(step, seconds).id) for seconds in sorted((one, other)))
    assert short <= long


@pytest.mark.parametrize("goal", [2, 3, 4, 5, 6])
def test_the_goal_always_lands(goal: int) -> None:
    step = TALK.with_options(Dialogue.Options(silence_goal=goal)).silence
    assert step is not None
    assert judged(step, goal).id == "geland"


def test_another_goal_moves_the_bands_in_half_seconds() -> None:
    step = TALK.with_options(Dialogue.Options(silence_goal=2)).silence
    assert step is not None
    assert [band.below for band in step.bands] == [1, 2, 3.5, None]


def test_the_latest_of_several_tries_counts() -> None:
    answers = _answers(TWO_SILENCES) | {"ik-wil-jou.silence": 1.0, "ik-wil-jou.silence-2": 4.2}
    assert first_silence(TALK, answers) == 4
    assert score(TALK, answers).counts == {"turns": 6, "silences": 1, "landed": 1}
    assert "ik-wil-jou.silence:over" not in {feedback.id for feedback in score(TALK, answers).feedback}


def test_the_first_line_that_slipped_out_is_remembered_over_later_tries() -> None:
    assert TALK.silence is not None
    first, second = TALK.silence.fill_in_ids[:2]
    answers = _answers(TWO_SILENCES) | {
        "ik-wil-jou.fill-in": first,
        "ik-wil-jou.silence": 1.0,
        "ik-wil-jou.silence-2": 4.0,
        "aandringen.fill-in": second,
        "aandringen.silence": 2.0,
    }
    assert first_fill_in(TALK, answers) == first
    ids = {feedback.id for feedback in score(TALK, answers).feedback}
    assert "aandringen.fill-in" in ids
    assert "ik-wil-jou.fill-in" not in ids  # the second try was kept silent


def test_moving_a_tempting_line_keeps_its_id() -> None:
    raw = deepcopy(RAW)
    raw["silence"]["fill_ins"].reverse()
    turned = Dialogue.model_validate(raw)
    assert turned.silence
    assert TALK.silence
    assert turned.silence.fill_in_ids == tuple(reversed(TALK.silence.fill_in_ids))


# --- the score --------------------------------------------------------------------------------------------------


def test_the_score_is_the_mean_over_the_turns_taken() -> None:
    found = score(TALK, _answers(TWO_SILENCES))
    # clear 3 2 3 3 3 3, warm 2 3 2 3 3 3, helped 1 3 1 3 1 3
    assert found.parts == {"clear": 17 / 6, "warm": 16 / 6, "helped": 12 / 6}
    assert (found.points, found.maximum) == (45 / 6, 9)
    assert [feedback.id for feedback in found.feedback if feedback.item == "advice"] == ["advice:helped"]


def test_the_result_is_written_in_halves() -> None:
    blocks = render(TALK, Context(answers=_answers(TWO_SILENCES, done=True)))
    assert "Duidelijk: 3 van 3. Warm: 2,5 van 3. Klant geholpen: 2 van 3." in in_words(blocks)


def test_nothing_chosen_is_unanswered_and_not_zero() -> None:
    assert score(TALK, {}).status == "unanswered"
    assert score(TALK, {"done": True, "hoi.done": True}).points is None


def test_turns_not_taken_do_not_count_as_zero() -> None:
    found = score(TALK, {"hoi.choice": "paar-uur"})
    assert found.parts == {"clear": 3, "warm": 2, "helped": 1}


def test_advice_comes_only_when_the_talk_has_ended() -> None:
    assert not [f for f in score(TALK, {"hoi.choice": "paar-uur"}).feedback if f.item == "advice"]


VALUES = st.sampled_from([None, True, False, 0, 3.25, 60, "x", "", *TWO_SILENCES.values()])
ANY_ANSWERS = st.one_of(
    st.dictionaries(st.sampled_from(list(TALK.items())), VALUES, max_size=8),
    st.fixed_dictionaries(
        {},
        optional={f"{node.id}.choice": st.sampled_from([option.id for option in node.options]) for node in TALK.nodes},
    ),
)


@settings(deadline=None, max_examples=60)
@given(ANY_ANSWERS)
def test_any_answers_give_means_within_bounds_in_any_order(answers: dict[str, Any]) -> None:
    found = score(TALK, answers)
    assert all(part is not None and 0 <= part <= 3 for part in found.parts.values())
    assert score(TALK, dict(reversed(answers.items()))) == found
    ids = [feedback.id for feedback in found.feedback]
    assert len(ids) == len(set(ids))
    assert set(ids) <= reachable(TALK)


@given(st.sampled_from([node.id for node in TALK.nodes]), st.integers(0, 199))
def test_a_better_line_to_the_same_turn_never_lowers_the_score(name: str, seed: int) -> None:
    answers = simulate(TALK, Respondent("random", seed))
    node = TALK.by_id[name]
    by_id = {option.id: option for option in node.options}
    chosen = by_id.get(str(answers.get(f"{name}.choice")))
    if chosen is None:
        return
    for option in node.options:
        if option.next == chosen.next and option.points.total >= chosen.points.total:
            better = score(TALK, answers | {f"{name}.choice": option.id}).points
            assert better is not None
            assert better >= (score(TALK, answers).points or 0) - 1e-9


def test_what_can_be_said_is_exactly_what_is_listed() -> None:
    found = {f.id for respondent in EVERYBODY for f in score(TALK, simulate(TALK, respondent)).feedback}
    assert found == reachable(TALK)


def test_without_silence_only_lines_and_advice_are_listed() -> None:
    quiet = TALK.with_options(Dialogue.Options(silence=False))
    found = {f.id for respondent in EVERYBODY for f in score(quiet, simulate(quiet, respondent)).feedback}
    assert found == reachable(quiet)
    assert not any(".silence" in name or ".fill-in" in name for name in found)


def test_the_strong_do_better_than_the_weak_and_keep_four_seconds() -> None:
    strong, weak = (simulate(TALK, Respondent(kind)) for kind in ("strong", "weak"))
    assert (score(TALK, strong).share or 0) > (score(TALK, weak).share or 0)
    assert first_silence(TALK, strong) == 4


@pytest.mark.parametrize("respondent", FEW)
@pytest.mark.parametrize("silence", [True, False])
def test_a_simulated_talk_is_stored_without_a_refusal(respondent: Respondent, silence: bool) -> None:
    talk, engine = TALK.with_options(Dialogue.Options(silence=silence)), in_memory()
    person = participants.recognise(engine, participants.new_id()).id
    answers = simulate(talk, respondent)
    for number, (item, value) in enumerate(answers.items()):
        history = responses.save(engine, person, "", talk, item, value, f"k{number}")
    assert history.done
    assert history.current.answers == answers


# --- what can still change --------------------------------------------------------------------------------------


def test_a_said_line_is_final_but_its_silence_is_still_to_come() -> None:
    answers = {"ik-wil-jou.choice": "niet-zelf", "ik-wil-jou.done": True}
    assert TALK.locked("ik-wil-jou.choice", answers)
    assert not TALK.locked("ik-wil-jou.silence", answers)
    assert not TALK.locked("ik-wil-jou.fill-in", answers)


def test_a_measured_silence_cannot_be_measured_away() -> None:
    answers = {"ik-wil-jou.done": True, "ik-wil-jou.silence": 1.0}
    assert TALK.locked("ik-wil-jou.silence", answers)
    assert TALK.locked("ik-wil-jou.fill-in", answers)
    assert not TALK.locked("ik-wil-jou.silence-2", answers)
    assert TALK.locked("ik-wil-jou.silence-2", answers | {DONE: True})


def test_the_own_line_stays_open() -> None:
    assert not TALK.locked("own-line", {DONE: True})


def test_a_silence_longer_than_a_minute_is_refused() -> None:
    with pytest.raises(Refused):
        TALK.check("ik-wil-jou.silence", 60.5, {})
    assert "hoi.silence" not in TALK.items()  # no line there asks for a silence


# --- options ----------------------------------------------------------------------------------------------------


def test_other_names_stand_in_every_text() -> None:
    other = TALK.with_options(Dialogue.Options(client_name="Marieke", colleague_name="Joris"))
    said = "".join(
        in_words(render(other, Context(answers=simulate(other, r), at=at))) for r in FEW[:3] for at in ("", ":replay")
    ) + in_words(render(other, Context()))
    assert "Marieke" in said
    assert "Joris" in said
    assert "Ayşe" not in said
    assert "Bram" not in said
    assert not re.search(r"\{(client|colleague|count)", said)


def test_a_name_that_looks_like_nothing_else_is_plain_text() -> None:
    assert Dialogue.Options(client_name="Jean-Pierre d'Or").client_name == "Jean-Pierre d'Or"


@pytest.mark.parametrize("options", [{"silence_goal": 1}, {"silence_goal": 7}, {"persistence": 4}, {"client_name": ""}])
def test_options_out_of_range_are_refused(options: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        Dialogue.Options(**options)


@pytest.mark.parametrize(
    ("node", "option", "next_line"),
    [
        ("vraag", "natuurlijk", "Fijn, dan reken ik op jou. Wanneer kun je beginnen?"),
        ("aandringen", "toch-kijken", "Fijn. Wanneer hoor ik of het lukt?"),
    ],
)
def test_after_a_yes_the_client_counts_on_it_and_a_no_can_still_come(node: str, option: str, next_line: str) -> None:
    after = TALK.by_id[next(o.next for o in TALK.by_id[node].options if o.id == option)]
    assert after.line.nl == next_line
    assert any(line.silence for line in after.options)


def test_the_counting_follows_the_goal() -> None:
    said = [TALK.with_options(Dialogue.Options(silence_goal=goal)) for goal in (4, 3)]
    over = [talk.said(talk.silence.bands[0].text).nl for talk in said if isinstance(talk, Dialogue) and talk.silence]
    assert "21, 22, 23, 24." in over[0]
    assert "21, 22, 23." in over[1]


# --- the screens ------------------------------------------------------------------------------------------------


def _stages(respondent: Respondent) -> list[dict[str, Any]]:
    answers = simulate(TALK, respondent)
    return [dict(list(answers.items())[:n]) for n in range(len(answers) + 1)]


def _texts(talk: Dialogue) -> list[str]:
    assert talk.silence is not None
    texts = [option.feedback for node in talk.nodes for option in node.options]
    texts += [note.text for note in (*talk.silence.bands, talk.silence.fill_in_pressed, *talk.strengths)]
    return [talk.said(text).in_(language) for text in texts for language in ("nl", "en")]


@pytest.mark.parametrize("respondent", FEW[:3])
@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("feedback", [True, False])
def test_every_stage_can_be_drawn_with_at_most_one_primary_button(
    respondent: Respondent, language: Any, feedback: bool
) -> None:
    for answers in _stages(respondent):
        for at in ("", ":replay") if DONE in answers else ("", "hoi", "slot", "weg"):
            blocks = render(TALK, Context(language, answers, at=at, feedback=feedback))
            main = [b for b in blocks if b.kind == "silence" or getattr(b, "style", "") == "primary"]
            assert len(main) <= 1
            assert blocks


@settings(max_examples=40, deadline=None)
@given(ANY_ANSWERS, st.booleans(), st.sampled_from(["", "slot", ":replay", ":result", "x"]))
def test_no_stored_answers_break_a_screen(answers: dict[str, Any], feedback: bool, at: str) -> None:
    context = Context(answers=answers, at=at, feedback=feedback)
    render(TALK, context)
    keepsake(TALK, context)


@pytest.mark.parametrize("respondent", EVERYBODY[:10])
def test_in_a_room_no_feedback_is_sent_before_the_reveal(respondent: Respondent) -> None:
    texts = _texts(TALK)
    for answers in _stages(respondent):
        for at in ("", "hoi", ":replay", ":result"):
            said = in_words(render(TALK, Context(answers=answers, at=at, feedback=False, room=True)))
            assert not [text for text in texts if text in said]
            assert "points" not in said


def test_nothing_is_given_away_before_a_line_is_chosen() -> None:
    said = in_words(render(TALK, Context(answers={"hoi.choice": "paar-uur"})))
    assert not [text for text in _texts(TALK) if text in said]
    assert "silence" not in said


def test_with_feedback_a_turn_stays_until_the_person_goes_on() -> None:
    answers = _answers({"hoi": "paar-uur"})
    said = in_words(render(TALK, Context(answers=answers)))
    assert "Je laat meteen horen hoe je week eruitziet." in said
    assert '"item": "_at", "value": "vraag"' in said
    assert "vraag.choice" in in_words(render(TALK, Context(answers=answers, at="vraag")))


def test_in_a_room_the_talk_goes_on_with_the_next_line_only() -> None:
    blocks = render(TALK, Context(answers=_answers({"hoi": "paar-uur"}), feedback=False, room=True))
    choices = [block for block in blocks if isinstance(block, Choice)]
    assert [choice.item for choice in choices] == ["vraag.choice"]


BEFORE_SILENCE = _answers({"hoi": "paar-uur", "vraag": "we-denken-mee", "ik-wil-jou": "niet-zelf"})


@pytest.mark.parametrize("feedback", [True, False])
def test_after_a_silent_line_the_silence_is_measured(feedback: bool) -> None:
    blocks = render(TALK, Context(answers=BEFORE_SILENCE, feedback=feedback))
    measure = next(block for block in blocks if isinstance(block, Silence))
    assert (measure.item, measure.pressed_item) == ("ik-wil-jou.silence", "ik-wil-jou.fill-in")
    assert len(measure.fill_ins) == 5


def test_in_a_room_the_talk_goes_on_after_the_silence_or_past_it() -> None:
    for more, at in (({"ik-wil-jou.silence": 3.0}, ""), ({}, "hulp")):
        said = in_words(render(TALK, Context(answers=BEFORE_SILENCE | more, at=at, feedback=False, room=True)))
        assert "hulp.choice" in said
        assert '"kind": "silence"' not in said


def test_a_silence_can_be_tried_three_times_and_no_more() -> None:
    more = BEFORE_SILENCE | {"ik-wil-jou.silence": 1.0}
    items = []
    for again in ("-2", "-3", ""):
        inside = [b for b in every(render(TALK, Context(answers=more))) if isinstance(b, Silence)]
        items += [block.item for block in inside]
        more |= {f"ik-wil-jou.silence{again}": 4.0}
    assert items == ["ik-wil-jou.silence-2", "ik-wil-jou.silence-3"]


def test_with_the_silence_off_nothing_is_measured() -> None:
    quiet = TALK.with_options(Dialogue.Options(silence=False))
    assert not [b for b in every(render(quiet, Context(answers=BEFORE_SILENCE))) if isinstance(b, Silence)]
    assert not any(".silence" in item for item in quiet.items())


def test_the_replay_shows_each_turn_with_its_points_and_the_lines_not_chosen() -> None:
    answers = _answers(TWO_SILENCES, done=True) | {"ik-wil-jou.silence": 4.0}
    blocks = render(TALK, Context(answers=answers, at=":replay"))
    said = in_words(blocks)
    for node, option in TWO_SILENCES.items():
        line = next(o for o in TALK.by_id[node].options if o.id == option)
        assert TALK.said(line.feedback).nl in said
    assert "Duidelijk 3 · warm 2 · klant geholpen 1" in said
    assert sum(isinstance(block, Details) for block in every(blocks)) == 6


def test_lines_are_quoted_by_the_view() -> None:
    said = in_words(render(TALK, Context()))
    assert "‘Wat leuk je weer te zien. Hoe gaat het? Druk zeker?’" in said
    assert "‘Druk, maar voor jou maak ik natuurlijk tijd.’" in said


def test_the_second_round_shows_the_first_beside_it() -> None:
    earlier = _answers(TWO_SILENCES, done=True)
    said = in_words(render(TALK, Context(answers=simulate(TALK, Respondent("weak")), earlier=(earlier,))))
    assert "Vorige keer: duidelijk 3, warm 2,5, klant geholpen 2." in said


def test_progress_counts_to_the_longest_talk_that_is_still_possible() -> None:
    assert turns_left(TALK.edges)["hoi"] == 7
    assert turns_left(TALK.edges)["slot"] == 1


# --- what is taken home and what the room sees -------------------------------------------------------------------


def test_the_own_line_is_taken_home_and_nothing_before_the_end() -> None:
    answers = simulate(TALK, Respondent("strong"))
    assert "Dit werk geef ik uit handen." in in_words(keepsake(TALK, Context(answers=answers)))
    assert keepsake(TALK, Context(answers=answers, feedback=False)) == ()
    assert keepsake(TALK, Context()) == ()


def _group(n: int) -> Group:
    kinds = ("strong", "weak", "random")
    return Group(tuple(simulate(TALK, Respondent(kinds[i % 3], i)) for i in range(n)), 5, False)  # type: ignore[arg-type]


@pytest.mark.parametrize("n", [5, 6, 12])
@pytest.mark.parametrize("language", ["nl", "en"])
def test_a_room_never_sees_what_somebody_wrote(n: int, language: Any) -> None:
    said = in_words(summarise(TALK, _group(n), language))
    assert "Dit werk geef ik uit handen." not in said
    assert str(n) in said
    assert "%" not in json.dumps([b.text for b in summarise(TALK, _group(n), language) if hasattr(b, "text")])


def test_a_room_sees_its_silences_its_first_words_and_where_it_differs() -> None:
    fill_in = TALK.silence.fill_in_ids[1] if TALK.silence else ""
    told = _answers(TWO_SILENCES) | {"ik-wil-jou.fill-in": fill_in, "ik-wil-jou.silence": 1.0}
    quiet = _answers(TWO_SILENCES | {"vraag": "agenda"}) | {"ik-wil-jou.silence": 4.2}
    titles = [
        b.title for b in summarise(TALK, Group((told,) * 5 + (quiet,) * 5, 5, False), "nl") if hasattr(b, "title")
    ]
    assert titles[0] == "5 van 10 mensen lieten het nieuws landen"
    assert titles[1] == "Het vaakst als eerste gezegd in de stilte: ‘Ik heb het ook zo druk.’"
    assert titles[2].startswith("Ayşe: ‘In het voorjaar")  # five against five: the least agreement


def test_who_came_to_no_silence_is_counted_so_that_blocks_of_five_show_theirs() -> None:
    weak, strong = (tuple(simulate(TALK, Respondent(kind)) for _ in range(5)) for kind in ("weak", "strong"))
    assert "Niemand kwam bij een stilte" in in_words(summarise(TALK, Group(weak, 5, False), "nl"))
    parts = (Part((*weak[:3], *strong[:2])), Part((*weak[:1], *strong[:4])))
    shown = Group(tuple(one for part in parts for one in part.shown), 5, False, parts)
    said = in_words(summarise(TALK, shown, "nl"))
    assert "6 van 6 mensen lieten het nieuws landen" in said
    assert "Zonder stilte op hun weg: 4" in said


OBSERVER = {"_role": "waarnemer", "_observed": 3.9, "done": True}


def test_a_silence_that_somebody_observed_counts_where_they_measured_none_themselves() -> None:
    talked = _answers(TWO_SILENCES, done=True)
    assert first_silence(TALK, OBSERVER) == 4
    assert first_silence(TALK, talked) is None
    assert first_silence(TALK, talked | {"_observed": 2.1}) == 2
    assert first_silence(TALK, talked | {"_observed": 2.1, "ik-wil-jou.silence": 5.0}) == 5


def test_observers_count_for_the_silence_and_for_nothing_else() -> None:
    talked = _answers(TWO_SILENCES, done=True) | {"ik-wil-jou.silence": 1.0}
    said = in_words(summarise(TALK, Group((talked,) * 5 + (OBSERVER,) * 5, 5, False), "nl"))
    assert "5 van 10 mensen lieten het nieuws landen" in said
    assert "1 s: 5, 4 s: 5" in said
    assert "10 mensen deden mee" in said
    assert "‘Goed. Ik zit nu bij drie klanten, overal een paar uur.’ 5" in said  # of the five who talked
    assert score(TALK, OBSERVER).status == "unanswered"
    assert keepsake(TALK, Context(answers=OBSERVER)) == ()


def test_where_a_few_only_observed_the_lines_stay_hidden_and_it_is_said() -> None:
    talked = _answers(TWO_SILENCES, done=True) | {"ik-wil-jou.silence": 1.0}
    said = in_words(summarise(TALK, Group((talked,) * 6 + (OBSERVER,) * 2, 5, False), "nl"))
    assert "Welke zinnen er gekozen zijn, blijft nu dicht." in said
    assert "2 van 8 mensen lieten het nieuws landen" in said


def test_the_path_stops_where_nothing_was_chosen() -> None:
    assert [turn.node.id for turn in turns(TALK, {"vraag.choice": "agenda"})] == []
    assert STRENGTHS == ("clear", "warm", "helped")


# --- how often the client insists, and a scene of a client's own --------------------------------------------------


@pytest.mark.parametrize(("times", "insists"), [(1, []), (2, ["aandringen-2"]), (3, ["aandringen-2", "aandringen-3"])])
def test_persistence_says_how_often_the_client_insists(times: int, insists: list[str]) -> None:
    talk = TALK.with_options(Dialogue.Options(persistence=times))
    assert [node.id for node in talk.nodes if node.id.startswith("aandringen-")] == insists
    insisting = ["aandringen", *insists]
    for here, following in pairwise([*insisting, "slot"]):
        assert following in talk.edges[here]
    assert all("slot" not in talk.edges[turn] for turn in insisting[:-1])  # nobody gets past the next time
    assert turns_left(talk.edges)["hoi"] == 7 + len(insists)
    assert {f.id for r in EVERYBODY for f in score(talk, simulate(talk, r)).feedback} == reachable(talk)
    for respondent in FEW:
        assert render(talk, Context(answers=simulate(talk, respondent)))


@pytest.mark.parametrize(("first", "then"), [(3, 1), (1, 3), (3, 2), (2, 2)])
def test_how_often_is_what_was_said_last(first: int, then: int) -> None:
    once, twice = (Dialogue.Options(persistence=times) for times in (first, then))
    assert TALK.with_options(once).with_options(twice).nodes == TALK.with_options(twice).nodes


def test_without_a_setting_the_client_insists_once() -> None:
    assert "aandringen-2" not in TALK.by_id
    assert TALK.with_options(Dialogue.Options()).nodes == TALK.nodes
    assert TALK.with_options(Dialogue.Options(persistence=1)).nodes == TALK.nodes


def test_a_client_who_has_no_more_words_cannot_insist_more_often() -> None:
    raw = deepcopy(RAW)
    raw["persistence"]["turns"].pop()
    short = Dialogue.model_validate(raw)
    assert "aandringen-2" in short.with_options(Dialogue.Options(persistence=2)).by_id
    for talk, times in ((short, 3), (short.model_copy(update={"persistence": None}), 2)):
        with pytest.raises(KeyError, match="persistence"):
            talk.with_options(Dialogue.Options(persistence=times))


def _further(raw: dict[str, Any], **fields: Any) -> None:
    raw["persistence"]["turns"][0].update(fields)


def test_turns_of_persistence_that_fit_nowhere_are_refused() -> None:
    assert _fault(lambda raw: raw["persistence"].update(after="hoi")) == "dialogue-persistence"
    assert _fault(lambda raw: raw["persistence"].update(before="einde")) == "dialogue-persistence"
    assert _fault(lambda raw: _further(raw, id="slot")) == "double-id"
    assert _fault(lambda raw: _further(raw, options=[])) == "too_short"


def test_a_further_turn_is_checked_as_every_other() -> None:
    def circle(raw: dict[str, Any]) -> None:
        raw["persistence"]["turns"][1]["options"][0]["next"] = "hulp"

    def past(raw: dict[str, Any]) -> None:
        for option in raw["persistence"]["turns"][0]["options"]:
            option["next"] = "hoor-ik"

    assert _fault(circle) == "dialogue-cycle"
    assert _fault(past) == "dialogue-unreachable"
    assert _fault(lambda raw: raw["persistence"]["turns"][0]["options"][0].pop("points")) == "dialogue-worth"


def test_a_client_can_have_a_scene_of_its_own() -> None:
    own = TALK.with_case({"1": Text(nl="Een ander verhaal met {client}.", en="Another story with {client}.")})
    assert "Een ander verhaal met Ayşe." in in_words(render(own, Context()))
    with pytest.raises(ValueError, match="dialogue-case"):
        TALK.with_case({"2": Text(nl="x", en="x")})
