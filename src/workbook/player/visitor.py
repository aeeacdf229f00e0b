"""Who is visiting: the one place where a page learns of a person."""

import os
import re
from dataclasses import dataclass, replace
from urllib.parse import parse_qs

from sqlalchemy import Engine

from workbook.content.text import Language
from workbook.store import participants, sessions
from workbook.store.engine import in_memory, open_store
from workbook.store.sessions import Session

# The participant app puts the id from its signed cookie here; a browser cannot (serve/identity.py).
_HEADER = "HTTP_X_WORKBOOK_USER"


class Erased(Exception):
    """This person erased everything in another tab: nothing more may be kept of them under the old id."""


@dataclass(frozen=True)
class Visitor:
    """A person in front of a page. `kept`: whether answers outlive the kernel; `base`: the app's address prefix."""

    engine: Engine
    person: str
    language: Language
    session: Session | None = None
    pseudonym: str = ""
    kept: bool = False
    base: str = ""

    def again(self) -> "Visitor":
        """The same person as the store knows them now: language, session."""
        if not self.kept:
            return self
        known = participants.find(self.engine, self.person)
        if known is None:
            raise Erased
        session = _session(self.engine, known.session_id)
        name = sessions.pseudonym_of(self.engine, session.id, self.person) if session else ""
        return replace(self, language=known.language, session=session, pseudonym=name)

    def speak(self, language: Language) -> "Visitor":
        """The same person, reading another language from now on."""
        participants.set_language(self.engine, self.person, language)
        return replace(self, language=language)


def _session(engine: Engine, session_id: str) -> Session | None:
    try:
        return sessions.get(engine, session_id) if session_id else None
    except KeyError:
        return None


def current_visitor(language: Language) -> Visitor:
    """The visitor of this kernel: known by the app's cookie, else somebody of whom nothing is kept."""
    person = os.environ.get(_HEADER, "")
    if not re.fullmatch(r"[0-9a-f]{48}", person):
        return passer_by(language)
    engine = open_store(os.environ.get("WORKBOOK_DATABASE_URL", ""))
    base = os.environ.get("WORKBOOK_BASE_URL", "/")
    participants.recognise(engine, person, language)
    return Visitor(engine, person, language, kept=True, base=base).again()


def asked_theme() -> str:
    """The theme in the page's address (`theme.ipynb?thema=…`), '' without one; the caller checks that it exists."""
    if not os.environ.get("SCRIPT_NAME", "").endswith("/theme.ipynb"):
        return ""
    return parse_qs(os.environ.get("QUERY_STRING", "")).get("thema", [""])[0]


def asked_to_follow() -> bool:
    """Whether the page was opened to go where the trainer brought the room (`…ipynb?nu`)."""
    return "nu" in parse_qs(os.environ.get("QUERY_STRING", ""), keep_blank_values=True)


def passer_by(language: Language) -> Visitor:
    """Somebody of whom nothing is kept: bare Voila, JupyterLab, or a made-up respondent. Shares no row with anyone."""
    engine = in_memory()
    person = participants.new_id()
    participants.recognise(engine, person, language)
    return Visitor(engine, person, language)
