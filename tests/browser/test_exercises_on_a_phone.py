"""Every theme is played to its end on a phone, in one of the two languages, without sideways scroll or axe violations.

axe takes longer than a screen: it looks at a screen that shows something it has not seen before, in whichever theme.
"""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import (
    LAPTOP,
    PHONE,
    Serve,
    Visitor,
    anchor,
    answer_everything,
    becomes,
    open_theme,
    press,
    serious_violations,
)
from workbook.exercises import load_content
from workbook.serve.landing import notebook_of

PLAYED = {  # every theme once: half of them in Dutch, half in English
    "start": "nl-NL",
    "anti-verkopen": "en-GB",
    "hoteltraining": "nl-NL",
    "op-stap-met-de-baas": "en-GB",
    "overdragen": "nl-NL",
    "reflectiegesprek": "en-GB",
    "een-klant": "nl-NL",
    "slot": "en-GB",
    "herhalen": "nl-NL",
}
PRIMARY = "main .wb-action .wb-button.is-primary:visible, main .wb-tracker .wb-button.is-primary:visible"
MOST_SCREENS = 120
# the text of the card without the line that says whether it was saved
WHAT_STANDS_THERE = (
    """() => [...document.querySelectorAll('.wb-main > *:not(.wb-saved)')].map(e => e.innerText).join()"""
)
# Every kind of element within the kind around it; a chart is one of its exercise.
KINDS = """() => {
    const exercise = document.querySelector('.wb').dataset.anchor.split(':')[0];
    return [...document.querySelectorAll('main [class^=wb-]')].map(element => {
        const around = element.parentElement.closest('[class^=wb-]')?.className ?? '';
        return `${around} > ${element.className}${element.matches('.wb-chart') ? exercise : ''}`;
    });
}"""
seen_by_axe: set[str] = set()


def _look(page: Page) -> None:
    kinds = set(page.evaluate(KINDS))
    if not kinds <= seen_by_axe:
        assert serious_violations(page) == [], anchor(page)
        seen_by_axe.update(kinds)


def _nothing_sideways(page: Page, where: str) -> None:
    sideways = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    assert sideways <= 0, f"{sideways}px sideways at {where}"


def _fill(page: Page) -> None:
    answer_everything(page, which=1)
    for field in page.locator("main .wb-numberline input:enabled:visible, main .wb-text input:enabled:visible").all():
        if not field.input_value():
            kind = field.get_attribute("type") or ""
            number = field.get_attribute("inputmode") == "decimal"
            field.fill("20" if number else {"date": "2027-01-15", "time": "09:30"}.get(kind, "N.B."))
            field.blur()
    _slide(page)
    _lay_stones(page)
    _put_in_order(page)
    _keep_track(page)


def _put_in_order(page: Page) -> None:
    for order in page.locator("main .wb-order:visible").all():
        if order.locator(".wb-step").count():
            order.locator("[data-by='1']").first.click()


def _keep_track(page: Page) -> None:
    talkers = page.locator("main .wb-talker:enabled:visible")
    if talkers.count():
        for talker in (0, 1, 2):
            talkers.nth(talker).click()
            page.wait_for_timeout(300)  # no time makes no stretch
        page.locator(".wb-tracker .is-primary").click()


def _slide(page: Page) -> None:
    for slider in page.locator("main .wb-slider:visible").all():
        if slider.locator("output").inner_text() == "–":
            slider.locator(".wb-step").last.click()


def _lay_stones(page: Page) -> None:
    for pile in range(10 if page.locator(".wb-left:visible").count() else 0):
        more = page.locator("main .wb-stonerow").nth(pile % 4).locator(".wb-step").last
        if more.is_enabled():
            more.click()


def _go_on(page: Page) -> None:
    """Press what goes on; where the page says that something is missing, answer that and press again."""
    before = page.evaluate(WHAT_STANDS_THERE)
    for _try in range(5):
        _press_primary(page)
        try:
            becomes(page, f"before => ({WHAT_STANDS_THERE})() !== before", before, patience=12)
            return
        except AssertionError:
            _fill(page)
    raise AssertionError(f"stuck at {anchor(page)}: {page.locator('.wb-problem').all_inner_texts()}")


def _press_primary(page: Page) -> None:
    silence = page.locator(".wb-silence .is-primary:visible")
    if silence.count():
        silence.first.click()
        page.locator(".wb-silence.is-running .is-primary").click()
    elif page.locator(PRIMARY).count():
        page.locator(PRIMARY).last.click()
    else:
        page.locator(".wb-nav .wb-button", has_text="→").click()


def test_every_theme_is_played() -> None:
    assert set(PLAYED) == set(load_content().themes)


@pytest.mark.parametrize(("theme", "language"), PLAYED.items())
def test_a_theme_is_played_to_its_end(
    theme: str, language: str, served: Serve, visitor: Callable[..., Visitor]
) -> None:
    somebody = visitor(PHONE, language)
    page = somebody.page
    page.goto(served.address)
    page.goto(f"{served.address}/{notebook_of(load_content().themes[theme])}")
    page.wait_for_selector(".wb-title")
    for _screen in range(MOST_SCREENS):
        for _more in range(2):  # an answer can bring up another question
            _fill(page)
            page.wait_for_selector(".wb[data-settled=true]")
        _nothing_sideways(page, anchor(page))
        _look(page)
        if page.locator("text=/Dit ga ik doen|This is what I will do/").count():
            break
        _go_on(page)
    press(page, "Dit ga ik doen" if language == "nl-NL" else "This is what I will do")
    page.get_by_text(
        "Je plan staat in je portfolio" if language == "nl-NL" else "Your plan is in your portfolio"
    ).wait_for()
    page.goto(f"{served.address}/mijn/print")
    assert page.locator(".wb-box").count() >= 2
    _nothing_sideways(page, "the print")
    assert somebody.errors == []


@pytest.mark.parametrize("width", [320, 390, 1280])
@pytest.mark.parametrize("path", ["/", "/mijn", "/mijn/print", "/voila/render/portfolio.ipynb", "/join/ZZZZZZ"])
def test_pages_around_the_exercises_have_nothing_serious(
    path: str, width: int, served: Serve, visitor: Callable[..., Visitor]
) -> None:
    page = visitor({"width": width, "height": 800}).page
    page.goto(f"{served.address}{path}")
    page.wait_for_selector(".wb-main")
    assert serious_violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth - window.innerWidth") <= 0


def test_an_exercise_can_be_done_with_the_keyboard_alone(served: Serve, visitor: Callable[..., Visitor]) -> None:
    page = visitor(LAPTOP).page
    open_theme(page, served, "03_op_stap_met_de_baas")
    press(page, "Begin")
    groups = page.locator("main fieldset.wb-choice").count()
    page.locator("main fieldset.wb-choice input").first.focus()
    for _ in range(groups):
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Tab")
    assert page.locator("main input:checked").count() == groups
    before = anchor(page)
    page.keyboard.press("Enter")
    becomes(page, "before => document.querySelector('.wb').dataset.anchor !== before", before)
