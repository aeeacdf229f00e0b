"""A theme page: built from content and parameters alone; who is visiting comes in at `bind`, at the end."""

import logging
import os
from typing import Any

from workbook.content.answers import BOOKMARK
from workbook.content.interface import ui
from workbook.content.models import Exercise, Theme
from workbook.content.text import Language
from workbook.exercises import load_content
from workbook.player import messages, steps
from workbook.player.check import Said, check_page, play_through
from workbook.player.following import elsewhere, vote_step, votes
from workbook.player.pairing import Desk
from workbook.player.parameters import Parameters, theme_for
from workbook.player.plan import plan_of
from workbook.player.room import Room, room_of
from workbook.player.shaping import prepared_session, sector_of, shaped_for
from workbook.player.sharing import share
from workbook.player.steps import WELCOME
from workbook.player.visitor import Visitor, asked_theme, asked_to_follow, current_visitor, passer_by
from workbook.store.responses import History, histories, save
from workbook.store.sessions import SessionSettings
from workbook.view.blocks import Step, as_data
from workbook.view.look import brand
from workbook.view.page_widget import PageWidget

log = logging.getLogger(__name__)
# what the browser says by itself
WORDS = (
    "home switch progress navigation lost stuck gone reload saving saved unsaved own cancel yes number over unset "
    "as-text"
).split()


