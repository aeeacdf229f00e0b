"""Rooms of made-up people for these tests."""

from dataclasses import replace

from workbook.facilitate import demo
from workbook.facilitate.report import Report
from workbook.player.parameters import checked
from workbook.scoring import Respondent
from workbook.store import sessions
from workbook.store.engine import in_memory
from workbook.store.sessions import SessionSettings


def session_in(engine, content, **given):
    """A registered session with all themes unless given otherwise."""
    settings = {"slug": "de-brug", "title": "De Brug", "themes": tuple(content.themes), **given}
    return sessions.create(engine, SessionSettings(**settings))


def join(engine, session, content, people, kind="random", seed=0, themes=None):
    """Let `people` more join and finish everything, or only these themes."""
    chosen = session.settings.themes if themes is None else themes
    narrowed = replace(session, settings=session.settings.model_copy(update={"themes": tuple(chosen)}))
    return [demo.answer_all(engine, narrowed, content, Respondent(kind, seed + number)) for number in range(people)]


def report_of(content, people, kind="random", seed=0, language="nl", **given):
    """The report of a room in memory."""
    engine = in_memory()
    session = session_in(engine, content, **given)
    join(engine, session, content, people, kind, seed)
    return Report(checked({"language": language}), (engine, session))
