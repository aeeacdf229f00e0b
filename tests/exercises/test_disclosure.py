"""Disclosure: who may hear what, the red flag, rules that only look for words, and a message of one's own."""

import json
from copy import deepcopy

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from workbook.content import interface, yaml_source
from workbook.content.answers import DONE
from workbook.content.places import data_dir
from workbook.content.text import LANGUAGES
from workbook.exercises.disclosure import ALOUD, AUDIENCES, MESSAGE, Disclosure, heard, kept, written
from workbook.exercises.disclosure.response import noticed
from workbook.scoring import UNANSWERED, Respondent, reachable, score, simulate
from workbook.store import participants, responses
from workbook.store.engine import in_memory
from workbook.store.privacy import Group
from workbook.view.blocks import Chart, as_data
from workbook.view.context import Context, keepsake, render, summarise
from workbook.view.inputs import Button

THEME = yaml_source.read(data_dir() / "themes" / "anti-verkopen.yaml").value
EXERCISES = [e for section in THEME["sections"] for e in section["exercises"]]


def raw():
    return deepcopy(next(exercise for exercise in EXERCISES if exercise["type"] == "disclosure"))


A2 = Disclosure.model_validate(raw())
FIRST, SECOND = A2.batches
HEALTH = [one for one in A2.statements if one.health]
STRONG = simulate(A2, Respondent("strong"))
WEAK = simulate(A2, Respondent("weak"))
EVERYBODY = [Respondent("strong"), Respondent("weak"), *(Respondent("random", seed) for seed in range(60))]
SORTED_AS_MAKERS = {heard(one): one.audience for one in A2.statements}


def ids(answers):
    return {f.id for f in score(A2, answers).feedback}


def said(answers, **context):
    return json.dumps(as_data(render(A2, Context(answers=answers, **context))), ensure_ascii=False)


def message(first="Ik doe dit niet.", why="Het past niet.", advice="Praat samen."):
    texts = dict(zip((written(part) for part in A2.parts), (first, why, advice), strict=True))
    return {item: text for item, text in texts.items() if text}


# -- sorting ----------------------------------------------------------------------------------------------------------


def test_ten_statements_of_which_two_are_about_health_and_nobodys_business():
    assert len(A2.statements) == 10
    assert [len(batch) for batch in A2.batches] == [5, 5]
    assert {one.audience for one in HEALTH} == {"nobody"}
    assert [sum(one.audience == name for one in A2.statements) for name in AUDIENCES] == [4, 3, 3]


def test_the_samples_of_the_design_are_sorted_as_it_says():
    keys = {one.text.nl: one.audience for one in A2.statements}
    assert keys["'Noor wil liever met dieren werken.'"] == "consent"
    assert keys["'Ik start deze coaching niet in deze vorm.'"] == "client"
    assert keys["'Haar klachten komen door het werk.'"] == "nobody"


@pytest.mark.parametrize("audience", AUDIENCES)
def test_the_same_answer_everywhere_recognises_at_most_four(audience):
    assert score(A2, {heard(one): audience for one in A2.statements}).points <= 4


def test_each_statement_sorted_as_the_makers_do_counts_one():
    assert score(A2, SORTED_AS_MAKERS).counts == {"right": 10, "of": 10, "leaks": 0}
    assert score(A2, {heard(A2.statements[0]): "client"}).points == 1
    assert score(A2, {heard(A2.statements[0]): "nobody"}).points == 0


def test_what_was_left_out_is_not_wrong_and_nothing_is_unanswered():
    result = score(A2, {heard(FIRST[0]): FIRST[0].audience})
    assert result.parts[heard(FIRST[0])] == 1
    assert result.parts[heard(SECOND[0])] is None
    assert score(A2, {"_at": "say", f"{FIRST[0].id}.{DONE}": True}) == UNANSWERED
    assert score(A2, message()).status == "unscored"