class Page:
    """One theme, played step by step.

    `section` adds a section's exercises, `bind` shows the page to whoever is visiting, `check` lets a strong
    respondent play everything. Raises BadParameters for parameters that the content cannot serve.
    """

    def __init__(self, parameters: Parameters) -> None:
        self.content = load_content()
        asked = asked_theme()
        self.parameters = parameters.model_copy(update={"theme": asked}) if asked in self.content.themes else parameters
        parameters = self.parameters
        self.theme: Theme[Exercise] = theme_for(self.content, parameters)
        self._as_asked = self.theme
        self._prepared = prepared_session(parameters)
        self._sections: list[str] = []
        self.visitor: Visitor | None = None
        self.room = Room()
        self._told: dict[str, History] = {}
        self._shape: tuple[Parameters, SessionSettings | None] | None = None  # for what `theme` was shaped
        self._desk = Desk()
        self.widget = PageWidget(self.handle)

    def section(self, section_id: str) -> None:
        """Put the exercises of this section on the page. Raises KeyError where the theme has none by that id."""
        self.theme.section(section_id)
        self._sections.append(section_id)

    def all_sections(self) -> None:
        """Put every section of the theme on the page."""
        self._sections = [section.id for section in self.theme.sections]

    @property
    def exercises(self) -> tuple[Exercise, ...]:
        """The exercises on this page in order, the plan for tomorrow last."""
        chosen = (self.theme.section(section) for section in self._sections)
        return (*(exercise for section in chosen for exercise in section.exercises), plan_of(self.theme))

    def bind(self, visitor: Visitor | None = None) -> PageWidget:
        """The page for `visitor`, by default the one of this kernel; shows it where they left off."""
        if visitor is None and self.parameters.respondent:
            self.play()
            return self.widget
        self._receive(visitor or current_visitor(self.parameters.language))
        if asked_to_follow():
            self._follow()
        self.refresh()
        return self.widget

    def _receive(self, visitor: Visitor) -> None:
        """Take in who is visiting, and what their session makes of this page."""
        session = visitor.session
        if session is not None and self.theme.id in session.settings.themes:
            self.room = room_of(visitor.engine, session)
        else:
            session = self._prepared
            at_once = self.parameters.reveal == "at_once" or self.parameters.mode == "self_paced"
            self.room = Room(at_once=at_once)
        shape = (sector_of(self.theme, session, self.parameters), session.settings if session else None)
        if shape != self._shape:  # it takes half the time of following the room, and seldom changes
            theme = self._as_asked if shape[0] == self.parameters else theme_for(self.content, shape[0])
            self.theme = shaped_for(theme, session)
            self._shape = shape
        self.visitor = visitor
        self.widget.brand = brand(session.settings if session else None)

    def refresh(self) -> None:
        """Draw the page again from what the store says now."""
        visitor = self.bound()
        self._told = histories(visitor.engine, visitor.person, self.room.session_id)
        self.draw()

    def bound(self) -> Visitor:
        """The visitor of this page. Raises RuntimeError before `bind`."""
        if self.visitor is None:
            raise RuntimeError("the page has not been bound to a visitor")
        return self.visitor

    def draw(self) -> None:
        """Send the browser what stands on the screen now."""
        visitor = self.bound()
        step = self.step()
        history = self.history(step.exercise) if step.exercise else History()
        words = {name: ui(name, visitor.language) for name in WORDS}
        frame = {name: getattr(step, name) for name in Step.__dataclass_fields__ if name != "blocks"}
        self.widget.view = frame | {
            "blocks": as_data(step.blocks),
            "language": visitor.language,
            "theme": self.theme.title.in_(visitor.language),
            "session": self.room.title,
            "answers": dict(steps.visible_answers(history)),
            "words": words,
            "owner": visitor.person[:16] if visitor.kept else "",
            "home": visitor.base,
            "base": visitor.base,
            "kernel": messages.kernel_id() if visitor.kept else "",
            "live": f"{visitor.base}live" if visitor.kept else "",
            "now": elsewhere(self, self.at()),
        }

    def history(self, exercise_id: str) -> History:
        """What the visitor answered in one exercise."""
        return self._told.get(exercise_id, History())

    def exercise(self, exercise_id: str) -> Exercise | None:
        """The exercise on this page with this id, or the vote that is going on."""
        here = next((exercise for exercise in self.exercises if exercise.id == exercise_id), None)
        return here or next((vote for vote in votes(self) if vote.id == exercise_id), None)

    @property
    def order(self) -> list[str]:
        """The ids of the steps: the welcome, then one for each exercise."""
        return [WELCOME, *(exercise.id for exercise in self.exercises)]

    def at(self) -> str:
        """The step where the visitor is."""
        told = self.history(self._plan_id())
        bookmark = told.bookmark or (self._plan_id() if told.current.done else WELCOME)  # a made plan stays open
        return bookmark if isinstance(bookmark, str) and bookmark in self.order else WELCOME

    def _plan_id(self) -> str:
        return f"{self.theme.id}-plan"

    def step(self) -> Step:
        """The step that stands on the screen now."""
        visitor, name = self.bound(), self.at()
        exercise = self.exercise(name)
        if exercise is None:
            blocks = steps.welcome(self.theme, self.exercises, visitor, self.room)
            return steps.as_step(self.frame(name, None, name), blocks)
        if exercise.id in self.room.walks:
            return vote_step(self, exercise)
        history = self.history(name)
        inner = "" if exercise.id == self._plan_id() else str(history.bookmark or "")
        fresh = not inner and not history.current.answers
        if exercise.id == self._plan_id():
            fresh = True
            history = History(history.attempts)
        anchor = f"{name}:{inner}:{len(history.attempts)}:{_commits(history)}"
        blocks = steps.exercise_step(exercise, history, visitor, self.room, fresh, self._desk, self.content.ideas())
        if exercise.id == self._plan_id():
            blocks = (*blocks, *steps.closing(self.theme, self.content, visitor))
        frame = self.frame(name, exercise, anchor, history.done)
        if name == self.room.now and not history.done and not self.room.stage(exercise).answering:
            frame |= {"next": ""}  # the room is here and waits together: nothing to skip
        return steps.as_step(frame, blocks)

    def frame(self, name: str, exercise: Exercise | None, anchor: str, done: bool = True) -> dict[str, object]:
        """Where a step is on the page (see `steps.frame`)."""
        return steps.frame(name, self.order, exercise, self.theme, self.bound().language, anchor, done)

    def handle(self, message: dict[str, Any]) -> None:
        """One message of the browser (see `messages`)."""
        messages.handle(self, message)

    def save(self, exercise: Exercise, item: str, value: object, key: str) -> None:
        """Store one answer of the visitor. Raises Refused or StoreUnavailable."""
        visitor = self.bound()
        if self._desk.takes(exercise, item):
            self._desk.act(exercise, visitor, self.room.session_id, self.room.closed, item, value, key)
            return
        told = save(visitor.engine, visitor.person, self.room.session_id, exercise, item, value, key)
        self._told[exercise.id] = told

    def share(self, exercise: Exercise, item: str, on: object) -> None:
        """Share one of the visitor's own texts with the room, or take it back. Raises Refused or StoreUnavailable."""
        share(exercise, self.history(exercise.id), self.bound(), self.room, item, on)

    def bookmark(self, step: str) -> None:
        """Put the visitor at this step of the page. Raises StoreUnavailable."""
        self.save(self.exercises[-1], BOOKMARK, step, f"go-{os.urandom(9).hex()}")

    def take_news(self) -> None:
        """Look again who is visiting and what happened in the room; go where the trainer brought it."""
        before = self.room.now
        self._receive(self.bound().again())
        if self.room.now != before:
            self._follow()
        self.refresh()

    def speak(self, language: Language) -> None:
        """Go on in another language."""
        self.visitor = self.bound().speak(language)
        self.draw()

    def _follow(self) -> None:
        """Go where the trainer brought the room, when it is on this page; `draw` sends the browser to another page."""
        if self.room.now in self.order:
            self.bookmark(self.room.now)

    def play(self) -> None:
        """Let the made-up respondent of the parameters (a strong one by default) answer the whole page."""
        self._receive(passer_by(self.parameters.language))
        self._told = play_through(self, self.parameters)
        self.draw()

    def check(self) -> Said:
        """Prove that the page works: a strong respondent answers everything, and it is scored and saved."""
        return check_page(self)

    def take_sections_of(self, other: "Page") -> None:
        """Put the same sections on this page as on another one."""
        self._sections = list(other._sections)


def _commits(history: History) -> int:
    """How many parts were committed or left behind (`….next`): each starts a new screen, read from its top."""
    return sum(item.rpartition(".")[2] in ("done", "next") for item in history.current.answers)
