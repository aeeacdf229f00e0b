"""The scan: bands per step, what is only assumed, and one piece of advice for the first weak step."""

import json
from copy import deepcopy
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from workbook.content import interface, yaml_source
from workbook.content.answers import DONE, Refused
from workbook.content.text import LANGUAGES
from workbook.exercises.scan import CLIENT, CUSTOMER, FORM, Scan
from workbook.exercises.scan.gap import gaps, widest
from workbook.exercises.scan.reading import assumed, band, first_weak, means
from workbook.scoring import UNANSWERED, Respondent, reachable, score, simulate
from workbook.store import participants, responses
from workbook.store.engine import in_memory
from workbook.store.privacy import Group
from workbook.view.blocks import Chart, Table, as_data
from workbook.view.context import Context, keepsake, render, summarise
from workbook.view.inputs import Button, Choice

THEME = Path(__file__).parents[2] / "data" / "themes" / "anti-verkopen.yaml"
EVERYBODY = [Respondent("strong"), Respondent("weak"), *(Respondent("random", seed) for seed in range(200))]
SOME = [Respondent("strong"), Respondent("weak"), *(Respondent("random", seed) for seed in range(6))]


EXERCISES = [e for section in yaml_source.read(THEME).value["sections"] for e in section["exercises"]]


def raw():
    return deepcopy(next(exercise for exercise in EXERCISES if exercise["type"] == "scan"))


SHORT = Scan.model_validate(raw())
LONG = SHORT.with_options(Scan.Options(form="long"))
STEPS = [step.id for step in SHORT.steps]


def levels(*values, seen=""):
    """Levels for the short form, lowest step first, each with the same evidence; None leaves one out."""
    pairs = [(s.id, value) for s, value in zip(SHORT.asked, values, strict=True) if value is not None]
    return {f"{name}.level": value for name, value in pairs} | {f"{name}.evidence": seen for name, _ in pairs}


def ids(exercise, answers):
    return [f.id for f in score(exercise, answers).feedback]


# -- reading ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("mean", "expected"),
    [(0, "low"), (0.99, "low"), (1, "middle"), (5 / 3, "middle"), (1.99, "middle"), (2, "high"), (3, "high")],
)
def test_below_one_is_low_below_two_is_middle_from_two_is_high(mean, expected):
    assert band(mean) == expected


@given(st.floats(0, 3), st.floats(0, 3))
def test_a_higher_mean_never_gives_a_lower_band(one, other):
    order = ["low", "middle", "high"]
    assert (order.index(band(max(one, other))) >= order.index(band(min(one, other)))) is True


@pytest.mark.parametrize(
    ("values", "weak"),
    [
        ((3, 3, 3, 3), None),
        ((2, 2, 2, 2), None),
        ((1, 0, 0, 0), "know"),
        ((2, 1, 0, 3), "like"),
        ((3, 2, 0, 1), "trust-can"),
        ((3, 3, 3, 1), "trust-honest"),
        ((None, 3, 0, 0), "trust-can"),  # a step that was left out is not weak
    ],
)
def test_the_first_step_that_is_not_high_gets_the_advice(values, weak):
    answers = levels(*values, seen="Belde zelf.")
    found = first_weak(SHORT, answers)
    assert (found.id if found else None) == weak
    assert ids(SHORT, answers) == [f"{weak}:advice" if weak else "steps:all-high"]


def test_an_answer_without_evidence_is_an_assumption_and_an_unanswered_one_is_not():
    answers = levels(3, 3, None, 0) | {"like-graag.evidence": "Vroeg naar mij.", "know-wat.evidence": " \n "}
    assert [statement.id for statement in assumed(SHORT, answers)] == ["know-wat", "eerlijk-zeggen"]
    assert score(SHORT, answers).counts == {"weak": 1, "assumptions": 2}


def test_answers_left_out_are_not_counted_as_zero():
    assert means(SHORT, levels(3, None, 0, None)) == dict(zip(STEPS, (3, None, 0, None), strict=True))
    two_of_three = {"know-wat.level": 3, "know-hoe.level": 2}
    assert means(LONG, two_of_three)["know"] == 2.5
    assert "steps:all-high" not in ids(SHORT, levels(3, 3, 3, None))
    assert score(SHORT, {"_at": "know"}) == UNANSWERED


