"""The rewriter: what its rules notice, what counts, its screens and what a room sees of it."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.exercises.helping import every, fault_of, in_words, kept_whole, scored_within
from workbook.content import yaml_source
from workbook.content.answers import DONE
from workbook.content.places import data_dir
from workbook.exercises.rewriter import OVERRULABLE, RULES, Line, Rewriter
from workbook.exercises.rewriter.scoring import fits, noticed
from workbook.exercises.rewriter.words import names, same, says_i, says_we
from workbook.scoring import Respondent, reachable, score, simulate
from workbook.store.privacy import Group
from workbook.view.blocks import Table
from workbook.view.context import Context, keepsake, render, summarise
from workbook.view.inputs import Check, TextField


def _raw() -> dict[str, Any]:
    theme = yaml_source.read(data_dir() / "themes" / "overdragen.yaml").value
    exercises = [e for section in theme["sections"] for e in section["exercises"]]
    return next(e for e in exercises if e["type"] == "rewriter")


RAW = _raw()
LINES = Rewriter.model_validate(RAW)
LIMIT = next(line for line in LINES.lines if line.id == "niet-zelf")  # 'Ik geef deze training niet zelf.'
HELP = next(line for line in LINES.lines if line.id == "natuurlijk-help-ik")  # 'Daar help ik je natuurlijk mee.'
STORY = next(line for line in LINES.lines if line.id == "verhaal-met-collega")  # the situation names colleague Wei
EVERYBODY = [Respondent("strong"), Respondent("weak"), *(Respondent("random", seed) for seed in range(200))]
FEW = EVERYBODY[:8]


def _wrote(line: Line, text: str) -> dict[str, Any]:
    return {f"{line.id}.choice": "rewrite", f"{line.id}.text": text}


# --- what an author can get wrong -------------------------------------------------------------------------------


def _fault(change: Any) -> str:
    return fault_of(Rewriter, RAW, change)


def test_a_line_that_stands_twice_is_refused() -> None:
    assert _fault(lambda raw: raw["lines"].append(raw["lines"][0])) == "double-id"


def test_a_missing_rule_is_refused() -> None:
    assert _fault(lambda raw: raw["rules"].pop()) == "rewriter-rules"


def test_an_example_that_does_not_do_what_it_shows_is_refused() -> None:
    assert _fault(lambda raw: raw["lines"][0]["example"].update(en="How nice that you ring.")) == "rewriter-example"
    assert _fault(lambda raw: raw["lines"][2]["example"].update(nl="Wij doen dit niet.")) == "rewriter-example"


def test_lines_of_one_kind_only_are_refused() -> None:
    assert _fault(lambda raw: raw.update(lines=[raw["lines"][0], raw["lines"][1]])) == "rewriter-both"


def test_three_of_the_ten_lines_keep_ik() -> None:
    assert (len(LINES.lines), sum(line.keep for line in LINES.lines)) == (10, 3)


# --- the words --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text", ["Ik doe het.", "Bij mij niet.", "m’n agenda", "'k Weet het", "I’ll ring", "It’s my call", "with me"]
)
def test_the_first_person_singular_is_seen_in_both_languages(text: str) -> None:
    assert says_i(text)
    assert not says_we(text)


@pytest.mark.parametrize(
    "text", ["Wij helpen.", "Dat doen we", "bij ons", "Onze collega", "We’d love to", "with us", "our team"]
)
def test_the_first_person_plural_is_seen_in_both_languages(text: str) -> None:
    assert says_we(text)
    assert not says_i(text)


@pytest.mark.parametrize("text", ["Dikke wijk, mijnheer.", "Weg is weg", "In het weekend", "Gewoon", "", "Time is up"])
def test_only_whole_words_count(text: str) -> None:
    assert not says_i(text)
    assert not says_we(text)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Onze collega Lotte belt je.", {"Lotte"}),
        ("Lotte belt je.", set()),  # the start of a sentence always has a capital
        ("We helpen. Morgen bellen we.", set()),
        ("We vragen ‘Kun jij?’ aan Jan-Willem.", {"Jan-Willem"}),
        ("We’ll ring on Monday, and I’ll be there.", set()),
        ("Bij HR helpen we je.", set()),
    ],
)
def test_a_name_is_a_capital_inside_a_sentence(text: str, found: set[str]) -> None:
    assert names(text) == found


def test_a_colleague_of_the_situation_is_seen_at_the_start_of_a_sentence_too() -> None:
    assert names("Dat deden we. Wei had de leiding.", colleagues="Je collega Wei leidde het.") == {"Wei"}


def test_a_name_that_was_there_already_is_known() -> None:
    assert names("Dat doet onze Bram.", known="Dat doet Bram.") == set()


def test_capitals_and_signs_do_not_make_another_line() -> None:
    assert same("Ik geef deze training niet zelf!", "ik geef deze  training niet zelf")
    assert not same("Ik geef dit niet zelf.", "Ik geef dit zelf niet.")


# --- the rules --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "answers", "fit", "rules"),
    [
        (LIMIT, {"niet-zelf.choice": "keep"}, True, ("keep-right",)),
        (LIMIT, _wrote(LIMIT, "Wij doen deze training helaas niet."), False, ("keep-lost-owner",)),
        (LIMIT, _wrote(LIMIT, "Dat gaat niet lukken."), False, ("keep-lost-owner",)),
        (LIMIT, _wrote(LIMIT, "Dat snap ik, en ik geef hem niet zelf."), True, ("keep-right",)),
        (LIMIT, _wrote(LIMIT, "I won’t run it."), True, ("keep-right",)),
        (LIMIT, {"niet-zelf.choice": "rewrite"}, True, ("keep-right",)),  # the prefilled text was left alone
        (HELP, {f"{HELP.id}.choice": "keep"}, False, ("unchanged",)),
        (HELP, {f"{HELP.id}.choice": "rewrite"}, False, ("unchanged",)),
        (HELP, _wrote(HELP, "daar help ik je natuurlijk mee"), False, ("unchanged",)),
        (HELP, _wrote(HELP, "  "), False, ("unchanged",)),
        (HELP, _wrote(HELP, "Ik help je graag."), False, ("we-missing",)),
        (HELP, _wrote(HELP, "Daar helpen we je graag mee."), True, ()),
        (HELP, _wrote(HELP, "We’d gladly help you with that."), True, ()),
        (HELP, _wrote(HELP, "Daar helpt onze collega Lotte je mee."), True, ("name-consent",)),
        (HELP, _wrote(HELP, "Daar helpt collega Lotte je mee."), False, ("we-missing", "name-consent")),
        (STORY, _wrote(STORY, "Dat deden we. Wei had de leiding."), True, ("name-consent",)),
        (HELP, {}, None, ("unchanged",)),
    ],
)
def test_what_the_rules_notice(line: Line, answers: dict[str, Any], fit: bool | None, rules: tuple[str, ...]) -> None:
    assert fits(line, answers) is fit
    assert noticed(line, answers) == rules


# --- the score --------------------------------------------------------------------------------------------------


def test_keeping_the_limits_and_taking_the_examples_fits_ten_times() -> None:
    found = score(LINES, simulate(LINES, Respondent("strong")))
    assert (found.points, found.maximum) == (10, 10)
    assert found.counts == {"fits": 10, "of": 10, "own": 0, "ik": 3, "ik_of": 3, "wij": 7, "wij_of": 7}
    assert score(LINES, simulate(LINES, Respondent("weak"))).points == 0


def test_nothing_answered_is_unanswered_and_not_zero() -> None:
    assert score(LINES, {}).status == "unanswered"
    assert score(LINES, {DONE: True, "niet-zelf.text": "x"}).points is None


def test_lines_left_out_are_not_scored_as_wrong() -> None:
    found = score(LINES, {"niet-zelf.choice": "keep"})
    assert found.parts["niet-zelf"] == 1
    assert found.parts[HELP.id] is None


def test_an_overruled_line_is_counted_apart() -> None:
    answers = {f"{HELP.id}.choice": "keep", f"{HELP.id}.unchanged": True}
    assert score(LINES, answers).counts["own"] == 1
    assert score(LINES, answers).counts["fits"] == 0
    assert score(LINES, answers | {f"{HELP.id}.unchanged": False}).counts["own"] == 0


TEXTS = st.sampled_from(
    ["", "x", "Ik bel.", "Wij bellen.", "We vragen Lotte.", LIMIT.line.nl, None, True, 3, "keep", "rewrite"]
)
ANY_ANSWERS = st.dictionaries(st.sampled_from(list(LINES.items())), TEXTS, max_size=12)


@settings(deadline=None)
@given(ANY_ANSWERS)
def test_any_answers_give_a_score_within_bounds_in_any_order(answers: dict[str, Any]) -> None:
    scored_within(LINES, answers, 10)


@settings(deadline=None)
@given(st.integers(0, 199), st.sampled_from(LINES.lines))
def test_mending_one_line_adds_at_most_one_and_never_takes_away(seed: int, line: Line) -> None:
    answers = simulate(LINES, Respondent("random", seed))
    better = {f"{line.id}.choice": "keep"} if line.keep else _wrote(line, line.example.en)
    gained = (score(LINES, answers | better).points or 0) - (score(LINES, answers).points or 0)
    assert gained in (0, 1)


def test_what_can_be_said_is_exactly_what_is_listed() -> None:
    found = {f.id for respondent in EVERYBODY for f in score(LINES, simulate(LINES, respondent)).feedback}
    assert found == reachable(LINES)


@pytest.mark.parametrize("respondent", FEW[:4])
def test_a_simulated_response_is_stored_without_a_refusal(respondent: Respondent) -> None:
    kept_whole(LINES, respondent)


def test_a_confirmed_line_is_final_but_a_rule_can_still_be_overruled() -> None:
    answers = {"niet-zelf.done": True, DONE: True}
    assert LINES.locked("niet-zelf.text", answers)
    assert LINES.locked("niet-zelf.choice", answers)
    assert not any(LINES.locked(f"niet-zelf.{rule}", answers) for rule in OVERRULABLE)


def test_a_facilitator_can_play_three_lines_only() -> None:
    limits = tuple(line.id for line in LINES.lines if line.keep)
    warm_up = LINES.with_options(Rewriter.Options(lines=limits))
    answers = simulate(warm_up, Respondent("strong"))
    assert score(warm_up, answers).counts["fits"] == 3
    assert render(warm_up, Context(answers=answers))
    with pytest.raises(KeyError):
        LINES.with_options(Rewriter.Options(lines=("weg",)))


# --- the screens ------------------------------------------------------------------------------------------------


def _stages(respondent: Respondent) -> list[dict[str, Any]]:
    answers = simulate(LINES, respondent)
    return [dict(list(answers.items())[:n]) for n in range(len(answers) + 1)]


@pytest.mark.parametrize("respondent", FEW[:3])
@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("feedback", [True, False])
def test_every_stage_can_be_drawn_with_at_most_one_primary_button(
    respondent: Respondent, language: Any, feedback: bool
) -> None:
    for answers in _stages(respondent):
        for at in ("", "niet-zelf", "look:niet-zelf", ":result"):
            blocks = render(LINES, Context(language, answers, at=at, feedback=feedback))
            assert sum(getattr(block, "style", "") == "primary" for block in every(blocks)) <= 1
            assert blocks


@settings(max_examples=60, deadline=None)
@given(ANY_ANSWERS, st.booleans(), st.sampled_from(["", "niet-zelf", "look:niet-zelf", "x"]))
def test_no_stored_answers_break_a_screen(answers: dict[str, Any], feedback: bool, at: str) -> None:
    context = Context(answers=answers, at=at, feedback=feedback)
    render(LINES, context)
    keepsake(LINES, context)


def _texts() -> list[str]:
    texts = [line.feedback for line in LINES.lines] + [rule.text for rule in LINES.rules]
    texts += [line.example for line in LINES.lines if not line.keep]
    return [text.in_(language) for text in texts for language in ("nl", "en")]


@pytest.mark.parametrize("respondent", [Respondent("weak"), *(Respondent("weak", seed) for seed in (1, 2))])
def test_in_a_room_no_feedback_is_sent_before_the_reveal(respondent: Respondent) -> None:
    for answers in _stages(respondent):
        for at in ("", "niet-zelf", "look:niet-zelf", ":result"):
            said = in_words(render(LINES, Context(answers=answers, at=at, feedback=False, room=True)))
            assert not [text for text in _texts() if text in said]


@pytest.mark.parametrize("choice", ["keep", "rewrite"])
def test_nothing_is_given_away_before_the_line_is_confirmed(choice: str) -> None:
    said = in_words(render(LINES, Context(answers={"leuk-dat-je-belt.choice": choice})))
    assert not [text for text in _texts() if text in said]


def test_the_field_begins_with_the_line_and_comes_only_with_rewrite() -> None:
    def fields(answers: dict[str, Any]) -> list[str]:
        return [b.value for b in render(LINES, Context(answers=answers)) if isinstance(b, TextField)]

    assert fields({}) == fields({"leuk-dat-je-belt.choice": "keep"}) == []
    assert fields({"leuk-dat-je-belt.choice": "rewrite"}) == ["Leuk dat je met deze vraag naar mij komt."]
    assert fields({"leuk-dat-je-belt.choice": "rewrite", "leuk-dat-je-belt.text": ""}) == [""]


def test_with_feedback_a_line_stays_and_in_a_room_the_next_one_comes() -> None:
    answers = {"leuk-dat-je-belt.choice": "keep", "leuk-dat-je-belt.done": True}
    stays = in_words(render(LINES, Context(answers=answers)))
    goes_on = in_words(render(LINES, Context(answers=answers, feedback=False, room=True)))
    assert "Leuk dat je met deze vraag naar ons komt." in stays
    assert '"item": "natuurlijk-help-ik.choice"' in goes_on


def test_each_notice_can_be_overruled_and_a_kept_limit_needs_no_overruling() -> None:
    answers = _wrote(HELP, "Dat regelt collega Lotte.") | {f"{HELP.id}.done": True}
    checks = [b.item for b in render(LINES, Context(answers=answers, at=HELP.id)) if isinstance(b, Check)]
    assert checks == [f"{HELP.id}.we-missing", f"{HELP.id}.name-consent"]
    kept = {"niet-zelf.choice": "keep", "niet-zelf.done": True}
    assert not [b for b in render(LINES, Context(answers=kept, at="niet-zelf")) if isinstance(b, Check)]


def test_the_result_has_two_columns_of_own_lines() -> None:
    answers = simulate(LINES, Respondent("strong")) | _wrote(HELP, "Ik help je.") | {f"{HELP.id}.we-missing": True}
    blocks = render(LINES, Context(answers=answers))
    table = next(block for block in blocks if isinstance(block, Table))
    assert table.head == ("Ik: mijn grens", "Wij: onze hulp")
    assert table.rows[0][0] == "● ‘Ik geef deze training niet zelf.’"
    assert table.rows[1][1] == "◐ ‘Ik help je.’"
    assert table.rows[6][0] == ""
    result = "In 9 van de 10 zinnen staat het woord dat hier past: ‘ik’ bij je grens (3 van de 3), "
    assert result + "‘wij’ bij de hulp (6 van de 7)." in in_words(blocks)
    assert "Zinnen die je bewust zo liet: 1." in in_words(blocks)


@pytest.mark.parametrize("line", [line for line in LINES.lines if not line.keep], ids=lambda line: line.id)
def test_feedback_on_help_speaks_of_the_example(line: Line) -> None:
    assert line.feedback.nl.startswith("In het voorbeeld ")
    assert line.feedback.en.startswith("In the example ")


@pytest.mark.parametrize(
    ("answers", "titles"),
    [
        (_wrote(HELP, "We helpen je."), ["Jouw zin", "Zo kan het"]),
        (_wrote(HELP, HELP.example.nl), ["Jouw zin, net als in het voorbeeld"]),
        ({"niet-zelf.choice": "keep"}, ["Jouw zin"]),
    ],
)
def test_an_example_equal_to_the_own_line_is_left_out(answers: dict[str, Any], titles: list[str]) -> None:
    at = next(iter(answers)).partition(".")[0]
    blocks = render(LINES, Context(answers=answers | {f"{at}.done": True}, at=at))
    assert [title for block in every(blocks) if (title := getattr(block, "title", ""))] == titles


def test_own_lines_are_taken_home() -> None:
    answers = simulate(LINES, Respondent("strong"))
    assert "Daar helpen we je graag mee." in in_words(keepsake(LINES, Context(answers=answers)))
    assert "van 10" not in in_words(keepsake(LINES, Context(answers=answers, feedback=False)))
    assert keepsake(LINES, Context()) == ()


# --- what the room sees -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("n", [5, 6, 12])
@pytest.mark.parametrize("language", ["nl", "en"])
def test_a_room_sees_counts_and_never_what_somebody_wrote(n: int, language: Any) -> None:
    people = [simulate(LINES, Respondent("random", seed)) for seed in range(n)]
    for answers in people:
        answers |= {f"{line.id}.text": "GEHEIM" for line in LINES.lines}
    said = in_words(summarise(LINES, Group(tuple(people), 5, False), language))
    assert "GEHEIM" not in said
    assert f"/{n}" in said


def test_the_hardest_line_comes_first() -> None:
    strong = simulate(LINES, Respondent("strong"))
    others = strong | _wrote(LIMIT, "Wij doen dit niet.")
    said = in_words(summarise(LINES, Group((strong,) * 2 + (others,) * 4, 5, False), "nl"))
    assert (
        "Lastigste zin: ‘Ik geef deze training niet zelf.’ Bij 2 van de 6 mensen past het woord. Dit is een grens"
        in said
    )


def test_too_few_answers_to_every_line_show_nothing() -> None:
    assert summarise(LINES, Group(({},) * 6, 5, False), "nl") == ()


def test_every_rule_has_a_note() -> None:
    assert {LINES.rule(name).id for name in RULES} == set(RULES)
