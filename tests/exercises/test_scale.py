"""Scale: self-assessments (D1, E1, B1a, C0)."""

import itertools
import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from workbook.content import yaml_source
from workbook.content.answers import Refused
from workbook.content.interface import ui
from workbook.exercises.scale import SelfScale, pictures
from workbook.exercises.scale.pictures import Frame, Row, Strip, picture
from workbook.exercises.scale.rules import read
from workbook.scoring import Respondent, reachable, score, simulate
from workbook.store import engine as engines
from workbook.store import participants, responses
from workbook.store.privacy import Group
from workbook.view import blocks
from workbook.view.context import Context, draw_ahead, keepsake, render, summarise

DATA = Path(__file__).parents[2] / "data"
WHERE = {
    "d1-wat-houdt-tegen": "overdragen",
    "e1-klantspiegel": "reflectiegesprek",
    "b1-hoe-vraag-ik": "hoteltraining",
    "c0-meerijden": "op-stap-met-de-baas",
}
NAMES = sorted(WHERE)
EVERY = pytest.mark.parametrize("name", NAMES)
KINDS = ("strong", "weak", "random")


@cache
def raw(name: str) -> str:
    theme = yaml_source.read(DATA / "themes" / f"{WHERE[name]}.yaml").value
    found = next(e for s in theme["sections"] for e in s["exercises"] if e["id"] == name)
    scale = yaml_source.read(DATA / "scales" / f"{found['scale']}.yaml").value
    return json.dumps(found | {"scale": scale})


@cache
def load(name: str) -> SelfScale:
    return SelfScale.model_validate(json.loads(raw(name)))


def changed(name: str, **fields: Any) -> dict[str, Any]:
    return json.loads(raw(name)) | fields


D1, E1 = "d1-wat-houdt-tegen", "e1-klantspiegel"


def counting(exercise: SelfScale, wanted: dict[str, list[Any]]) -> dict[str, Any]:
    """Answers that count (reverse key applied) as `wanted` per subscale, in the author's order; None leaves out."""
    answers: dict[str, Any] = {}
    for subscale, values in wanted.items():
        own = [s for s in exercise.statements if s.subscale == subscale]
        for statement, value in zip(own, values, strict=True):
            if value is not None:
                turned = statement.reversed and value != "na"
                answers[statement.item] = int(exercise.scale.reverse(value)) if turned else value
    return answers


def e1(**means: list[Any]) -> dict[str, Any]:
    return counting(load(E1), {s.id: means.get(s.id, [2, 2, 2, 2]) for s in load(E1).subscales})


def shown(exercise: SelfScale, **context: Any) -> str:
    return json.dumps(blocks.as_data(render(exercise, Context(**context))), ensure_ascii=False)


def group(name: str, n: int, **more: Any) -> Group:
    people = tuple(simulate(load(name), Respondent("random", seed)) | more for seed in range(n))
    return Group(people, 8 if load(name).sensitive else 5, load(name).sensitive)


# Scoring


def test_reversed_statements_count_the_other_way_round():
    exercise = load(D1)
    straight = read(exercise, {s.item: 5 for s in exercise.statements if s.subscale == "piloot"}).means
    assert straight["piloot"] == (5 + 1 + 5 + 5) / 4


@EVERY
@pytest.mark.parametrize("end", [0, -1])
def test_the_lowest_and_highest_answers_give_the_ends_of_the_scale(name, end):
    exercise = load(name)
    value = exercise.scale.values[end]
    full = {s.id: [value] * sum(t.subscale == s.id for t in exercise.statements) for s in exercise.subscales}
    assert set(read(exercise, counting(exercise, full)).means.values()) == {value}


def test_answers_left_out_are_not_scored_as_zero():
    assert read(load(E1), e1(opzoeken=[4, 4, None, None])).means["opzoeken"] == 4
    assert read(load(E1), e1(opzoeken=[4, 4, "na", None])).means["opzoeken"] == 4


def test_not_applicable_everywhere_is_unscored_and_differs_from_zero_and_from_nothing():
    exercise = load(E1)
    nothing, skipped = score(exercise, {}), score(exercise, {s.item: "na" for s in exercise.statements})
    zero = score(exercise, counting(exercise, {s.id: [0] * 4 for s in exercise.subscales}))
    assert (nothing.status, skipped.status, zero.status) == ("unanswered", "unscored", "unscored")
    assert set(skipped.parts.values()) == {None}
    assert skipped.counts == {"answered": 0, "not_applicable": 16, "of": 16}
    assert set(zero.parts.values()) == {0}
    assert skipped.feedback == ()


