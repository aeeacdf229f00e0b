"""The dilemma: what the numbers say about each other, and that nothing shows before it may."""

import json
from copy import deepcopy
from itertools import product
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from workbook.content import interface, yaml_source
from workbook.content.answers import DONE, Refused
from workbook.content.text import LANGUAGES, Text
from workbook.exercises.dilemma import NEEDLE, OWN, OWN_NAME, RATINGS, REVERSED, RULES, Dilemma
from workbook.exercises.dilemma.group import tips
from workbook.exercises.dilemma.weighing import (
    firing,
    laid,
    mirror,
    points_apart,
    tipping_point,
    weighted_sums,
)
from workbook.scoring import UNANSWERED, Respondent, reachable, score, simulate
from workbook.store import participants, responses
from workbook.store.engine import in_memory
from workbook.store.privacy import Group
from workbook.view.blocks import Chart, as_data
from workbook.view.context import Context, keepsake, render, summarise
from workbook.view.inputs import Button, Choice

THEME = Path(__file__).parents[2] / "data" / "themes" / "anti-verkopen.yaml"
EVERYBODY = [Respondent("strong"), Respondent("weak"), *(Respondent("random", seed) for seed in range(200))]
SOME = [Respondent("strong"), Respondent("weak"), *(Respondent("random", seed) for seed in range(6))]


EXERCISES = [e for section in yaml_source.read(THEME).value["sections"] for e in section["exercises"]]


def raw():
    return deepcopy(next(exercise for exercise in EXERCISES if exercise["type"] == "dilemma"))


DILEMMA = Dilemma.model_validate(raw())
GIVEN = [interest.id for interest in DILEMMA.interests]
ROUTES = [route.id for route in DILEMMA.routes]


def stones(coachee=0, organisatie=0, omzet=0, relatie=0, own=0):
    return dict(
        zip([f"stones.{pile}" for pile in DILEMMA.piles], (coachee, organisatie, omzet, relatie, own), strict=True)
    )


def rated(**by_route):
    """Ratings per route, in the order of the interests; committed."""
    answers = {
        f"sum.{route}.{pile}": rating
        for route, ratings in zip(ROUTES, by_route.values(), strict=True)
        for pile, rating in zip(GIVEN, ratings, strict=True)
    }
    return answers | {f"sum.{DONE}": True}


def said(answers, context):
    return json.dumps(as_data(render(DILEMMA, Context(answers=answers, **context))), ensure_ascii=False)


# -- weighing ---------------------------------------------------------------------------------------------------------


def test_the_weighted_sum_is_stones_times_rating():
    sums = weighted_sums({"a": 6, "b": 4}, {"x": {"a": 2, "b": -1}, "y": {"a": 0, "b": 2}})
    assert sums == {"x": 8, "y": 8}


@pytest.mark.parametrize(
    ("piles", "x", "y", "moves"),
    [
        ((5, 5), (1, 1), (1, 1), 0),  # level from the start
        ((6, 4), (1, 0), (0, 1), 1),  # 6 against 4: one stone makes it 5 against 5
        ((7, 3), (1, 0), (0, 1), 2),
        ((10, 0), (1, 0), (0, 1), 5),
        ((10, 0), (2, 1), (1, 0), None),  # x is better for everything
        ((10, 0), (2, 0), (1, 0), 10),  # level only when nothing is left on a
    ],
)
def test_the_tipping_point_is_the_fewest_moved_stones(piles, x, y, moves):
    ratings = {name: dict(zip("ab", values, strict=True)) for name, values in (("x", x), ("y", y))}
    assert tipping_point(dict(zip("ab", piles, strict=True)), ratings) == moves


def by_brute_force(piles, ratings):
    """Every way to lay the same stones, nearest first."""
    best = max(weighted_sums(piles, ratings).items(), key=lambda pair: pair[1])[0]
    total, found = sum(piles.values()), []
    for others in product(range(total + 1), repeat=len(piles)):
        sums = weighted_sums(laid_so := dict(zip(piles, others, strict=True)), ratings)
        if sum(others) == total and any(n >= sums[best] for route, n in sums.items() if route != best):
            found.append(sum(max(0, piles[pile] - laid_so[pile]) for pile in piles))
    return min(found, default=None)


