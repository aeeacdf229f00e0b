"""A participant on a phone and a trainer on a laptop go through a session, over the network and plain http."""

from collections.abc import Callable

import pytest

from tests.browser.conftest import (
    LAPTOP,
    Serve,
    Visitor,
    answer_everything,
    open_theme,
    press,
    saved,
    serious_violations,
)

C1 = "c1-rolkiezer"
SCENES = 8


def test_the_room_goes_through_c1_with_the_trainer_and_nothing_is_lost(
    served: Serve, visitor: Callable[..., Visitor]
) -> None:
    session = served.new_session("rolkiezer", "op-stap-met-de-baas")
    served.seat_simulated(session, C1, 4)
    phone, trainer = visitor(), visitor(LAPTOP)

    # the trainer enters with the key and sees that four are not shown
    desk = trainer.page
    desk.goto(served.trainer_address)
    desk.fill("#key", served.key())
    desk.keyboard.press("Enter")
    desk.wait_for_selector(".wb-title")
    assert serious_violations(desk) == []
    desk.get_by_role("button", name="Open deze sessie").first.click()
    desk.locator(".is-tab", has_text="C1").click()
    desk.get_by_text("nog te weinig antwoorden", exact=False).wait_for()
    assert "4" in desk.locator(".wb-figures").inner_text()
    assert serious_violations(desk) == []

    # the participant joins with the link of the QR code and plays, with a reload in the middle
    screen = phone.page
    screen.goto(f"{served.address}/join/{session.code}")
    screen.get_by_text("Je doet mee als").wait_for()
    assert serious_violations(screen) == []
    open_theme(screen, served, "03_op_stap_met_de_baas")
    press(screen, "Begin")
    press(screen, "Sla over")
    for scene in range(1, SCENES + 1):
        screen.get_by_text(f"Situatie {scene} van {SCENES}").first.wait_for()
        answer_everything(screen, which=scene % 3)
        saved(screen)
        if scene == 3:
            before = screen.locator("main input:checked").count()
            screen.reload()
            screen.get_by_text(f"Situatie {scene} van {SCENES}").first.wait_for()
            assert screen.locator("main input:checked").count() == before
            assert serious_violations(screen) == []
        press(screen, "Leg mijn keuzes vast")
        assert screen.locator(".wb-feedback").count() == 0  # not before the trainer opens it
        press(screen, "Volgende situatie" if scene < SCENES else "Naar mijn resultaat")
    screen.get_by_text("Je keuzes liggen vast").wait_for()

    # five have finished: the group appears by itself; the feedback opens on the phone by the trainer's click
    desk.get_by_text("5 mensen. Hier lopen de meningen", exact=False).wait_for()
    assert serious_violations(desk) == []
    desk.get_by_role("button", name="Open de uitleg op de telefoons").click()
    screen.get_by_text("zetten die volgens de makers helpen", exact=False).wait_for()
    screen.get_by_text("Wat de groep antwoordde").wait_for()
    assert serious_violations(screen) == []

    assert phone.hosts == {served.address.split("/")[2].split(":")[0]}
    assert trainer.hosts == {"127.0.0.1"}
    assert phone.errors == trainer.errors == []


def test_five_finished_are_shown_and_four_are_not(served: Serve, visitor: Callable[..., Visitor]) -> None:
    session = served.new_session("vier-vijf", "hoteltraining")
    served.seat_simulated(session, "b1-vraagwijzer", 4)
    desk = visitor(LAPTOP).page
    desk.goto(served.trainer_address)
    desk.fill("#key", served.key())
    desk.keyboard.press("Enter")
    card = desk.locator(".wb-box", has=desk.get_by_role("heading", name="Sessie vier-vijf"))
    card.get_by_role("button", name="Open deze sessie").click()
    desk.locator(".is-tab", has_text="B1 Vraagwijzer").click()
    desk.get_by_text("nog te weinig antwoorden", exact=False).wait_for()
    served.seat_simulated(session, "b1-vraagwijzer", 1, seed=50)
    desk.get_by_text("Dit zijn de antwoorden van 5 mensen", exact=False).wait_for()


def test_a_trainer_makes_a_session_and_closes_it(served: Serve, visitor: Callable[..., Visitor]) -> None:
    desk = visitor(LAPTOP).page
    desk.goto(served.trainer_address)
    desk.fill("#key", served.key())
    desk.keyboard.press("Enter")
    desk.get_by_text("Nieuwe sessie").click()
    desk.get_by_label("Titel (die lezen de deelnemers)").fill("<b>Ochtend</b> & middag")
    saved_title = desk.get_by_label("Titel (die lezen de deelnemers)")
    saved_title.blur()
    desk.get_by_role("button", name="Maak de sessie").click()
    desk.get_by_role("heading", name="<b>Ochtend</b> & middag").first.wait_for()
    desk.get_by_role("button", name="Sluit de sessie").click()
    desk.get_by_role("dialog").get_by_role("button", name="Sluit de sessie").click()
    desk.get_by_text("Deze sessie is gesloten").first.wait_for()


@pytest.mark.parametrize("path", ["/", "/voila/render/dashboard.ipynb", "/voila/static/index.css", "/live", "/nope"])
def test_without_the_key_the_trainer_app_never_answers_200(
    path: str, served: Serve, visitor: Callable[..., Visitor]
) -> None:
    answer = visitor(LAPTOP).context.request.get(f"{served.trainer_address}{path}", max_redirects=0)
    assert answer.status in (302, 403)


def test_the_trainer_brings_every_phone_to_the_current_exercise(served: Serve, visitor: Callable[..., Visitor]) -> None:
    session = served.new_session("nu", "op-stap-met-de-baas", "overdragen")
    here, elsewhere, desk = visitor().page, visitor().page, visitor(LAPTOP).page
    for page, notebook in ((here, "04_overdragen"), (elsewhere, "03_op_stap_met_de_baas")):
        page.goto(f"{served.address}/join/{session.code}")
        open_theme(page, served, notebook)
    desk.goto(served.trainer_address)
    desk.fill("#key", served.key())
    desk.keyboard.press("Enter")
    card = desk.locator(".wb-box", has=desk.get_by_role("heading", name="Sessie nu"))
    card.get_by_role("button", name="Open deze sessie").click()
    desk.locator(".is-tab", has_text="D3").click()
    desk.locator(".wb-box.is-card h3", has_text="Ik of wij?").wait_for()
    desk.get_by_role("button", name="Breng iedereen hierheen").click()
    for page in (here, elsewhere):
        page.locator(".wb-title", has_text="Ik of wij?").wait_for()
    # looking back is free, and one tap goes back to the room
    press(here, "Vorige stap")
    here.get_by_text("De groep is nu bij ‘Ik of wij?’").wait_for()
    press(here, "Ga mee")
    here.locator(".wb-title", has_text="Ik of wij?").wait_for()
