"""The trainer's page: a controller between the store and `views`."""

import logging
import os
from contextlib import suppress
from typing import Any

from sqlalchemy import Engine

from workbook.content.interface import ui
from workbook.content.text import LANGUAGES, Language
from workbook.exercises import load_content
from workbook.player.check import Said
from workbook.player.messages import kernel_id
from workbook.player.parameters import BadParameters, Parameters
from workbook.room import new_session, views
from workbook.room.desk import session_page
from workbook.room.doing import do
from workbook.store import sessions, shares, stages
from workbook.store.engine import StoreUnavailable, in_memory, open_store
from workbook.store.sessions import Session, SessionSettings, SlugTaken
from workbook.store.shares import ShareState
from workbook.view.blocks import Block, as_data
from workbook.view.page_widget import PageWidget

log = logging.getLogger(__name__)
MODERATION: dict[str, ShareState] = {"show": "shown", "wait": "waiting", "put-away": "put_away"}
WORDS = "home switch lost stuck reload own cancel yes saving unsaved over as-text".split()


class Refusal(Exception):
    """Something the trainer asked for that cannot be; the sentence says why."""


class Dashboard:
    """Lists sessions, shows one, opens its feedback. Keeps nothing but what is on the screen: all else is stored."""

    def __init__(self, parameters: Parameters) -> None:
        self.parameters = parameters
        self.language: Language = parameters.language
        self.content = load_content()
        self.served = bool(os.environ.get("SERVER_SOFTWARE", "").startswith("voila"))
        self.engine: Engine = in_memory()
        self._session, self._exercise, self._form = parameters.session, "", dict[str, Any]()
        self.widget = PageWidget(self.handle)

    def bind(self, engine: Engine | None = None) -> PageWidget:
        """The page on the configured store; with a made-up respondent on an empty one."""
        if engine is not None:
            self.engine = engine
        elif not self.parameters.respondent:
            self.engine = open_store(os.environ.get("WORKBOOK_DATABASE_URL", ""))
        self.draw()
        return self.widget

    def session(self) -> Session | None:
        """The session on the screen, None for the overview."""
        return sessions.by_id_or_slug(self.engine, self._session) if self._session else None

    def draw(self) -> None:
        """Show what the store says now."""
        session = self.session()
        title = session.settings.title if session else ui("room.title", self.language)
        over = ":closed" if session and not session.open else ""  # another screen: what changed stands at its top
        self.widget.view = {
            "title": title,
            "theme": ui("room.trainer", self.language),
            "blocks": as_data(self._blocks(session)),
            "language": self.language,
            "words": {name: ui(name, self.language) for name in WORDS} | self._own_words(),
            "exercise": "dashboard",
            "answers": dict(self._form),
            "wide": session is not None,
            "anchor": f"{self._session}:{self._exercise}{over}",
            "place": f"{self._session}:{self._exercise}" if self._session else "",
            "home": "/" if self.served else "",
            "base": os.environ.get("WORKBOOK_BASE_URL", "/"),
            "kernel": kernel_id() if self.served else "",
            "live": f"{os.environ.get('WORKBOOK_BASE_URL', '/')}live" if self.served else "",
        }

    def _own_words(self) -> dict[str, str]:
        return {"home": ui("room.title", self.language), "lost": ui("room.lost", self.language)}

    def _blocks(self, session: Session | None) -> tuple[Block, ...]:
        if session is None:
            return views.overview(self.engine, self.content, self._form, self.language)
        return session_page(self.engine, session, self.content, self._exercise, self.language)

    def handle(self, message: dict[str, Any]) -> None:
        """One message of the browser."""
        try:
            self._handle(message)
        except (Refusal, BadParameters) as refused:
            self.widget.send({"type": "refused", "key": message.get("key"), "text": str(refused)})
        except StoreUnavailable as error:
            text = ui(error.key, self.language, **error.values)
            self.widget.send({"type": "refused", "key": message.get("key"), "text": text})
        except Exception:  # never a traceback on a screen in front of people
            log.exception("a message could not be handled")
            self.widget.send({"type": "refused", "key": message.get("key"), "text": ui("error.page", self.language)})

    def _handle(self, message: dict[str, Any]) -> None:
        if message["type"] == "ping":
            self.widget.send({"type": "pong"})
        elif message["type"] == "refresh":
            self.draw()
        elif message["type"] == "language" and message.get("language") in LANGUAGES:
            self.language = message["language"]
            self.draw()
        elif message["type"] == "restore":
            self._session, _, self._exercise = str(message.get("place") or "").partition(":")
            self.draw()
        elif message["type"] == "answer":
            self._act(str(message.get("item")), message.get("value"))
            self.widget.send({"type": "saved", "key": message.get("key")})
            self.draw()

    def _act(self, item: str, value: object) -> None:
        act, _, exercise = item.partition(":")
        if new_session.takes(item):
            self._form = new_session.filled(self._form, item, value)
        elif act == "session":
            self._session, self._exercise = str(value or ""), ""
        elif act == "exercise":
            self._exercise = str(value)
        elif act == "make":
            self._make()
        else:
            self._in_session(act, exercise)

    def _in_session(self, act: str, exercise: str) -> None:
        session = self.session()
        if session is None:
            raise Refusal(ui("room.gone", self.language))
        if act in ("close", "reopen"):
            sessions.close(self.engine, session.id, act == "close")
        elif act == "clock":
            stages.start_clock(self.engine, session.id)
        elif act == "free":
            sessions.bring_to(self.engine, session.id, "")
        elif act in MODERATION and exercise.isdecimal():
            shares.decide(self.engine, session.id, int(exercise), MODERATION[act])
        else:
            self._with_exercise(session, act, exercise)

    def _with_exercise(self, session: Session, act: str, target: str) -> None:
        name, _, line = target.partition(":")
        known = {told.exercise.id: told.exercise for told in views.exercises_of(self.engine, session, self.content)}
        if name in known:
            if act in ("bring", "walk"):
                self._exercise = name
            do(self.engine, session, act, known[name], line)

    def _make(self) -> None:
        settings = new_session.wished(self.content, self._form, self.language)
        self._session = self._register(settings).id
        self._form, self._exercise = {}, ""

    def _register(self, settings: SessionSettings) -> Session:
        """The new session; a title that was used before gets a number behind its slug."""
        for number in range(1, 100):
            slug = settings.slug if number == 1 else f"{settings.slug}-{number}"
            with suppress(SlugTaken):
                return sessions.create(self.engine, settings.model_copy(update={"slug": slug}))
        raise Refusal(ui("room.taken", self.language))

    def check(self) -> Said:
        """Prove that a session can be made and shown, on a store of its own."""
        if self.served:
            return Said("")
        trial = Dashboard(self.parameters.model_copy(update={"session": "", "respondent": "strong"}))
        trial.bind()
        for item, value in (("title", "Proef"), ("make", True)):
            trial.handle({"type": "answer", "key": item, "item": item, "value": value})
        return Said("a session made and shown" if trial.session() else "no session")