def test_the_long_form_takes_the_mean_of_three():
    answers = {"know-wat.level": 3, "know-hoe.level": 2, "know-collegas.level": 0}
    assert means(LONG, answers)["know"] == pytest.approx(5 / 3)
    assert band(5 / 3) == "middle"


@pytest.mark.parametrize("exercise", [SHORT, LONG], ids=["short", "long"])
def test_exactly_the_listed_feedback_can_occur(exercise):
    seen = {f.id for r in EVERYBODY for f in score(exercise, simulate(exercise, r)).feedback}
    # high on all but the last step is too rare for chance with three statements each
    high = {f"{s.id}.level": 1 if s.step == "trust-honest" else 3 for s in LONG.asked}
    seen |= set(ids(LONG, high))
    assert seen == reachable(exercise)


@settings(deadline=None, max_examples=15)
@given(st.data())
def test_any_stored_answers_can_be_read_and_drawn_in_any_order(data):
    whole = simulate(LONG, Respondent("random", data.draw(st.integers(0, 30))))
    items = data.draw(st.lists(st.sampled_from(sorted(whole)), unique=True))
    answers = {item: whole[item] for item in items}
    result = score(LONG, answers)
    assert {f.id for f in result.feedback} <= reachable(LONG)
    assert result == score(LONG, dict(reversed(answers.items())))
    assert all(mean is None or 0 <= mean <= 3 for mean in result.parts.values())
    assert render(LONG, Context(answers=answers))
    assert render(LONG, Context(answers=answers, feedback=False))
    keepsake(LONG, Context(answers=answers))


def test_a_self_assessment_has_no_points():
    assert {score(SHORT, simulate(SHORT, r)).status for r in SOME} == {"unscored"}


# -- what may be stored -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["Noor de Wit", "Jansen", "M.v.d."])
def test_more_than_initials_is_refused_in_a_plain_sentence(name):
    with pytest.raises(Refused) as refused:
        SHORT.check(CLIENT, name, {})
    sentence = interface.ui(refused.value.key, "nl", **refused.value.values)
    assert sentence == ("Gebruik alleen voorletters, hooguit vier tekens, bijvoorbeeld M.K.")


@pytest.mark.parametrize(("typed", "kept"), [("M.K.", "M.K."), (" RvD ", "RvD"), ("", "")])
def test_initials_are_kept_without_spaces_around_them(typed, kept):
    assert SHORT.check(CLIENT, typed, {}) == kept
    assert SHORT.check(CLIENT, None, {}) is None


def test_the_short_form_asks_one_statement_per_step_and_the_long_form_all():
    assert [statement.id for statement in SHORT.asked] == ["know-wat", "like-graag", "kunnen-lukt", "eerlijk-zeggen"]
    assert len(LONG.asked) == 12
    assert LONG.with_options(Scan.Options()).form == "long"
    assert SHORT.as_chosen({FORM: "long"}) == LONG
    assert SHORT.as_chosen({FORM: None}) == SHORT
    with pytest.raises(ValidationError):
        Scan.Options.model_validate({"form": "tiny"})


@pytest.mark.parametrize("exercise", [SHORT, LONG], ids=["short", "long"])
@pytest.mark.parametrize("respondent", SOME, ids=str)
def test_the_store_takes_a_made_up_response_answer_by_answer(exercise, respondent):
    engine = in_memory()
    person = participants.recognise(engine, "somebody").id
    answers = simulate(exercise, respondent)
    for number, (item, value) in enumerate(answers.items()):
        history = responses.save(engine, person, "", exercise, item, value, f"k{number}")
    assert history.done
    assert history.current.answers == answers
    assert exercise.locked(CLIENT, answers)


# -- screens ----------------------------------------------------------------------------------------------------------

SECRETS = [*(step.advice for step in SHORT.steps), SHORT.assumption.text, SHORT.all_high.text]
PLACES = ["", CLIENT, STEPS[0], STEPS[-1], "nowhere"]


