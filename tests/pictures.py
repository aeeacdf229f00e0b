"""Takes the README's picture from a running workbook with made-up people: `make pictures`."""

import tempfile
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, sync_playwright

from tests.browser.chromium import FLAGS, find_or_install
from tests.browser.conftest import LAPTOP, PHONE, Serve, answer_everything, open_theme, press

TARGET = Path(__file__).resolve().parent.parent / "docs" / "pictures" / "overview.png"
PEOPLE = 24


def _trainer(page: Page, server: Serve) -> None:
    page.goto(server.trainer_address)
    page.fill("#key", server.key())
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Open deze sessie").click()
    page.locator(".is-tab", has_text="C1").click()
    page.get_by_text(f"{PEOPLE} mensen", exact=False).first.wait_for()


def _participant(page: Page, server: Serve, code: str) -> None:
    page.goto(f"{server.address}/join/{code}")
    open_theme(page, server, "03_op_stap_met_de_baas")
    press(page, "Begin")
    press(page, "Sla over")
    answer_everything(page, which=2)


def main() -> None:
    """Write docs/pictures/overview.png: a phone and the trainer's screen, side by side."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        server = Serve(Path(folder))
        server.start()
        try:
            session = server.new_session("de-brug", "op-stap-met-de-baas", "overdragen")
            server.seat_simulated(session, "c1-rolkiezer", PEOPLE)
            browser = playwright.chromium.launch(executable_path=find_or_install(), args=FLAGS)
            pages = [browser.new_page(viewport=size, locale="nl-NL") for size in (PHONE, LAPTOP)]  # type: ignore[arg-type]
            _participant(pages[0], server, session.code)
            pages[0].evaluate("scrollTo(0, 0)")
            _trainer(pages[1], server)
            shots = [Path(folder) / f"{index}.png" for index in range(2)]
            for page, shot in zip(pages, shots, strict=True):
                page.screenshot(path=shot)
            _side_by_side(shots)
        finally:
            server.stop()


def _side_by_side(shots: list[Path]) -> None:
    images = [Image.open(shot) for shot in shots]
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
