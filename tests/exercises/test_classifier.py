"""The classifier: classes and certainty, what the rules see in a line, the grid and what a room sees."""

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.exercises.helping import every, fault_of, in_words, kept_whole, scored_within
from workbook.content import yaml_source
from workbook.content.answers import DONE, Refused
from workbook.content.places import data_dir
from workbook.exercises._walk import RESULT
from workbook.exercises.classifier import CERTAINTIES, Classifier
from workbook.exercises.classifier.rules import noticed
from workbook.scoring import Respondent, reachable, score, simulate
from workbook.store.privacy import Group
from workbook.view.blocks import Block, Chart, Table
from workbook.view.context import Context, keepsake, render, summarise
from workbook.view.inputs import Button, Check, TextField


def _raw() -> dict[str, Any]:
    theme = yaml_source.read(data_dir() / "themes" / "overdragen.yaml").value
    exercises = [e for section in theme["sections"] for e in section["exercises"]]
    return next(e for e in exercises if e["type"] == "classifier")


RAW = _raw()
LETTERS = Classifier.model_validate(RAW)
A, B, C, D = LETTERS.classes
RUBEN = LETTERS.situations[0]  # had lunch, never worked together: B
KOFI = next(s for s in LETTERS.situations if s.pressure)
EVERYBODY = [Respondent("strong"), Respondent("weak"), *(Respondent("random", seed) for seed in range(200))]
STRONG = simulate(LETTERS, Respondent("strong"))


def _chose(**letters: str) -> dict[str, Any]:
    return {f"{name.replace('_', '-')}.class": letter for name, letter in letters.items()}


# --- what an author can get wrong -------------------------------------------------------------------------------


def _fault(change: Any) -> str:
    return fault_of(Classifier, RAW, change)


def test_ids_that_stand_twice_or_are_taken_are_refused() -> None:
    assert _fault(lambda raw: raw["situations"].append(raw["situations"][0])) == "double-id"
    assert _fault(lambda raw: raw["classes"].append(raw["classes"][0])) == "double-id"
    assert _fault(lambda raw: raw["situations"][0].update(id="line-a")) == "reserved-id"


def test_a_class_that_does_not_exist_and_a_missing_rule_are_refused() -> None:
    assert _fault(lambda raw: raw["situations"][0].update(answer="e")) == "classifier-class"
    assert _fault(lambda raw: raw["rules"].pop()) == "classifier-rules"


def test_an_example_that_its_own_rules_flag_is_refused() -> None:
    warm = {"nl": "Ruben is een topper. Zal ik bellen?", "en": "Ruben is free. Shall I ring?"}
    assert _fault(lambda raw: raw["classes"][1].update(example=warm)) == "classifier-example"
    no_step = {"nl": "Yara kan dit.", "en": "Yara can do this."}
    assert _fault(lambda raw: raw["classes"][0].update(example=no_step)) == "classifier-example"


def test_eight_situations_two_for_each_of_the_four_letters() -> None:
    assert sorted(s.answer for s in LETTERS.situations) == ["a", "a", "b", "b", "c", "c", "d", "d"]
    assert RUBEN.answer == "b"  # the curriculum's sample
    assert len([s for s in LETTERS.situations if s.pressure]) == 1


# --- the rules --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "warm", "rules"),
    [
        ("Ruben is top. Zal ik jullie voorstellen?", False, ("warm",)),
        ("Ruben is top. Zal ik jullie voorstellen?", True, ()),
        ("She’s brilliant, shall I introduce you?", False, ("warm",)),
        ("Ik kan Ruben nog niet aanbevelen. Zal ik zoeken?", False, ()),
        ("I can’t recommend anyone yet. I’ll ask around.", False, ()),
        ("Ruben heeft tijd.", False, ("step-missing",)),
        ("Ruben heeft tijd. Ik bel je morgen.", False, ()),
        ("Ruben is free. I’ll let you know.", False, ()),
        ("Dat komt goed, geen zorgen.", False, ("warm", "step-missing")),
        ("Niemand hier heeft tijd, helaas.", False, ("step-missing",)),
        ("Wil je kennismaken?", False, ()),
    ],
)
def test_what_the_rules_see_in_a_line(line: str, warm: bool, rules: tuple[str, ...]) -> None:
    assert tuple(seen.rule for seen in noticed(line, warm)) == rules


