"""The guide: a sheet for one talk, visible rules, a vote, the invitation, and how it went."""

from copy import deepcopy
from typing import Any
from urllib.parse import parse_qs, urlparse

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from tests.exercises.helping import every, in_words
from workbook.content import yaml_source
from workbook.content.answers import DONE, Refused
from workbook.content.interface import known
from workbook.content.places import data_dir
from workbook.exercises.guide import OUTCOMES, OWN_ITEMS, Guide, GuideOptions
from workbook.exercises.guide.response import missing
from workbook.exercises.guide.screens import screens
from workbook.exercises.guide.wording import holds, noticed, seconds, words_in
from workbook.scoring import Respondent, reachable, score, simulate
from workbook.store import participants, responses
from workbook.store.engine import in_memory
from workbook.store.privacy import Group
from workbook.view.blocks import Chart, Link, Table
from workbook.view.context import Context, keepsake, render, summarise
from workbook.view.html import as_html
from workbook.view.inputs import Button, Check

RAW: dict[str, Any] = next(
    exercise
    for section in yaml_source.read(data_dir() / "themes" / "reflectiegesprek.yaml").value["sections"]
    for exercise in section["exercises"]
    if exercise["id"] == "e4-gespreksgids"
)
GUIDE = Guide.model_validate(RAW)
EVERYBODY = [Respondent("strong"), Respondent("weak"), *(Respondent("random", seed) for seed in range(120))]
FULL = simulate(GUIDE, Respondent("strong"))
FIRSTS = [GUIDE.of(phase)[0].item for phase in GUIDE.phases]


def _ids(answers: dict[str, Any]) -> set[str]:
    return {feedback.id for feedback in score(GUIDE, answers).feedback}


# --- the makers' own questions -----------------------------------------------------------------------------------


def test_there_are_four_questions_for_each_of_six_parts() -> None:
    assert [len(GUIDE.of(phase)) for phase in GUIDE.phases] == [4] * 6
    assert [phase.id for phase in GUIDE.phases] == "openen houden storen veranderen toekomst slot".split()


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_makers_questions_and_their_invitation_pass_the_rules(language: Any) -> None:
    texts = [question.text.in_(language) for question in GUIDE.questions]
    texts += [one.text.in_(language) for one in GUIDE.essential]
    assert [text for text in texts if list(noticed(GUIDE, text))] == []
    drafted = GUIDE.invitation.fill(minutes=30).in_(language)
    assert seconds(drafted) <= GUIDE.invitation_seconds
    assert not holds(GUIDE.rules.projects, GUIDE.aim_example.in_(language))


def test_what_the_article_leaves_out_is_marked_as_ours() -> None:
    assert GUIDE.finds.own
    assert len(GUIDE.finds.lines) == 6
    assert GUIDE.essential_note.own
    assert GUIDE.questions_note.own
    assert all(question.own for question in GUIDE.questions)


# --- the rules ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "rules"),
    [
        ("Wat kan er beter?", []),
        ("Wat kan er beter? Hoe dan?", ["two-in-one"]),
        ("Wat gaat goed en wat kan beter?", ["two-in-one"]),
        ("What goes well and how could we do better?", ["two-in-one"]),
        ("Wat vinden jij en je team van ons?", []),
        ("Jij bent toch tevreden?", ["leading"]),
        ("You're happy, aren't you?", ["leading"]),
        ("Touche?", []),
        ("Zullen we het contract verlengen?", ["sales"]),
        ("Wil je toch een offerte, en wanneer?", ["two-in-one", "leading", "sales"]),
        ("", []),
    ],
)
def test_a_rule_notices_what_it_says(text: str, rules: list[str]) -> None:
    assert [name for name, _ in noticed(GUIDE, text)] == rules


@given(st.text(max_size=80))
def test_no_text_breaks_a_rule_check(text: str) -> None:
    assert {name for name, _ in noticed(GUIDE, text)} <= {"two-in-one", "leading", "sales"}
    assert seconds(text) >= words_in(text) / 3


@pytest.mark.parametrize(("n", "said"), [(0, 0), (1, 1), (50, 20), (51, 21)])
def test_fifty_words_take_twenty_seconds(n: int, said: int) -> None:
    assert seconds(" ".join(["woord"] * n)) == said