def test_a_bookmark_or_a_guess_alone_is_not_an_answer():
    assert score(load(E1), {"guess": 2.5, "_at": "x"}).status == "unanswered"


def test_the_lowest_subscale_gets_the_advice_in_e1_and_the_highest_in_d1():
    assert [f.id for f in score(load(E1), e1(borgen=[1, 1, 1, 1])).feedback] == ["borgen:advice"]
    answers = counting(load(D1), {"piloot": [2] * 4, "mindere-oplossing": [4] * 4, "integriteit": [3] * 4})
    assert [f.id for f in score(load(D1), answers).feedback] == ["mindere-oplossing:advice"]


@pytest.mark.parametrize(
    ("lowest", "expected"), [([2, 2, 1, 1], "gelijk-op"), ([2, 1, 1, 1], "borgen:advice"), ([3, 2, 2, 2], "gelijk-op")]
)
def test_exactly_half_a_point_apart_is_still_level(lowest, expected):
    assert [f.id for f in score(load(E1), e1(borgen=lowest)).feedback] == [expected]


def test_thirds_that_differ_by_exactly_the_allowed_distance_are_level():
    answers = e1(opzoeken=[3, 2, 2, "na"], luisteren=[4] * 4, handelen=[4] * 4, borgen=[2, 2, 1, "na"])
    reading = read(load(E1).model_copy(update={"tie_within": 2 / 3}), answers)
    assert [s.id for s in reading.leaders] == ["opzoeken", "borgen"]


@EVERY
def test_the_same_answer_everywhere_gets_a_friendly_check_and_no_advice(name):
    exercise = load(name)
    for value in exercise.scale.values:
        feedback = score(exercise, {s.item: value for s in exercise.statements}).feedback
        assert [f.id for f in feedback] == [exercise.same_everywhere.id]


def test_fifteen_equal_answers_and_one_not_applicable_are_not_the_same_everywhere():
    exercise = load(E1)
    answers = {s.item: 2 for s in exercise.statements} | {exercise.statements[0].item: "na"}
    assert [f.id for f in score(exercise, answers).feedback] == ["gelijk-op"]


def test_one_measured_subscale_is_too_little_to_give_advice():
    assert score(load(E1), counting(load(E1), {"borgen": [0, 1, 0, 0]})).feedback == ()


@EVERY
def test_every_feedback_that_can_occur_does_and_no_other(name):
    exercise = load(name)
    people = [Respondent("strong"), Respondent("weak"), *(Respondent("random", seed) for seed in range(200))]
    seen = {f.id for person in people for f in score(exercise, simulate(exercise, person)).feedback}
    assert seen == reachable(exercise)


def some(exercise: SelfScale) -> st.SearchStrategy[dict[str, Any]]:
    value = st.sampled_from([None, "na", "junk", True, *exercise.scale.values])
    return st.fixed_dictionaries({s.item: value for s in exercise.statements})


@settings(max_examples=60, deadline=None)
@given(answers=some(load(E1)), order=st.randoms())
def test_means_stay_on_the_scale_and_do_not_depend_on_the_order(answers, order):
    shuffled = list(answers.items())
    order.shuffle(shuffled)
    result = score(load(E1), answers)
    assert result == score(load(E1), dict(shuffled))
    assert all(mean is None or 0 <= mean <= 4 for mean in result.parts.values())
    assert len(result.feedback) <= 1


@settings(max_examples=60, deadline=None)
@given(answers=some(load(D1)), which=st.sampled_from(load(D1).statements), values=st.tuples(*[st.integers(1, 5)] * 2))
def test_a_higher_answer_never_lowers_the_mean_nor_raises_it_where_it_is_reversed(answers, which, values):
    low, high = (read(load(D1), answers | {which.item: value}).means[which.subscale] for value in sorted(values))
    assert (low >= high) if which.reversed else (low <= high)


@EVERY
@pytest.mark.parametrize("kind", KINDS)
def test_a_simulated_response_is_accepted_item_by_item(name, kind):
    exercise, store = load(name), engines.in_memory()
    person = participants.recognise(store, participants.new_id())
    answers = simulate(exercise, Respondent(kind, 7))
    for item, value in answers.items():
        history = responses.save(store, person.id, "", exercise, item, value, f"key-{item}")
    assert history.done
    assert history.current.answers == answers
    assert set(answers) == set(exercise.items())


