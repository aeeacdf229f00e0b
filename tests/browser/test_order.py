"""Putting things in order with the keyboard on a phone: the focus goes along, and what moved is said and kept."""

from collections.abc import Callable

from playwright.sync_api import Page

from tests.browser.conftest import PHONE, Serve, Visitor, open_theme, press, saved, serious_violations

STEPS = "main .wb-order li .wb-order-text"
FOCUSED = """() => [
    document.activeElement.closest('li')?.querySelector('.wb-order-text').innerText, document.activeElement.innerText
]"""


def _at_the_ladder(page: Page, served: Serve) -> None:
    page.goto(served.address)
    open_theme(page, served, "05_reflectiegesprek")
    press(page, "Begin")
    for _exercise in range(12):
        if page.locator("main .wb-order").count():
            return
        press(page, "Sla over")
    raise AssertionError("the ladder is not in this theme")


def test_a_step_is_moved_with_the_keyboard_and_keeps_the_focus(served: Serve, visitor: Callable[..., Visitor]) -> None:
    somebody = visitor(PHONE)
    page = somebody.page
    _at_the_ladder(page, served)
    first, second, third, *rest = page.locator(STEPS).all_inner_texts()
    page.get_by_role("button", name=f"{first}: Lager").focus()
    page.keyboard.press("Enter")
    assert page.locator(STEPS).all_inner_texts() == [second, first, third, *rest]
    assert page.evaluate(FOCUSED) == [first, "↓"]
    page.keyboard.press("Space")
    assert page.locator(STEPS).all_inner_texts() == [second, third, first, *rest]
    assert (
        f"{first} staat nu op plaats 3 van {3 + len(rest)}."
        in page.locator("main .wb-order [role=status]").inner_text()
    )
    page.get_by_role("button", name=f"{third}: Hoger").click()
    assert page.evaluate(FOCUSED) == [third, "↓"], "at the top there is no way up: the focus stays on the row"
    saved(page)
    page.reload()
    page.wait_for_selector(STEPS)
    assert page.locator(STEPS).all_inner_texts() == [third, second, first, *rest]
    assert somebody.errors == []


def test_every_button_is_large_enough_for_a_thumb_and_has_a_name(
    served: Serve, visitor: Callable[..., Visitor]
) -> None:
    page = visitor({"width": 320, "height": 640}).page
    _at_the_ladder(page, served)
    for button in page.locator("main .wb-order button").all():
        box = button.bounding_box()
        assert min(box["width"], box["height"]) >= 44 if box else False
    names = page.locator("main .wb-order button").evaluate_all("all => all.map(one => one.ariaLabel)")
    assert len(set(names)) == len(names) > 6
    assert page.evaluate("document.documentElement.scrollWidth - window.innerWidth") <= 0
    assert serious_violations(page) == []
