"""On a phone in a room: the exercise waits for the trainer, comes back for a second round, goes along with a walk."""

import pytest

from tests.player.playing import Browser, find, room, visitor
from workbook.content.answers import CHALLENGE, DONE, OBSERVED, ROLE, SHARE
from workbook.player.arrival import arrival
from workbook.player.portfolio import kept_by
from workbook.player.vote import place_here, result, vote_of
from workbook.scoring import Respondent, simulate
from workbook.store import rounds, sessions, shares, stages, walks
from workbook.store.responses import save

C1, D3, D4 = "c1-rolkiezer", "d3-ik-of-wij", "d4-overdrachtsgesprek"


@pytest.fixture
def here(engine):
    return room(engine)


@pytest.fixture
def phone(engine, here):
    browser = Browser("overdragen", visitor(engine, session=here))
    browser.go_to(D3)
    return browser


def news(phone):
    phone.tell(type="refresh")


def controls(phone) -> list[str]:
    return [block["kind"] for kind in ("choice", "textfield", "grid") for block in find(phone.view, kind=kind)]


def play(phone, name):
    for item, value in simulate(phone.page.exercise(name), Respondent("strong")).items():
        assert phone.answer(item, value, exercise=name)["type"] == "saved"


def test_at_the_prompt_the_introduction_stands_there_and_nothing_can_be_answered(engine, here, phone, content):
    stages.begin(engine, here.id, D3)
    news(phone)
    assert controls(phone) == []
    assert content.exercises()[D3].intro.nl.strip()[:40] in phone.text
    assert "Je trainer opent deze oefening zo" in phone.text


def test_when_the_trainer_opens_it_the_questions_are_there(engine, here, phone):
    stages.begin(engine, here.id, D3)
    stages.set_state(engine, here.id, D3, "open")
    news(phone)
    assert controls(phone) != []


def test_when_it_is_closed_the_question_for_the_room_stands_there(engine, here, phone, content):
    stages.set_state(engine, here.id, D3, "closed")
    news(phone)
    assert controls(phone) == []
    assert content.exercises()[D3].discussion.nl[:30] in phone.text


def test_where_the_room_waits_together_there_is_nothing_to_skip(engine, here, phone):
    stages.begin(engine, here.id, D3)
    sessions.bring_to(engine, here.id, D3)
    news(phone)
    assert phone.view["next"] == ""


def test_in_the_second_round_the_own_answers_stand_there_to_be_changed(engine, here, phone):
    play(phone, D3)
    rounds.second_round(engine, here.id, D3, 5)
    news(phone)
    button = next(one for one in find(phone.view, kind="button", item="_again") if one["value"] == "keep")
    phone.answer(button["item"], button["value"])
    assert phone.view["answers"]
    assert DONE not in phone.view["answers"]


def test_the_room_s_result_comes_with_the_result_and_not_before(engine, here, phone):
    play(phone, D3)
    news(phone)
    assert "Wat de groep antwoordde" not in phone.text
    stages.show_result(engine, here.id, D3)
    news(phone)
    assert "Wat de groep antwoordde" in phone.text


# -- walking together -------------------------------------------------------------------------------------------------


def test_while_the_room_walks_the_phone_shows_the_vote_and_takes_it_once(engine, here, phone, content):
    stages.set_state(engine, here.id, D4, "open")
    walks.start(engine, here.id, D4)
    phone.go_to(D4)
    news(phone)
    place = place_here(content.exercises()[D4], (), "nl")
    assert place.line in phone.text
    first = place.options[0].value
    assert phone.answer("choice", first)["type"] == "saved"
    assert phone.answer(DONE, True)["type"] == "saved"
    assert "Je stem telt" in phone.text
    assert phone.answer("choice", place.options[1].value)["type"] == "refused"


def test_a_vote_for_a_line_that_cannot_be_said_here_is_refused(engine, here, phone):
    walks.start(engine, here.id, D4)
    phone.go_to(D4)
    news(phone)
    assert phone.answer("choice", "bestaat-niet")["type"] == "refused"


def test_one_line_further_the_phone_asks_for_the_next_vote(engine, here, phone, content):
    walks.start(engine, here.id, D4)
    phone.go_to(D4)
    news(phone)
    exercise = content.exercises()[D4]
    place = place_here(exercise, (), "nl")
    walks.go(engine, here.id, D4, (str(place.options[0].value),))
    news(phone)
    after = place_here(exercise, (str(place.options[0].value),), "nl")
    assert after.line in phone.text
    assert vote_of(exercise, (), place).id != phone.view["exercise"]