# What may be answered


def test_after_the_commit_answers_and_the_guess_are_final_and_where_to_start_is_open():
    exercise = load(E1)
    answers = {"done": True, "guess": 2.0}
    assert exercise.locked(exercise.statements[0].item, answers)
    assert exercise.locked("guess", answers)
    assert not exercise.locked("guess", {"done": True})
    assert not exercise.locked("start", answers)


def test_not_applicable_is_only_an_answer_where_the_author_allows_it():
    assert load(E1).check(load(E1).statements[0].item, "na", {}) == "na"
    with pytest.raises(Refused):
        load(D1).check(load(D1).statements[0].item, "na", {})


# What an author can get wrong


def test_a_statement_of_an_unknown_subscale_is_refused():
    bad = changed(D1)
    bad["items"][3]["subscale"] = "pilot"
    with pytest.raises(ValidationError, match="pilot") as caught:
        SelfScale.model_validate(bad)
    assert caught.value.errors()[0]["type"] == "scale-subscale"


def test_a_subscale_without_statements_is_refused():
    bad = changed(D1)
    bad["items"] = [item for item in bad["items"] if item["subscale"] != "piloot"]
    with pytest.raises(ValidationError) as caught:
        SelfScale.model_validate(bad)
    assert caught.value.errors()[0]["ctx"] == {"id": "piloot"}


@pytest.mark.parametrize("field", ["items", "subscales"])
def test_an_id_used_twice_is_refused(field):
    bad = changed(D1)
    bad[field][1]["id"] = bad[field][0]["id"]
    with pytest.raises(ValidationError) as caught:
        SelfScale.model_validate(bad)
    assert caught.value.errors()[0]["type"] == "double-id"


@pytest.mark.parametrize(
    "person", [{"opzoeken": "2"}, {n: "5" for n in ("opzoeken", "luisteren", "handelen", "borgen")}]
)
def test_practice_data_that_do_not_fit_the_subscales_or_the_scale_are_refused(person):
    bad = changed(E1)
    bad["practice"]["people"][2] = person
    with pytest.raises(ValidationError) as caught:
        SelfScale.model_validate(bad)
    assert caught.value.errors()[0]["ctx"]["n"] == 3


@pytest.mark.parametrize("kind", ["subscale", "empty", "practice"])
def test_every_own_error_has_a_sentence_in_both_languages(kind):
    assert ui(f"error.scale-{kind}", "nl") != ui(f"error.scale-{kind}", "en")


# On the card


@EVERY
def test_screens_hold_three_or_four_statements_and_lose_none(name):
    screens = load(name).screens()
    assert {len(screen) for screen in screens} <= {3, 4}
    assert tuple(itertools.chain(*screens)) == load(name).statements


def situations(name: str) -> list[dict[str, Any]]:
    """Contexts in every stage, language, feedback and room, for several people."""
    exercise, found = load(name), []
    for kind, language, feedback, room in itertools.product(KINDS, ("nl", "en"), (True, False), (True, False)):
        full = simulate(exercise, Respondent(kind, 3))
        half = dict(list(full.items())[:5])
        base = {"language": language, "feedback": feedback, "room": room}
        for answers, at in itertools.product(({}, half), ("", "guess", "result", "kritiek")):
            found.append(base | {"answers": answers, "at": at})
        more = {"earlier": (half, full), "group": group(name, 12)} if room else {}
        found += [base | {"answers": full} | more, base | {"answers": {"done": True}} | more]
    return found


@EVERY
def test_every_stage_can_be_drawn_whatever_was_stored(name):
    exercise = load(name)
    plain = exercise.with_options(SelfScale.Options(demo=False))  # the practice picture has a test of its own
    for context in situations(name):
        assert json.loads(shown(plain, **context))


def test_the_card_depends_on_nothing_but_what_it_is_given():
    context = {"answers": e1() | {"done": True, "guess": 1.5}, "room": True, "group": group(E1, 9)}
    assert shown(load(E1), **context) == shown(load(E1), **context)


