"""What stands on the trainer's page: sessions, and in one session the exercises, the room's result and the way in."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Engine

from workbook.content.interface import ui
from workbook.content.loading import Content
from workbook.content.models import Exercise, Theme
from workbook.content.text import Language
from workbook.facilitate.lan import public_url
from workbook.player.shaping import shaped_for
from workbook.room.new_session import new_session_form
from workbook.store import privacy, sessions
from workbook.store.secrets import projector_token, shown_code
from workbook.store.sessions import Session
from workbook.view.blocks import Block, Box, Prose
from workbook.view.inputs import Button


@dataclass(frozen=True)
class Told:
    """One exercise of a session, with how far the room is."""

    exercise: Exercise
    theme: Theme[Exercise]
    progress: privacy.Progress


def exercises_of(engine: Engine, session: Session, content: Content) -> list[Told]:
    """The exercises of a session in the order of its themes, as its settings shape them."""
    chosen = [content.themes[theme] for theme in session.settings.themes if theme in content.themes]
    return [
        Told(exercise, theme, privacy.progress(engine, session.id, exercise.id))
        for theme in (shaped_for(theme, session) for theme in chosen)
        for exercise in theme.exercises
    ]


def join_link(session: Session) -> str:
    """The address in the QR code: where phones find the workbook now."""
    return f"{public_url()}/join/{session.code}"


def projector_link(session: Session) -> str:
    """The address of the projector's page: read-only, for this session alone."""
    return f"{public_url()}/scherm/{projector_token(session.id)}"


def overview(engine: Engine, content: Content, form: Mapping[str, Any], language: Language) -> tuple[Block, ...]:
    """All sessions, newest first, and a form for a new one."""
    found = sessions.all_sessions(engine)
    cards = tuple(_session_card(engine, session, language) for session in found)
    empty: tuple[Block, ...] = () if cards else (Prose(ui("room.empty", language), "lead"),)
    return (*empty, *cards, new_session_form(content, form, language, open_=not cards))


def _session_card(engine: Engine, session: Session, language: Language) -> Block:
    joined = sessions.seated(engine, session.id)
    line = ui("room.joined", language, n=joined, code=shown_code(session.code))
    state = "" if session.open else f" {ui('cli.closed', language)}"
    inside = (
        Prose(f"{session.settings.client} · {line}{state}" if session.settings.client else f"{line}{state}", "note"),
        Button(ui("room.open-session", language), "session", session.id, "primary" if session.open else "quiet"),
    )
    return Box(inside, "card", session.settings.title)
