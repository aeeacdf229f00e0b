"""A theme page: built from content and parameters alone; who is visiting comes in at `bind`, at the end."""

import logging
import os
from typing import Any

from workbook.content.answers import BOOKMARK, Refused
from workbook.content.interface import ui
from workbook.content.models import Exercise, Theme
from workbook.content.text import LANGUAGES
from workbook.exercises import load_content
from workbook.player import steps
from workbook.player.check import Said, check_page, play_through
from workbook.player.parameters import BadParameters, Parameters, reshape, set_options, theme_for
from workbook.player.plan import plan_of
from workbook.player.steps import WELCOME, Room
from workbook.player.visitor import Visitor, asked_theme, asked_to_follow, current_visitor, passer_by
from workbook.store import sessions
from workbook.store.engine import StoreUnavailable, open_store
from workbook.store.responses import History, histories, save
from workbook.view.blocks import Step, as_data
from workbook.view.page_widget import PageWidget

log = logging.getLogger(__name__)
WORDS = (
    "home switch progress navigation lost stuck reload saving unsaved own cancel number over unset".split()
)  # what the browser says by itself


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
        self._prepared = _prepared_session(parameters)
        self._sections: list[str] = []
        self.visitor: Visitor | None = None
        self.room = Room()
        self._told: dict[str, History] = {}
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
            chosen = session.settings
            opened = sessions.opened_exercises(visitor.engine, session.id)
            at_once = chosen.reveal == "at_once"
            closed, least = not session.open, chosen.min_group
            self.room = Room(session.id, chosen.title, at_once, opened, closed, least, session.now)
        else:
            session = self._prepared
            at_once = self.parameters.reveal == "at_once" or self.parameters.mode == "self_paced"
            self.room = Room(at_once=at_once)
        self.theme = shaped_for(theme_for(self.content, self.parameters), session)
        self.visitor = visitor

    def refresh(self) -> None:
        """Draw the page again from what the store says now."""
        visitor = self._visitor()
        self._told = histories(visitor.engine, visitor.person, self.room.session_id)
        self._draw()

    def _visitor(self) -> Visitor:
        if self.visitor is None:
            raise RuntimeError("the page has not been bound to a visitor")
        return self.visitor

    def _draw(self) -> None:
        visitor = self._visitor()
        step = self.step()
        history = self.history(step.exercise) if step.exercise else History()
        words = {name: ui(name, visitor.language) for name in WORDS}
        frame = {name: getattr(step, name) for name in Step.__dataclass_fields__ if name not in ("blocks", "extra")}
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
            "kernel": kernel_id() if visitor.kept else "",
            "live": f"{visitor.base}live" if visitor.kept else "",
            "now": self._now(step.exercise),
        }

    def _now(self, here: str) -> dict[str, str]:
        """Where the room is, when this participant is somewhere else: a line with one tap to get there."""
        visitor, now = self._visitor(), self.room.now
        if not now or now == here or now not in self.content.exercises():
            return {}
        title = self.content.exercises()[now].title.in_(visitor.language)
        text = ui("now.elsewhere", visitor.language, title=title)
        href = "" if now in self.order else f"{visitor.base}nu"
        return {"id": now, "text": text, "go": ui("now.go", visitor.language), "href": href}

    def history(self, exercise_id: str) -> History:
        """What the visitor answered in one exercise."""
        return self._told.get(exercise_id, History())

    def exercise(self, exercise_id: str) -> Exercise | None:
        """The exercise on this page with this id."""
        return next((exercise for exercise in self.exercises if exercise.id == exercise_id), None)

    @property
    def order(self) -> list[str]:
        """The ids of the steps: the welcome, then one for each exercise."""
        return [WELCOME, *(exercise.id for exercise in self.exercises)]

    def at(self) -> str:
        """The step where the visitor is."""
        told = self.history(self._plan_id())
        bookmark = told.bookmark or (self._plan_id() if told.current.done else WELCOME)  # a plan that is made stays open
        return bookmark if isinstance(bookmark, str) and bookmark in self.order else WELCOME

    def _plan_id(self) -> str:
        return f"{self.theme.id}-plan"

    def step(self) -> Step:
        """The step that stands on the screen now."""
        visitor, name = self._visitor(), self.at()
        exercise = self.exercise(name)
        if exercise is None:
            blocks = steps.welcome(self.theme, self.exercises, visitor, self.room)
            return steps.as_step(self._frame(name, None, name), blocks)
        history = self.history(name)
        inner = "" if exercise.id == self._plan_id() else str(history.bookmark or "")
        fresh = not inner and not history.current.answers
        if exercise.id == self._plan_id():
            fresh = True
            history = History(history.attempts)
        anchor = f"{name}:{inner}:{len(history.attempts)}:{_commits(history)}"
        blocks = steps.exercise_step(exercise, history, visitor, self.room, fresh)
        if exercise.id == self._plan_id():
            blocks = (*blocks, *steps.closing(self.theme, self.content, visitor))
        return steps.as_step(self._frame(name, exercise, anchor), blocks)

    def _frame(self, name: str, exercise: Exercise | None, anchor: str) -> dict[str, object]:
        return steps.frame(name, self.order, exercise, self.theme, self._visitor().language, anchor)

    def handle(self, message: dict[str, Any]) -> None:
        """One message of the browser. Whatever it holds, the page stays: untrusted input is refused in words."""
        kinds = {"answer": self._answer, "go": self._go, "language": self._language, "refresh": self._news}
        try:
            if message["type"] == "ping":
                self.widget.send({"type": "pong"})
            elif message["type"] in kinds and self.visitor is not None:
                kinds[message["type"]](message)
        except StoreUnavailable:
            log.exception("the store is unavailable")
            self.widget.send({"type": "later", "text": ui("refused.store", self._visitor().language)})
        except Exception:  # a page never shows a traceback: it says what is kept, the log says what happened
            log.exception("a message could not be handled")
            self.widget.send({"type": "later", "text": ui("refused.store", self._visitor().language)})

    def _answer(self, message: dict[str, Any]) -> None:
        visitor, key = self._visitor(), message.get("key")
        exercise = self.exercise(str(message.get("exercise")))
        try:
            if exercise is None:
                raise Refused("refused.item")
            history = self._save(exercise, str(message.get("item")), message.get("value"), str(key))
        except Refused as refused:
            text = ui(refused.key, visitor.language, **refused.values)
            self.widget.send({"type": "refused", "key": key, "text": text})
            return
        self._told[exercise.id] = history
        self.widget.send({"type": "saved", "key": key, "text": ui("saved", visitor.language)})
        self._draw()

    def _save(self, exercise: Exercise, item: str, value: object, key: str) -> History:
        visitor = self._visitor()
        return save(visitor.engine, visitor.person, self.room.session_id, exercise, item, value, key)

    def _go(self, message: dict[str, Any]) -> None:
        index = self.order.index(self.at()) + {"next": 1, "back": -1}.get(str(message.get("to")), 0)
        target = self.order[min(max(index, 0), len(self.order) - 1)]
        self._bookmark(self.room.now if message.get("to") == "now" and self.room.now in self.order else target)
        self._draw()

    def _language(self, message: dict[str, Any]) -> None:
        if message.get("language") in LANGUAGES:
            self.visitor = self._visitor().speak(message["language"])
            self._draw()

    def _news(self, _message: dict[str, Any]) -> None:
        before = self.room.now
        self._receive(self._visitor().again())
        if self.room.now != before:
            self._follow()
        self.refresh()

    def _follow(self) -> None:
        """Go where the trainer brought the room, when it is on this page; `_draw` sends the browser to another page."""
        if self.room.now in self.order:
            self._bookmark(self.room.now)

    def _bookmark(self, step: str) -> None:
        plan = self.exercises[-1]
        self._told[plan.id] = self._save(plan, BOOKMARK, step, f"go-{os.urandom(9).hex()}")

    def play(self) -> None:
        """Let the made-up respondent of the parameters (a strong one by default) answer the whole page."""
        self._receive(passer_by(self.parameters.language))
        self._told = play_through(self, self.parameters)
        self._draw()

    def check(self) -> Said:
        """Prove that the page works: a strong respondent answers everything, and it is scored and saved."""
        return check_page(self)

    def take_sections_of(self, other: "Page") -> None:
        """Put the same sections on this page as on another one."""
        self._sections = list(other._sections)