def said(exercise, answers, **context):
    return json.dumps(as_data(render(exercise, Context(answers=answers, **context))), ensure_ascii=False)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("respondent", [None, SOME[0], SOME[2]], ids=str)
def test_every_stage_can_be_drawn_and_nothing_shows_before_it_may(language, respondent):
    whole = list(simulate(SHORT, respondent).items()) if respondent else []
    for stage in range(len(whole) + 1):
        answers = dict(whole[:stage])
        for place in PLACES:
            for feedback in (False, True) if place in ("", STEPS[0]) else (False,):
                shown = said(SHORT, answers, language=language, at=place, feedback=feedback)
                if not (answers.get(DONE) and feedback):
                    assert "<svg" not in shown
                    assert not [text for text in SECRETS if text.in_(language) in shown]


def buttons(blocks):
    for block in blocks:
        if isinstance(block, Button):
            yield block
        yield from buttons(getattr(block, "blocks", ()))


@pytest.mark.parametrize("exercise", [SHORT, LONG], ids=["short", "long"])
def test_the_buttons_lead_through_every_step_to_the_commit(exercise):
    at, asked = "", []
    for _ in range(10):
        primary = [b for b in buttons(render(exercise, Context(at=at))) if b.style == "primary"]
        assert len(primary) == 1
        asked.append(at)
        if primary[0].item == DONE:
            break
        at = primary[0].value
    assert asked == ["", *STEPS]
    assert set(primary[0].needs) == {CLIENT, *(f"{statement.id}.level" for statement in exercise.asked)}


def test_the_result_names_the_first_weak_step_the_assumptions_and_the_rule_of_thumb():
    answers = levels(3, 1, 0, 3) | {CLIENT: "MK", "know-wat.evidence": "Legde het zelf uit.", DONE: True}
    blocks = render(SHORT, Context(answers=answers))
    chart = next(block for block in blocks if isinstance(block, Chart))
    assert chart.title == "De eerste zwakke trede is ‘Like: de klant mag je’"
    assert "Know: de klant kent je – hoog;" in chart.text
    assert "Like: de klant mag je – midden (zonder voorbeeld: 1 van 1)" in chart.text
    shown = json.dumps(as_data(blocks), ensure_ascii=False)
    assert SHORT.steps[1].advice.nl in shown
    assert SHORT.steps[2].advice.nl not in shown
    assert "Nog een aanname: 3 van 4" in shown
    assert shown.count(SHORT.assumption.text.nl) == 1
    assert "eigen vuistregel" in shown
    assert "Wat jij over MK zei" in shown


def test_steps_with_evidence_are_not_hatched():
    with_evidence = render(SHORT, Context(answers=levels(3, 3, 3, 3, seen="Zei het.") | {DONE: True}))[0]
    without = render(SHORT, Context(answers=levels(3, 3, 3, 3) | {DONE: True}))[0]
    assert "<pattern" not in with_evidence.svg
    assert "<pattern" in without.svg
    assert without.svg.count(">aanname<") == 4


def test_what_people_typed_stays_out_of_pictures_and_in_the_keepsake():
    answers = levels(1, 1, 1, 1, seen="<b>$x$ 😀</b>") | {CLIENT: "<b>", DONE: True}
    blocks = keepsake(SHORT, Context(answers=answers))
    assert "<b>$x$ 😀</b>" in json.dumps(as_data(blocks), ensure_ascii=False)
    assert not [block for block in blocks if isinstance(block, Chart) and "😀" in block.svg]
    assert keepsake(SHORT, Context(answers=levels(1, 1, 1, 1))) == ()
    assert not [b for b in keepsake(SHORT, Context(answers=answers, feedback=False)) if isinstance(b, Chart)]


# -- short or long, up to three clients, and what the client says ------------------------------------------------------


def test_who_works_alone_chooses_short_or_long_and_a_room_does_not():
    alone = [b.item for b in render(SHORT, Context()) if isinstance(b, Choice)]
    assert alone == [FORM]
    assert not [b for b in render(SHORT, Context(room=True)) if isinstance(b, Choice)]
    long = render(SHORT, Context(answers={FORM: "long"}, at="know"))
    assert len([b for b in long if getattr(b, "role", "") == "card"]) == 3
    assert len([b for b in render(SHORT, Context(room=True, at="know")) if getattr(b, "role", "") == "card"]) == 1