@settings(deadline=None, max_examples=150)
@given(st.data())
def test_the_tipping_point_equals_that_of_trying_every_way_to_lay_the_stones(data):
    piles = {pile: data.draw(st.integers(0, 3)) for pile in "abc"}
    ratings = {route: {pile: data.draw(st.sampled_from(RATINGS)) for pile in piles} for route in "xyz"}
    assert tipping_point(piles, ratings) == by_brute_force(piles, ratings)


@pytest.mark.parametrize(
    ("needle", "accepts", "apart"),
    [
        (3, [-1], True),
        (-3, [1], True),
        (-3, [-0.5], False),
        (0, [1], False),
        (0, [-1], False),
        (5, [0], False),
        (-2, [1, -1], False),  # one of the shared first places lies on the compass's side
        (-2, [1, 0.5], True),
        (None, [1], False),
    ],
)
def test_compass_and_sum_differ_when_their_signs_do_and_zero_never_differs(needle, accepts, apart):
    assert points_apart(needle, accepts) is apart


# -- rules ------------------------------------------------------------------------------------------------------------

YES_WINS = rated(yes=(1, 2, 2, 2), no=(0, 0, 0, 0), other=(1, 0, 0, 0), two=(0, 0, 0, 0))  # tips only far away
NO_WINS = rated(yes=(0, 0, 0, 0), no=(2, 2, 2, 2), other=(1, 1, 1, 1), two=(0, 0, 0, 0))
NEARLY = rated(yes=(1, 0, 0, 0), no=(0, 1, 1, 1), other=(-2, -2, -2, -2), two=(-2, -2, -2, -2))


@pytest.mark.parametrize(
    ("answers", "rules"),
    [
        ({}, ()),
        ({NEEDLE: 3}, ()),
        (stones(8, 2, 0, 0), ("none-on-mine",)),
        (stones(5, 1, 4, 0), ("balanced",)),
        (stones(5, 0, 5, 0), ("half-on-mine",)),
        (stones(0, 0, 10, 0), ("half-on-mine",)),
        ({NEEDLE: -4, **stones(3, 3, 2, 2)}, ("balanced",)),  # without the extra screen no sum to differ from
        ({NEEDLE: -4, **stones(3, 3, 2, 2), **YES_WINS}, ("differs",)),
        ({NEEDLE: 0, **stones(3, 3, 2, 2), **YES_WINS}, ("balanced",)),
        ({NEEDLE: 4, **stones(3, 3, 2, 2), **YES_WINS}, ("balanced",)),
        ({NEEDLE: 1, **stones(10, 0, 0, 0), **NO_WINS}, ("differs", "none-on-mine")),
        ({NEEDLE: 4, **stones(6, 2, 2, 0), **NEARLY}, ("tips-at-one",)),
        ({NEEDLE: 4, **stones(5, 3, 2, 0), **NEARLY}, ("balanced",)),  # level already: tips at 0, not at 1
        ({NEEDLE: -4, **stones(6, 4, 0, 0), **NEARLY}, ("differs", "none-on-mine", "tips-at-one")),
    ],
)
def test_each_rule_fires_on_what_it_is_about(answers, rules):
    assert firing(DILEMMA, answers) == rules


@pytest.mark.parametrize("missing", [f"sum.{ROUTES[2]}.{GIVEN[1]}", f"sum.{DONE}"])
def test_an_extra_screen_that_is_not_finished_says_nothing(missing):
    answers = {NEEDLE: -4, **stones(3, 3, 2, 2), **YES_WINS}
    del answers[missing]
    assert mirror(DILEMMA, answers) is None
    assert firing(DILEMMA, answers) == ("balanced",)


def test_an_own_addition_counts_once_it_has_a_name_or_a_stone():
    assert laid(DILEMMA, {OWN_NAME: "  "}).keys() == set(GIVEN)
    assert laid(DILEMMA, {OWN_NAME: "Leren"})[OWN] == 0
    assert laid(DILEMMA, stones(own=2))[OWN] == 2