def test_a_rule_that_was_overruled_is_silent() -> None:
    poor = {"own.one": "Je bent toch tevreden?", "aim": "De planning"}
    assert {"own.one:sturend", "aim:over-het-werk"} <= _ids(poor)
    assert not _ids(poor | {"own.one-stands": True, "aim-stands": True}) & {"own.one:sturend", "aim:over-het-werk"}


# --- the sheet ---------------------------------------------------------------------------------------------------


def test_a_full_sheet_is_complete_and_unscored() -> None:
    found = score(GUIDE, FULL)
    assert (found.status, found.points) == ("unscored", None)
    assert found.counts["questions"] == 6
    assert found.counts["phases"] == 5
    assert _ids(FULL) == {"done:klaar", "after.how:gevoerd"}


def test_an_empty_sheet_is_unanswered_and_not_incomplete() -> None:
    assert score(GUIDE, {}).status == "unanswered"
    assert score(GUIDE, {"aim": "", "done": True}).status == "unanswered"


@pytest.mark.parametrize(
    ("left_out", "parts"),
    [("client", ("client",)), ("aim", ("aim",)), ("vote", ("vote",)), (FIRSTS[0], ("questions",))],
)
def test_what_is_missing_is_named(left_out: str, parts: tuple[str, ...]) -> None:
    answers = {item: value for item, value in FULL.items() if item != left_out}
    assert missing(GUIDE, answers) == parts
    assert "done:nog-niet" in _ids(answers)


def test_seven_questions_are_too_many() -> None:
    assert missing(GUIDE, FULL | {"own.two": "Hoe dan?"}) == ("questions",)


def test_questions_from_two_parts_are_narrow_and_from_three_are_not() -> None:
    two = {question.item: True for question in GUIDE.of(GUIDE.phases[0]) + GUIDE.of(GUIDE.phases[1])[:2]}
    assert "questions:smal" in _ids(two)
    assert "questions:smal" not in _ids(two | {FIRSTS[2]: True})
    assert "questions:smal" not in _ids({FIRSTS[0]: True})  # too few to say so


def test_an_invitation_of_more_than_twenty_seconds_is_long() -> None:
    assert "invitation:lang" not in _ids({"invitation": "woord " * 50})
    assert "invitation:lang" in _ids({"invitation": "woord " * 51})


def test_every_feedback_can_occur_and_nothing_else() -> None:
    occurring = {f.id for r in EVERYBODY for f in score(GUIDE, simulate(GUIDE, r)).feedback}
    own = ["Wat nu? En dan?", "Je wilt toch?", "Een korting?"]
    occurring |= {f"{f}" for item in OWN_ITEMS for text in own for f in _ids({item: text})}
    assert occurring == reachable(GUIDE)


@given(
    st.dictionaries(st.sampled_from(list(GUIDE.items())), st.sampled_from([True, False, None, "", "toch", 3, "held"]))
)
def test_any_answers_give_one_verdict_in_any_order(answers: dict[str, Any]) -> None:
    found = score(GUIDE, answers)
    assert score(GUIDE, dict(reversed(answers.items()))) == found
    ids = [feedback.id for feedback in found.feedback]
    assert len(ids) == len(set(ids))
    assert set(ids) <= reachable(GUIDE)
    for at in ("", "start", "own", "vote", "sheet"):
        render(GUIDE, Context(answers=answers, at=at))
    keepsake(GUIDE, Context(answers=answers))


# --- what is stored ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("respondent", EVERYBODY[:8])
def test_the_store_takes_every_made_up_answer(respondent: Respondent) -> None:
    engine = in_memory()
    person = participants.recognise(engine, "p").id
    for number, (item, value) in enumerate(simulate(GUIDE, respondent).items()):
        history = responses.save(engine, person, "", GUIDE, item, value, str(number))
    assert history.done


def test_only_the_vote_is_fixed_after_the_commit() -> None:
    done = {DONE: True, "own.done": True}
    assert [item for item in GUIDE.items() if GUIDE.locked(item, done)] == ["vote"]
    assert not GUIDE.locked("vote", {})


