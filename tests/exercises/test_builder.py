"""The builder: what the rules see in a message, the gate, what counts, the screens and what a room sees."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.exercises.helping import every, fault_of, in_words, kept_whole, scored_within
from workbook.content import yaml_source
from workbook.content.answers import DONE, Refused
from workbook.content.places import data_dir
from workbook.content.text import Text
from workbook.exercises._walk import RESULT
from workbook.exercises.builder import GATE, INTEGRITY, LINE, WORDS, Builder
from workbook.exercises.builder.message import joined, noticed
from workbook.exercises.builder.result import message
from workbook.scoring import Respondent, reachable, score, simulate
from workbook.store.privacy import Group
from workbook.view.blocks import Chart
from workbook.view.context import Context, keepsake, render, summarise
from workbook.view.inputs import Button, Check, TextField


def _raw() -> dict[str, Any]:
    theme = yaml_source.read(data_dir() / "themes" / "overdragen.yaml").value
    exercises = [e for section in theme["sections"] for e in section["exercises"]]
    return next(e for e in exercises if e["type"] == "builder")


RAW = _raw()
NAMING = Builder.model_validate(RAW)
EVERYBODY = [Respondent("strong"), Respondent("weak"), *(Respondent("random", seed) for seed in range(200))]
STRONG = simulate(NAMING, Respondent("strong"))
GOOD = {slot.item: slot.example.nl for slot in NAMING.slots}
PICK = f"{INTEGRITY}.choice"


def _gate(happened: str, agrees: str) -> dict[str, Any]:
    return {f"{GATE}.gebeurd": happened, f"{GATE}.akkoord": agrees, f"{GATE}.{DONE}": True}


# --- what an author can get wrong -------------------------------------------------------------------------------


def _fault(change: Any) -> str:
    return fault_of(Builder, RAW, change)


def test_ids_that_stand_twice_or_are_taken_are_refused() -> None:
    assert _fault(lambda raw: raw["slots"].insert(0, raw["slots"][0])) == "double-id"
    assert _fault(lambda raw: raw["slots"][0].update(id="but-stands")) == "reserved-id"
    assert _fault(lambda raw: raw["gate"]["questions"][0].update(id="text")) == "reserved-id"
    assert _fault(lambda raw: raw["integrity"]["options"].append(raw["integrity"]["options"][0])) == "double-id"


def test_a_missing_rule_is_refused() -> None:
    assert _fault(lambda raw: raw["rules"].pop()) == "builder-rules"


def test_an_example_that_its_own_rules_flag_is_refused() -> None:
    assert _fault(lambda raw: raw["slots"][1]["example"].update(en="Meryem can do it, but")) == "builder-example"
    assert _fault(lambda raw: raw["slots"][3]["example"].update(nl="Dat was het.")) == "builder-example"


def test_there_are_four_slots_two_gate_questions_and_five_safeguards() -> None:
    assert [slot.id for slot in NAMING.slots] == ["merk", "denk", "tegelijk", "vraag"]
    assert [question.id for question in NAMING.gate.questions] == ["gebeurd", "akkoord"]
    assert len(NAMING.integrity.options) == 5


# --- the rules --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("slots", "rules"),
    [
        (["ik twijfel", "Meryem dit kan", "wil ik niet duwen", "Hoe zie jij dat?"], ()),
        (["ik twijfel, maar goed", "x", "x", "Hoe zie jij dat?"], ("but",)),
        (["I hesitate", "she can", "however I don’t push", "What do you think?"], ("but",)),
        (["ik twijfel", "x", "ik alleen maar wil helpen", "Hoe zie jij dat?"], ()),
        (["ik, zeg maar, twijfel", "x", "x", "Wat vind jij"], ()),
        (["ik twijfel", "x", "x", "Ik hoor het wel."], ("question-missing",)),
        (["ik twijfel", "x", "x", "How do you see that"], ()),
        (["ik twijfel", "", "x", "Hoe zie jij dat?"], ("slot-open",)),
        (["ik twijfel", "x", "x", ""], ("slot-open",)),
        (["", "maar", "", "Zeg het maar."], ("slot-open", "but", "question-missing")),
    ],
)
def test_what_the_rules_see_in_a_message(slots: list[str], rules: tuple[str, ...]) -> None:
    assert tuple(seen.rule for seen in noticed(slots)) == rules


@pytest.mark.parametrize(
    ("opening", "text", "said"),
    [
        ("Ik merk dat", "ik iets lastig vind", "Ik merk dat ik iets lastig vind."),
        ("Ik merk dat", "ik merk dat ik aarzel.", "ik merk dat ik aarzel."),  # typed again: not said twice
        ("", "Hoe zie jij dat?", "Hoe zie jij dat?"),
        ("En tegelijk", "‘wil ik niet duwen’", "En tegelijk wil ik niet duwen."),
        ("Ik denk dat", "  ", ""),
    ],
)
def test_a_slot_is_said_with_its_opening_once(opening: str, text: str, said: str) -> None:
    assert joined(opening, text) == said


def test_the_message_of_the_curriculum_comes_out_in_one_piece() -> None:
    assert message(NAMING, Context(answers=GOOD)) == (
        "‘Ik merk dat ik iets lastig vind. Ik denk dat Meryem dit goed kan. En tegelijk wil ik niet de adviseur zijn "
        "die steeds collega’s binnenhaalt. Hoe kijk jij daarnaar?’"
    )
    english = {slot.item: slot.example.en for slot in NAMING.slots}
    assert message(NAMING, Context("en", english)).startswith("‘I notice something feels awkward. I think Meryem can")


# --- the score --------------------------------------------------------------------------------------------------


def test_a_whole_message_and_a_safeguard_are_four_checks_and_the_gate_is_apart() -> None:
    found = score(NAMING, STRONG)
    assert (found.points, found.maximum) == (4, 4)
    assert found.counts == {"met": 4, "of": 4, "stands": 0, "gate": 1}
    closed = score(NAMING, STRONG | _gate("no", "yes"))
    assert (closed.points, closed.counts["gate"]) == (4, 0)


def test_nothing_answered_is_unanswered_and_the_gate_alone_is_unscored() -> None:
    assert score(NAMING, {}).status == "unanswered"
    assert score(NAMING, _gate("yes", "yes")).status == "unscored"


def test_what_was_left_out_is_not_scored_as_zero() -> None:
    found = score(NAMING, {PICK: "uitweg"})
    assert found.points == 1
    assert found.parts["but"] is None
    assert score(NAMING, GOOD).parts[PICK] is None


def test_an_overruled_rule_is_counted_apart() -> None:
    answers = GOOD | {f"{WORDS}.merk": "ik twijfel, maar goed", f"{WORDS}.but-stands": True}
    assert (score(NAMING, answers).points, score(NAMING, answers).counts["stands"]) == (2, 1)
    assert score(NAMING, GOOD | {f"{WORDS}.but-stands": True}).counts["stands"] == 0  # nothing to overrule


VALUES = st.sampled_from(["", "x", "maar", "Hoe zie jij dat?", "yes", "no", "uitweg", None, True, 3])
ANY_ANSWERS = st.dictionaries(st.sampled_from(list(NAMING.items())), VALUES, max_size=12)


@settings(deadline=None)
@given(ANY_ANSWERS)
def test_any_answers_give_a_score_within_bounds_in_any_order(answers: dict[str, Any]) -> None:
    scored_within(NAMING, answers, 4)


@settings(deadline=None)
@given(st.integers(0, 199))
def test_the_makers_message_never_takes_away(seed: int) -> None:
    answers = simulate(NAMING, Respondent("random", seed))
    assert (score(NAMING, answers | GOOD).points or 0) >= (score(NAMING, answers).points or 0)


def test_what_can_be_said_is_exactly_what_is_listed() -> None:
    found = {f.id for respondent in EVERYBODY for f in score(NAMING, simulate(NAMING, respondent)).feedback}
    found |= {f.id for f in score(NAMING, GOOD | {f"{WORDS}.denk": ""}).feedback}
    assert found == reachable(NAMING)


@pytest.mark.parametrize("respondent", EVERYBODY[:4])
def test_a_simulated_response_is_stored_without_a_refusal(respondent: Respondent) -> None:
    kept_whole(NAMING, respondent)


def test_the_message_and_the_gate_stay_open_and_the_safeguard_does_not() -> None:
    assert not NAMING.locked(f"{WORDS}.merk", STRONG)
    assert not NAMING.locked(f"{GATE}.akkoord", STRONG)  # a colleague may agree tomorrow
    assert NAMING.locked(PICK, STRONG)
    assert NAMING.locked(f"{WORDS}.{DONE}", STRONG)


def test_a_text_that_is_too_long_is_refused_in_words() -> None:
    with pytest.raises(Refused) as refused:
        NAMING.check(LINE, "x" * 241, {})
    assert refused.value.key == "refused.too-long"


def test_a_client_can_have_a_scene_of_its_own() -> None:
    own = NAMING.with_case({"1": Text(nl="Een ander verhaal.", en="Another story.")})
    assert "Een ander verhaal." in in_words(render(own, Context()))
    assert own.version != NAMING.version
    with pytest.raises(ValueError, match="builder-case"):
        NAMING.with_case({"2": Text(nl="x", en="x")})


# --- the screens ------------------------------------------------------------------------------------------------


def _stages(respondent: Respondent) -> list[dict[str, Any]]:
    answers = simulate(NAMING, respondent)
    return [dict(list(answers.items())[:n]) for n in range(len(answers) + 1)]


@pytest.mark.parametrize("respondent", EVERYBODY[:3])
@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("feedback", [True, False])
def test_every_stage_can_be_drawn_with_at_most_one_primary_button(
    respondent: Respondent, language: Any, feedback: bool
) -> None:
    for answers in _stages(respondent):
        for at in ("", GATE, INTEGRITY):
            blocks = render(NAMING, Context(language, answers, at=at, feedback=feedback))
            primary = [block for block in every(blocks) if isinstance(block, Button) and block.style == "primary"]
            assert len(primary) == (0 if answers.get(DONE) and at == "" else 1)


@settings(max_examples=40, deadline=None)
@given(ANY_ANSWERS, st.booleans(), st.sampled_from(["", GATE, INTEGRITY, RESULT, "x"]))
def test_no_stored_answers_break_a_screen(answers: dict[str, Any], feedback: bool, at: str) -> None:
    context = Context(answers=answers, at=at, feedback=feedback)
    assert render(NAMING, context)
    keepsake(NAMING, context)


def _texts() -> list[str]:
    texts = [o.feedback for o in NAMING.integrity.options] + [q.closed for q in NAMING.gate.questions]
    texts += [rule.text for rule in NAMING.rules]
    texts += [NAMING.why.text, NAMING.gate.opened.text, NAMING.gate.example]
    return [text.in_(language) for text in texts for language in ("nl", "en")]


@pytest.mark.parametrize("kind", ["strong", "weak"])
def test_in_a_room_no_feedback_is_sent_before_the_reveal(kind: Any) -> None:
    for answers in _stages(Respondent(kind)):
        shown = {item: "x" if item == LINE else value for item, value in answers.items()}
        for at in ("", GATE, INTEGRITY, RESULT):
            said = in_words(render(NAMING, Context(answers=shown, at=at, feedback=False, room=True)))
            assert not [text for text in _texts() if text in said]


def test_nothing_is_given_away_before_a_part_is_committed() -> None:
    answers = GOOD | {f"{GATE}.gebeurd": "no", f"{GATE}.akkoord": "yes", PICK: "uitweg"}
    for done, at in ((), ""), ((WORDS,), GATE), ((WORDS, GATE), INTEGRITY):
        parts = {f"{part}.{DONE}": True for part in done}
        said = in_words(render(NAMING, Context(answers=answers | parts, at=at)))
        assert not [text for text in _texts() if text in said]


def test_after_the_check_the_message_can_be_mended_on_the_same_screen() -> None:
    answers = GOOD | {f"{WORDS}.vraag": "Maar dat hoor ik wel.", f"{WORDS}.{DONE}": True}
    blocks = render(NAMING, Context(answers=answers))
    assert len([b for b in blocks if isinstance(b, TextField) and not b.disabled]) == 4
    assert [b.item for b in blocks if isinstance(b, Check)] == [f"{WORDS}.but-stands", f"{WORDS}.question-stands"]
    assert "Gezien: ‘maar’" in in_words(blocks)
    mended = render(NAMING, Context(answers=GOOD | {f"{WORDS}.{DONE}": True}))
    assert not [b for b in mended if isinstance(b, Check)]
    assert NAMING.rule("whole").text.nl in in_words(mended)


@pytest.mark.parametrize(
    ("happened", "agrees", "opened", "closed_at"),
    [
        ("yes", "yes", True, ""),
        ("yes", "no", False, "collega akkoord"),
        ("no", "yes", False, "echt gebeurd"),
        ("unsure", "yes", False, "echt gebeurd"),
        ("no", "no", False, "echt gebeurd"),
    ],
)
def test_the_line_opens_after_two_yeses_only(happened: str, agrees: str, opened: bool, closed_at: str) -> None:
    answers = GOOD | {f"{WORDS}.{DONE}": True} | _gate(happened, agrees)
    blocks = render(NAMING, Context(answers=answers, at=GATE))
    assert bool([b for b in blocks if isinstance(b, TextField) and b.item == LINE]) is opened
    title = next(b.title for b in blocks if isinstance(b, Chart))
    assert title == (
        "De poort is open: dit verhaal kun je vertellen" if opened else f"De poort is dicht bij: {closed_at}"
    )
    said = in_words(blocks)
    assert (NAMING.gate.opened.text.nl in said) is opened
    for question, given_ in zip(NAMING.gate.questions, (happened, agrees), strict=True):
        assert (question.closed.nl in said) is (given_ != "yes")


def test_a_closed_gate_never_blocks_going_on() -> None:
    answers = GOOD | {f"{WORDS}.{DONE}": True} | _gate("no", "no")
    button = next(b for b in render(NAMING, Context(answers=answers, at=GATE)) if isinstance(b, Button))
    assert (button.item, button.value, button.needs) == ("_at", INTEGRITY, ())


def test_a_line_behind_a_gate_that_closed_again_is_kept_and_not_shown() -> None:
    answers = STRONG | {LINE: "GEHEIM"}
    assert "GEHEIM" in in_words(keepsake(NAMING, Context(answers=answers)))
    assert "GEHEIM" not in in_words(keepsake(NAMING, Context(answers=answers | _gate("yes", "no"))))


def test_the_result_and_the_keepsake_hold_message_gate_line_and_safeguard() -> None:
    answers = STRONG | {PICK: "uitweg"}
    for blocks in (render(NAMING, Context(answers=answers)), keepsake(NAMING, Context(answers=answers))):
        said = in_words(blocks)
        assert "Hoe kijk jij daarnaar?" in said
        assert "De poort is open" in said
        assert NAMING.gate.example.nl in said
        assert "Na een maand kijken we samen of het werkt." in said
    assert "Geregeld: 4 van de 4 punten" in in_words(render(NAMING, Context(answers=answers)))
    assert keepsake(NAMING, Context()) == ()


def test_the_gate_says_in_words_what_it_shows() -> None:
    chart = next(b for b in keepsake(NAMING, Context("en", STRONG | _gate("yes", "unsure"))) if isinstance(b, Chart))
    assert chart.title == "The gate is closed at: colleague agrees"
    assert chart.text == "Did it really happen that way? Yes; Does your colleague agree to you telling this? Not sure."


# --- what the room sees -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("n", [5, 6, 12])
@pytest.mark.parametrize("language", ["nl", "en"])
def test_a_room_sees_counts_and_never_what_somebody_wrote(n: int, language: Any) -> None:
    people = [simulate(NAMING, Respondent("random", seed)) for seed in range(n)]
    for answers in people:
        answers |= {slot.item: "GEHEIM" for slot in NAMING.slots} | {LINE: "GEHEIM"}
    said = in_words(summarise(NAMING, Group(tuple(people), 5, False), language))
    assert "GEHEIM" not in said
    assert f"{n} " in said


def test_the_room_sees_where_the_gate_closed() -> None:
    closed = STRONG | _gate("yes", "no")
    said = in_words(summarise(NAMING, Group((STRONG,) * 2 + (closed,) * 4, 5, False), "nl"))
    assert "De poort sloot het vaakst bij ‘collega akkoord’: bij 4 van de 6 mensen" in said
    assert "poort open: 2; dicht bij: echt gebeurd: 0; dicht bij: collega akkoord: 4" in said
    assert "The gate opened for everyone" in in_words(summarise(NAMING, Group((STRONG,) * 5, 5, False), "en"))


def test_too_few_answers_show_the_question_for_the_room() -> None:
    assert NAMING.discussion.nl in in_words(summarise(NAMING, Group(({},) * 6, 5, False), "nl"))
