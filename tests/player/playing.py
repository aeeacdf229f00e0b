"""A browser without a browser: reads what a page shows, answers, and follows every button that leads on."""

import itertools
import json
from collections.abc import Iterator
from typing import Any

from workbook.content.answers import BOOKMARK
from workbook.exercises import load_content
from workbook.player.page import Page
from workbook.player.parameters import Parameters
from workbook.player.visitor import Visitor
from workbook.scoring import Respondent, simulate
from workbook.store import participants, sessions
from workbook.store.sessions import SessionSettings

ANNE = "a" * 48
_keys = itertools.count()


class Browser:
    """One open page of one visitor; `said` is what the server sent."""

    def __init__(self, theme: str, visitor: Visitor, **parameters: Any) -> None:
        self.page = Page(Parameters(theme=theme, **parameters))
        self.said: list[dict[str, Any]] = []
        self.page.widget.send = self.said.append
        self.page.all_sections()
        self.page.bind(visitor)

    @property
    def view(self) -> dict[str, Any]:
        return self.page.widget.view

    @property
    def text(self) -> str:
        """All that was sent to this browser, as it went over the line."""
        return json.dumps(self.view, ensure_ascii=False)

    def tell(self, **message: Any) -> dict[str, Any] | None:
        """Send a message; the server's last reply to it."""
        before = len(self.said)
        self.page.handle(message)
        return self.said[-1] if len(self.said) > before else None

    def answer(self, item: str, value: Any, exercise: str = "", key: str = "") -> dict[str, Any] | None:
        key = key or f"k{next(_keys)}"
        return self.tell(type="answer", exercise=exercise or self.view["exercise"], item=item, value=value, key=key)

    def go(self, to: str) -> None:
        self.tell(type="go", to=to)

    def go_to(self, step: str) -> None:
        """Walk to a step as a person would."""
        while self.page.at() != step:
            order = self.page.order
            self.go("next" if order.index(self.page.at()) < order.index(step) else "back")

    def play(self, respondent: Respondent) -> Iterator[str]:
        """Answer everything on this page, step by step; yields after every answer with the step's name."""
        for exercise in self.page.exercises:
            self.go_to(exercise.id)
            for item, value in simulate(exercise, respondent).items():
                reply = self.answer(item, value)
                assert reply["type"] == "saved", (exercise.id, item, value, reply)
                yield exercise.id

    def screens(self) -> Iterator[str]:
        """Every screen of the exercise on the page that a button leads to; yields its bookmark."""
        seen, waiting = set(), [""]
        while waiting:
            at = waiting.pop()
            if at:
                assert self.answer(BOOKMARK, at)["type"] == "saved"
            yield at
            new = {b["value"] for b in find(self.view, item=BOOKMARK)} - seen - {None}
            seen |= new
            waiting.extend(sorted(new, key=str))


def find(value: Any, **wanted: Any) -> Iterator[dict[str, Any]]:
    """Every block in a view that has these values."""
    if isinstance(value, dict):
        if all(value.get(name) == one for name, one in wanted.items()):
            yield value
        for child in value.values():
            yield from find(child, **wanted)
    elif isinstance(value, list):
        for child in value:
            yield from find(child, **wanted)


def visitor(engine, language="nl", session=None, person=ANNE) -> Visitor:
    """Somebody whose answers are kept, seated in `session` where one is given."""
    participants.recognise(engine, person, language)
    name = sessions.take_seat(engine, session.id, person) if session else ""
    return Visitor(engine, person, language, session, name, kept=True, base="/")


def room(engine, slug="de-brug", **settings: Any):
    """A session with all themes, whose trainer opens the feedback."""
    chosen = {"title": "De Brug", "themes": tuple(load_content().themes)} | settings
    return sessions.create(engine, SessionSettings(slug=slug, **chosen))