@given(st.dictionaries(st.sampled_from([heard(one) for one in A2.statements]), st.sampled_from(AUDIENCES)))
def test_points_stay_in_bounds_ignore_order_and_rise_with_every_answer_mended(answers):
    result = score(A2, answers)
    assert result == score(A2, dict(reversed(answers.items())))
    assert 0 <= (result.points or 0) <= len(answers)
    for item in answers:
        mended = score(A2, answers | {item: SORTED_AS_MAKERS[item]})
        assert mended.points >= result.points


def test_health_to_the_client_raises_the_red_flag_and_nothing_else_does():
    for one in A2.statements:
        for audience in AUDIENCES:
            flagged = f"{heard(one)}:red-flag" in ids({heard(one): audience})
            assert flagged == (one.health and audience == "client")
    leaked = {heard(one): "client" for one in HEALTH}
    shown = said(SORTED_AS_MAKERS | leaked | {f"{FIRST[0].id}.{DONE}": True}, at=FIRST[0].id)
    assert shown.count("Rode vlag: gezondheid") == 1
    assert A2.red_flag.text.nl in shown


# -- the message ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("parts", "rule", "word"),
    [
        ({"first": "Ik kan niet verder, ze is ziek geweest."}, "gezondheid", "ziek"),
        ({"advice": "Let op haar Gezondheid."}, "gezondheid", "Gezondheid"),
        ({"why": "She had HEALTH complaints."}, "gezondheid", "HEALTH"),
        ({"why": "Ze wil met dieren werken."}, "van-noor", "dieren"),
        ({"why": "Noor vindt het niets."}, "van-noor", "Noor"),
        ({"first": "Ik doe het misschien niet."}, "vaag-nee", "misschien"),
        ({"first": "Perhaps I won't."}, "vaag-nee", "Perhaps"),
    ],
)
def test_a_rule_names_the_word_it_found(parts, rule, word):
    found = noticed(A2, message(**parts))
    assert [(one.id, told) for one, _, told in found] == [(rule, word)]
    note = next(f for f in score(A2, message(**parts)).feedback if f.id == f"{MESSAGE}:{rule}")
    assert f"'{word}'" in note.text.nl
    assert f"'{word}'" in note.text.en


@pytest.mark.parametrize(
    "parts",
    [
        {},
        {"advice": "Praat met Noor over de rol."},  # her name in the advice is fine
        {"why": "Dit is een partij die ik niet ken."},  # 'arts' and 'ill' inside other words do not count
        {"why": "I will say still what I think.", "first": "Ik stop. De artsenij is dicht."},
        {"why": "(*)+?[", "first": "😀"},
    ],
)
def test_the_rules_are_silent_about_other_words(parts):
    assert noticed(A2, message(**parts)) == ()


def test_the_makers_example_trips_no_rule_in_either_language():
    for language in LANGUAGES:
        answers = {written(part): part.example.in_(language) for part in A2.parts}
        assert noticed(A2, answers) == ()


def test_rules_stand_on_the_screen_before_anything_is_written():
    shown = said(SORTED_AS_MAKERS | {f"{b[0].id}.{DONE}": True for b in A2.batches}, at=MESSAGE)
    assert all(rule.title.nl in shown for rule in A2.rules)
    assert "De regels zoeken alleen woorden" in shown


def test_what_a_rule_noticed_can_be_overruled_and_the_message_changed_until_the_end():
    answers = WEAK | {DONE: False}
    rule = noticed(A2, answers)[0][0]
    assert not A2.locked(kept(rule), answers)
    assert not A2.locked(written(A2.parts[0]), answers)
    assert kept(rule) in said(answers, at="say")
    assert A2.locked(written(A2.parts[0]), WEAK)


# -- texts ------------------------------------------------------------------------------------------------------------


def test_exactly_the_listed_feedback_can_occur():
    seen = {f.id for r in EVERYBODY for f in score(A2, simulate(A2, r)).feedback}
    seen |= ids({heard(one): "client" for one in A2.statements})
    assert seen == reachable(A2)