@pytest.mark.drawn
def test_the_votes_are_a_picture_with_the_lines_as_on_the_phones_and_the_trainer_s_numbers(content):
    place = place_here(content.exercises()[D4], (), "nl")
    first, second, third, _ = (option.value for option in place.options)
    (chart,) = result(place, {first: 1, second: 4}, "nl")
    assert chart.title == "De meeste stemmen: zin 2"
    numbered = [f"{number}. {option.text}" for number, option in enumerate(place.options, 1)]
    assert chart.text == "; ".join(f"{line} {n}" for line, n in zip(numbered, (1, 4, 0, 0), strict=True))
    assert chart.svg.index("1. ‘") < chart.svg.index("2. ‘") < chart.svg.index("3. ‘") < chart.svg.index("4. ‘")
    assert result(place, {first: 3, third: 3}, "en")[0].title == "A tie (3 each): lines 1 and 3"


def test_every_road_of_every_walk_ends(content):
    exercise = content.exercises()[D4]
    waiting, ended = [()], 0
    while waiting:
        path = waiting.pop()
        place = place_here(exercise, path, "nl")
        assert len(path) < 20
        ended += not place.options
        waiting += [(*path, str(option.value)) for option in place.options]
    assert ended > 0


# -- a time that the trainer gives ------------------------------------------------------------------------------------


def test_a_time_stands_on_the_phone_with_ten_times_as_long_or_none_until_somebody_is_finished(engine, here, phone):
    phone.go_to(D3)
    assert list(find(phone.view, kind="timeleft")) == []
    stages.set_state(engine, here.id, D3, "open")
    stages.give_time(engine, here.id, D3, 300)
    news(phone)
    (shown,) = find(phone.view, kind="timeleft")
    assert shown["total"] == 300
    assert all(shown[name] for name in ("slower", "off", "back"))
    play(phone, D3)
    assert list(find(phone.view, kind="timeleft")) == []


# -- practising in threes ---------------------------------------------------------------------------------------------


def watching(phone):
    phone.go_to(D4)
    assert phone.answer(ROLE, "waarnemer")["type"] == "saved"


def labels(phone, item: str) -> list[str]:
    return [block["label"] for block in find(phone.view, kind="button", item=item)]


def test_only_the_card_of_the_chosen_role_is_shown(phone, content):
    cards = {role.id: role.card.nl.partition("\n")[0] for role in content.exercises()[D4].trio}
    phone.go_to(D4)
    assert not [card for card in cards.values() if card in phone.text]
    for role in cards:
        phone.answer(ROLE, role)
        assert [name for name, card in cards.items() if card in phone.text] == [role]


def test_an_observer_who_never_talks_measures_and_finishes(phone):
    watching(phone)
    assert list(find(phone.view, kind="choice", item="hoi.choice")) == []
    assert labels(phone, DONE) == []  # nothing was observed yet
    assert phone.answer(DONE, True)["type"] == "refused"
    phone.answer(OBSERVED, 3.8)
    assert "De stilte duurde 4 seconden." in phone.text
    assert labels(phone, DONE) == ["Klaar met waarnemen"]
    assert phone.answer(DONE, True)["type"] == "saved"
    assert "telt mee in het beeld van de groep" in phone.text
    assert "In dit gesprek kwam geen stilte voor" not in phone.text


def test_the_next_round_the_observer_plays_another_role_and_keeps_what_was_measured(phone):
    watching(phone)
    phone.answer(OBSERVED, 3.8)
    phone.answer(DONE, True)
    button = next(iter(find(phone.view, kind="button", item="_again")))
    phone.answer(button["item"], button["value"])
    phone.answer(ROLE, "verkoper")
    assert list(find(phone.view, kind="choice", item="hoi.choice")) != []
    play(phone, D4)
    assert phone.page.history(D4).current.answers[OBSERVED] == 3.8


def test_whoever_talked_first_can_observe_in_a_later_round_without_losing_the_talk(phone):
    phone.go_to(D4)
    play(phone, D4)
    phone.answer(ROLE, "waarnemer")
    assert list(find(phone.view, kind="silence", item=OBSERVED)) != []
    phone.answer(OBSERVED, 2.0)
    assert labels(phone, DONE) == []  # the own talk is done already
    assert phone.page.history(D4).current.answers["hoi.done"] is True


def test_an_observer_in_the_middle_of_an_own_talk_does_not_lose_it(phone):
    phone.go_to(D4)
    phone.answer("hoi.choice", "paar-uur")
    phone.answer(ROLE, "waarnemer")
    phone.answer(OBSERVED, 2.0)
    assert list(find(phone.view, kind="choice", item="hoi.choice")) != []
    assert "Klaar met waarnemen" not in phone.text