def whole(level=3, seen="Belde zelf.", client="MK"):
    return {CLIENT: client} | levels(level, level, level, level, seen=seen) | {DONE: True}


def second(answers):
    return {f"2.{item}": value for item, value in answers.items()}


def test_a_second_client_has_stairs_of_their_own_and_stands_beside_the_first():
    both = whole(3, client="MK") | second(whole(1, seen="", client="QR"))
    first, other = (said(SHORT, both, at=at) for at in ("", "2:result"))
    assert "Je ziet op deze trap geen zwakke trede" in first
    assert "De eerste zwakke trede is ‘Know: de klant kent je’" in other
    table = next(b for b in render(SHORT, Context(answers=both)) if isinstance(b, Table))
    assert table.head == ("Trede", "MK", "QR")
    assert table.rows[0] == ("Know: de klant kent je", "hoog", "midden")
    assert "Kijk naar QR" in first
    assert "Kijk naar MK" in other
    assert not [b for b in render(SHORT, Context(answers=whole())) if isinstance(b, Table)]


def test_the_second_client_is_asked_after_the_first_and_locks_apart():
    assert "Neem nog een klant" in said(SHORT, whole())
    assert '"2.client"' in said(SHORT, whole(), at="2:client")
    assert '"2.client"' not in said(SHORT, levels(3, 3, 3, 3), at="2:client")
    assert SHORT.locked("know-wat.level", whole())
    assert not SHORT.locked("2.know-wat.level", whole())
    assert SHORT.locked("2.know-wat.level", whole() | second(whole()))
    three = whole() | second(whole()) | {item.replace("2.", "3.", 1): v for item, v in second(whole()).items()}
    assert "Neem nog een klant" not in said(SHORT, three)
    assert "2.client" not in SHORT.with_options(Scan.Options(clients=1)).items()
    with pytest.raises(Refused):
        SHORT.check("2.client", "Jansen", {})


@pytest.mark.parametrize("number", ["2:", "3:", "4:", "9:", "x:", ":"])
def test_a_bookmark_of_a_client_who_is_not_there_is_harmless(number):
    for answers in ({}, whole()):
        assert render(SHORT, Context(answers=answers, at=f"{number}know"))


def customer(*values):
    return {f"{CUSTOMER}.{step}": value for step, value in zip(STEPS, values, strict=True) if value is not None}


@pytest.mark.parametrize(
    ("theirs", "rule", "title"),
    [
        ((3, 3, 3, 1), "lower", "Het grootste verschil: ‘Know: de klant kent je’. Jij 2, je klant 3"),  # of equal ones
        ((2, 2, 3, 0), "higher", "Het grootste verschil: ‘Trust: je bent eerlijk’. Jij 2, je klant 0"),
        ((2, 3, 2, 2), "lower", "Het grootste verschil: ‘Like: de klant mag je’. Jij 2, je klant 3"),
        ((2, 2, 2, 2), "same", "Jij en je klant kiezen overal hetzelfde"),
        ((0, 2, 2, 3), "higher", "Het grootste verschil: ‘Know: de klant kent je’. Jij 2, je klant 0"),
    ],
)
def test_the_clients_answers_show_the_biggest_gap(theirs, rule, title):
    answers = whole(2) | customer(*theirs)
    assert f"{CUSTOMER}:{rule}" in ids(SHORT, answers)
    chart = [b for b in render(SHORT, Context(answers=answers)) if isinstance(b, Chart)][1]
    assert chart.title == title
    assert chart.text.endswith("Van 0 (klopt nog niet) tot 3 (klopt helemaal).")


def test_the_long_form_sets_the_clients_answer_beside_the_same_statement_not_beside_the_mean():
    answers = {FORM: "long"} | {f"{s.id}.level": 3 if s.short else 0 for s in LONG.asked} | customer(3, 3, 3, 3)
    assert [(own, theirs) for _, own, theirs in gaps(LONG, answers)] == [(3, 3)] * 4
    assert means(LONG, answers)["know"] == 1