# -- what may be stored -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("respondent", EVERYBODY[:5], ids=str)
def test_the_store_takes_a_made_up_response_answer_by_answer(respondent):
    engine = in_memory()
    person = participants.recognise(engine, "somebody").id
    answers = simulate(A2, respondent)
    for number, (item, value) in enumerate(answers.items()):
        history = responses.save(engine, person, "", A2, item, value, f"k{number}")
    assert history.done
    assert history.current.answers == answers


def test_a_batch_locks_as_a_whole():
    committed = {heard(one): "client" for one in FIRST} | {f"{FIRST[0].id}.{DONE}": True}
    assert all(A2.locked(heard(one), committed) for one in FIRST)
    assert not A2.locked(heard(SECOND[0]), committed)


def test_a_facilitator_can_choose_statements_and_their_order():
    few = A2.with_options(Disclosure.Options(statements=("ziek-thuis", "met-dieren")))
    assert [one.id for one in few.statements] == ["ziek-thuis", "met-dieren"]
    assert score(few, simulate(few, Respondent("strong"))).counts["of"] == 2
    assert A2.with_options(Disclosure.Options()) == A2
    with pytest.raises(KeyError):
        A2.with_options(Disclosure.Options(statements=("nergens",)))
    with pytest.raises(ValidationError):
        Disclosure.Options(statements=("ziek-thuis", "ziek-thuis"))


# -- screens ----------------------------------------------------------------------------------------------------------

SECRETS = [*(one.feedback for one in A2.statements), A2.red_flag.text, *(part.example for part in A2.parts)]


def buttons(blocks):
    for block in blocks:
        if isinstance(block, Button):
            yield block
        yield from buttons(getattr(block, "blocks", ()))


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_shows_before_it_may_and_there_is_one_primary_button(language):
    whole = list(WEAK.items())
    places = ["", FIRST[0].id, SECOND[0].id, MESSAGE, "change", "say", "result", "nowhere", f"look:{FIRST[0].id}"]
    for stage in range(len(whole) + 1):
        answers = dict(whole[:stage])
        for place in places:
            context = Context(language=language, answers=answers, at=place, feedback=False)
            blocks = render(A2, context)
            shown = json.dumps(as_data(blocks), ensure_ascii=False)
            assert not [text for text in SECRETS if text.in_(language) in shown]
            assert "<svg" not in shown
            primary = [b for b in buttons(blocks) if b.style == "primary"]
            assert len(primary) == (0 if answers.get(DONE) and not place.startswith("look:") else 1)


def test_feedback_opens_per_batch_and_not_before():
    begun = {heard(one): "nobody" for one in FIRST}
    assert FIRST[1].feedback.nl not in said(begun)
    committed = begun | {f"{FIRST[0].id}.{DONE}": True}
    shown = said(committed, at=FIRST[0].id)
    assert all(one.feedback.nl in shown for one in FIRST)
    assert SECOND[0].feedback.nl not in shown
    assert "De makers kiezen: het bureau. Jij koos: niemand" in shown
    assert said(committed, at="") == shown, "after the first commit the makers' view comes before what is next"


def test_the_buttons_lead_from_the_first_statement_to_the_end():
    answers, at = {}, ""
    for _ in range(12):
        primary = [b for b in buttons(render(A2, Context(answers=answers, at=at))) if b.style == "primary"]
        assert len(primary) == 1
        answers |= {item: STRONG[item] for item in primary[0].needs}
        if primary[0].item == "_at":
            at = primary[0].value
        else:
            answers[primary[0].item] = True
        if answers.get(DONE):
            break
    assert answers.get(DONE)
    assert {item for item in A2.items() if "." in item and not item.startswith("rule-")} <= set(answers)


# -- result -----------------------------------------------------------------------------------------------------------


def chart(answers, language="nl"):
    return next(b for b in render(A2, Context(answers=answers, language=language)) if isinstance(b, Chart))


