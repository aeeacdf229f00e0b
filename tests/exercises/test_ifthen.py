"""If-then plans: what the rules see in a plan, what counts, the screens, the timeline and what a room sees."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from tests.exercises.helping import every, fault_of, in_words, kept_whole, scored_within
from workbook.content import yaml_source
from workbook.content.answers import DONE, Refused
from workbook.content.places import data_dir
from workbook.exercises._walk import RESULT
from workbook.exercises._words import count, first_of
from workbook.exercises.ifthen import EXAMPLES, RESOLVE, IfThen
from workbook.exercises.ifthen.response import read
from workbook.exercises.ifthen.result import told
from workbook.exercises.ifthen.rules import act_rule, cue_rule
from workbook.scoring import Respondent, reachable, score, simulate
from workbook.store.privacy import Group
from workbook.view.blocks import Block, Chart, Table
from workbook.view.context import Context, keepsake, render, summarise
from workbook.view.inputs import Button, Check, TextField


def _raw() -> dict[str, Any]:
    theme = yaml_source.read(data_dir() / "themes" / "overdragen.yaml").value
    exercises = [e for section in theme["sections"] for e in section["exercises"]]
    return next(e for e in exercises if e["type"] == "ifthen")


RAW = _raw()
PLANS = IfThen.model_validate(RAW)
WANT = PLANS.moments[2]  # 'De klant zegt: ik wil jou'
EVERYBODY = [Respondent("strong"), Respondent("weak"), *(Respondent("random", seed) for seed in range(200))]
STRONG = simulate(PLANS, Respondent("strong"))


def _wrote(cue: str, act: str, moment: str = WANT.id) -> dict[str, Any]:
    return {f"{moment}.cue": cue, f"{moment}.act": act}


# --- what an author can get wrong -------------------------------------------------------------------------------


def _fault(change: Any) -> str:
    return fault_of(IfThen, RAW, change)


def test_a_moment_that_stands_twice_or_has_a_taken_name_is_refused() -> None:
    assert _fault(lambda raw: raw["moments"].append(raw["moments"][0])) == "double-id"
    assert _fault(lambda raw: raw["moments"][0].update(id="resolve")) == "reserved-id"
    assert _fault(lambda raw: raw["examples"][0].update(id="done")) == "reserved-id"


def test_a_missing_rule_and_examples_of_one_kind_are_refused() -> None:
    assert _fault(lambda raw: raw["rules"].pop()) == "ifthen-rules"
    assert _fault(lambda raw: raw.update(examples=[raw["examples"][0], raw["examples"][2]])) == "ifthen-both"


def test_a_plan_of_the_makers_that_their_own_rules_flag_is_refused() -> None:
    assert _fault(lambda raw: raw["moments"][0]["example"]["cue"].update(nl="het een keer uitkomt")) == "ifthen-example"
    assert _fault(lambda raw: raw["examples"][1]["act"].update(en="I’ll try")) == "ifthen-example"


# --- the rules --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("cue", "rule"),
    [
        ("het uitkomt", "cue-vague"),  # the curriculum's own example
        ("het een keer uitkomt", "cue-vague"),
        ("ik tijd heb", "cue-vague"),
        ("it’s convenient", "cue-vague"),
        ("I remember to", "cue-vague"),
        ("het LASTIG wordt", "cue-vague"),
        ("klant", "cue-missing"),
        ("", "cue-missing"),
        ("een klant zegt: ‘Ik wil jou’", None),
        ("mijn klant vraagt of ik tijd heb", None),  # that can be heard
        ("my client asks when it’s convenient", None),
        ("de koffie op tafel staat", None),
        ("the client puts down the pen", None),
    ],
)
def test_a_cue_is_a_moment_that_you_can_see_or_hear(cue: str, rule: str | None) -> None:
    seen = cue_rule(cue)
    assert (seen.rule if seen else None) == rule


@pytest.mark.parametrize(
    ("act", "rule"),
    [
        ("Ik probeer duidelijk te zijn", "act-vague"),
        ("rustig blijven en ademen", "act-vague"),
        ("Something friendly, but not a yes", "act-vague"),
        ("I’ll be firmer", "act-vague"),
        ("Nee.", "act-missing"),
        ("", "act-missing"),
        ("Dat snap ik. En ik doe het niet zelf.", None),
        ("I understand. And I won’t do it myself.", None),
        ("Morgen bel ik je.", None),
    ],
)
def test_an_act_is_a_line_that_you_can_say(act: str, rule: str | None) -> None:
    seen = act_rule(act)
    assert (seen.rule if seen else None) == rule


def test_a_rule_names_the_words_that_it_saw() -> None:
    seen = cue_rule("Het UITKOMT, denk ik")
    assert seen is not None
    assert seen.words == "uitkomt"


def test_words_are_found_whole_and_with_their_endings_where_asked() -> None:
    assert first_of("Ik beveel hem van harte aan", ["van harte"]) == "van harte"
    assert first_of("Aanbevelen doe ik niet", ["aanbevel*"]) == "aanbevelen"
    assert first_of("uitkomten", ["uitkomt"]) == ""
    assert first_of("don’t say yes", ["don't say yes"]) == "don't say yes"
    assert count("‘Ja’ – nee!") == 2


def test_a_plan_reads_as_one_sentence_however_it_was_typed() -> None:
    nl, en = Context("nl"), Context("en")
    assert told("Als mijn klant belt, ", "‘Morgen.’", nl) == "Als mijn klant belt, dan zeg ik: ‘Morgen.’"
    assert told("if they ring.", "Tomorrow.", en) == "If they ring, then I say: ‘Tomorrow.’"
    assert told("", "", nl) == "Als …, dan zeg ik: ‘…’"


# --- the score --------------------------------------------------------------------------------------------------


def test_four_whole_plans_said_aloud_are_twelve() -> None:
    found = score(PLANS, STRONG)
    assert (found.points, found.maximum) == (12, 12)
    assert found.counts == {"cue": 4, "act": 4, "aloud": 4, "of": 4, "whole": 4, "stands": 0}
    assert score(PLANS, simulate(PLANS, Respondent("weak"))).points == 0


def test_nothing_answered_is_unanswered_and_judging_examples_only_is_unscored() -> None:
    assert score(PLANS, {}).status == "unanswered"
    assert score(PLANS, {f"{EXAMPLES}.uitkomt": "works"}).status == "unscored"


def test_moments_left_out_are_not_scored_as_zero() -> None:
    found = score(PLANS, _wrote("mijn klant belt", "Ik bel je morgen terug."))
    assert found.parts[f"{WANT.id}.cue"] == 1
    assert found.parts["vooraf.cue"] is None


def test_saying_nothing_aloud_three_times_counts_for_nothing() -> None:
    assert score(PLANS, {"vooraf.aloud": 3}).points is None
    assert score(PLANS, _wrote("mijn klant belt", "x") | {f"{WANT.id}.aloud": 2}).counts["aloud"] == 0


def test_a_rule_that_is_overruled_is_counted_apart_and_the_plan_is_whole() -> None:
    answers = _wrote("het uitkomt", "Ik bel je morgen terug.")
    assert not read(WANT, answers).whole
    stands = answers | {f"{WANT.id}.cue-stands": True}
    assert read(WANT, stands).whole
    assert (score(PLANS, stands).counts["stands"], score(PLANS, stands).counts["cue"]) == (1, 0)
    assert not read(WANT, _wrote("", "Ik bel je morgen terug.") | {f"{WANT.id}.cue-stands": True}).whole


VALUES = st.sampled_from(["", "x", "het uitkomt", "mijn klant belt", "Ik bel je morgen.", "works", None, True, 3, 0])
ANY_ANSWERS = st.dictionaries(st.sampled_from(list(PLANS.items())), VALUES, max_size=14)


@settings(deadline=None)
@given(ANY_ANSWERS)
def test_any_answers_give_a_score_within_bounds_in_any_order(answers: dict[str, Any]) -> None:
    scored_within(PLANS, answers, 12)


@settings(deadline=None)
@given(st.integers(0, 199), st.sampled_from(PLANS.moments), st.sampled_from(["cue", "act"]))
def test_mending_one_half_never_takes_away(seed: int, moment: Any, half: str) -> None:
    answers = simulate(PLANS, Respondent("random", seed))
    better = {f"{moment.id}.{half}": getattr(moment.example, half).nl}
    assert (score(PLANS, answers | better).points or 0) - (score(PLANS, answers).points or 0) in (0, 1)


def test_what_can_be_said_is_exactly_what_is_listed() -> None:
    found = {f.id for respondent in EVERYBODY for f in score(PLANS, simulate(PLANS, respondent)).feedback}
    for moment in PLANS.moments:
        found |= {f.id for f in score(PLANS, _wrote("x", "", moment.id)).feedback}
    assert found == reachable(PLANS)


@pytest.mark.parametrize("respondent", EVERYBODY[:4])
def test_a_simulated_response_is_stored_without_a_refusal(respondent: Respondent) -> None:
    kept_whole(PLANS, respondent)


def test_plans_stay_open_after_the_end_and_judgements_do_not() -> None:
    assert not PLANS.locked(f"{WANT.id}.cue", STRONG)
    assert not PLANS.locked(f"{RESOLVE}.text", STRONG)
    assert PLANS.locked(f"{EXAMPLES}.uitkomt", STRONG)
    assert PLANS.locked(f"{RESOLVE}.reason", STRONG)


def test_a_text_that_is_too_long_is_refused_in_words() -> None:
    with pytest.raises(Refused) as refused:
        PLANS.check(f"{WANT.id}.cue", "x" * 241, {})
    assert refused.value.key == "refused.too-long"


def test_a_facilitator_can_choose_the_moments() -> None:
    two = PLANS.with_options(IfThen.Options(moments=("aandringen", "begin")))
    assert [moment.id for moment in two.moments] == ["aandringen", "begin"]
    assert score(two, simulate(two, Respondent("strong"))).maximum == 6
    with pytest.raises(KeyError):
        PLANS.with_options(IfThen.Options(moments=("weg",)))
    with pytest.raises(ValidationError):
        IfThen.Options(moments=("begin", "begin"))


# --- the screens ------------------------------------------------------------------------------------------------


def _stages(respondent: Respondent) -> list[dict[str, Any]]:
    answers = simulate(PLANS, respondent)
    return [dict(list(answers.items())[:n]) for n in range(len(answers) + 1)]


@pytest.mark.parametrize("respondent", EVERYBODY[:3])
@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("feedback", [True, False])
def test_every_stage_can_be_drawn_with_at_most_one_primary_button(
    respondent: Respondent, language: Any, feedback: bool
) -> None:
    for answers in _stages(respondent)[::2]:
        for at in ("", RESOLVE, WANT.id):
            blocks = render(PLANS, Context(language, answers, at=at, feedback=feedback))
            primary = [block for block in every(blocks) if isinstance(block, Button) and block.style == "primary"]
            assert len(primary) == (0 if answers.get(DONE) and at == "" else 1)


@settings(max_examples=40, deadline=None)
@given(ANY_ANSWERS, st.booleans(), st.sampled_from(["", RESOLVE, WANT.id, RESULT, "x"]))
def test_no_stored_answers_break_a_screen(answers: dict[str, Any], feedback: bool, at: str) -> None:
    context = Context(answers=answers, at=at, feedback=feedback)
    assert render(PLANS, context)
    keepsake(PLANS, context)


def _texts() -> list[str]:
    texts = [e.feedback for e in PLANS.examples] + [r.feedback for r in PLANS.resolve.reasons]
    texts += [m.feedback for m in PLANS.moments] + [rule.text for rule in PLANS.rules]
    texts += [m.example.act for m in PLANS.moments]
    return [text.in_(language) for text in texts for language in ("nl", "en")]


@pytest.mark.parametrize("kind", ["strong", "weak"])
def test_in_a_room_no_feedback_is_sent_before_the_reveal(kind: Any) -> None:
    for answers in _stages(Respondent(kind)):
        if kind == "strong":  # somebody who writes the makers' own plan sees it, of course
            answers = {item: "x y z" if item.endswith((".cue", ".act")) else value for item, value in answers.items()}
        for at in ("", RESOLVE, WANT.id):
            said = in_words(render(PLANS, Context(answers=answers, at=at, feedback=False, room=True)))
            assert not [text for text in _texts() if text in said]


def test_nothing_is_given_away_before_a_part_is_committed() -> None:
    judged = {f"{EXAMPLES}.{example.id}": "works" for example in PLANS.examples}
    assert not [text for text in _texts() if text in in_words(render(PLANS, Context(answers=judged)))]


def test_the_examples_come_first_and_their_feedback_names_both_views() -> None:
    answers = {f"{EXAMPLES}.uitkomt": "works", f"{EXAMPLES}.hoe-gaat-het": "works", f"{EXAMPLES}.{DONE}": True}
    said = in_words(render(PLANS, Context(answers=answers)))
    assert "De makers zeggen: Werkt niet" in said
    assert "Zo zien de makers het ook: Werkt" in said
    assert PLANS.examples[0].feedback.nl in said


def _at_want(cue: str, act: str, **more: Any) -> tuple[Block, ...]:
    before = {item: value for item, value in STRONG.items() if item.partition(".")[0] in (EXAMPLES, RESOLVE)}
    earlier = {f"{moment.id}.{DONE}": True for moment in PLANS.moments[:2]}
    answers = before | earlier | _wrote(cue, act) | {f"{WANT.id}.{DONE}": True}
    return render(PLANS, Context(answers=answers, at=WANT.id, **more))


def test_after_the_check_the_plan_can_be_mended_on_the_same_screen() -> None:
    blocks = _at_want("het uitkomt", "Ik probeer het.")
    assert [b.value for b in blocks if isinstance(b, TextField)] == ["het uitkomt", "Ik probeer het."]
    assert not [b for b in blocks if isinstance(b, TextField) and b.disabled]
    assert [b.item for b in blocks if isinstance(b, Check)] == [f"{WANT.id}.cue-stands", f"{WANT.id}.act-stands"]
    said = in_words(blocks)
    assert "Gezien: ‘uitkomt’" in said
    assert "Gezien: ‘probeer’" in said
    assert WANT.example.act.nl in said
    mended = _at_want("een klant om mij vraagt", "Dat doe ik niet zelf.")
    assert not [b for b in mended if isinstance(b, Check)]
    assert PLANS.rule("whole").text.nl in in_words(mended)


def test_a_half_that_is_missing_can_not_be_overruled() -> None:
    assert not [b for b in _at_want("", "Ik bel je morgen.") if isinstance(b, Check)]


def test_the_result_shows_a_timeline_with_its_words_and_the_plans() -> None:
    answers = STRONG | _wrote("het uitkomt", WANT.example.act.nl) | {f"{WANT.id}.aloud": 1}
    blocks = render(PLANS, Context(answers=answers))
    chart = next(block for block in blocks if isinstance(block, Chart))
    assert chart.title == "Voor 3 van de 4 momenten ligt je plan klaar. Drie keer hardop gezegd: 3."
    assert "Begin – alles klaar; ‘Ik wil jou’ – nog open: als en hardop; Aandringen – alles klaar." in chart.text
    table = next(block for block in blocks if isinstance(block, Table))
    assert [row[0] for row in table.rows] == ["Vooraf", "Begin", "‘Ik wil jou’", "Aandringen"]
    assert table.rows[2][1].startswith("Als het uitkomt, dan zeg ik: ‘Dat snap ik.")
    overruled = in_words(render(PLANS, Context(answers=answers | {f"{WANT.id}.cue-stands": True})))
    assert "Helften die je bewust zo liet: 1." in overruled
    assert "bewust zo gelaten: als, nog open: hardop" in overruled


def test_the_result_can_be_printed_and_looked_back_at() -> None:
    blocks = render(PLANS, Context("en", STRONG, print_url="/mijn/print"))
    assert "/mijn/print" in in_words(blocks)
    assert [b.value for b in every(blocks) if isinstance(b, Button) and b.item == "_at"] == [
        m.id for m in PLANS.moments
    ]


def test_plans_resolve_and_timeline_are_taken_home() -> None:
    said = in_words(keepsake(PLANS, Context(answers=STRONG)))
    assert "Dit was de laatste keer." in said
    assert "hardop" in said
    assert "svg" not in in_words(keepsake(PLANS, Context(answers=STRONG, feedback=False)))
    assert keepsake(PLANS, Context()) == ()


# --- what the room sees -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("n", [5, 6, 12])
@pytest.mark.parametrize("language", ["nl", "en"])
def test_a_room_sees_counts_and_never_what_somebody_wrote(n: int, language: Any) -> None:
    people = [
        {item: "GEHEIM" if isinstance(value, str) else value for item, value in one.items()}
        for one in (simulate(PLANS, Respondent("random", seed)) for seed in range(n))
    ]
    said = in_words(summarise(PLANS, Group(tuple(people), 5, False), language))
    assert "GEHEIM" not in said
    assert f"{n} " in said


def test_the_moment_that_was_rehearsed_least_is_named() -> None:
    lazy = STRONG | {f"{WANT.id}.aloud": 0}
    said = in_words(summarise(PLANS, Group((STRONG,) * 2 + (lazy,) * 4, 5, False), "nl"))
    assert "Het minst geoefend: ‘De klant zegt: ik wil jou’. Hardop gezegd door 2 van de 6 mensen" in said
    assert "De klant zegt: ik wil jou: klaar en hardop 2, klaar 4, nog open 0" in said
    everybody = in_words(summarise(PLANS, Group((STRONG,) * 5, 5, False), "en"))
    assert "At every moment, everyone said their plan aloud three times" in everybody


def test_too_few_plans_show_the_question_for_the_room() -> None:
    said = in_words(summarise(PLANS, Group(({},) * 6, 5, False), "nl"))
    assert PLANS.discussion.nl in said
