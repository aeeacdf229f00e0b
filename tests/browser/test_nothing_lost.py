"""What a participant typed and chose survives reloads, dead kernels, restarts, lost networks and other devices."""

from collections.abc import Callable

from playwright.sync_api import Page

from tests.browser.conftest import (
    Serve,
    Visitor,
    answer_everything,
    becomes,
    comes_back_after_its_kernel_died,
    open_theme,
    press,
    saved,
    until,
)


def test_the_page_comes_back_by_itself_after_its_kernel_was_killed(
    served: Serve, visitor: Callable[..., Visitor]
) -> None:
    page = visitor().page
    open_theme(page, served, "04_overdragen")
    comes_back_after_its_kernel_died(page, served, "Wat houdt jou tegen?")


def test_the_page_comes_back_where_it_was_after_the_server_restarted(
    served: Serve, visitor: Callable[..., Visitor]
) -> None:
    page = visitor().page
    open_theme(page, served, "05_reflectiegesprek")
    press(page, "Begin")
    answer_everything(page, which=1)
    saved(page)
    chosen = page.locator("main input:checked").count()
    assert served.stop() == 0
    page.get_by_text("Even geen verbinding").wait_for()
    page.evaluate("window.before = true")
    served.start()
    becomes(page, "() => !window.before && document.querySelector('.wb-title')")
    page.locator(".wb-title", has_text="Klantspiegel").wait_for()
    assert page.locator("main input:checked").count() == chosen > 0


def to_the_plan(page: Page) -> None:
    """Skip every exercise of the theme."""
    while page.get_by_role("button", name="Sla over").count():
        press(page, "Sla over")


def test_text_typed_without_a_network_is_kept_and_saved_when_it_is_back(
    served: Serve, visitor: Callable[..., Visitor]
) -> None:
    somebody = visitor()
    page = somebody.page
    open_theme(page, served, "01_anti_verkopen")
    press(page, "Begin")
    to_the_plan(page)
    field = page.get_by_label("Wat ga je doen? Eén zin.")
    somebody.context.set_offline(True)
    page.get_by_text("Even geen verbinding").wait_for()
    field.fill("Ik bel morgen één klant.")
    somebody.context.set_offline(False)
    page.evaluate("window.dispatchEvent(new Event('online'))")
    page.get_by_text("Even geen verbinding").wait_for(state="hidden")
    saved(page)
    page.reload()
    page.wait_for_selector(".wb-title")
    assert page.get_by_label("Wat ga je doen? Eén zin.").input_value() == "Ik bel morgen één klant."


def test_two_tabs_of_one_person_do_not_lose_each_others_answers(served: Serve, visitor: Callable[..., Visitor]) -> None:
    somebody = visitor()
    first, second = somebody.page, somebody.context.new_page()
    for page in (first, second):
        open_theme(page, served, "03_op_stap_met_de_baas")
    press(first, "Begin")
    answer_everything(first, which=3)
    saved(first)
    second.reload()
    second.wait_for_selector(".wb-title")
    second.locator(".wb-title", has_text="Zo ga ik mee").wait_for()
    assert second.locator("main input:checked").count() == first.locator("main input:checked").count() > 0


def test_a_resume_code_brings_the_answers_to_another_device(served: Serve, visitor: Callable[..., Visitor]) -> None:
    here, there = visitor().page, visitor().page
    open_theme(here, served, "02_hoteltraining")
    press(here, "Begin")
    answer_everything(here, which=1)
    saved(here)
    chosen = here.locator("main input:checked").count()
    here.goto(f"{served.address}/mijn")
    here.get_by_role("button", name="Maak een code").click()
    code = here.locator(".wb-code").inner_text()
    there.goto(served.address)
    there.get_by_label("Je eigen code (dertien tekens)").fill(code.lower().replace("-", " "))
    there.get_by_role("button", name="Ga verder").last.click()
    there.wait_for_url(f"{served.address}/")
    open_theme(there, served, "02_hoteltraining")
    there.locator(".wb-title", has_text="Hoe vraag ik?").wait_for()
    assert there.locator("main input:checked").count() == chosen > 0


def test_a_page_that_is_left_ends_its_kernel(served: Serve, visitor: Callable[..., Visitor]) -> None:
    page = visitor().page
    before = len(served.kernels())
    open_theme(page, served, "portfolio")
    until(lambda: len(served.kernels()) == before + 1, "one kernel more")
    page.goto(served.address)
    until(lambda: len(served.kernels()) <= before, "the kernel has ended")


def test_what_a_person_types_is_shown_as_text(served: Serve, visitor: Callable[..., Visitor]) -> None:
    page = visitor().page
    open_theme(page, served, "01_anti_verkopen")
    press(page, "Begin")
    page.evaluate("window.pwned = false")
    to_the_plan(page)
    text = "<img src=x onerror='window.pwned=true'> $x^2$ {title} =1+1"
    page.get_by_label("Wat ga je doen? Eén zin.").fill(text)
    saved(page)
    press(page, "Dit ga ik doen")
    assert page.evaluate("window.pwned") is False
    page.goto(f"{served.address}/mijn/print")
    page.get_by_text(text).wait_for()
    assert page.locator("img").count() == 0