def _commits(history: History) -> int:
    """How many parts were committed or left behind (`….next`): each starts a new screen, read from its top."""
    return sum(item.rpartition(".")[2] in ("done", "next") for item in history.current.answers)


def kernel_id() -> str:
    """The id of this kernel, by which the page asks whether it still lives; '' outside a kernel."""
    from ipykernel.connect import get_connection_file

    try:
        name: str = os.path.basename(get_connection_file())
    except RuntimeError:
        return ""
    return name.removeprefix("kernel-").removesuffix(".json")


def _prepared_session(given: Parameters) -> sessions.Session | None:
    """The session that a prepared notebook names. Raises BadParameters where it is not registered here."""
    if not given.session:
        return None
    found = sessions.by_slug_or_code(open_store(os.environ.get("WORKBOOK_DATABASE_URL", "")), given.session)
    if found is None:
        raise BadParameters([ui("parameter.session", given.language, value=given.session)])
    return found


def shaped_for(theme: Theme[Exercise], session: sessions.Session | None) -> Theme[Exercise]:
    """The theme with the session's own cases and options, where it takes part in that session."""
    if session is None or theme.id not in session.settings.themes:
        return theme
    return reshape(theme, lambda exercise: _as_session_wants(exercise, session.settings))


def _as_session_wants(exercise: Exercise, settings: sessions.SessionSettings) -> Exercise:
    """The exercise with the session's own case and options; what does not fit was refused when it was prepared."""
    case = settings.cases.get(exercise.id)
    try:
        shaped = exercise.with_case(case) if case else exercise
        return set_options(shaped, settings.options.get(exercise.id), settings.language)
    except (BadParameters, ValueError):
        log.exception("session %s: settings of %s do not fit the content any more", settings.slug, exercise.id)
        return exercise
