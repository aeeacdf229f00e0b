"""The client's look in a real browser: the logo is drawn, the colour is used, the name is text, and all of it fits."""

import base64
import io

import pytest
from PIL import Image, ImageDraw

from tests.browser.conftest import LAPTOP, PHONE, becomes, open_theme, serious_violations
from workbook.store import sessions
from workbook.store.sessions import SessionSettings

COLOUR, RGB = "#7a2e5d", "rgb(122, 46, 93)"
NAME = "Bureau <i>De Brug</i>, team Advies & Ontwikkeling, vestiging Zuid"


@pytest.fixture(scope="module")
def session(served):
    out = io.BytesIO()
    picture = Image.new("RGB", (480, 120), COLOUR)
    ImageDraw.Draw(picture).rectangle((20, 40, 460, 80), fill="white")
    picture.save(out, "PNG")
    logo = "data:image/png;base64," + base64.b64encode(out.getvalue()).decode()
    given = {"slug": "uiterlijk", "title": "Eerlijk verkopen", "client": NAME, "themes": ("anti-verkopen",)}
    settings = SessionSettings.model_validate(given | {"look": {"colour": COLOUR, "logo": logo}})
    return sessions.create(served.engine(), settings)


def look(page) -> dict[str, object]:
    """What of the look is to be seen."""
    becomes(page, "document.querySelector('.wb-brand img')?.complete")
    return page.evaluate(
        """() => ({
            logo: document.querySelector('.wb-brand img').naturalWidth,
            name: document.querySelector('.wb-brand').innerText.trim(),
            button: getComputedStyle(document.querySelector('.wb-button')).borderTopColor,
            spare: document.documentElement.clientWidth - document.documentElement.scrollWidth,
        })"""
    )


SEEN = {"logo": 480, "name": NAME, "button": RGB, "spare": 0}


@pytest.mark.parametrize("size", [PHONE, LAPTOP, {"width": 320, "height": 640}], ids="phone laptop narrow".split())
def test_landing_and_theme_page_wear_the_look_of_the_client(size, served, session, visitor):
    person = visitor(size)
    person.page.goto(f"{served.address}/join/{session.code}")
    assert look(person.page) == SEEN
    assert serious_violations(person.page) == []
    open_theme(person.page, served, "01_anti_verkopen")
    assert look(person.page) == SEEN
    person.page.get_by_role("button", name="Begin").first.click()
    person.page.wait_for_selector("fieldset.wb-choice, .wb-button.is-primary")
    assert look(person.page) == SEEN
    assert serious_violations(person.page) == []
    assert person.errors == []