@EVERY
def test_nothing_of_the_feedback_shows_before_it_is_open(name):
    exercise = load(name)
    texts = [exercise.tie.text, exercise.same_everywhere.text]
    texts += [text for subscale in exercise.subscales for text in (subscale.advice, subscale.meaning)]
    for kind, room in itertools.product(KINDS, (True, False)):
        full = simulate(exercise, Respondent(kind, 3))
        before = {k: v for k, v in full.items() if k != "done"}
        ats = ["", "guess", *(screen[0].id for screen in exercise.screens())]
        drawn = [shown(exercise, answers=before, at=at, room=room) for at in ats]
        drawn.append(shown(exercise, answers=full, room=room, feedback=False))
        for one in drawn:
            assert "chart" not in one
            assert not any(json.dumps(t.nl, ensure_ascii=False)[1:-1] in one for t in texts)


def test_a_screen_can_be_left_open_only_by_finishing_it():
    exercise = load(E1)
    third = exercise.screens()[2][0].id
    assert exercise.statements[0].text.nl in shown(exercise, at=third)
    ready = {s.item: 2 for s in exercise.statements[:8]}
    assert exercise.statements[8].text.nl in shown(exercise, at=third, answers=ready)


def test_answering_the_last_statement_of_a_screen_does_not_turn_the_page():
    exercise = load(E1)
    ready = {s.item: 2 for s in exercise.statements[:4]}
    assert exercise.statements[0].text.nl in shown(exercise, answers=ready)


def test_the_commit_stands_on_the_last_screen_and_in_a_room_after_the_guess():
    exercise = load(E1)
    ready = {s.item: 2 for s in exercise.statements}
    last = exercise.screens()[-1][0].id
    assert '"item": "done"' in shown(exercise, at=last, answers=ready)
    assert '"item": "done"' not in shown(exercise, at=last, answers=ready, room=True)
    assert '"slider"' in shown(exercise, at="guess", answers=ready, room=True)
    assert '"needs": ["guess"]' in shown(exercise, at="guess", answers=ready, room=True)
    assert '"slider"' not in shown(exercise, at="guess", answers=ready, room=False)


def test_the_group_joins_the_picture_only_after_a_guess_was_stored():
    exercise = load(E1)
    done = e1() | {"done": True}
    without = shown(exercise, answers=done, room=True, group=group(E1, 6))
    assert "midden van de groep" not in without
    assert '"slider"' in without
    with_guess = shown(exercise, answers=done | {"guess": 3.0}, room=True, group=group(E1, 6))
    assert "midden van de groep" in with_guess
    assert "je schatting 3" in with_guess
    assert "jij schatte het midden van de groep op 3." in with_guess


def test_a_group_that_is_too_small_stays_out_of_the_picture():
    small = Group(group(E1, 4)._answers, 5, False)
    drawn = shown(load(E1), answers=e1() | {"done": True, "guess": 3.0}, room=True, group=small)
    assert "midden van de groep 2" not in drawn
    assert "komt erbij als genoeg mensen klaar zijn" in drawn


def test_the_own_earlier_measure_stands_in_the_same_picture():
    earlier = e1(opzoeken=[1, 1, 1, 1])
    chart = render(load(E1), Context(answers=e1(borgen=[0] * 4) | {"done": True}, earlier=(e1(), earlier)))[0]
    assert chart.title == "‘Borgen’ staat bij jou het laagst"
    assert chart.text.startswith("Opzoeken: jij 2, eerder 1.\nLuisteren: jij 2, eerder 2.")


def test_numbers_are_shown_in_halves_and_partial_means_say_what_they_rest_on():
    chart = render(load(E1), Context(answers=e1(opzoeken=[3, 2, 2, "na"]) | {"done": True}))[0]
    assert chart.text.startswith("Opzoeken: jij 2,5, 3 van 4 zinnen tellen mee.")


def test_a_dot_is_drawn_where_its_number_says_it_stands():
    frame = Frame(load(E1).scale, 0.5, "nl")
    assert [picture("x", (Row("x", (Strip(kind, (7 / 3,)),)),), frame).svg for kind in ("dot", "bar", "middle")] == [
        picture("x", (Row("x", (Strip(kind, (2.5,)),)),), frame).svg for kind in ("dot", "bar", "middle")
    ]


