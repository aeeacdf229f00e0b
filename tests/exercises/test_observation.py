"""The observation sheet: what counts, what the rules say, the order of a debrief, and what a room may see."""

import json
import random
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
from workbook.exercises.observation import COMPLIMENT, KEYS, ORDER, OWN, QUESTION, SEQUENCE, Observation, asked, written
from workbook.exercises.observation.scoring import noticed, noticed_own, placed
from workbook.scoring import Respondent, reachable, score, simulate
from workbook.store import participants, responses
from workbook.store.engine import in_memory
from workbook.store.privacy import Group
from workbook.view.blocks import as_data
from workbook.view.context import Context, keepsake, render, summarise
from workbook.view.html import as_html

THEME = yaml_source.read(data_dir() / "themes" / "op-stap-met-de-baas.yaml").value
RAW = next(e for section in THEME["sections"] for e in section["exercises"] if e["type"] == "observation")
SHEET = Observation.model_validate(RAW)
FIRST, SANDWICH = SHEET.batches[0], next(r for r in SHEET.rewrites if r.compliment)
STEPS = [step.id for step in SHEET.steps]
AS_MAKERS = simulate(SHEET, Respondent("strong"))
EVERYONE = [Respondent("strong"), Respondent("weak"), *(Respondent("random", seed) for seed in range(200))]
FEW = [Respondent("strong"), Respondent("weak"), Respondent("random", 3)]


def shown(answers: dict[str, Value], **context: Any) -> str:
    return json.dumps(as_data(render(SHEET, Context(answers=answers, **context))), ensure_ascii=False)


def found(answers: dict[str, Value], kind: str, **context: Any) -> list[dict[str, Any]]:
    def walk(blocks: list[dict[str, Any]]) -> list[dict[str, Any]]:
        return [b for b in blocks if b["kind"] == kind] + [x for b in blocks for x in walk(b.get("blocks", []))]

    return walk(as_data(render(SHEET, Context(answers=answers, **context))))


def test_the_sheet_has_10_notes_3_rewrites_and_5_steps() -> None:
    assert [len(batch) for batch in SHEET.batches] == [5, 5]
    assert [note.key for note in SHEET.notes].count("observation") == 5
    assert (len(SHEET.rewrites), len(SHEET.steps)) == (3, 5)


@pytest.mark.parametrize(("kind", "points"), [("strong", 10), ("weak", 0)])
def test_each_note_counts_1_of_10(kind: Any, points: int) -> None:
    result = score(SHEET, simulate(SHEET, Respondent(kind)))
    assert (result.status, result.points, result.maximum) == ("scored", points, 10)


def test_nothing_answered_is_unanswered_and_only_texts_are_not_scored() -> None:
    assert score(SHEET, {}).status == "unanswered"
    assert score(SHEET, {COMPLIMENT: "Je liet de klant uitpraten."}).status == "unscored"


def test_notes_left_out_are_not_scored_as_zero() -> None:
    result = score(SHEET, {asked(FIRST[0]): FIRST[0].key})
    assert result.points == 1
    assert result.parts[asked(FIRST[1])] is None


SOME = st.dictionaries(st.sampled_from([asked(note) for note in SHEET.notes]), st.sampled_from(KEYS))


@given(SOME, st.randoms(), st.sampled_from(SHEET.notes))
def test_points_stay_within_bounds_whatever_the_order_and_rise_with_what_is_seen(
    answers: dict[str, Value], dice: random.Random, note: Any
) -> None:
    pairs = list(answers.items())
    dice.shuffle(pairs)
    result = score(SHEET, answers)
    assert score(SHEET, dict(pairs)).points == result.points
    if answers:
        assert result.points is not None
        assert 0 <= result.points <= len(answers)
        more = score(SHEET, answers | {asked(note): note.key}).points
        assert more is not None
        assert result.points <= more <= result.points + 1


@given(st.permutations(STEPS))
def test_the_makers_order_alone_puts_all_steps_in_place(order: list[str]) -> None:
    hits = placed(SHEET, {SEQUENCE: " ".join(order)})
    assert hits is not None
    assert all(hits) is (order == STEPS)
    assert sum(hits) != 4  # one step alone cannot be out of place


def test_the_order_that_is_handed_out_has_no_step_in_its_place() -> None:
    assert placed(SHEET, {SEQUENCE: " ".join(SHEET.start)}) == [False] * 5
    assert placed(SHEET, {}) is None


