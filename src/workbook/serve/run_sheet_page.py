"""The run sheet in the trainer app: to look at, and to print with its exercises on paper behind it."""

import asyncio

from tornado import web  # type: ignore[attr-defined]

from workbook.content.text import Language
from workbook.exercises import load_content
from workbook.facilitate.sheet_page import BadStart, Wanted, minutes_of, sheet_page
from workbook.room.views import join_link
from workbook.serve.plain import PlainPages
from workbook.serve.web_page import language_or
from workbook.store import sessions
from workbook.store.sessions import Session


class RunSheet(PlainPages):
    """The run sheet of one session; holds no key of an exercise and nobody's answers."""

    reads: Language | None = None  # the language of the sheet, once it is known

    @property
    def language(self) -> Language:
        """The language of the sheet, for the form above it too."""
        return self.reads or super().language

    async def get(self, session_id: str) -> None:
        """The page; `begin` is when a day starts, `taal` another language, `reserve` for all paper."""
        found = sessions.by_id_or_slug(self.settings["workbook_engine"], session_id)
        if found is None:
            raise web.HTTPError(404)
        self.reads = language_or(self.get_query_argument("taal", ""), found.settings.language)
        start, problem = self.get_query_argument("begin", ""), ""
        try:
            minutes_of(start, self.reads)
        except BadStart as error:
            problem = str(error)
        spare = self.get_query_argument("reserve", "") == "1"
        tools = self.render_page("sheet_tools.html.j2", start=start, problem=problem, reads=self.reads, spare=spare)
        await self._answer(found, Wanted("" if problem else start, self.reads, spare), tools, problem)

    async def _answer(self, session: Session, wanted: Wanted, tools: str, problem: str) -> None:
        """Drawn in a thread: every exercise is played for its paper, and the live page must not wait for that."""
        page = await asyncio.to_thread(sheet_page, session, load_content(), join_link(session), wanted, tools)
        self.set_status(400 if problem else 200)
        self.set_header("Content-Type", "text/html; charset=utf-8")
        self.set_header("Cache-Control", "no-store")
        await self.finish(page)


HANDLERS = [(r"/draaiboek/([a-z0-9-]{1,60})", RunSheet)]
