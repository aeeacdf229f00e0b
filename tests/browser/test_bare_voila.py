"""Plain `voila notebooks/participant`, with nothing of ours around it, plays, and says that it keeps nothing."""

import os
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.browser.conftest import Visitor, free_port, press, saved, until
from workbook.content.places import notebooks_dir


@pytest.fixture(scope="module")
def bare(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    port = free_port()
    command = [sys.executable, "-m", "voila", str(notebooks_dir() / "participant"), f"--port={port}", "--no-browser"]
    home = tmp_path_factory.mktemp("home")
    process = subprocess.Popen(command, env=os.environ | {"WORKBOOK_HOME": str(home)}, stderr=subprocess.DEVNULL)
    address = f"http://127.0.0.1:{port}"
    until(lambda: _answers(address), "Voila answers", 90)
    yield address
    process.terminate()
    process.wait(30)
    assert list(Path(home).iterdir()) == []  # nothing of a passer-by is kept


def _answers(address: str) -> bool:
    try:
        with urllib.request.urlopen(address, timeout=2):
            return True
    except (urllib.error.URLError, OSError):
        return False


def test_bare_voila_plays_and_says_that_nothing_is_kept(bare: str, visitor: Callable[..., Visitor]) -> None:
    page = visitor().page
    page.goto(f"{bare}/voila/render/03_op_stap_met_de_baas.ipynb")
    page.get_by_text("Op deze pagina wordt niets bewaard").wait_for()
    press(page, "Begin")
    page.locator("main fieldset.wb-choice input").first.check()
    saved(page)