def test_where_the_lowest_counts_the_ends_of_the_picture_speak_of_habits():
    assert (load(E1).ends, load(D1).ends) == ("habit", "axis")
    mirrored, held_back = (
        shown(load(name), answers=simulate(load(name), Respondent("random", 3)) | {"done": True}) for name in (E1, D1)
    )
    assert "vaste gewoonte" in mirrored
    assert "band rond je stip" in mirrored
    assert "vaste gewoonte" not in held_back
    assert "eind van je balk" in held_back
    assert mirrored.count(ui("scale.turned", "nl")) == held_back.count(ui("scale.turned", "nl")) == 1


def test_invented_data_say_so_and_a_facilitator_can_leave_them_out():
    exercise = load(E1)
    drawn = shown(exercise, answers=e1() | {"done": True})
    assert "VERZONNEN" in drawn
    assert "Verzonnen: zo kan een groep van 12 eruitzien" in drawn
    bare = exercise.with_options(SelfScale.Options(demo=False))
    assert "erzonnen" not in shown(bare, answers=e1() | {"done": True})
    with pytest.raises(ValidationError):
        SelfScale.Options.model_validate({"people": 3})


def test_what_is_level_can_be_chosen_from_and_goes_home():
    exercise, answers = load(E1), e1(luisteren=[4] * 4, handelen=[4] * 4) | {"done": True}
    drawn = shown(exercise, answers=answers)
    assert '"item": "start"' in drawn
    assert exercise.subscales[0].advice.nl in drawn
    assert exercise.subscales[1].advice.nl not in drawn
    home = json.dumps(
        blocks.as_data(keepsake(exercise, Context(answers=answers | {"start": "borgen"}))), ensure_ascii=False
    )
    assert exercise.subscales[3].advice.nl in home


def test_there_is_nothing_to_take_home_before_feedback_or_without_a_result():
    exercise = load(E1)
    full = e1(borgen=[0] * 4)
    same = {s.item: 2 for s in exercise.statements} | {"done": True}
    for context in (Context(), Context(answers=full), Context(answers=full | {"done": True}, feedback=False)):
        assert keepsake(exercise, context) == ()
    assert keepsake(exercise, Context(answers=same)) == ()
    assert len(keepsake(exercise, Context(answers=full | {"done": True}))) == 2


# The group


@EVERY
@pytest.mark.parametrize("n", [5, 6, 12])
@pytest.mark.parametrize("language", ["nl", "en"])
def test_a_group_is_drawn_for_a_group_that_is_large_enough(name, n, language):
    people = Group(group(name, n)._answers, 5, False)
    made = summarise(load(name), people, language)
    assert blocks.as_data(made)[1]["kind"] == "chart"
    assert str(n) in made[0].text


def test_a_sensitive_exercise_shows_no_dots_of_people_and_nothing_below_eight():
    exercise = load(D1)
    chart = summarise(exercise, group(D1, 12), "nl")[1]
    assert chart.text.count("midden van de groep") == 3
    assert "mensen)" not in chart.text
    held_back = summarise(exercise, group(D1, 7), "nl")
    assert "minstens 8" in held_back[0].text
    assert held_back[1].text == exercise.discussion.nl


def test_the_group_sees_its_guess_beside_its_median():
    exercise = load(E1)
    people = Group(tuple(e1(opzoeken=[n % 3] * 4) | {"guess": 3.5} for n in range(6)), 5, False)
    said = summarise(exercise, people, "nl")[-1].text
    assert said == "‘Opzoeken’: het midden van jullie schattingen is 3,5. Het midden van de antwoorden is 1."


def test_a_subscale_that_too_few_answered_is_held_back_and_said():
    full = [e1(borgen=["na"] * 4) for _ in range(4)] + [e1(borgen=[1] * 4) for _ in range(4)]
    chart = summarise(load(E1), Group(tuple(full), 5, False), "nl")[1]
    assert "Borgen: te weinig antwoorden om te laten zien." in chart.text


def test_a_group_of_which_subscales_are_level_is_told_so_without_contradicting_the_numbers():
    lowest = [e1(borgen=[1] * 4, luisteren=[1] * 4) for _ in range(6)]
    chart = summarise(load(E1), Group(tuple(lowest), 5, False), "nl")[1]
    assert chart.title.endswith("; het verschil is te klein om iets van te maken")
    assert "gelijk" not in chart.title


# --- where a subscale leads to ------------------------------------------------------------------------------------

