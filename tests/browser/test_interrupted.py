"""The trainer is interrupted all through a C1: browser closed, either app killed; the room sees a banner at most."""

import os
import signal
from collections.abc import Callable
from contextlib import suppress

import psutil
import pytest
from playwright.sync_api import Error

from tests.browser.conftest import Serve, Visitor, answer_everything, becomes, press, saved, until
from tests.browser.test_live_room import (
    C1,
    SCREEN,
    Page,
    at,
    choose,
    enter,
    join,
    key_until,
    open_desk,
    stage_of,
)
from workbook.store.sessions import Session

TITLE = "Sessie storing"


@pytest.fixture
def room(served: Serve) -> Session:
    return served.new_session("storing", "op-stap-met-de-baas")


def kill(served: Serve, app: str) -> None:
    """Kill one of the two apps, and wait until another process has taken its place."""
    before = _app(served, app)
    assert before is not None
    os.kill(before, signal.SIGKILL)
    until(lambda: _app(served, app) not in (before, None), f"another {app} app")


def _app(served: Serve, app: str) -> int | None:
    assert served.process is not None
    for one in psutil.Process(served.process.pid).children():
        with suppress(psutil.Error):  # it has just ended
            if {"workbook.serve.app_main", app} <= set(one.cmdline()):
                return one.pid
    return None


def mark(page: Page) -> None:
    """Leave a mark that the page loses when it is loaded anew."""
    page.evaluate("window.untouched = true")


def untouched(page: Page) -> bool:
    """Whether the page is still the one that was marked."""
    with suppress(Error):  # it is being loaded at this moment
        return bool(page.evaluate("window.untouched === true"))
    return False


def test_the_trainers_app_is_killed_in_every_phase_and_the_room_does_not_notice(
    served: Serve, visitor: Callable[..., Visitor], room: Session
) -> None:
    somebody = visitor()
    phone = somebody.page
    desk = open_desk(served, visitor, TITLE)
    screen = visitor(SCREEN).page
    screen.goto(str(desk.get_by_role("link", name="Open het scherm voor de zaal").get_attribute("href")))
    join(served, room, phone)
    choose(desk, "C1", "Rolkiezer")
    key_until(desk, " ", lambda: stage_of(served, room, C1).state == "prompt", "the prompt")
    at(phone, "Rolkiezer")
    for page in (phone, screen):
        mark(page)

    killed_under(served, desk)
    key_until(desk, " ", lambda: stage_of(served, room, C1).state == "open", "open")
    phone.get_by_text("Situatie 1 van").first.wait_for()
    kill(served, "trainer")
    answer_everything(phone, which=1)  # the room goes on while there is no trainer's app at all
    saved(phone)
    press(phone, "Leg mijn keuzes vast")
    served.seat_simulated(room, C1, 5)
    screen.get_by_text("5 van 6 klaar").wait_for()
    desk.close()
    desk = visitor({"width": 1280, "height": 800}).page
    until(served.trainer_answers, "the trainer's app answers again")
    enter(desk, served, TITLE)  # another browser: it opens where the room is
    desk.locator(".wb-box.is-card > h3", has_text="Rolkiezer").wait_for()
    desk.keyboard.press(" ")
    desk.get_by_role("dialog").get_by_role("button", name="Sluit de telefoons").click()
    until(lambda: stage_of(served, room, C1).state == "closed", "closed")
    killed_under(served, desk)
    key_until(desk, "Enter", lambda: stage_of(served, room, C1).result, "the result")
    screen.locator(".wb-chart").first.wait_for()
    killed_under(served, desk)
    key_until(desk, "Enter", lambda: stage_of(served, room, C1).key, "the key")
    screen.get_by_text("De uitleg van de makers staat nu").wait_for()
    assert untouched(phone)
    assert untouched(screen)
    assert somebody.errors == []


def killed_under(served: Serve, desk: Page) -> None:
    """Kill the trainer's app: its page says so, and comes back by itself at the same session and exercise."""
    mark(desk)
    kill(served, "trainer")
    until(lambda: not untouched(desk), "the trainer's page was loaded anew")
    desk.locator(".wb-box.is-card > h3", has_text="Rolkiezer").wait_for()


def test_the_participants_app_is_killed_while_a_phone_answers_and_everything_comes_back_by_itself(
    served: Serve, visitor: Callable[..., Visitor]
) -> None:
    session = served.new_session("storing-zaal", "op-stap-met-de-baas")
    somebody, waiting = visitor(), visitor()
    phone, lobby = somebody.page, waiting.page
    desk = open_desk(served, visitor, "Sessie storing-zaal")
    screen = visitor(SCREEN).page
    screen.goto(str(desk.get_by_role("link", name="Open het scherm voor de zaal").get_attribute("href")))
    join(served, session, phone)
    choose(desk, "C1", "Rolkiezer")
    key_until(desk, " ", lambda: stage_of(served, session, C1).state == "prompt", "the prompt")
    desk.get_by_text("De zaal leest").first.wait_for()  # until then the key means what it meant
    key_until(desk, " ", lambda: stage_of(served, session, C1).state == "open", "open")
    phone.get_by_text("Situatie 1 van").first.wait_for()
    answer_everything(phone, which=2)
    saved(phone)
    chosen = phone.locator("main input:checked").count()
    mark(screen)

    kill(served, "participant")
    until(served.answers, "the participants' app answers again")  # within the five seconds before the banner, or after
    join(served, session, visitor().page)
    screen.get_by_text("0 van 2 klaar").wait_for()
    assert untouched(screen)
    phone.get_by_text("Situatie 1 van").first.wait_for()
    becomes(phone, "n => document.querySelectorAll('main input:checked').length === n", chosen)
    press(phone, "Leg mijn keuzes vast")

    # in the lobby as well: it hears of the room when the app is there again
    desk.get_by_role("button", name="Laat iedereen zelf verdergaan").click()
    join(served, session, lobby)
    mark(lobby)
    kill(served, "participant")
    desk.get_by_role("button", name="Breng iedereen hierheen").click()
    at(lobby, "Rolkiezer")
    assert somebody.errors == waiting.errors == []