def test_exactly_the_listed_feedback_can_occur():
    seen = {f.id for respondent in EVERYBODY for f in score(DILEMMA, simulate(DILEMMA, respondent)).feedback}
    assert seen == reachable(DILEMMA)
    assert {f"stones:{rule}" for rule in RULES} < seen


def test_there_are_no_points_and_nothing_answered_is_not_a_result():
    assert score(DILEMMA, {"_at": "compass", f"compass.{DONE}": True}) == UNANSWERED
    for respondent in SOME:
        result = score(DILEMMA, simulate(DILEMMA, respondent))
        assert (result.status, result.points) == ("unscored", None)


@settings(deadline=None, max_examples=15)
@given(st.data())
def test_any_stored_answers_give_some_of_the_listed_feedback_in_any_order(data):
    items = data.draw(st.lists(st.sampled_from(sorted(DILEMMA.items())), unique=True))
    whole = simulate(DILEMMA, Respondent("random", data.draw(st.integers(0, 30))))
    answers = {item: whole[item] for item in items if item in whole}
    feedback = {f.id for f in score(DILEMMA, answers).feedback}
    assert feedback <= reachable(DILEMMA)
    assert feedback == {f.id for f in score(DILEMMA, dict(reversed(answers.items()))).feedback}
    assert render(DILEMMA, Context(answers=answers))
    assert render(DILEMMA, Context(answers=answers, feedback=False))
    keepsake(DILEMMA, Context(answers=answers))


# -- what may be stored -----------------------------------------------------------------------------------------------


def test_an_eleventh_stone_is_refused():
    with pytest.raises(Refused, match="too-many") as refused:
        DILEMMA.check("stones.omzet", 3, stones(4, 4))
    assert refused.value.values == {"total": 10}
    assert DILEMMA.check("stones.omzet", 2, stones(4, 4)) == 2
    assert DILEMMA.check("stones.coachee", 6, stones(4, 4)) == 6  # a pile is replaced, not added to
    assert DILEMMA.check("stones.coachee", None, stones(4, 6)) is None


def test_the_stones_are_confirmed_only_when_all_are_laid():
    with pytest.raises(Refused, match="left") as refused:
        DILEMMA.check(f"stones.{DONE}", True, stones(4, 4))
    assert refused.value.values == {"n": 2}
    assert DILEMMA.check(f"stones.{DONE}", True, stones(4, 4, own=2)) is True


def test_each_step_locks_with_its_commit_and_the_extra_screens_stay_open():
    felt = {f"compass.{DONE}": True}
    assert DILEMMA.locked(NEEDLE, felt)
    assert not DILEMMA.locked("stones.omzet", felt)
    weighed = felt | {f"stones.{DONE}": True}
    assert DILEMMA.locked("stones.omzet", weighed)
    assert DILEMMA.locked(OWN_NAME, weighed)
    assert not DILEMMA.locked("route", weighed)
    assert not DILEMMA.locked(DONE, weighed)
    whole = weighed | {DONE: True}
    assert DILEMMA.locked("route", whole)
    assert not DILEMMA.locked("sum.afwijzen.omzet", whole)
    assert not DILEMMA.locked(f"sum.{DONE}", whole)
    assert not DILEMMA.locked("sum.afwijzen.omzet", whole | {f"sum.{DONE}": True})  # ratings can be changed
    assert DILEMMA.locked(f"sum.{DONE}", whole | {f"sum.{DONE}": True})
    assert not DILEMMA.locked(REVERSED, whole | {f"sum.{DONE}": True})


@pytest.mark.parametrize("respondent", SOME, ids=str)
def test_the_store_takes_a_made_up_response_answer_by_answer(respondent):
    engine = in_memory()
    person = participants.recognise(engine, "somebody").id
    answers = simulate(DILEMMA, respondent)
    for number, (item, value) in enumerate(answers.items()):
        history = responses.save(engine, person, "", DILEMMA, item, value, f"k{number}")
    assert history.done
    assert history.current.answers == answers
    assert DILEMMA.left(answers) == 0