def test_the_triangle_says_what_went_where():
    early = STRONG | {heard(A2.statements[1]): "client"}
    leaked = early | {heard(one): "client" for one in HEALTH}
    assert chart(STRONG).title == "Van Noor ging niets naar het bureau zonder het eerst te vragen"
    assert chart(early).title == "Wat van Noor is en toch rechtstreeks ging: 1"
    assert chart(leaked).title == "Over gezondheid ging naar het bureau: 2"
    assert chart(leaked).text == (
        "Rechtstreeks naar het bureau: 7, waarvan niet van jou: 3. Eerst aan Noor vragen: 2. Blijft bij jou: 1."
    )
    assert chart(STRONG, "en").title == "Nothing of Noor's went to the firm without asking first"


def test_the_result_counts_and_names_what_went_too_far():
    shown = said(STRONG | {heard(A2.statements[1]): "client"})
    assert "Bij 9 van de 10 uitspraken koos je zoals de makers." in shown
    assert "'Noor wil liever met dieren werken.' – pas als Noor ja zegt" in shown
    assert "Dit ging bij jou rechtstreeks door" not in said(STRONG)


def test_the_own_message_is_the_keepsake_and_stays_out_of_pictures():
    answers = STRONG | message(first="<b>Ik $x$ 😀</b>") | {ALOUD: True}
    blocks = keepsake(A2, Context(answers=answers))
    shown = json.dumps(as_data(blocks), ensure_ascii=False)
    assert "<b>Ik $x$ 😀</b>" in shown
    assert "Hardop gezegd." in shown
    assert not [b for b in blocks if isinstance(b, Chart)]
    assert keepsake(A2, Context(answers=message())) == ()
    assert "uitspraken" not in str(keepsake(A2, Context(answers=answers, feedback=False)))


@settings(deadline=None, max_examples=15)
@given(st.data())
def test_any_stored_answers_can_be_read_and_drawn(data):
    whole = simulate(A2, Respondent("random", data.draw(st.integers(0, 30))))
    answers = {item: whole[item] for item in data.draw(st.lists(st.sampled_from(sorted(whole)), unique=True))}
    assert {f.id for f in score(A2, answers).feedback} <= reachable(A2)
    for at in ("", "say", "change", SECOND[0].id):
        assert render(A2, Context(answers=answers, at=at))
    keepsake(A2, Context(answers=answers))


# -- group ------------------------------------------------------------------------------------------------------------


def test_a_room_sees_the_statement_most_often_sorted_differently_and_no_texts():
    wrong = SORTED_AS_MAKERS | {heard(A2.statements[7]): "client"} | message(first="QQ")
    people = (wrong,) * 4 + (SORTED_AS_MAKERS | message(first="QQ"),) * 2
    blocks = summarise(A2, Group(people, 5, False), "nl")
    assert blocks[1].title == "Het vaakst anders dan de makers (4 van 6): 'Ze is lang ziek thuis geweest.'"
    assert "het bureau 4, pas als Noor ja zegt 0, niemand 2" in blocks[1].text
    assert "QQ" not in json.dumps(as_data(blocks))


def test_a_room_that_agrees_or_answered_too_little_gets_words_instead_of_a_picture():
    assert "Niemand koos ergens anders" in str(summarise(A2, Group((SORTED_AS_MAKERS,) * 5, 5, False), "nl"))
    assert "te weinig mensen" in str(summarise(A2, Group(({DONE: True},) * 5, 5, False), "nl"))


# -- authors ----------------------------------------------------------------------------------------------------------


def _unknown_part(content):
    content["rules"][0]["parts"] = ["nergens"]


def _same_id(content):
    content["statements"][1]["id"] = content["statements"][0]["id"]


def _taken_id(content):
    content["statements"][0]["id"] = MESSAGE


def _two_parts(content):
    content["parts"].pop()


@pytest.mark.parametrize(
    ("spoil", "code"),
    [
        (_unknown_part, "disclosure-part"),
        (_same_id, "double-id"),
        (_taken_id, "reserved-id"),
        (_two_parts, "too_short"),
    ],
)
def test_an_authors_slip_is_named(spoil, code):
    content = raw()
    spoil(content)
    with pytest.raises(ValidationError) as error:
        Disclosure.model_validate(content)
    assert [details["type"] for details in error.value.errors()] == [code]
    assert code == "too_short" or interface.known(f"error.{code}")