def test_a_step_that_one_of_both_left_open_has_no_gap():
    found = gaps(SHORT, levels(3, None, 2, 1) | customer(0, 0, None, 1))
    assert [step.id for step, _, _ in found] == ["know", "trust-honest"]
    assert widest(SHORT, levels(3, 3, 3, 3)) is None


def test_what_the_client_says_can_come_later_and_be_mended():
    assert not SHORT.locked(f"{CUSTOMER}.know", whole())
    assert not SHORT.locked(f"2.{CUSTOMER}.know", whole() | second(whole()))
    shown = said(SHORT, whole(), at=CUSTOMER)
    assert "Ik kan vertellen wat u doet." in shown
    assert "Ik vul dit later in" in shown
    assert "Ik kan vertellen wat u doet." in json.dumps(as_data(keepsake(SHORT, Context(answers=whole()))))
    after = whole() | customer(1, 1, 1, 1)
    assert "Vier zinnen om je klant te vragen" not in json.dumps(as_data(keepsake(SHORT, Context(answers=after))))


def test_the_keepsake_holds_every_client():
    kept = json.dumps(as_data(keepsake(SHORT, Context(answers=whole(client="MK") | second(whole(client="QR"))))))
    assert "Wat jij over MK zei" in kept
    assert "Wat jij over QR zei" in kept


# -- group ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("n", [5, 6, 12])
def test_a_group_sees_counts_and_never_what_people_typed(language, n):
    people = tuple(simulate(SHORT, Respondent("random", seed)) | {CLIENT: "QQ"} for seed in range(n))
    blocks = summarise(SHORT, Group(people, 5, False), language)
    shown = json.dumps(as_data(blocks), ensure_ascii=False)
    assert "QQ" not in shown
    assert "Ik bel morgen" not in shown
    assert "Ik vraag eerst door" not in shown


def test_the_group_picture_counts_weak_steps():
    people = (levels(3, 1, 0, 3),) * 4 + (levels(3, 3, 1, 2, seen="Zei het."),) * 2
    chart, assumptions = summarise(SHORT, Group(people, 5, False), "nl")[1:3]
    assert chart.title == "Het vaakst zwak, 6 keer: ‘Trust: je kunt het’"
    assert "Like: de klant mag je: 0 laag, 4 midden, van 6." in chart.text
    assert assumptions.text == "Antwoorden zonder voorbeeld: 16 van 24."
    nobody = summarise(SHORT, Group((levels(3, 3, 3, 3),) * 5, 5, False), "nl")[1]
    assert nobody.title == "Niemand ziet een zwakke trede"


def test_a_group_that_answered_too_little_stays_closed():
    blocks = summarise(SHORT, Group(({DONE: True},) * 6, 5, False), "nl")
    assert interface.ui("scan.group.withheld", "nl") in str(blocks)
    assert not [block for block in blocks if isinstance(block, Chart)]


# -- authors ----------------------------------------------------------------------------------------------------------


def _unknown_step(content):
    content["items"][0]["step"] = "nergens"


def _same_id(content):
    content["items"][1]["id"] = content["items"][0]["id"]


def _no_short(content):
    content["items"][0]["short"] = "false"


def _five_levels(content):
    content["levels"].append({"value": "4", "text": "meer"})


def _customer_without_a_step(content):
    content["customer"]["sentences"].pop()


def _unknown_form(content):
    content["form"] = "tiny"


@pytest.mark.parametrize(
    ("spoil", "code"),
    [
        (_unknown_step, "scan-step"),
        (_same_id, "double-id"),
        (_no_short, "scan-short"),
        (_five_levels, "scan-levels"),
        (_customer_without_a_step, "scan-customer"),
        (_unknown_form, "literal_error"),
    ],
)
def test_an_authors_slip_is_named(spoil, code):
    content = raw()
    spoil(content)
    with pytest.raises(ValidationError) as error:
        Scan.model_validate(content)
    assert [details["type"] for details in error.value.errors()] == [code]
    assert code == "literal_error" or interface.known(f"error.{code}")