@pytest.mark.parametrize("given_order", ["verkoper", "verkoper verkoper compliment vraag wens", "", 3, "wens  vraag"])
def test_an_order_that_lacks_a_step_is_refused(given_order: Any) -> None:
    with pytest.raises(Refused):
        SHEET.check(SEQUENCE, given_order, {})


@pytest.mark.parametrize(
    ("text", "rules"),
    [
        ("Je liet de klant uitpraten. Daarna kwam het budget.", ()),
        ("Goed gedaan, maar vraag eerder door.", ("but",)),
        ("Well done, but ask sooner.", ("but",)),
        ("Je luistert altijd goed.", ("absolute",)),
        ("Maar je laat klanten nooit uitpraten.", ("but", "absolute")),
        ("Je was een waardig gastheer in het maartse weer.", ()),  # part of a longer word
        ("  ", ()),
        (SANDWICH.text.nl.upper(), ("but", "unchanged")),
        (SANDWICH.text.en, ("but", "unchanged")),
    ],
)
def test_the_rules_look_at_whole_words_in_both_languages(text: str, rules: tuple[str, ...]) -> None:
    assert noticed(SANDWICH, {written(SANDWICH): text}) == rules


def test_maar_is_no_matter_where_no_compliment_is_asked() -> None:
    rewrite = SHEET.rewrites[0]
    assert noticed(rewrite, {written(rewrite): "Je stelde één vraag, maar wel een lange."}) == ()


def test_the_own_compliment_is_looked_at_for_maar_and_the_question_only_for_altijd() -> None:
    assert noticed_own({COMPLIMENT: "Je vroeg door, maar laat.", QUESTION: "Waarom?"}) == ("but",)
    assert noticed_own({COMPLIMENT: "Je vroeg door.", QUESTION: "Maar waarom doe je dat altijd?"}) == ("absolute",)


def test_an_overruled_rule_is_counted_apart() -> None:
    answers = {written(SANDWICH): "Fijn, maar laat.", f"{SANDWICH.id}.but": True, asked(FIRST[0]): "judgement"}
    counts = score(SHEET, answers).counts
    assert (counts["spoke"], counts["own"]) == (1, 1)


def test_every_feedback_text_can_be_reached_and_no_other() -> None:
    given_out = {f.id for who in EVERYONE for f in score(SHEET, simulate(SHEET, who)).feedback}
    assert given_out == reachable(SHEET)
    assert len(given_out) == 10 + 5 + (3 + 2 * 3 + 1) + 2


@pytest.mark.parametrize("who", FEW, ids=str)
def test_a_made_up_response_is_accepted_item_by_item(who: Respondent) -> None:
    engine, person = in_memory(), "p" * 48
    participants.recognise(engine, person)
    response = simulate(SHEET, who)
    for number, (item, value) in enumerate(response.items()):
        history = responses.save(engine, person, "", SHEET, item, value, f"k{number}")
    assert history.done
    assert history.current.answers == response


def test_a_committed_batch_and_order_are_locked_and_rules_and_own_lines_stay_open() -> None:
    committed: dict[str, Value] = {f"{FIRST[0].id}.{DONE}": True, f"{ORDER}.{DONE}": True, DONE: True}
    assert SHEET.locked(asked(FIRST[4]), committed)
    assert SHEET.locked(SEQUENCE, committed)
    assert not SHEET.locked(f"{SANDWICH.id}.but", committed)
    assert not SHEET.locked(COMPLIMENT, committed)
    assert SHEET.locked(COMPLIMENT, committed | {f"{OWN}.{DONE}": True})


@pytest.mark.parametrize("who", FEW, ids=str)
@pytest.mark.parametrize("feedback", [True, False])
@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_stage_can_be_drawn(who: Respondent, feedback: bool, language: Any) -> None:
    told = list(simulate(SHEET, who).items())
    for n in range(0, len(told) + 1, 3):
        for at in ("", "gone", SANDWICH.id, ORDER, f"look:{ORDER}", f"look:{OWN}", f"look:{FIRST[0].id}"):
            context = Context(answers=dict(told[:n]), at=at, feedback=feedback, language=language)
            assert as_data(render(SHEET, context))
            assert as_html(render(SHEET, context)) is not None
            keepsake(SHEET, context)


