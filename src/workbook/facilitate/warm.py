"""What a warm kernel has ready: our modules, the content, a first chart; no visitor, and no database."""

import os
from collections.abc import Sequence
from pathlib import Path

import workbook
from workbook.content.interface import ui
from workbook.content.places import data_dir
from workbook.content.text import LANGUAGES
from workbook.exercises import load_content
from workbook.facilitate.trouble import Trouble
from workbook.store.engine import in_memory
from workbook.view.charts import canvas
from workbook.view.context import draw_ahead
from workbook.view.numbers import number

MOST_READY_PAGES = 50
PRELOAD: Sequence[str] = (
    "numpy",
    "workbook.player.page",
    "workbook.player.parameters",
    "workbook.player.portfolio",
    "workbook.player.start",
    "workbook.room.dashboard",
    "workbook.facilitate.report",
    "workbook.facilitate.warm:make_ready",
)


def wanted() -> bool:
    """Whether kernels come from a warm process: always, unless WORKBOOK_WARM=0."""
    return os.environ.get("WORKBOOK_WARM", "1") != "0"


def ready_pages() -> int:
    """How many theme pages are kept ready: WORKBOOK_READY_PAGES, 0 to 50, or 8. Raises Trouble for anything else."""
    given = os.environ.get("WORKBOOK_READY_PAGES", "").strip() or "8"
    if not (given.isascii() and given.isdigit() and int(given) <= MOST_READY_PAGES):
        raise Trouble("cli.ready-pages", value=given, most=MOST_READY_PAGES)
    return int(given)


def watched() -> list[str]:
    """Where a change means that what is ready is out of date: the content, and the code."""
    return [str(data_dir()), str(Path(workbook.__file__).parent)]


def make_ready() -> None:
    """Do once what every page does first. Raises ContentError where the content has a mistake."""
    content = load_content()
    for language in LANGUAGES:
        ui("progress", language)
        number(1234.5, language)
        for exercise in content.exercises().values():
            draw_ahead(exercise, language)
    in_memory().dispose()  # imports what a database needs; nothing of it stays open
    with canvas("") as drawing:  # finds the fonts
        drawing.axes.barh(["a"], [1])
        drawing.axes.set_xlabel("a")
