"""Our own page in this comparison: the theme with most to show, at the screen of its exercise with most to show."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tornado.web import create_signed_value

from workbook.content.answers import BOOKMARK
from workbook.content.models import Exercise, Theme
from workbook.exercises import load_content
from workbook.player.page import Page
from workbook.player.parameters import Parameters
from workbook.player.visitor import Visitor, passer_by
from workbook.scoring import Respondent, simulate
from workbook.serve.landing import notebook_of
from workbook.store import participants
from workbook.store.engine import open_store
from workbook.store.responses import save
from workbook.store.secrets import load_secrets
from workbook.view.charts import words_only

Answer = tuple[str, object]
STRONG = Respondent("strong", 0)


@dataclass(frozen=True)
class Screen:
    """A finished exercise, and which of its answers are timed: `text` changes words only, `commit` draws a chart."""

    theme: str
    exercise: str
    path: str
    answers: tuple[Answer, ...]
    before: tuple[Answer, ...]
    text: Answer
    commit: Answer
    kilobytes: float

    def __str__(self) -> str:
        return f"{self.theme} at {self.exercise}, {self.kilobytes:.0f} kB on its screen"


def find(exercise_id: str = "") -> Screen:
    """The screen with most bytes of the theme with most bytes; or that of the exercise asked for.

    Raises KeyError for an exercise that is not there, ValueError where none draws a chart upon a commit.
    """
    content = load_content()
    if exercise_id:
        themes = [content.theme_of(exercise_id)]
        sizes = {exercise_id: _kilobytes(themes[0], content.exercises()[exercise_id])}
    else:
        themes = list(content.themes.values())
        sizes = {one.id: _kilobytes(theme, one) for theme in themes for one in theme.exercises}
    heaviest = max(themes, key=lambda theme: sum(sizes.get(one.id, 0) for one in theme.exercises))
    for exercise in sorted(heaviest.exercises, key=lambda one: -sizes.get(one.id, 0)):
        screen = _screen(heaviest, exercise, sizes[exercise.id]) if exercise.id in sizes else None
        if screen:
            return screen
    raise ValueError(f"nothing in {heaviest.id} draws a chart upon a commit, of {', '.join(sizes)}")


def _kilobytes(theme: Theme[Exercise], exercise: Exercise) -> float:
    page = _played(theme, exercise, tuple(simulate(exercise, STRONG).items()), passer_by("nl"))
    size = len(json.dumps(page.widget.view["blocks"])) / 1000
    page.widget.close()  # every widget is kept for ever by whoever does not close it
    return size


def _screen(theme: Theme[Exercise], exercise: Exercise, size: float) -> Screen | None:
    """How this exercise is played, None where no answer of it brings the first chart."""
    answers = tuple(simulate(exercise, STRONG).items())
    with words_only():
        drawn = list(_charts_after(theme, exercise, answers))
    first = next((at for at in range(1, len(drawn)) if drawn[at] and not drawn[at - 1]), None)
    if first is None or not drawn[-1]:
        return None
    path = f"/{notebook_of(theme)}"
    if not path.endswith(".ipynb"):  # a theme without a notebook of its own: where that address leads
        path = f"/voila/render/theme.ipynb?thema={theme.id}"
    return Screen(theme.id, exercise.id, path, answers, answers[: first - 1], answers[first - 1], answers[first], size)


def _page(theme: Theme[Exercise], visitor: Visitor) -> Page:
    page = Page(Parameters(theme=theme.id))
    page.all_sections()
    page.bind(visitor)
    return page


def _charts_after(theme: Theme[Exercise], exercise: Exercise, answers: tuple[Answer, ...]) -> Iterator[bool]:
    page = _page(theme, passer_by("nl"))
    page.bookmark(exercise.id)
    for number, (item, value) in enumerate(answers):
        page.save(exercise, item, value, f"{number}")
        page.draw()
        yield _has_chart(page.widget.view)
    page.widget.close()


def _has_chart(node: Any) -> bool:
    if isinstance(node, dict):
        return node.get("kind") == "chart" or any(map(_has_chart, node.values()))
    return isinstance(node, (list, tuple)) and any(map(_has_chart, node))


def _played(theme: Theme[Exercise], exercise: Exercise, answers: tuple[Answer, ...], visitor: Visitor) -> Page:
    """The page of a visitor who finished this exercise and is still there."""
    page = _page(theme, visitor)
    for number, (item, value) in enumerate(answers):
        page.save(exercise, item, value, f"{exercise.id}-{number}")
    page.bookmark(exercise.id)
    page.draw()
    return page


def people(screen: Screen, home: Path, count: int) -> list[str]:
    """New participants in the store of `home`, by id, who finished the exercise of this screen and are still there."""
    content = load_content()
    theme, exercise = content.themes[screen.theme], content.exercises()[screen.exercise]
    page = _page(theme, passer_by("nl"))
    plan = page.exercises[-1]  # it keeps where on the page somebody is
    page.widget.close()
    engine = open_store(f"sqlite:///{home / 'workbook.sqlite'}")
    made = [participants.new_id() for _ in range(count)]
    for person in made:
        participants.recognise(engine, person, "nl")
        for number, (item, value) in enumerate(screen.answers):
            save(engine, person, "", exercise, item, value, f"{number}")
        save(engine, person, "", plan, BOOKMARK, exercise.id, "there")
    engine.dispose()
    return made


def cookie(person: str) -> str:
    """The cookie by which the app knows this person; the home folder is that of WORKBOOK_HOME."""
    signed = create_signed_value(bytes.fromhex(load_secrets().cookie), "werkboek", person)
    return f'werkboek="{signed.decode()}"'