def test_a_rule_names_the_word_that_it_saw() -> None:
    assert noticed("Een TOPPER! Zal ik bellen?", False)[0].words == "topper"


# --- the score --------------------------------------------------------------------------------------------------


def test_recognising_all_letters_is_eight_of_eight() -> None:
    found = score(LETTERS, STRONG)
    assert (found.points, found.maximum, found.counts["right"]) == (8, 8, 8)
    assert score(LETTERS, simulate(LETTERS, Respondent("weak"))).points == 0


def test_nothing_answered_is_unanswered_and_a_line_alone_is_unscored() -> None:
    assert score(LETTERS, {}).status == "unanswered"
    assert score(LETTERS, {"line-a.text": "Wil je kennismaken?"}).status == "unscored"


def test_situations_left_out_are_not_scored_as_wrong() -> None:
    found = score(LETTERS, _chose(ruben_lunch="b"))
    assert found.parts["ruben-lunch.class"] == 1
    assert found.parts["inkoop.class"] is None
    assert found.points == 1


def test_certainty_counts_only_what_was_said_to_be_sure() -> None:
    answers = _chose(ruben_lunch="b", inkoop="a", hanneke_lof="b") | {
        "ruben-lunch.certainty": "sure",
        "inkoop.certainty": "sure",
        "hanneke-lof.certainty": "guess",
    }
    counts = score(LETTERS, answers).counts
    assert (counts["told"], counts["sure"], counts["sure_right"]) == (3, 2, 1)


VALUES = st.sampled_from(["", "a", "d", "sure", "guess", "Dat is een topper.", "Bel je?", None, True, 3])
ANY_ANSWERS = st.dictionaries(st.sampled_from(list(LETTERS.items())), VALUES, max_size=14)


@settings(deadline=None)
@given(ANY_ANSWERS)
def test_any_answers_give_a_score_within_bounds_in_any_order(answers: dict[str, Any]) -> None:
    scored_within(LETTERS, answers, 8)


@settings(deadline=None)
@given(st.integers(0, 199), st.sampled_from(LETTERS.situations))
def test_mending_one_situation_never_takes_away(seed: int, situation: Any) -> None:
    answers = simulate(LETTERS, Respondent("random", seed))
    better = answers | {f"{situation.id}.class": situation.answer}
    assert (score(LETTERS, better).points or 0) - (score(LETTERS, answers).points or 0) in (0, 1)


def test_what_can_be_said_is_exactly_what_is_listed() -> None:
    found = {f.id for respondent in EVERYBODY for f in score(LETTERS, simulate(LETTERS, respondent)).feedback}
    assert found == reachable(LETTERS)


@pytest.mark.parametrize("respondent", EVERYBODY[:4])
def test_a_simulated_response_is_stored_without_a_refusal(respondent: Respondent) -> None:
    kept_whole(LETTERS, respondent)


def test_choices_are_final_and_lines_stay_open() -> None:
    assert LETTERS.locked("ruben-lunch.class", {"ruben-lunch.done": True})
    assert LETTERS.locked("line-a.done", STRONG)
    assert not LETTERS.locked("line-a.text", STRONG)
    assert not LETTERS.locked("line-b.warm", STRONG)


def test_a_line_that_is_too_long_is_refused_in_words() -> None:
    with pytest.raises(Refused) as refused:
        LETTERS.check("line-a.text", "x" * 301, {})
    assert refused.value.key == "refused.too-long"


def test_a_facilitator_can_take_the_pressure_away_and_choose_situations() -> None:
    calm = LETTERS.with_options(Classifier.Options(bench_pressure=False))
    assert not [s for s in calm.situations if s.pressure]
    assert reachable(LETTERS) - reachable(calm) == {f"{KOFI.id}.class:pressure"}
    assert len(calm.situations) == 8  # the letter does not change with the pressure
    few = LETTERS.with_options(Classifier.Options(situations=("inkoop", "ruben-lunch")))
    assert [s.id for s in few.situations] == ["inkoop", "ruben-lunch"]
    assert score(few, simulate(few, Respondent("strong"))).maximum == 2
    with pytest.raises(KeyError):
        LETTERS.with_options(Classifier.Options(situations=("weg",)))


