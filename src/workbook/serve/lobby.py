"""The lobby of a session (X0): who am I here, what do I come for, who sees what. Waiting costs no kernel."""

import secrets

from workbook.content.answers import Refused
from workbook.content.interface import ui
from workbook.content.models import Exercise
from workbook.exercises import load_content
from workbook.player.arrival import QUESTION, arrival
from workbook.player.shaping import shaped_for
from workbook.serve.web_page import WebPage
from workbook.store import responses, seats, sessions
from workbook.store.seats import NameRefused
from workbook.store.sessions import Session
from workbook.view.blocks import Heading, Prose
from workbook.view.html import as_html


class Lobby(WebPage):
    """Arrive; the page goes along by itself when the trainer brings the room somewhere."""

    def get(self) -> None:
        """The page; with the header of our script only where to go, if anywhere."""
        session = self.session()
        if session is None:
            self.redirect(self.base_url)
        elif self.request.headers.get("X-Part"):
            self._part(session)
        else:
            self.show(session)

    def _part(self, session: Session) -> None:
        """For a page that waits: what to say, and the address to go to once the room has begun.

        Opening that takes a moment, and a room opens it all at once: until then the phone shows the introduction.
        """
        self.set_header("Cache-Control", "no-store")
        exercise = self._now(session)
        if exercise is None:
            self.finish(ui("lobby.wait" if session.open else "session.closed", self.language))
            return
        self.set_header("X-Go", f"{self.base_url}nu")
        blocks = (
            Heading(exercise.title.in_(self.language), 2),
            Prose(exercise.intro.in_(self.language), "lead"),
            Prose(ui("lobby.coming", self.language), "note"),
        )
        self.finish(as_html(blocks))

    def _now(self, session: Session) -> Exercise | None:
        """The exercise where the room is, as the session shapes it; None for none."""
        content = load_content()
        if not session.open or session.now not in content.exercises():
            return None
        return shaped_for(content.theme_of(session.now), session).exercise(session.now)

    def show(self, session: Session, status: int = 200, problem: str = "") -> None:
        """The page, with a sentence about what went wrong where something did."""
        told = responses.histories(self.engine, self.me.id, session.id).get(arrival().id)
        now = self._now(session)
        self.page(
            "lobby.html.j2",
            status,
            session=session,
            pseudonym=sessions.pseudonym_of(self.engine, session.id, self.me.id),
            question=str(told.current.answers.get(QUESTION) or "") if told else "",
            now=now.title.in_(self.language) if now else "",
            guided=session.settings.reveal == "by_trainer",
            problem=problem,
            live=f"{self.base_url}live",
        )


class OwnName(Lobby):
    """Another name for this session: a new pseudonym, or an own one of 2–20 characters."""

    def post(self) -> None:
        """Change it, or say why not."""
        session = self.session()
        if session is None:
            self.redirect(self.base_url)
            return
        wished = self.get_body_argument("naam", "") if self.get_body_argument("eigen", "") else ""
        try:
            seats.rename(self.engine, session.id, self.me.id, wished)
        except NameRefused as refused:
            self.show(session, 400, ui(refused.key, self.language))
            return
        self.redirect(f"{self.base_url}zaal")


class OwnQuestion(Lobby):
    """The question with which somebody comes; kept like every answer."""

    def post(self) -> None:
        """Keep it, or say why not."""
        session = self.session()
        if session is None:
            self.redirect(self.base_url)
            return
        asked, key = self.get_body_argument("vraag", "").strip(), secrets.token_hex(9)
        try:
            who = (self.engine, self.me.id, session.id, arrival())
            responses.save(*who, QUESTION, asked, key)
            if asked:
                responses.save(*who, "done", True, f"{key}-done")
        except Refused as refused:
            self.show(session, 400, ui(refused.key, self.language, **refused.values))
            return
        self.redirect(f"{self.base_url}zaal")


HANDLERS = [("/zaal", Lobby), ("/zaal/naam", OwnName), ("/zaal/vraag", OwnQuestion)]