# -- screens ----------------------------------------------------------------------------------------------------------

SECRETS = [note.text for note in (*DILEMMA.rules, DILEMMA.makers_choice, DILEMMA.counter_voice)]
SECRETS += [route.feedback for route in DILEMMA.routes]


def stages(whole):
    """The answers at the start, in the middle of a step, after every commit, and at the end."""
    items = list(whole.items())
    commits = [number for number, (item, _) in enumerate(items, 1) if item.rpartition(".")[2] == DONE]
    return [dict(items[:n]) for n in sorted({0, 1, 5, len(items) - 3, *commits}) if 0 <= n <= len(items)]


PLACES = ["", "case-2", "compass", "nowhere", f"sum-{ROUTES[0]}", f"sum-{ROUTES[-1]}", f"change-{ROUTES[-1]}", "result"]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("respondent", [None, SOME[0], SOME[2]], ids=str)
def test_every_stage_can_be_drawn_and_nothing_shows_before_it_may(language, respondent):
    whole = simulate(DILEMMA, respondent) if respondent else {}
    for answers in stages(whole):
        for place, feedback in [
            *product(PLACES, [False]),
            *product(PLACES[::3] if answers.get(DONE) else PLACES, [True]),
        ]:
            shown = said(answers, {"language": language, "at": place, "feedback": feedback})
            if not (answers.get(DONE) and feedback):
                assert not [text for text in SECRETS if text.in_(language) in shown]


def test_the_result_shows_rules_route_the_makers_and_the_other_view():
    shown = said(simulate(DILEMMA, Respondent("weak")), {"at": "result"})
    for note in (DILEMMA.rule("half-on-mine"), DILEMMA.rule("differs"), DILEMMA.makers_choice, DILEMMA.counter_voice):
        assert json.dumps(note.text.nl, ensure_ascii=False)[1:-1] in shown
    assert "Geen kantelpunt" in shown
    assert "spiegel" in shown


def test_a_room_waits_for_the_trainer_and_can_fill_in_the_extra_screen_meanwhile():
    answers = simulate(DILEMMA, Respondent("strong"))
    half = {item: value for item, value in answers.items() if not item.startswith("sum.")}
    assert interface.ui("waiting.feedback", "nl") in said(half, {"feedback": False})
    assert interface.ui("dilemma.sum.open", "nl") in said(half, {"feedback": False})
    assert f"sum.{ROUTES[0]}.omzet" in said(half, {"feedback": False, "at": f"sum-{ROUTES[0]}"})
    assert "<svg" not in said(answers, {"feedback": False})


def test_the_extra_screen_ends_with_the_mirror_and_a_way_back():
    answers = simulate(DILEMMA, Respondent("weak"))
    blocks = render(DILEMMA, Context(answers=answers, at=f"sum-{ROUTES[-1]}"))
    assert [button.value for button in buttons(blocks)] == [f"change-{ROUTES[0]}", "result"]
    assert DILEMMA.rule("differs").text.nl in str(blocks)
    assert DILEMMA.makers_choice.text.nl not in str(blocks)


def test_confirmed_ratings_can_be_changed_route_by_route_and_lead_back_to_the_sum():
    answers, at, rated = simulate(DILEMMA, Respondent("weak")), f"change-{ROUTES[0]}", []
    while at.startswith("change-"):
        blocks = render(DILEMMA, Context(answers=answers, at=at))
        rated.append({block.item.split(".")[1] for block in walk(blocks) if isinstance(block, Choice)})
        onward = next(button for button in buttons(blocks) if button.style == "primary")
        assert onward.item == "_at"
        at = onward.value
    assert rated == [{route} for route in ROUTES]
    assert "spiegel" in said(answers, {"at": at})
    assert f"change-{ROUTES[0]}" in said(answers, {"feedback": False})


def test_ratings_stand_in_a_row_of_five_with_words_at_both_ends():
    answers = simulate(DILEMMA, Respondent("weak"))
    choices = [
        b for b in walk(render(DILEMMA, Context(answers=answers, at=f"change-{ROUTES[0]}"))) if b.kind == "choice"
    ]
    assert {tuple(option.text for option in choice.options) for choice in choices} == {("−2", "−1", "0", "+1", "+2")}
    assert {(choice.layout, choice.low, choice.high) for choice in choices} == {("scale", "slecht", "goed")}


