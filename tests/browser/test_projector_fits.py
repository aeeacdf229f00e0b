"""What a room of 24 answered, for every exercise, as the projector draws it: all in sight, nothing below 28 px."""

from typing import Any
from urllib.parse import urlparse

import pytest
from playwright.sync_api import Browser, Page, Route

from tests.browser.conftest import becomes
from workbook.content.models import Exercise
from workbook.exercises import load_content
from workbook.room.projector import one_picture, pictures
from workbook.scoring import Kind, Respondent, simulate
from workbook.serve.assets import asset
from workbook.serve.plain import _templates
from workbook.store.privacy import Group, minimum_for
from workbook.view.blocks import Prose
from workbook.view.context import summarise
from workbook.view.html import as_html

KINDS: tuple[Kind, ...] = ("strong", "random", "weak")
HOST = "http://zaal.invalid"
SIZES = ({"width": 1920, "height": 1080}, {"width": 1280, "height": 720})
MEASURE = """() => {
  const own = e => [...e.childNodes].some(n => n.nodeType === 3 && n.data.trim());
  const words = [...document.querySelectorAll(".wb-projector *")]
    .filter(e => !e.closest("svg") && e.offsetParent && own(e));
  const drawn = [...document.querySelectorAll(".wb-projector svg text")];
  const size = t => parseFloat(getComputedStyle(t).fontSize) * Math.hypot(t.getScreenCTM().c, t.getScreenCTM().d);
  return {
    words: Math.min(...words.map(e => parseFloat(getComputedStyle(e).fontSize))),
    drawn: Math.min(999, ...drawn.map(size)),
    below: document.documentElement.scrollHeight - innerHeight,
    beside: document.documentElement.scrollWidth - innerWidth,
  };
}"""


def exercises() -> list[Any]:
    return [pytest.param(one, id=one.code) for one in load_content().exercises().values()]


def part(exercise: Exercise, picture: int) -> str:
    """As the projector's page has it once result and key are open."""
    people = tuple(simulate(exercise, Respondent(KINDS[number % 3], number)) for number in range(24))
    shown = summarise(exercise, Group(people, minimum_for(exercise.sensitive), exercise.sensitive), "nl")
    ends = (Prose(exercise.discussion.nl, "quote"), Prose("De uitleg van de makers staat nu op je telefoon.", "note"))
    screen = {"title": exercise.title.nl, "where": "Eerlijk verkopen bij De Brug", "lobby": False}
    body = as_html((*one_picture(shown, picture), *ends))
    told = {"t": lambda key, **_: key, "look": {"logo": "", "style": ""}, "is_open": True}
    told |= {"link": HOST, "code": "ABC DEF"}
    drawing = '<svg viewBox="0 0 10 10"></svg>'
    return _templates().get_template("projector_part.html.j2").render(screen=screen, body=body, drawing=drawing, **told)


def show(page: Page, html: str) -> None:
    """Serve this as the projector's page, with the real style and script."""
    whole = _templates().get_template("projector.html.j2").render(
        language="nl", title="", style="/style.css", base="/", live_script="live.js", look={"style": ""}, live="/live",
        part=html, t=lambda key, **_: key,
    )  # fmt: skip
    files = {
        "/style.css": ("text/css", asset("page.css").content),
        "/live.js": ("text/javascript", asset("live.js").content),
    }

    def answer(route: Route) -> None:
        asked = urlparse(route.request.url)
        kind, body = files.get(asked.path, ("text/html", (html if asked.query else whole).encode()))
        route.fulfill(body=body, content_type=f"{kind}; charset=utf-8")

    page.unroute_all()
    page.route(f"{HOST}/**", answer)
    page.goto(HOST, wait_until="load")
    becomes(page, "document.querySelector('.wb-projector').style.getPropertyValue('--fit') !== ''")


@pytest.fixture(scope="module")
def screens(chromium: Browser) -> Any:
    pages = [chromium.new_page(viewport=size) for size in SIZES]  # type: ignore[arg-type]
    yield pages
    for page in pages:
        page.close()


@pytest.mark.parametrize("exercise", exercises())
def test_every_picture_of_a_room_fits_on_the_projector_and_can_be_read(exercise: Exercise, screens: list[Page]) -> None:
    people = tuple(simulate(exercise, Respondent(KINDS[number % 3], number)) for number in range(24))
    shown = summarise(exercise, Group(people, minimum_for(exercise.sensitive), exercise.sensitive), "nl")
    for picture in range(max(1, len(pictures(shown)))):
        html = part(exercise, picture)
        for page in screens:
            show(page, html)
            found = page.evaluate(MEASURE)
            assert found["words"] >= 28, (picture, page.viewport_size, found)
            assert found["beside"] <= 0, (picture, page.viewport_size, found)
            assert found["below"] <= 0, (picture, page.viewport_size, found)
            # on a smaller one the small lines go, then every word but the picture's own
            least = 27.5 if page.viewport_size == SIZES[0] else 17
            assert found["drawn"] >= least, (picture, page.viewport_size, found)
