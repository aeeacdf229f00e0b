"""A content folder that an author is working on: one small theme in it, and what the loader says of it."""

import os
import shutil
from pathlib import Path

from workbook.content import loading
from workbook.content.places import data_dir
from workbook.content.problems import ContentError, Problem
from workbook.content.text import Language
from workbook.exercises import WorkbookTheme

GOOD = (Path(__file__).parent / "good.yaml").read_text("utf-8")
SOURCES = """\
- id: S0
  title: "Anti-verkopen?"
  author: "Iemand"
  ideas:
    - {id: S0-01, kind: anecdote, title: {nl: "Een naam", en: "A name"}, text: {nl: "Een naam.", en: "A name."}}
    - {id: S0-05, kind: idea, title: {nl: "Een slotsom", en: "A conclusion"}, text: {nl: "Zo is het.", en: "So it is."}}
    - {id: S0-06, kind: idea, title: {nl: "Wat nodig is", en: "What is needed"}, text: {nl: "Dit.", en: "This."}}
"""


class Author:
    """Writes files under `data/` and reads the problems; the theme is called `thema`."""

    def __init__(self, root: Path) -> None:
        self.data = root / "data"
        (self.data / "themes").mkdir(parents=True)
        shutil.copytree(data_dir() / "interface", self.data / "interface")
        shutil.copytree(data_dir() / "scales", self.data / "scales")
        self.shipped = data_dir() / "sources.yaml"
        os.environ["WORKBOOK_DATA"] = str(self.data)

    def write(self, text: str | bytes, name: str = "themes/thema.yaml") -> None:
        """Write one file."""
        (self.data / name).write_bytes(text.encode() if isinstance(text, str) else text)

    def load(self):
        """All content, with the theme called `thema`."""
        return loading.load(WorkbookTheme, self.data)

    def problems(self) -> tuple[Problem, ...]:
        """What the loader finds."""
        try:
            self.load()
        except ContentError as error:
            return error.problems
        return ()

    def sentences(self, language: Language) -> list[str]:
        """What the author reads."""
        return [problem.sentence(language) for problem in self.problems()]

    def all_ideas(self) -> None:
        """Use all 198 ideas, not the three of `SOURCES`."""
        self.write(self.shipped.read_bytes(), "sources.yaml")
