"""The landing page, joining a session, and coming back with a resume code."""

import re

from jupyter_server.auth import User
from tornado import web  # type: ignore[attr-defined]

from workbook.content.loading import Content
from workbook.content.models import Exercise, Theme
from workbook.exercises import load_content
from workbook.player.portfolio import theme_progress
from workbook.player.shaping import as_told_to
from workbook.serve.plain import PlainPages
from workbook.serve.throttle import Throttle
from workbook.serve.web_page import WebPage, language_or
from workbook.store import participants, responses, sessions
from workbook.store.sessions import Session

NOTEBOOKS = {
    "anti-verkopen": "01_anti_verkopen",
    "hoteltraining": "02_hoteltraining",
    "op-stap-met-de-baas": "03_op_stap_met_de_baas",
    "overdragen": "04_overdragen",
    "reflectiegesprek": "05_reflectiegesprek",
}
_OURS = re.compile(r"/(?!/)[\w./?=&%-]*")  # an address of this app, nothing that a browser could read as another host
# Two counters: somebody who guesses join codes does not keep out people who come back with a resume code.
_join, _resume = Throttle(), Throttle()


def notebook_of(theme: Theme[Exercise]) -> str:
    """The notebook that plays a theme; themes without one of their own are played by `theme`."""
    return f"voila/render/{NOTEBOOKS[theme.id]}.ipynb" if theme.id in NOTEBOOKS else f"thema/{theme.id}"


class Landing(WebPage):
    """Pick a theme, join a session, or go on where you were. No kernel is started for it."""

    def get(self) -> None:
        """The page."""
        self.show()

    def show(self, status: int = 200, join_problem: str = "", resume_problem: str = "", resume_code: str = "") -> None:
        """The page, with a sentence about what went wrong where something did."""
        content = load_content()
        session = self.session()
        themes = [self._card(theme, session, content) for theme in content.themes.values()]
        name = sessions.pseudonym_of(self.engine, session.id, self.me.id) if session else ""
        self.page(
            "landing.html.j2",
            status,
            themes=[theme for theme in themes if theme["here"]],
            others=[theme for theme in themes if not theme["here"]],
            session=session,
            now=self._now(session, content),
            pseudonym=name,
            join_problem=join_problem,
            resume_problem=resume_problem,
            resume_code=resume_code,
        )

    def _now(self, session: Session | None, content: Content) -> str:
        """The title of the exercise where the room is, '' for none."""
        found = content.exercises().get(session.now) if session and session.open else None
        return found.title.in_(self.language) if found else ""

    def _card(self, theme: Theme[Exercise], session: Session | None, content: Content) -> dict[str, object]:
        here = session is None or theme.id in session.settings.themes
        theme = as_told_to(theme, session)
        done, of = theme_progress(self.engine, self.me.id, session.id if session and here else "", theme)
        return {
            "title": theme.title.in_(self.language),
            "aim": theme.aim.in_(self.language),
            "minutes": sum(exercise.minutes for exercise in theme.exercises),
            "href": self.base_url + notebook_of(theme),
            "done": done,
            "of": of,
            "here": here,
        }


class Join(Landing):
    """Take a seat in a session: from its QR code, or by typing the code."""

    async def get(self, typed: str = "") -> None:  # type: ignore[override]
        """Take a seat, then arrive in the lobby."""
        await self._join(typed)

    async def post(self, _typed: str = "") -> None:
        """The same, typed."""
        await self._join(self.get_body_argument("code", ""))

    async def _join(self, typed: str) -> None:
        await _join.slow_down()
        session = sessions.by_code(self.engine, typed) if typed.strip() else None
        if session is None:
            slow = _join.full()
            _join.wrong()
            self.show(429 if slow else 404, join_problem="join.slow" if slow else "join.unknown")
            return
        if not session.open:
            self.show(404, join_problem="join.closed")
            return
        fresh = not sessions.pseudonym_of(self.engine, session.id, self.me.id)
        sessions.take_seat(self.engine, session.id, self.me.id)
        if fresh and not responses.everything(self.engine, self.me.id):  # who has begun keeps their own language
            participants.set_language(self.engine, self.me.id, session.settings.language)
        self.settings["workbook_hub"].move(self.me.id, session.id)
        self.settings["workbook_pages"].expect_session(session)
        self.redirect(f"{self.base_url}zaal")


class Now(WebPage):
    """Where the trainer brought the room: the theme page that holds the exercise, opened there."""

    def get(self) -> None:
        """Go there; without a session, or with nothing to go to, to the start."""
        session, content = self.session(), load_content()
        if session is None or session.now not in content.exercises():
            self.redirect(self.base_url)
            return
        address = self.base_url + notebook_of(content.theme_of(session.now))
        self.redirect(f"{address}?nu")


class Leave(WebPage):
    """Leave the session: the answers given there stay, and joining again takes the same seat."""

    def post(self) -> None:
        """Back to working alone."""
        participants.set_session(self.engine, self.me.id, "")
        self.settings["workbook_hub"].move(self.me.id, "")
        self.redirect(self.base_url)


class SpeakLanguage(WebPage):
    """Choose the language."""

    def post(self, language: str) -> None:
        """Remember it and go back to the page."""
        participants.set_language(self.engine, self.me.id, language_or(language, self.language))
        back = self.get_body_argument("terug", self.base_url)
        ours = back.startswith(self.base_url) and _OURS.fullmatch(back)
        self.redirect(back if ours else self.base_url)


class Resume(Landing):
    """Go on, on this device, with the answers of another."""

    def post(self) -> None:
        """Become the participant whose resume code was typed."""
        if _resume.full():
            self.show(429, resume_problem="resume.slow")
            return
        key = self.settings["workbook_secrets"].resume
        known = participants.by_resume_code(self.engine, self.get_body_argument("code", ""), key)
        if known is None:
            _resume.wrong()
            self.show(404, resume_problem="resume.unknown")
            return
        leaves = known.id != self.me.id and responses.everything(self.engine, self.me.id) and not self.me.has_code
        if leaves and not self.get_body_argument("toch", ""):  # nobody could find those answers again
            self.show(409, resume_problem="resume.leaves", resume_code=self.get_body_argument("code", "")[:30])
            return
        self.identity_provider.set_login_cookie(self, User(known.id))
        self.redirect(self.base_url)


class OtherTheme(WebPage):
    """A theme without a notebook of its own."""

    def get(self, theme: str) -> None:
        """Play it with the notebook `theme`, by a query that the page checks against the content."""
        if theme not in load_content().themes:
            raise web.HTTPError(404)
        follow = "&nu" if self.request.query == "nu" else ""
        self.redirect(f"{self.base_url}voila/render/theme.ipynb?thema={theme}{follow}")


class Healthy(PlainPages):
    """Is the server there? For monitors and the page's own question."""

    def get(self) -> None:
        """Yes."""
        self.finish("ok")

    def head(self) -> None:
        """Yes, without the word."""
        self.finish()


HANDLERS = [
    ("/", Landing),
    (r"/join/?", Join),
    (r"/join/([^/]{1,40})", Join),
    ("/nu", Now),
    ("/verlaat", Leave),
    (r"/taal/(nl|en)", SpeakLanguage),
    ("/verder", Resume),
    (r"/thema/([a-z0-9-]{1,60})", OtherTheme),
    ("/gezond", Healthy),
]
