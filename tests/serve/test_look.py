"""The client's name, logo and colour: on the pages of a session, and on no other."""

import base64
import html
import io
import json
import re

import pytest
from PIL import Image

from tests.player.playing import Browser, room, visitor
from tests.serve.running import Phone
from tests.serve.test_trainer_app import log_in
from workbook.store import sessions
from workbook.store.look import Look

NAME = '<b>De "Brug" & co</b>'
COLOUR = "#7a2e5d"


@pytest.fixture(scope="module")
def logo() -> str:
    out = io.BytesIO()
    Image.new("RGB", (120, 40), COLOUR).save(out, "PNG")
    return "data:image/png;base64," + base64.b64encode(out.getvalue()).decode()


@pytest.fixture
def look(logo):
    return Look(colour=COLOUR, logo=logo)


def header(page: str) -> str:
    return re.search(r"<header.*?</header>", page, flags=re.DOTALL).group()


def shows_the_client(page: str, logo: str) -> bool:
    """Whether name, logo and colour are there, the name as text."""
    assert NAME not in page
    name, colour = (
        html.escape(NAME, quote=True).replace("&quot;", "&#34;"),
        f'<div class="wb" style="--accent:{COLOUR};',
    )
    return name in header(page) and f'<img src="{logo}" alt="">' in header(page) and colour in page


def test_the_pages_of_a_participant_show_the_client_of_their_session(participants_app, phone, other, look, logo):
    session = participants_app.session("uiterlijk", client=NAME, look=look)
    landing = phone.get(f"/join/{session.code}")
    assert shows_the_client(landing.text, logo)
    assert "img-src 'self' data:" in landing.headers["Content-Security-Policy"]
    for path in ("/mijn", "/mijn/print"):
        assert shows_the_client(phone.get(path).text, logo)
    assert "wb-brand" not in other.get("/").text
    phone.fill("/verlaat")
    left = phone.get("/").text
    assert ("wb-brand" in left, COLOUR in left) == (False, False)


def test_a_session_without_a_look_or_a_client_looks_as_ever(participants_app, phone):
    page = phone.get(f"/join/{participants_app.session('gewoon').code}").text
    assert ("wb-brand" in page, '<div class="wb">' in page) == (False, True)


def test_a_logo_without_a_name_has_a_name_of_its_own(participants_app, phone, look):
    page = phone.get(f"/join/{participants_app.session('naamloos', look=look).code}").text
    assert 'alt="Logo van de opdrachtgever"' in header(page)


def test_the_invitation_shows_the_client(trainers_app, look, logo):
    trainer = Phone(trainers_app)
    log_in(trainer, trainers_app.secrets.trainer)
    made = trainers_app.session("uitnodiging", client=NAME, look=look)
    assert shows_the_client(trainer.get(f"/uitnodiging/{made.id}").text, logo)


def test_a_theme_page_gets_the_look_once_and_not_with_every_answer(engine, look, logo):
    session = room(engine, themes=("anti-verkopen",), client="De Brug", look=look)
    browser = Browser("anti-verkopen", visitor(engine, session=session))
    shown = browser.page.widget.brand
    assert (shown["name"], shown["logo"], shown["style"].startswith(f"--accent:{COLOUR};")) == ("De Brug", logo, True)
    assert logo not in browser.text
    elsewhere = Browser("overdragen", visitor(engine, session=session))
    alone = Browser("anti-verkopen", visitor(engine, person="b" * 48))
    assert [set(one.page.widget.brand.values()) for one in (elsewhere, alone)] == [{""}, {""}]


def test_a_page_that_is_open_takes_over_a_look_that_changed(engine, look):
    session = room(engine, client="De Brug")
    browser = Browser("anti-verkopen", visitor(engine, session=session))
    assert browser.page.widget.brand["style"] == ""
    with engine.begin() as connection:
        settings = session.settings.model_copy(update={"look": look}).model_dump(mode="json")
        connection.execute(sessions.session.update().values(settings=json.dumps(settings)))
    browser.tell(type="refresh")
    assert browser.page.widget.brand["style"].startswith(f"--accent:{COLOUR};")