# --- the screens ------------------------------------------------------------------------------------------------


def _stages(respondent: Respondent) -> list[dict[str, Any]]:
    answers = simulate(LETTERS, respondent)
    return [dict(list(answers.items())[:n]) for n in range(len(answers) + 1)]


@pytest.mark.parametrize("respondent", EVERYBODY[:3])
@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("feedback", [True, False])
def test_every_stage_can_be_drawn_with_at_most_one_primary_button(
    respondent: Respondent, language: Any, feedback: bool
) -> None:
    for answers in _stages(respondent)[::2]:
        for at in ("", KOFI.id, "line-b"):
            blocks = render(LETTERS, Context(language, answers, at=at, feedback=feedback))
            primary = [block for block in every(blocks) if isinstance(block, Button) and block.style == "primary"]
            assert len(primary) == (0 if answers.get(DONE) and at == "" else 1)


@settings(max_examples=40, deadline=None)
@given(ANY_ANSWERS, st.booleans(), st.sampled_from(["", KOFI.id, "line-b", RESULT, "x"]))
def test_no_stored_answers_break_a_screen(answers: dict[str, Any], feedback: bool, at: str) -> None:
    context = Context(answers=answers, at=at, feedback=feedback)
    assert render(LETTERS, context)
    keepsake(LETTERS, context)


def _texts() -> list[str]:
    texts = [s.feedback for s in LETTERS.situations] + [c.feedback for c in LETTERS.classes]
    texts += [rule.text for rule in LETTERS.rules] + [c.example for c in LETTERS.classes]
    texts += [s.pressure.feedback for s in LETTERS.situations if s.pressure]
    return [text.in_(language) for text in texts for language in ("nl", "en")]


def test_in_a_room_no_feedback_is_sent_before_the_reveal() -> None:
    for answers in _stages(Respondent("weak")):
        for at in ("", KOFI.id, "line-b", RESULT):
            said = in_words(render(LETTERS, Context(answers=answers, at=at, feedback=False, room=True)))
            assert not [text for text in (*_texts(), "De makers") if text in said]


def test_nothing_is_given_away_before_a_part_is_committed() -> None:
    answers = _chose(ruben_lunch="a") | {"ruben-lunch.certainty": "sure"}
    assert not [text for text in _texts() if text in in_words(render(LETTERS, Context(answers=answers)))]


def test_the_class_and_the_certainty_are_asked_together() -> None:
    button = next(b for b in render(LETTERS, Context()) if isinstance(b, Button))
    assert button.needs == ("ruben-lunch.class", "ruben-lunch.certainty")


def test_pressure_is_part_of_the_situation_and_has_its_own_feedback() -> None:
    assert KOFI.pressure is not None
    before = {f"{s.id}.{DONE}": True for s in LETTERS.situations[: LETTERS.situations.index(KOFI)]}
    asked = in_words(render(LETTERS, Context(answers=before, at=KOFI.id)))
    assert KOFI.pressure.text.nl in json.loads(json.dumps(asked)).replace("\\n", "\n")
    told = before | _chose(kofi_bestuur="a") | {f"{KOFI.id}.{DONE}": True}
    said = in_words(render(LETTERS, Context(answers=told, at=KOFI.id)))
    assert "De makers kiezen: C. Wel tijd, past niet" in said
    assert "En de druk?" in said
    assert KOFI.pressure.feedback.nl in said


def _at_line(line: str, **more: Any) -> tuple[Block, ...]:
    answers = {item: value for item, value in STRONG.items() if not item.startswith(("line-", DONE))}
    answers |= {"line-a.done": True, "line-b.text": line, "line-b.done": True}
    return render(LETTERS, Context(answers=answers | more, at="line-b"))


def test_after_the_check_a_line_can_be_mended_on_the_same_screen() -> None:
    blocks = _at_line("Ruben is een topper.")
    assert [b.value for b in blocks if isinstance(b, TextField) and not b.disabled] == ["Ruben is een topper."]
    assert [b.item for b in blocks if isinstance(b, Check)] == ["line-b.warm", "line-b.step-missing"]
    said = in_words(blocks)
    assert "Gezien: ‘topper’" in said
    assert B.example.nl in said
    mended = _at_line("Ruben heeft tijd. Wil je kennismaken?")
    assert not [b for b in mended if isinstance(b, Check)]
    assert LETTERS.rule("fits").text.nl in in_words(mended)


