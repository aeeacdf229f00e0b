"""The page of ideas in a real browser: on a phone and a laptop, folded and unfolded, and reached from an exercise."""

import pytest

from tests.browser.conftest import LAPTOP, PHONE, serious_violations


@pytest.mark.parametrize("language", ["nl-NL", "en-GB"])
@pytest.mark.parametrize("size", [PHONE, LAPTOP], ids=["phone", "laptop"])
def test_the_page_fits_and_every_article_folds(size, language, served, visitor):
    person = visitor(size, language)
    person.page.goto(f"{served.address}/ideeen#idee-s2-18")
    assert person.page.locator(".wb-idea").count() == 198
    assert person.page.locator("#idee-s2-18 h3").is_visible()
    assert serious_violations(person.page) == []
    assert person.page.evaluate("document.documentElement.scrollWidth") <= size["width"]
    person.page.locator("#S2 > summary").click()
    assert not person.page.locator("#idee-s2-18 h3").is_visible()
    assert person.errors == []


def test_an_idea_leads_to_the_exercise_that_teaches_it(served, visitor):
    person = visitor(PHONE)
    person.page.goto(f"{served.address}/ideeen")
    person.page.locator("#idee-s2-18").get_by_role("link", name="Rolkiezer").click()
    person.page.wait_for_selector(".wb-title")
    assert person.page.locator(".wb-title").inner_text() == "Rolkiezer"


def test_what_is_folded_is_printed_all_the_same(served, visitor):
    person = visitor(LAPTOP)
    person.page.goto(f"{served.address}/ideeen")
    person.page.locator("#S2 > summary").click()
    person.page.emulate_media(media="print")
    assert person.page.locator("#idee-s2-18 p").first.bounding_box()["height"] > 0