ODD = st.dictionaries(
    st.sampled_from(list(SHEET.items())), st.sampled_from([*KEYS, True, "", "x", " ".join(STEPS)]), max_size=12
)


@given(ODD, st.sampled_from(["", ORDER, OWN, f"look:{ORDER}"]))
def test_answers_in_an_odd_order_can_be_drawn_and_scored(answers: dict[str, Value], at: str) -> None:
    score(SHEET, answers)
    assert render(SHEET, Context(answers=answers, at=at))
    keepsake(SHEET, Context(answers=answers))


def key_texts() -> list[str]:
    views = [one.feedback for part in (SHEET.notes, SHEET.rewrites, SHEET.steps) for one in part]
    views += [rewrite.example for rewrite in SHEET.rewrites] + [rule.text for rule in SHEET.rules]
    return [text.in_(language) for text in views for language in ("nl", "en")]


@pytest.mark.parametrize("language", ["nl", "en"])
def test_no_key_is_shown_while_the_feedback_is_closed(language: Any) -> None:
    told = list(simulate(SHEET, Respondent("weak")).items())
    for n in range(len(told) + 1):
        for at in ("", "result", ORDER, f"look:{FIRST[0].id}", f"look:{ORDER}", f"look:{SANDWICH.id}"):
            page = shown(dict(told[:n]), at=at, feedback=False, language=language)
            assert not [text for text in key_texts() if text in page]


def test_the_makers_view_comes_after_five_notes() -> None:
    answers: dict[str, Value] = {asked(note): note.key for note in FIRST}
    assert FIRST[0].feedback.nl not in shown(answers)
    page = shown(answers | {asked(FIRST[0]): "judgement", f"{FIRST[0].id}.{DONE}": True})
    assert FIRST[0].feedback.nl in page
    assert "De makers zeggen: waarneming" in page
    assert SHEET.batches[1][0].feedback.nl not in page


def test_the_rules_are_told_before_anybody_writes() -> None:
    told = {k: v for k, v in AS_MAKERS.items() if k.split(".")[0] in {note.id for note in SHEET.notes}}
    page = shown(told | {f"{r.id}.{DONE}": True for r in SHEET.rewrites if r is not SANDWICH}, at=SANDWICH.id)
    assert "‘maar’ na een compliment" in page
    assert SANDWICH.example.nl not in page


def test_a_flagged_sentence_is_explained_and_can_stand() -> None:
    answers = {k: v for k, v in AS_MAKERS.items() if k != DONE and k.split(".")[0] not in (ORDER, OWN)}
    answers[written(SANDWICH)] = "Mooi gedaan, maar vraag door."
    page = shown(answers, at=SANDWICH.id)
    assert SHEET.rule("but").text.nl in page
    assert SANDWICH.example.nl in page
    assert [check["item"] for check in found(answers, "check", at=SANDWICH.id)] == [f"{SANDWICH.id}.but"]


def test_the_debrief_is_handed_out_in_another_order_and_moved_with_buttons() -> None:
    answers = {k: v for k, v in AS_MAKERS.items() if k != DONE and k.split(".")[0] not in (ORDER, OWN)}
    order = found(answers, "order", at=ORDER)[0]
    assert [row["value"] for row in order["rows"]] == list(SHEET.start)
    assert (order["up"], order["down"]) == ("omhoog", "omlaag")


def test_the_track_counts_the_steps_in_place_and_gives_the_compliment_room() -> None:
    swapped = [STEPS[0], STEPS[2], STEPS[1], *STEPS[3:]]
    chart = found(AS_MAKERS | {SEQUENCE: " ".join(swapped)}, "chart")[0]
    assert chart["title"] == "Bij 3 van de 5 stappen koos je dezelfde plek als de makers"
    assert "2. Jij geeft één compliment (jij: Jij stelt één vraag)." in chart["text"]
    assert "Om ‘Jij geeft één compliment’ zit ruimte" in chart["text"]


def test_the_result_counts_to_ten_and_names_what_differed() -> None:
    assert "Bij 10 van de 10 notities zag je hetzelfde als de makers." in shown(AS_MAKERS)
    note = SHEET.notes[3]
    page = shown(AS_MAKERS | {asked(note): "observation"})
    assert f"Bij 9 van de 10 notities zag je hetzelfde als de makers. Anders was: ‘{note.text.nl}’" in page