def test_a_line_that_was_emptied_shows_the_example_and_no_rule() -> None:
    said = in_words(_at_line(""))
    assert B.example.nl in said
    assert LETTERS.rule("step-missing").text.nl not in said


def test_the_result_has_a_grid_with_its_words_and_the_lines_with_a_sign() -> None:
    answers = STRONG | _chose(ruben_lunch="a", milan_vol="a") | {"line-c.text": "Een topper.", "line-c.warm": True}
    blocks = render(LETTERS, Context(answers=answers))
    chart = next(block for block in blocks if isinstance(block, Chart))
    assert chart.title == "Bij 6 van de 8 situaties koos je dezelfde letter als de makers"
    assert "Waar de makers B kiezen: A 1, B 1" in chart.text
    said = in_words(blocks)
    assert "Jij koos A, de makers kiezen B. A: Er is iemand met tijd, en jij hebt gezien dat die het kan. B: " in said
    table = next(block for block in blocks if isinstance(block, Table))
    assert table.rows[0][1].startswith("● ‘Yara")
    assert table.rows[2][1] == "○ ‘Een topper.’"
    stands = in_words(render(LETTERS, Context(answers=answers | {"line-c.step-missing": True})))
    assert "◐ ‘Een topper.’" in stands


def test_right_when_sure_is_told_from_eight_answers_on_only() -> None:
    sure = {f"{s.id}.certainty": "sure" if n < 5 else "guess" for n, s in enumerate(LETTERS.situations)}
    answers = STRONG | sure | _chose(ruben_lunch="a")
    assert "Bij ‘zeker’ had je 4 van de 5 keer dezelfde letter" in in_words(render(LETTERS, Context(answers=answers)))
    seven = {item: value for item, value in answers.items() if item != "milan-vol.certainty"}
    assert "zeker" not in in_words(render(LETTERS, Context(answers=seven)))
    never = answers | {f"{s.id}.certainty": "think" for s in LETTERS.situations}
    assert "Je koos nergens ‘zeker’." in in_words(render(LETTERS, Context(answers=never)))


def test_own_lines_and_the_result_are_taken_home() -> None:
    said = in_words(keepsake(LETTERS, Context(answers=STRONG)))
    assert "8 van de 8" in said
    assert A.example.nl in said
    before = in_words(keepsake(LETTERS, Context(answers=STRONG, feedback=False)))
    assert "8 van" not in before
    assert "●" not in before
    assert keepsake(LETTERS, Context()) == ()


# --- what the room sees -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("n", [5, 6, 12])
@pytest.mark.parametrize("language", ["nl", "en"])
def test_a_room_sees_counts_and_never_what_somebody_wrote(n: int, language: Any) -> None:
    people = [simulate(LETTERS, Respondent("random", seed)) for seed in range(n)]
    for answers in people:
        answers |= {f"{one.part}.text": "GEHEIM" for one in LETTERS.classes}
    said = in_words(summarise(LETTERS, Group(tuple(people), 5, False), language))
    assert "GEHEIM" not in said
    assert f"{n} " in said


def test_the_room_sees_which_letters_were_mixed_up_and_where() -> None:
    warm = STRONG | _chose(ruben_lunch="a")
    said = in_words(summarise(LETTERS, Group((STRONG,) * 2 + (warm,) * 4, 5, False), "nl"))
    assert "Het vaakst verwisseld: de makers kiezen B, gekozen werd A (4 keer)" in said
    assert "Lastigste situatie: 2 van de 6 kozen B, zoals de makers" in said
    assert RUBEN.text.nl in said
    same = in_words(summarise(LETTERS, Group((STRONG,) * 5, 5, False), "en"))
    assert "Everyone chose the makers’ letter everywhere" in same


def test_too_few_choices_show_the_question_for_the_room() -> None:
    assert LETTERS.discussion.nl in in_words(summarise(LETTERS, Group(({},) * 6, 5, False), "nl"))


def test_certainty_goes_from_a_guess_to_sure() -> None:
    assert CERTAINTIES == ("guess", "think", "sure")