@pytest.mark.parametrize(
    ("item", "value"),
    [("client", "Naima"), ("aim", "x" * 161), ("own.one", "x" * 161), ("vote", "nee"), ("step", "yes"), ("aim", 3)],
)
def test_what_does_not_fit_is_refused_with_a_sentence(item: str, value: Any) -> None:
    with pytest.raises(Refused) as refused:
        GUIDE.check(item, value, {})
    assert known(refused.value.key)


# --- the screens -------------------------------------------------------------------------------------------------


def test_the_screens_lead_from_the_customer_to_the_sheet() -> None:
    at, seen = "", []
    answers: dict[str, Any] = {"vote": "hoe-is-het"}
    while at != "sheet":
        blocks = every(render(GUIDE, Context(at=at, answers=answers)))
        seen.append(at or "start")
        primary = next(block for block in blocks if isinstance(block, Button) and block.style == "primary")
        assert primary.item == "_at"
        at = str(primary.value)
    assert seen == screens(GUIDE) == ["start", "invite", "ask-1", "ask-2", "ask-3", "own", "vote"]


def test_own_questions_are_checked_when_somebody_asks_for_it() -> None:
    answers = {"own.one": "Je bent toch tevreden?"}
    before = every(render(GUIDE, Context(at="own", answers=answers)))
    assert "Zit het antwoord er al in?" not in in_words(before)
    assert any(isinstance(b, Button) and b.item == "own.done" for b in before)
    after = every(render(GUIDE, Context(at="own", answers=answers | {"own.done": True})))
    assert "Zit het antwoord er al in?" in in_words(after)
    assert [b.item for b in after if isinstance(b, Check)] == ["own.one-stands"]
    waiting = render(GUIDE, Context(at="own", answers=answers | {"own.done": True}, feedback=False))
    assert "Zit het antwoord er al in?" not in in_words(waiting)
    stands = render(GUIDE, Context(at="own", answers=answers | {"own.done": True, "own.one-stands": True}))
    assert "Zit het antwoord er al in?" not in in_words(stands)


def test_the_page_counts_questions_and_words_aloud() -> None:
    assert "Je hebt nu 6 van de 6 vragen." in in_words(render(GUIDE, Context(at="ask-2", answers=FULL)))
    said = in_words(render(GUIDE, Context(at="invite", answers={"invitation": "Mag ik je iets vragen?"})))
    assert "Dit zijn 5 woorden: hardop ongeveer 2 seconden" in said


def test_after_the_commit_the_text_is_ready_to_say_and_to_send() -> None:
    blocks = every(render(GUIDE, Context(answers=FULL | {"invitation": "Zin & tijd?\nGroet"})))
    link = next(block for block in blocks if isinstance(block, Link) and block.href.startswith("mailto:"))
    assert parse_qs(urlparse(link.href).query) == {"subject": [GUIDE.subject.nl], "body": ["Zin & tijd?\nGroet"]}
    assert "Dit werkboek verstuurt zelf niets." in in_words(blocks)


def test_the_invitation_of_the_makers_stands_until_somebody_makes_it_their_own() -> None:
    answers = {item: value for item, value in FULL.items() if item != "invitation"}
    shorter = GUIDE.with_options(GuideOptions(client="AB", duration_minutes=45))
    assert isinstance(shorter, Guide)
    assert "Heb je daar 45 minuten voor" in in_words(render(shorter, Context(answers=answers)))
    assert "45 minuten" in in_words(keepsake(shorter, Context(answers=answers)))
    assert "Heb je daar 30 minuten voor" in in_words(render(GUIDE, Context(answers=answers)))


