"""The projector's page: behind a link of its own, read-only, without a kernel; it hears of news like every page."""

import asyncio
import hashlib
import hmac
from concurrent.futures import ThreadPoolExecutor

import segno
from tornado import web  # type: ignore[attr-defined]

from workbook.content.text import Language
from workbook.exercises import load_content
from workbook.room.projector import Screen, screen
from workbook.room.views import join_link
from workbook.serve.hub import LiveSocket
from workbook.serve.plain import PlainPages
from workbook.store import sessions, stages
from workbook.store.news import Newest
from workbook.store.secrets import projector_token, shown_code
from workbook.store.sessions import Session
from workbook.store.stages import Stage
from workbook.view.html import as_html
from workbook.view.look import brand

_DRAWING = ThreadPoolExecutor(1, "projector")  # charts are drawn beside the event loop, one at a time
_drawn: dict[str, tuple[tuple[int, Newest], str]] = {}  # per session: the news it was drawn from, and the page's part
MOST_KEPT = 50


def session_of(handler: web.RequestHandler, token: str) -> Session:
    """The session that a projector's link opens. Raises HTTPError 404 for any other link."""
    session_id = token.partition("-")[0]
    if not hmac.compare_digest(token, projector_token(session_id)):
        raise web.HTTPError(404)
    found = sessions.by_id_or_slug(handler.settings["workbook_engine"], session_id)
    if found is None:
        raise web.HTTPError(404)
    return found


class Projector(PlainPages):
    """One thing at a time, seen from ten metres."""

    spoken: Language = "nl"

    @property
    def language(self) -> Language:
        """The session's language."""
        return self.spoken

    async def get(self, token: str) -> None:
        """The page, or with `?deel` the part of it that changes."""
        session = session_of(self, token)
        self.spoken = session.settings.language
        part = await self._part(session)
        if self.get_query_argument("deel", None) is None:
            live = f"{self.base_url}scherm/{token}/live"
            look = brand(session.settings)
            self.page("projector.html.j2", title=session.settings.title, part=part, live=live, look=look)
            return
        self.set_header("Etag", f'"{hashlib.sha256(part.encode()).hexdigest()[:16]}"')
        self.set_header("Cache-Control", "no-cache")
        timer = stages.stages(self.settings["workbook_engine"], session.id).get(session.now, Stage()).timer
        if timer is not None:  # beside the part, which is drawn once and shown to many
            self.set_header("X-Left", f"{timer.left:.1f}")
        self.finish(part)

    async def _part(self, session: Session) -> str:
        """Drawn once for all projectors of a session, and again only after news."""
        seen = (session.version, self.settings["workbook_hub"].newest)
        kept = _drawn.get(session.id)
        if kept is not None and kept[0] == seen:
            return kept[1]
        engine, content = self.settings["workbook_engine"], load_content()
        loop = asyncio.get_running_loop()
        shown = await loop.run_in_executor(_DRAWING, screen, engine, session, content)
        part = self._html(session, shown)
        while len(_drawn) >= MOST_KEPT:
            _drawn.pop(next(iter(_drawn)))
        _drawn[session.id] = (seen, part)
        return part

    def _html(self, session: Session, shown: Screen) -> str:
        link = join_link(session)
        drawing = segno.make(link, error="m").svg_inline(dark="#1B2430", light="#FFFFFF", border=2, omitsize=True)
        return self.render_page(
            "projector_part.html.j2",
            screen=shown,
            look=brand(session.settings),
            body=as_html(shown.blocks),
            drawing=drawing,
            link=link,
            code=shown_code(session.code),
            is_open=session.open,
        )


class ProjectorSocket(LiveSocket):
    """Hears of its session, and like the trainer's page of every answer, once a second at most."""

    async def get(self, *args: str, **kwargs: str) -> None:
        """Open the channel for whoever has the projector's link."""
        self.channel = session_of(self, args[0]).id
        await super().get(*args, **kwargs)

    def open(self, *args: str, **kwargs: str) -> None:
        """Join the session and the answers."""
        hub = self.settings["workbook_hub"]
        for name in (self.channel, "*"):
            hub.join(name, self)

    def on_close(self) -> None:
        """Leave both."""
        hub = self.settings["workbook_hub"]
        for name in (self.channel, "*"):
            hub.leave(name, self)


HANDLERS = [
    (r"/scherm/([0-9a-f]{16}-[0-9a-f]{32})", Projector),
    (r"/scherm/([0-9a-f]{16}-[0-9a-f]{32})/live", ProjectorSocket),
]
