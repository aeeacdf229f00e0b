"""Takes the README's picture from a running workbook with made-up people: `make pictures`."""

import tempfile
from pathlib import Path
from threading import Event, Thread

from PIL import Image
from playwright.sync_api import Page, sync_playwright

from tests.browser.chromium import FLAGS, find_or_install
from tests.browser.conftest import LAPTOP, PHONE, Serve, answer_everything
from workbook.exercises import load_content
from workbook.room.crowd import Crowd

TARGET = Path(__file__).resolve().parent.parent / "docs" / "pictures" / "overview.png"
PEOPLE, SPEED = 24, 20
SCREEN = {"width": 1920, "height": 1080}
HEIGHT = 800  # of the picture


def _trainer(page: Page, server: Serve) -> str:
    """The trainer takes the made-up room through C1 up to its result; returns the projector's link."""
    page.goto(server.trainer_address)
    page.fill("#key", server.key())
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Open deze sessie").click()
    page.get_by_role("button", name="Start de klok").click()
    page.locator(".is-tab", has_text="C1").first.click()
    page.locator(".wb-box.is-card > h3", has_text="Rolkiezer").wait_for()
    for said in ("De zaal leest", "De telefoons zijn open"):
        page.keyboard.press(" ")
        page.get_by_text(said, exact=False).wait_for()
    return str(page.get_by_role("link", name="Open het scherm voor de zaal").get_attribute("href"))


def _participant(page: Page, server: Serve, code: str) -> None:
    page.goto(f"{server.address}/join/{code}")
    page.get_by_role("link", name="Rolkiezer", exact=False).click()
    page.get_by_text("Situatie 1 van").first.wait_for()
    answer_everything(page, which=2)
    page.evaluate("scrollTo(0, 0)")


def main() -> None:
    """Write docs/pictures/overview.png: a phone, the trainer's screen and the projector, side by side."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        server = Serve(Path(folder))
        server.start()
        stop = Event()
        try:
            themes = ("op-stap-met-de-baas", "overdragen")
            session = server.new_session("de-brug", *themes, title="Eerlijk verkopen bij De Brug")
            crowd = Crowd(server.engine(), load_content(), session, PEOPLE, SPEED)
            Thread(target=crowd.run, args=(stop,), daemon=True).start()
            browser = playwright.chromium.launch(executable_path=find_or_install(), args=FLAGS)
            sizes = (PHONE, LAPTOP, SCREEN)
            phone, desk, screen = (browser.new_page(viewport=size, locale="nl-NL") for size in sizes)  # type: ignore[arg-type]
            link = _trainer(desk, server)
            _participant(phone, server, session.code)
            screen.goto(link)
            screen.get_by_text(f"{PEOPLE} van {PEOPLE + 1} klaar").wait_for(timeout=120_000)
            desk.keyboard.press("Enter")
            screen.locator(".wb-chart").wait_for()
            shots = [Path(folder) / f"{index}.png" for index in range(3)]
            for page, shot in zip((phone, desk, screen), shots, strict=True):
                page.screenshot(path=shot)
            _side_by_side(shots)
        finally:
            stop.set()
            server.stop()


def _side_by_side(shots: list[Path]) -> None:
    images = [image.resize((image.width * HEIGHT // image.height, HEIGHT)) for image in map(Image.open, shots)]
    gap = 24
    size = (sum(image.width for image in images) + 3 * gap, max(image.height for image in images) + 2 * gap)
    whole = Image.new("RGB", size, "#D9D5CC")
    left = gap
    for image in images:
        whole.paste(image, (left, gap))
        left += image.width + gap
    TARGET.parent.mkdir(parents=True, exist_ok=True)
    whole.quantize(64).save(TARGET, optimize=True)


if __name__ == "__main__":
    main()