def test_the_compliment_stands_on_a_card_of_its_own() -> None:
    cards = [box for box in found(AS_MAKERS, "box") if box.get("title") == "Mijn compliment"]
    assert len(cards) == 1
    assert len(cards[0]["blocks"]) == 1


def test_somebody_without_a_compliment_can_finish_and_write_it_later() -> None:
    answers = {k: v for k, v in AS_MAKERS.items() if not k.startswith(OWN)}
    assert "Schrijf alsnog een compliment" in shown(answers)
    assert [f["item"] for f in found(answers, "textfield", at=f"look:{OWN}")] == [COMPLIMENT, QUESTION]


def test_every_screen_has_at_most_one_primary_button() -> None:
    told = list(simulate(SHEET, Respondent("random", 2)).items())
    for n in range(len(told)):
        for at in ("", *(name for name in (ORDER, OWN, SANDWICH.id))):
            primary = [b for b in found(dict(told[:n]), "button", at=at) if b.get("style", "primary") == "primary"]
            assert len(primary) == 1


def test_the_keepsake_holds_own_words_at_once_and_the_makers_order_only_with_the_feedback() -> None:
    assert keepsake(SHEET, Context()) == ()
    closed = json.dumps(as_data(keepsake(SHEET, Context(answers=AS_MAKERS, feedback=False))), ensure_ascii=False)
    opened = json.dumps(as_data(keepsake(SHEET, Context(answers=AS_MAKERS))), ensure_ascii=False)
    assert str(AS_MAKERS[COMPLIMENT]) in closed
    assert SHEET.steps[0].text.nl not in closed
    assert SHEET.steps[0].text.nl in opened


@pytest.mark.parametrize("people", [5, 6, 12])
@pytest.mark.parametrize("language", ["nl", "en"])
def test_a_room_sees_what_the_rules_noticed_and_no_sentence_of_anybody(people: int, language: Any) -> None:
    answers = [simulate(SHEET, Respondent("strong", seed)) for seed in range(people)]
    for one in answers:
        one[written(SANDWICH)] = "Alleen van mij, maar toch."
        one[asked(FIRST[0])] = "judgement"
    page = json.dumps(as_data(summarise(SHEET, Group(tuple(answers), 5, False), language)), ensure_ascii=False)
    assert f": {2 * people} " in page  # two of three rewrites without a rule
    assert FIRST[0].text.in_(language) in page
    assert "Alleen van mij" not in page
    assert "%" not in page.split("svg")[0]


def test_before_the_key_a_room_sees_its_own_first_step_and_only_then_the_makers_first_step() -> None:
    other = " ".join([STEPS[1], STEPS[0], *STEPS[2:]])
    answers: tuple[dict[str, Value], ...] = tuple(AS_MAKERS | {SEQUENCE: other} for _ in range(6))

    def said(key: bool) -> str:
        group = Group(answers, 5, False, key=key)
        return json.dumps(as_data(summarise(SHEET, group, "nl")), ensure_ascii=False)

    makers, own = SHEET.steps[0].title.nl, SHEET.steps[1].title.nl
    assert f"‘{own}’ kwam bij 6 van de 6 mensen op de eerste plaats." in said(key=False)
    assert makers not in said(key=False)
    assert f"‘{makers}’ kwam bij 0 van de 6 mensen op de eerste plaats." in said(key=True)


def test_a_room_in_which_too_few_answered_shows_no_numbers() -> None:
    answers: tuple[dict[str, Value], ...] = tuple({DONE: True} for _ in range(6))
    assert [block["kind"] for block in as_data(summarise(SHEET, Group(answers, 5, False), "nl"))] == ["prose"]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"start": STEPS}, "in een andere volgorde dan bij 'steps'"),
        ({"alone": "slot"}, "Bij 'alone' staat 'slot'"),
        ({"rules": RAW["rules"][:2]}, "precies deze regels: but, absolute, unchanged"),
    ],
)
def test_what_does_not_fit_together_is_refused_in_words(change: dict[str, Any], said: str) -> None:
    with pytest.raises(ValidationError) as refused:
        Observation.model_validate(RAW | change)
    source = Source(data_dir() / "themes" / "x.yaml", RAW, {})
    assert said in " ".join(problem.sentence("nl") for problem in invalid(source, refused.value))
