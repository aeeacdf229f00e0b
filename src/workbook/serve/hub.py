"""News for open pages: one small look at the database a few times a second, for everyone together."""

import logging
import time
from collections.abc import Callable
from typing import Any

from jupyter_server.base.handlers import JupyterHandler
from sqlalchemy import Engine
from tornado import web  # type: ignore[attr-defined]
from tornado.ioloop import PeriodicCallback
from tornado.websocket import WebSocketClosedError, WebSocketHandler

from workbook.store import participants
from workbook.store.engine import StoreUnavailable
from workbook.store.news import Newest, news

log = logging.getLogger(__name__)
LOOK_MS = 250
BEAT_MS = 15000
TRAINER_S = 1.0  # a trainer's page draws charts: once a second is live enough
MOST_PER_PERSON = 8


class Hub:
    """Tells the pages of a session when something in it changed; the trainer's pages when anybody answered."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.pages: dict[str, set[LiveSocket]] = {}  # by session, '*' for the trainer's
        self._versions, self.newest = self._look() or ({}, (0, 0))
        self._trainer_waits, self._trainer_told = False, 0.0
        self._timers = [PeriodicCallback(self.look, LOOK_MS), PeriodicCallback(self.beat, BEAT_MS)]

    def start(self) -> None:
        """Begin to look; call it once the event loop runs."""
        for timer in self._timers:
            timer.start()

    def _look(self) -> tuple[dict[str, int], Newest] | None:
        try:
            return news(self.engine)
        except StoreUnavailable:
            return None  # busy or gone for a moment: the next look sees it

    def look(self) -> None:
        """Compare with the last look and tell whom it concerns."""
        seen = self._look()
        if seen is None:
            return
        versions, newest = seen
        changed = {name for name, version in versions.items() if self._versions.get(name) != version}
        self._trainer_waits = self._trainer_waits or newest != self.newest or bool(changed)
        self._versions, self.newest = versions, newest
        if self._trainer_waits and time.monotonic() - self._trainer_told > TRAINER_S:
            self._trainer_waits, self._trainer_told = False, time.monotonic()
            changed.add("*")
        for name in changed:
            self._tell(name, "news")

    def beat(self) -> None:
        """A sign of life for every page."""
        for name in list(self.pages):
            self._tell(name, "beat")

    def _tell(self, name: str, message: str) -> None:
        for page in list(self.pages.get(name, ())):
            page.tell(message)

    def join(self, name: str, page: "LiveSocket") -> None:
        """Let a page hear of a session."""
        self.pages.setdefault(name, set()).add(page)

    def move(self, person: str, session_id: str) -> None:
        """Somebody joined or left a session: their open pages hear of it, and from now on of that session."""
        for page in [page for pages in self.pages.values() for page in pages if page.current_user.username == person]:
            self.leave(page.channel, page)
            page.channel = session_id or "-"
            self.join(page.channel, page)
            page.tell("news")

    def leave(self, name: str, page: "LiveSocket") -> None:
        """A page has gone."""
        self.pages.get(name, set()).discard(page)


class LiveSocket(WebSocketHandler, JupyterHandler):
    """The channel on which a page hears 'news' and 'beat'; it carries nothing else and listens to nothing."""

    channel = ""

    async def get(self, *args: Any, **kwargs: Any) -> None:
        """Open the channel for somebody we know, from our own pages only."""
        if self.current_user is None:
            raise web.HTTPError(403)
        await super().get(*args, **kwargs)

    def open(self, *args: str, **kwargs: str) -> None:
        """Join the session that this participant takes part in (the trainer: all)."""
        hub: Hub = self.settings["workbook_hub"]
        self.channel = self.settings["workbook_channel"](self)
        if sum(page.current_user == self.current_user for page in hub.pages.get(self.channel, ())) >= MOST_PER_PERSON:
            self.close(1013)
            return
        hub.join(self.channel, self)

    def on_message(self, message: str | bytes) -> None:
        """Nothing is expected of a page here."""

    def on_close(self) -> None:
        """Leave."""
        self.settings["workbook_hub"].leave(self.channel, self)

    def tell(self, message: str) -> None:
        """Send one word."""
        try:
            self.write_message(message)
        except WebSocketClosedError:
            self.on_close()


def participants_channel(engine: Engine) -> Callable[[LiveSocket], str]:
    """The session whose news a participant's page hears; '-' without one."""

    def channel(page: LiveSocket) -> str:
        person = participants.find(engine, page.current_user.username)
        return (person.session_id if person else "") or "-"

    return channel