LEADS = {
    "piloot": "Automatische piloot uit",
    "mindere-oplossing": "A, B, C of D?",
    "integriteit": "Benoemen wat is – met ‘echt gebeurd?’",
}


@pytest.mark.parametrize(("subscale", "title"), LEADS.items())
def test_the_highest_obstacle_names_the_exercise_to_do_next(subscale: str, title: str) -> None:
    answers = counting(load(D1), {name: [5 if name == subscale else 2] * 4 for name in LEADS}) | {"done": True}
    said = shown(load(D1), answers=answers)
    assert f"Ga hierna verder met de oefening ‘{title}’." in said
    assert sum(other in said for other in LEADS.values()) == 1
    assert title in json.dumps(blocks.as_data(keepsake(load(D1), Context(answers=answers))), ensure_ascii=False)
    assert title not in shown(load(D1), answers=answers, feedback=False)


def test_of_level_obstacles_the_one_that_was_chosen_leads_on() -> None:
    level = counting(load(D1), {name: [4, 3, 4, 4] for name in LEADS}) | {"done": True}
    assert "Ga hierna verder" not in shown(load(D1), answers=level)
    chosen = shown(load(D1), answers=level | {"start": "integriteit"})
    assert LEADS["integriteit"] in chosen
    assert LEADS["piloot"] not in chosen


def test_a_route_to_what_is_not_in_the_theme_is_passed_over() -> None:
    raw_ = changed(D1)
    for subscale in raw_["subscales"]:
        subscale["route"] = "b1-vraagwijzer"
    elsewhere = SelfScale.model_validate(raw_)
    answers = counting(elsewhere, {name: [5 if name == "piloot" else 2] * 4 for name in LEADS}) | {"done": True}
    assert "Ga hierna verder" not in shown(elsewhere, answers=answers)


@EVERY
def test_every_route_leads_to_an_exercise_of_the_same_theme(name: str) -> None:
    theme = yaml_source.read(DATA / "themes" / f"{WHERE[name]}.yaml").value
    there = {exercise["id"] for section in theme["sections"] for exercise in section["exercises"]}
    assert {subscale.route for subscale in load(name).subscales if subscale.route} <= there


def test_the_customers_version_mirrors_every_subscale_twice_once_turned_round():
    customers = load(E1).customers
    assert customers is not None
    told = [(s.subscale, s.reversed) for s in customers.items]
    assert sorted(told) == sorted((s.id, turned) for s in load(E1).subscales for turned in (False, True))


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_customers_version_stands_with_the_result_and_not_before_it(language):
    customers = load(E1).customers
    assert customers is not None
    for statement in customers.items:
        said = shown(load(E1), language=language, answers=e1() | {"done": True})
        assert statement.text.in_(language) in said
        assert statement.text.in_(language) not in shown(load(E1), language=language, answers=e1())
    assert "Hoe zou je klant dit invullen?" not in shown(load(D1), answers={"done": True})


@pytest.mark.parametrize(
    ("item", "code"),
    [
        ({"id": "k-vroeg", "subscale": "nergens", "text": "x", "own": "true"}, "scale-subscale"),
        ({"id": "k-uitpraten", "subscale": "opzoeken", "text": "x", "own": "true"}, "double-id"),
    ],
)
def test_a_customers_version_that_does_not_fit_is_refused(item, code):
    customers = changed(E1)["customers"]
    with pytest.raises(ValidationError) as wrong:
        SelfScale.model_validate(changed(E1, customers=customers | {"items": [item, *customers["items"][1:]]}))
    assert wrong.value.errors()[0]["type"] == code
    with pytest.raises(ValidationError, match="no items for borgen"):
        SelfScale.model_validate(changed(E1, customers=customers | {"items": customers["items"][:6]}))


def test_the_invented_people_are_drawn_once_and_before_anybody_comes(monkeypatch: pytest.MonkeyPatch) -> None:
    drawn: list[str] = []
    canvas = pictures.canvas

    def counted(title: str, **more: Any) -> Any:
        drawn.append(title)
        return canvas(title, **more)

    exercise, strong = load("e1-klantspiegel"), Respondent("strong", 0)
    draw_ahead(exercise, "nl")
    monkeypatch.setattr(pictures, "canvas", counted)
    shown_by = [render(exercise, Context(answers=simulate(exercise, strong))) for _ in range(2)]
    assert len(drawn) == 2  # each time the person's own
    assert shown_by[0] == shown_by[1]
