"""The lobby and the projector's page, over the real app: what opens them, what they say, and what they never say."""

import re
from html import unescape

import pytest

from tests.serve.running import Phone
from workbook.exercises import load_content
from workbook.player.arrival import arrival
from workbook.store import participants, responses, sessions, stages
from workbook.store.secrets import projector_token

D3 = "d3-ik-of-wij"


@pytest.fixture
def here(participants_app):
    return participants_app.session(f"kamer-{participants.new_id()[:8]}", reveal="by_trainer")


@pytest.fixture
def lobby(phone, here):
    phone.get(f"/join/{here.code}")
    return phone


def test_who_joins_arrives_in_the_lobby_with_a_pseudonym_and_the_rules(lobby, here, participants_app):
    page = lobby.get("/zaal").text
    assert sessions.pseudonym_of(participants_app.engine, here.id, lobby.person) in page
    assert "Wie ziet wat?" in page
    assert "Je trainer begint zo" in page


def test_without_a_session_the_lobby_leads_to_the_start(phone):
    reply = phone.get("/zaal", allow_redirects=False)
    assert (reply.status_code, reply.headers["Location"]) == (302, "/")


def test_the_own_question_is_kept_and_stands_there_again_as_plain_text(lobby, here, participants_app):
    asked = "<script>alert(1)</script> Hoe zeg ik nee?"
    assert lobby.fill("/zaal/vraag", vraag=asked).status_code == 302
    told = responses.histories(participants_app.engine, lobby.person, here.id)[arrival().id]
    assert told.current.answers["question"] == asked
    page = lobby.get("/zaal").text
    assert "Bewaard" in page
    assert "<script>alert" not in page


def test_a_question_that_is_too_long_is_refused_in_a_sentence_and_the_old_one_stays(lobby, here, participants_app):
    lobby.fill("/zaal/vraag", vraag="Kort")
    reply = lobby.fill("/zaal/vraag", vraag="a" * 201)
    assert reply.status_code == 400
    assert "200" in reply.text
    told = responses.histories(participants_app.engine, lobby.person, here.id)[arrival().id]
    assert told.current.answers["question"] == "Kort"


def test_a_pseudonym_can_be_swapped_for_another(lobby, here, participants_app):
    before = sessions.pseudonym_of(participants_app.engine, here.id, lobby.person)
    lobby.fill("/zaal/naam", naam="")
    assert sessions.pseudonym_of(participants_app.engine, here.id, lobby.person) != before


@pytest.mark.parametrize("name", ["Jo", "a" * 20, "<b>Jo</b>"])
def test_an_own_name_of_two_to_twenty_signs_is_taken(name, lobby, here, participants_app):
    assert lobby.fill("/zaal/naam", naam=name, eigen="1").status_code == 302
    assert sessions.pseudonym_of(participants_app.engine, here.id, lobby.person) == name
    assert "<b>Jo</b>" not in lobby.get("/zaal").text


@pytest.mark.parametrize("name", ["J", "a" * 21, "  j  "])
def test_a_name_that_is_too_short_or_too_long_is_refused_with_what_to_do(name, lobby, here, participants_app):
    before = sessions.pseudonym_of(participants_app.engine, here.id, lobby.person)
    reply = lobby.fill("/zaal/naam", naam=name, eigen="1")
    assert (reply.status_code, "2 tot 20 tekens" in reply.text) == (400, True)
    assert sessions.pseudonym_of(participants_app.engine, here.id, lobby.person) == before


def test_the_name_of_somebody_else_is_refused(lobby, other, here):
    other.get(f"/join/{here.code}")
    other.fill("/zaal/naam", naam="Jo", eigen="1")
    reply = lobby.fill("/zaal/naam", naam="JO", eigen="1")
    assert (reply.status_code, "heeft al iemand" in reply.text) == (400, True)


def test_a_waiting_page_is_told_to_go_once_the_room_has_begun(lobby, here, participants_app):
    assert "X-Go" not in lobby.get("/zaal", headers={"X-Part": "1"}).headers
    sessions.bring_to(participants_app.engine, here.id, D3)
    told = lobby.get("/zaal", headers={"X-Part": "1"})
    assert told.headers["X-Go"] == "/nu"
    exercise = load_content().exercises()[D3]  # what stands there until that page has come
    assert f'<h2 class="wb-heading">{exercise.title.nl}</h2>' in told.text
    assert exercise.intro.nl in unescape(told.text)


# -- the projector ----------------------------------------------------------------------------------------------------


@pytest.fixture
def link(here, participants_app, monkeypatch):
    monkeypatch.setenv("WORKBOOK_HOME", str(participants_app.home))
    return f"/scherm/{projector_token(here.id)}"


def test_the_projector_s_link_opens_the_screen_with_the_way_in(link, here, phone):
    page = phone.get(link)
    assert page.status_code == 200
    assert f"{here.code[:3]} {here.code[3:]}" in page.text
    assert "<svg" in page.text


def test_any_other_link_is_404(link, phone):
    wrong = link[:-1] + ("0" if link[-1] != "0" else "1")
    assert phone.get(wrong).status_code == 404
    assert phone.get("/scherm/" + "0" * 16 + "-" + "0" * 32).status_code == 404


def test_the_screen_follows_the_room(link, here, phone, participants_app):
    sessions.bring_to(participants_app.engine, here.id, D3)
    stages.begin(participants_app.engine, here.id, D3)
    assert "De telefoons gaan zo open" in phone.get(f"{link}?deel").text
    stages.set_state(participants_app.engine, here.id, D3, "open")
    assert re.search(r"0 van \d+ klaar", phone.get(f"{link}?deel").text)


def test_the_screen_is_told_what_is_left_of_a_time(link, here, phone, participants_app):
    sessions.bring_to(participants_app.engine, here.id, D3)
    stages.set_state(participants_app.engine, here.id, D3, "open")
    assert "X-Left" not in phone.get(f"{link}?deel").headers
    stages.give_time(participants_app.engine, here.id, D3, 300)
    assert 290 < float(phone.get(f"{link}?deel").headers["X-Left"]) <= 300
    assert "data-time" in phone.get(link).text
    stages.set_state(participants_app.engine, here.id, D3, "closed")
    assert "X-Left" not in phone.get(f"{link}?deel").headers


def test_the_trainer_key_stands_on_no_page_that_can_be_shown(link, lobby, participants_app):
    key = participants_app.secrets.trainer
    for path in (link, f"{link}?deel", "/", "/zaal", "/mijn"):
        assert key not in lobby.get(path).text


def test_the_projector_can_only_be_read(link, participants_app):
    for method in ("post", "put", "delete"):
        assert getattr(Phone(participants_app), method)(link).status_code in (403, 404, 405)
