"""Pages without a kernel, for one participant."""

from contextlib import suppress
from typing import Any

from sqlalchemy import Engine
from tornado import web  # type: ignore[attr-defined]

from workbook.content.text import LANGUAGES, Language
from workbook.serve.plain import PlainPages
from workbook.store import participants, sessions
from workbook.store.engine import StoreUnavailable
from workbook.store.participants import Participant
from workbook.store.sessions import Session
from workbook.view.look import brand


class WebPage(PlainPages):
    """A page for one participant; `self.person` knows who."""

    person: Participant | None = None
    leads_to_notebooks = True

    @property
    def engine(self) -> Engine:
        """The store."""
        engine: Engine = self.settings["workbook_engine"]
        return engine

    async def prepare(self) -> None:  # type: ignore[override]
        """Find out who is asking; a new browser starts with the language it asks for."""
        await super().prepare()
        if self.request.method in ("GET", "POST"):
            self.person = participants.recognise(self.engine, self.current_user.username, self.language)

    @property
    def language(self) -> Language:
        """The language that this person reads."""
        return self.person.language if self.person else super().language

    @property
    def me(self) -> Participant:
        """The participant of this request."""
        if self.person is None:
            raise web.HTTPError(403)
        return self.person

    def session(self) -> Session | None:
        """The session that this person takes part in now."""
        try:
            return sessions.get(self.engine, self.me.session_id) if self.me.session_id else None
        except KeyError:
            return None

    def render_page(self, template: str, **values: object) -> str:
        """A page on which the language can be switched, with the look of the session that this person takes part in."""
        own: dict[str, Any] = {"other": "en" if self.language == "nl" else "nl"}
        with suppress(StoreUnavailable):  # the page that says so needs no look
            session = self.session() if self.person else None
            own["brand"] = brand(session.settings if session else None)
        return super().render_page(template, **own | values)


def language_or(value: str, fallback: Language) -> Language:
    """`value` where it is a language of ours."""
    return value if value in LANGUAGES else fallback  # type: ignore[return-value]