@pytest.mark.parametrize("options", [{"client": "ABCDE"}, {"duration_minutes": 5}, {"duration_minutes": 91}, {"x": 1}])
def test_options_out_of_range_are_refused(options: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        GuideOptions(**options)


def test_the_customer_of_the_facilitator_stands_on_the_sheet_until_another_is_given() -> None:
    guide = GUIDE.with_options(GuideOptions(client="AB"))
    rows = next(b for b in render(guide, Context(at="sheet")) if isinstance(b, Table)).rows
    assert rows[0] == ("Klant", "AB")
    rows = next(b for b in render(guide, Context(at="sheet", answers=FULL)) if isinstance(b, Table)).rows
    assert rows[0] == ("Klant", "MK")
    assert guide.version == GUIDE.version  # whom it is about is no content


@pytest.mark.parametrize(("step", "asked"), [(None, False), ("not-yet", False), ("called", True), ("sent", True)])
def test_how_it_went_is_asked_once_somebody_was_invited(step: Any, asked: bool) -> None:
    answers = {item: value for item, value in FULL.items() if item not in ("step", "after.how")} | {"step": step}
    assert ("Hoe ging het?" in in_words(render(GUIDE, Context(answers=answers)))) == asked


@pytest.mark.parametrize("how", OUTCOMES)
def test_each_way_it_went_has_its_own_word(how: str) -> None:
    note = getattr(GUIDE.after, how).text.nl
    assert note in in_words(render(GUIDE, Context(answers=FULL | {"after.how": how})))
    assert note not in in_words(render(GUIDE, Context(answers=FULL | {"after.how": how}, feedback=False)))


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("at", ["", "start", "invite", "ask-1", "ask-3", "own", "vote", "sheet", "nergens"])
@pytest.mark.parametrize("answers", [{}, {"done": True}, FULL, simulate(GUIDE, Respondent("weak"))])
@pytest.mark.parametrize("feedback", [True, False])
def test_every_stage_can_be_drawn_with_one_primary_button_at_most(
    language: Any, at: str, answers: Any, feedback: bool
) -> None:
    blocks = every(render(GUIDE, Context(language=language, at=at, answers=answers, feedback=feedback)))
    assert blocks
    assert sum(isinstance(block, Button) and block.style == "primary" for block in blocks) <= 1
    if not feedback:
        assert GUIDE.complete.text.in_(language) not in in_words(blocks)


# --- what goes home, and what a room sees ------------------------------------------------------------------------


def test_the_sheet_prints_with_every_question_and_room_to_write() -> None:
    html = str(as_html(keepsake(GUIDE, Context(answers=FULL))))
    for expected in (
        "MK",
        "Wat had je van ons verwacht?",
        "Hoe is het om met ons te werken?",
        "…\u200b…",
        "Iets wat ik niet",
    ):
        assert expected in html
    assert html.count("<tr>") == 1 + 6 + 1  # the head, six questions, the one that was voted for


def test_nothing_goes_home_while_nothing_was_filled_in() -> None:
    assert keepsake(GUIDE, Context()) == keepsake(GUIDE, Context(answers={"done": True})) == ()


@pytest.mark.parametrize("language", ["nl", "en"])
def test_a_room_sees_the_votes_and_nothing_that_was_written(language: Any) -> None:
    other = FULL | {"vote": "wanneer-weg", "aim": "geheim"}
    group = Group((FULL,) * 7 + (other,) * 5, 5, False)
    blocks = summarise(GUIDE, group, language)
    chart = next(block for block in blocks if isinstance(block, Chart))
    assert "(7 van 12)" in chart.title or "(7 of 12)" in chart.title
    assert "geheim" not in in_words(blocks)
    assert GUIDE.essential_note.text.in_(language) in in_words(blocks)  # never as if it were the article's


def test_a_tie_is_called_a_tie() -> None:
    group = Group((FULL,) * 5 + (FULL | {"vote": "wanneer-weg"},) * 5, 5, False)
    chart = next(block for block in summarise(GUIDE, group, "nl") if isinstance(block, Chart))
    assert chart.title == "Gelijke stand: 5 van 10 voor meer dan één vraag"


def test_a_room_below_the_minimum_sees_no_votes() -> None:
    assert "te weinig mensen" in in_words(summarise(GUIDE, Group((FULL,) * 4, 5, False), "nl"))


# --- what an author can get wrong --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda raw: raw["questions"][0].update(phase="nergens"), "guide-phase"),
        (lambda raw: raw["phases"].append(raw["phases"][0] | {"id": "leeg"}), "guide-empty"),
        (lambda raw: raw["questions"][0].update(id="own"), "reserved-id"),
        (lambda raw: raw["questions"][0].update(id="dit-gesprek"), "double-id"),
        (lambda raw: raw["essential"][0].update(id="wanneer-weg"), "double-id"),
    ],
)
def test_a_mistake_has_its_own_sentence(change: Any, code: str) -> None:
    raw = deepcopy(RAW)
    change(raw)
    with pytest.raises(ValidationError) as caught:
        Guide.model_validate(raw)
    assert caught.value.errors()[0]["type"] == code
    assert known(f"error.{code}")