def test_the_key_stands_above_the_sum_and_leaves_out_interests_without_stones():
    answers = simulate(DILEMMA, Respondent("weak")) | stones(5, 0, 5)
    blocks = render(DILEMMA, Context(answers=answers, at=f"sum-{ROUTES[-1]}"))
    kinds = [block.kind for block in blocks]
    assert kinds.index("listing") < kinds.index("chart")
    lines = next(block for block in blocks if block.kind == "listing").lines
    assert [line.rpartition("(")[2] for line in lines] == ["stenen: 5)", "stenen: 5)"]


def buttons(blocks):
    for block in blocks:
        if isinstance(block, Button):
            yield block
        yield from buttons(getattr(block, "blocks", ()))


@pytest.mark.parametrize("respondent", SOME[:3], ids=str)
def test_every_screen_has_at_most_one_primary_button_and_asks_for_items_that_exist(respondent):
    whole = simulate(DILEMMA, respondent)
    for answers, place in product(stages(whole), PLACES):
        found = list(buttons(render(DILEMMA, Context(answers=answers, at=place, feedback=not place))))
        assert sum(button.style == "primary" for button in found) <= 1
        assert {need for button in found for need in button.needs} <= set(DILEMMA.items())


def test_the_stones_button_says_how_many_are_left_and_asks_for_the_name_of_an_own_addition():
    def last(answers):
        return list(buttons(render(DILEMMA, Context(answers={f"compass.{DONE}": True, **answers}))))[-1]

    assert last(stones(4, 3)).needs == (f"stones.{DONE}",)
    assert "over: 3" in last(stones(4, 3)).missing
    assert last(stones(4, 4, own=2)).needs == (OWN_NAME,)
    assert last({**stones(4, 4, own=2), OWN_NAME: "Leren"}).needs == ()


def test_what_people_typed_stays_plain_text_and_out_of_pictures():
    typed = "<script>$x^2$ & 😀</script>"
    answers = simulate(DILEMMA, Respondent("strong")) | stones(4, 2, 2, 0, 2) | {OWN_NAME: typed}
    answers |= {f"sum.{route}.{pile}": 1 for route in ROUTES for pile in DILEMMA.piles}
    blocks = render(DILEMMA, Context(answers=answers))
    charts = [block for block in walk(blocks) if isinstance(block, Chart)]
    assert len(charts) == 2
    assert not [chart for chart in charts if "script" in chart.svg]
    assert f"D: {typed} (stenen: 2)" in json.dumps(as_data(blocks), ensure_ascii=False)


def walk(blocks):
    for block in blocks:
        yield block
        yield from walk(getattr(block, "blocks", ()))


def test_the_keepsake_holds_own_words_once_the_route_was_chosen():
    answers = simulate(DILEMMA, Respondent("strong"))
    assert keepsake(DILEMMA, Context(answers={NEEDLE: 2})) == ()
    kept = json.dumps(as_data(keepsake(DILEMMA, Context(answers=answers))), ensure_ascii=False)
    assert str(answers["reason"]) in kept
    assert str(answers[REVERSED]) in kept
    assert "antelpunt" not in str(keepsake(DILEMMA, Context(answers=answers, feedback=False)))


# -- group ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("n", [5, 6, 12])
def test_a_group_sees_counts_and_never_what_people_typed(language, n):
    people = tuple(simulate(DILEMMA, Respondent("random", seed)) for seed in range(n))
    blocks = summarise(DILEMMA, Group(people, 5, False), language)
    shown = json.dumps(as_data(blocks), ensure_ascii=False)
    assert not [person["reason"] for person in people if person["reason"] in shown]
    assert "%" not in "".join(b.title + b.text for b in blocks if isinstance(b, Chart))
    needles = next(block for block in blocks if isinstance(block, Chart))
    below = sum(person[NEEDLE] < 0 for person in people)
    assert str(below) in needles.title