@pytest.mark.parametrize(
    ("theme", "exercise", "roles"),
    [
        ("anti-verkopen", "a2-nee-met-advies", ["adviseur", "opdrachtgever", "waarnemer"]),
        ("hoteltraining", "b3-stem-in-je-hoofd", ["verkoper", "klant", "stem"]),
        ("op-stap-met-de-baas", "c2-spreektijd-en-samenspel", ["klant", "verkoper", "manager"]),
        ("reflectiegesprek", "e5-pittige-kritiek", ["klant", "verkoper", "kijker"]),
    ],
)
def test_every_exercise_in_threes_opens_its_cards_and_only_a_stopwatch_measures(theme, exercise, roles, engine):
    here = room(engine, themes=(theme,))
    someone = Browser(theme, visitor(engine, session=here))
    someone.go_to(exercise)
    (choice,) = find(someone.view, kind="choice", item=ROLE)
    assert [option["value"] for option in choice["options"]] == roles
    for role in roles:
        assert someone.answer(ROLE, role)["type"] == "saved"
        assert list(find(someone.view, kind="silence", item=OBSERVED)) == []
    assert someone.answer(OBSERVED, 2.0)["type"] == "refused"  # nobody here finishes by measuring
    play(someone, exercise)


def test_alone_there_are_no_roles(engine):
    alone = Browser("overdragen", visitor(engine))
    alone.go_to(D4)
    assert list(find(alone.view, kind="choice", item=ROLE)) == []
    assert alone.answer(OBSERVED, 2.0)["type"] == "refused"


@pytest.mark.parametrize("seconds", [-1, 61, "x", True])
def test_a_silence_that_cannot_be_is_refused(phone, seconds):
    watching(phone)
    assert phone.answer(OBSERVED, seconds)["type"] == "refused"


# -- sharing ----------------------------------------------------------------------------------------------------------


def test_a_text_is_private_until_its_writer_shares_it_and_after_it_is_taken_back(engine, here, phone):
    play(phone, D3)
    texts = [b for b in find(phone.view, kind="button") if str(b["item"]).startswith(SHARE)]
    assert texts
    assert shares.shared_in(engine, here.id) == ()
    assert phone.answer(texts[0]["item"], True)["type"] == "saved"
    assert len(shares.shared_in(engine, here.id)) == 1
    assert "Gedeeld" in phone.text
    phone.answer(texts[0]["item"], False)
    assert shares.shared_in(engine, here.id) == ()


def test_something_that_was_not_written_cannot_be_shared(engine, here, phone):
    play(phone, D3)
    assert phone.answer(f"{SHARE}bestaat-niet", True)["type"] == "refused"
    assert shares.shared_in(engine, here.id) == ()


def test_whoever_disagrees_can_tell_the_trainer_once_the_key_is_open(engine, here, phone):
    play(phone, D3)
    sessions.open_feedback(engine, here.id, D3)
    news(phone)
    assert phone.answer(CHALLENGE, "Bij ons werkt dit anders.")["type"] == "saved"
    phone.answer(f"{SHARE}{CHALLENGE}", True)
    assert [(one.kind, one.text) for one in shares.shared_in(engine, here.id)] == [
        ("challenge", "Bij ons werkt dit anders.")
    ]


def test_a_reason_at_one_scene_goes_to_the_trainers_own_list_and_is_asked_once(engine, here):
    browser = Browser("op-stap-met-de-baas", visitor(engine, session=here))
    browser.go_to(C1)
    play(browser, C1)
    sessions.open_feedback(engine, here.id, C1)
    news(browser)
    item = next(name for name in browser.page.exercise(C1).items() if name.endswith(".disagree"))
    assert browser.answer(item, "Bij ons gaat de baas altijd mee.")["type"] == "saved"
    assert list(find(browser.view, kind="textfield", item=CHALLENGE)) == []
    browser.answer(f"{SHARE}{item}", True)
    assert [(one.kind, one.text) for one in shares.shared_in(engine, here.id)] == [
        ("challenge", "Bij ons gaat de baas altijd mee.")
    ]


def test_alone_nothing_can_be_shared(engine):
    alone = Browser("overdragen", visitor(engine))
    alone.go_to(D3)
    play(alone, D3)
    assert [b for b in find(alone.view, kind="button") if str(b["item"]).startswith(SHARE)] == []


# -- arriving ---------------------------------------------------------------------------------------------------------


def test_the_question_of_the_arrival_comes_back_in_the_portfolio(engine, here):
    somebody = visitor(engine, session=here)
    for item, value in (("question", "Hoe zeg ik nee?"), (DONE, True)):
        save(engine, somebody.person, here.id, arrival(), item, value, item)
    kept = kept_by(somebody)
    assert [item.exercise.id for item in kept] == [arrival().id]
    assert "Hoe zeg ik nee?" in str(kept[0].blocks)
