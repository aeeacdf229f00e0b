"""On a phone in a room: the exercise waits for the trainer, comes back for a second round, goes along with a walk."""

import pytest

from tests.player.playing import Browser, find, room, visitor
from workbook.content.answers import CHALLENGE, DONE, SHARE
from workbook.player.arrival import arrival
from workbook.player.portfolio import kept_by
from workbook.player.vote import place_here, vote_of
from workbook.scoring import Respondent, simulate
from workbook.store import rounds, sessions, shares, stages, walks
from workbook.store.responses import save

D3, D4 = "d3-ik-of-wij", "d4-overdrachtsgesprek"


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