def test_tipping_points_stay_closed_while_too_few_did_the_extra_screen():
    plain = {NEEDLE: 1, **stones(4, 4, 2), "route": ROUTES[0], DONE: True}
    extra = plain | NO_WINS

    def charts(without, with_extra):
        people = (plain,) * without + (extra,) * with_extra
        return sum(isinstance(block, Chart) for block in summarise(DILEMMA, Group(people, 5, False), "nl"))

    assert charts(5, 4) == 2
    assert charts(5, 5) == charts(0, 6) == 3


def test_a_sensitive_group_that_agrees_stays_closed():
    plain = {NEEDLE: 1, **stones(4, 4, 2), "route": ROUTES[0], DONE: True}
    blocks = summarise(DILEMMA, Group((plain,) * 8, 8, True), "nl")
    assert not [block for block in blocks if isinstance(block, Chart)]
    assert interface.ui("dilemma.group.withheld", "nl") in str(blocks)


@pytest.mark.parametrize(
    ("answers", "tip"),
    [
        (stones(10), None),
        (stones(10) | NO_WINS, "never"),
        (stones(5, 5) | NEARLY, "tied"),
        (stones(6, 4) | NEARLY, "one"),
        (stones(8, 2) | NEARLY, "few"),
        (stones(10) | NEARLY, "many"),
    ],
)
def test_tipping_points_are_counted_in_five_groups(answers, tip):
    assert tips(DILEMMA, answers) == tip


# -- authors and clients ----------------------------------------------------------------------------------------------


def test_a_clients_own_story_replaces_the_screens_and_leaves_out_what_speaks_of_ours():
    own = DILEMMA.with_case({"1": Text(nl="Een gemeente belt.", en="A council calls."), "2": Text(nl="b", en="b")})
    assert [screen.nl for screen in own.case] == ["Een gemeente belt.", "b"]
    shown = str(render(own, Context(answers=simulate(own, Respondent("strong")))))
    assert DILEMMA.makers_choice.text.nl not in shown
    assert DILEMMA.counter_voice.text.nl not in shown
    assert own.version != DILEMMA.version


@pytest.mark.parametrize("keys", [(), ("2",), ("1", "3"), ("1", "x"), tuple("123456")])
def test_a_clients_own_story_with_other_screens_is_refused(keys):
    with pytest.raises(ValueError, match="case-screens"):
        DILEMMA.with_case({key: Text(nl="a", en="a") for key in keys})
    assert interface.known("error.case-screens")


def _second_mine(content):
    content["interests"][0]["mine"] = "true"


def _same_interest(content):
    content["interests"][1]["id"] = content["interests"][0]["id"]


def _taken_interest(content):
    content["interests"][1]["id"] = OWN


def _same_route(content):
    content["routes"][1]["id"] = content["routes"][0]["id"]


def _all_yes(content):
    for route in content["routes"]:
        route["accepts"] = "0.5"


def _no_rule(content):
    content["rules"].pop()


def _no_prompt(content):
    del content["reason_prompt"]


def _too_far(content):
    content["routes"][0]["accepts"] = "2"


@pytest.mark.parametrize(
    ("spoil", "code"),
    [
        (_second_mine, "one-mine"),
        (_same_interest, "double-id"),
        (_taken_interest, "reserved-id"),
        (_same_route, "double-id"),
        (_all_yes, "two-sided"),
        (_no_rule, "dilemma-rules"),
        (_no_prompt, "missing"),
        (_too_far, "less_than_equal"),
    ],
)
def test_an_authors_slip_is_named(spoil, code):
    content = raw()
    spoil(content)
    with pytest.raises(ValidationError) as error:
        Dilemma.model_validate(content)
    assert [details["type"] for details in error.value.errors()] == [code]
    assert code in ("missing", "less_than_equal") or interface.known(f"error.{code}")


def test_a_facilitator_has_nothing_to_set():
    assert DILEMMA.with_options(Dilemma.Options()) == DILEMMA
    with pytest.raises(ValidationError):
        Dilemma.Options.model_validate({"sessions": 8})
