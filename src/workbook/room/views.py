"""What stands on the trainer's page: sessions, and in one session the exercises, the room's result and the way in."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import segno
from sqlalchemy import Engine

from workbook.content.interface import ui
from workbook.content.loading import Content
from workbook.content.models import Exercise, Theme
from workbook.content.text import Language
from workbook.facilitate.lan import public_url
from workbook.player.shaping import shaped_for
from workbook.player.steps import shown_to_room
from workbook.store import privacy, sessions
from workbook.store.privacy import Group
from workbook.store.secrets import shown_code
from workbook.store.sessions import Session
from workbook.view.blocks import Block, Box, Details, Figures, Heading, Link, Picture, Prose
from workbook.view.inputs import Button, Check, Choice, Choosable, TextField


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


def new_session_form(content: Content, form: Mapping[str, Any], language: Language, open_: bool) -> Block:
    """What a new session needs; the rest has defaults or comes from a session file."""
    themes = tuple(
        Check(item, theme.title.in_(language), form.get(item) is not False)
        for theme in content.themes.values()
        if (item := f"form-theme:{theme.id}")
    )
    languages = (Choosable("nl", "Nederlands"), Choosable("en", "English"))
    reveals = tuple(Choosable(name, ui(f"room.reveal.{name}", language)) for name in ("by_trainer", "at_once"))
    spoken, reveal = form.get("form-language", "nl"), form.get("form-reveal", "by_trainer")
    fields = (
        TextField("title", ui("room.new-title", language), rows=1, longest=80),
        TextField("client", ui("room.new-client", language), rows=1, longest=80),
        Prose(ui("room.new-themes", language), "label"),
        Box(themes, "row"),
        Choice("form-language", ui("room.new-language", language), languages, spoken),
        Choice("form-reveal", ui("room.new-reveal", language), reveals, reveal),
        Button(ui("room.new-make", language), "make", True, "quiet", ("title",), ui("room.new-missing", language)),
    )
    return Details(ui("room.new", language), (*fields, Prose(ui("room.new-more", language), "note")), open_)


def session_page(
    engine: Engine, session: Session, content: Content, current: str, language: Language
) -> tuple[Block, ...]:
    """One session: run sheet on the left, the current exercise in the middle, the way in on the right."""
    told = exercises_of(engine, session, content)
    if not told:
        return (Prose(ui("room.no-themes", language), "lead"), Button(ui("room.all-sessions", language), "session", ""))
    chosen = next((one for one in told if one.exercise.id == current), told[0])
    columns = (
        Box(_run_sheet(session, told, chosen, language), "side", ui("room.exercises", language)),
        Box(_middle(engine, session, chosen, language), "card", chosen.exercise.title.in_(language)),
        Box(_way_in(engine, session, language), "side", ui("room.way-in", language)),
    )
    return (Box(columns, "trainer"),)


def _run_sheet(session: Session, told: list[Told], chosen: Told, language: Language) -> tuple[Block, ...]:
    blocks: list[Block] = []
    theme = ""
    for one in told:
        if one.theme.id != theme:
            theme = one.theme.id
            blocks.append(Heading(one.theme.title.in_(language), 4))
        here = f" · {ui('room.now', language)}" if one.exercise.id == session.now else ""
        label = f"{one.exercise.code} {one.exercise.title.in_(language)}{here}"
        count = ui("room.done-count", language, n=one.progress.done)
        blocks.append(Button(f"{label} · {count}", "exercise", one.exercise.id, "tab", pressed=one is chosen))
    blocks.append(Button(ui("room.all-sessions", language), "session", "", "quiet"))
    return tuple(blocks)


def _middle(engine: Engine, session: Session, chosen: Told, language: Language) -> tuple[Block, ...]:
    exercise, progress = chosen.exercise, chosen.progress
    joined = sessions.seated(engine, session.id)
    figures = Figures(
        (
            (str(joined), ui("room.n-joined", language)),
            (str(progress.started), ui("room.n-started", language)),
            (str(progress.done), ui("room.n-done", language)),
        )
    )
    goal = Prose(ui("goal", language, goal=exercise.goal.in_(language)), "note")
    result = Details(ui("group.title", language), _result(engine, session, exercise, language), open=True)
    acts = (*_bring(session, exercise, language), *_reveal(engine, session, chosen, language))
    return (goal, figures, *acts, result)


def _bring(session: Session, exercise: Exercise, language: Language) -> tuple[Block, ...]:
    if session.now == exercise.id:
        return (
            Prose(ui("room.here", language), "label"),
            Button(ui("room.free", language), "free", True, "quiet"),
        )
    return (Button(ui("room.bring", language), f"bring:{exercise.id}", True, "quiet"),)


def _reveal(engine: Engine, session: Session, told: Told, language: Language) -> tuple[Block, ...]:
    exercise, progress = told.exercise, told.progress
    if session.settings.reveal == "at_once":
        return (Prose(ui("room.at-once", language), "note"),)
    if exercise.id in sessions.opened_exercises(engine, session.id):
        return (
            Prose(ui("room.is-open", language), "label"),
            Button(ui("room.hide", language), f"hide:{exercise.id}", True, "quiet"),
        )
    if not session.open:
        return ()
    busy = progress.started - progress.done
    ask = ui("room.still-busy", language, n=busy) if busy > 0 else ""
    return (Button(ui("room.reveal", language), f"open:{exercise.id}", confirm=ask),)


def _result(engine: Engine, session: Session, exercise: Exercise, language: Language) -> tuple[Block, ...]:
    chosen = session.settings
    at_once = chosen.reveal == "at_once"
    released = privacy.release(
        engine, session.id, exercise.id, sensitive=exercise.sensitive, at_once=at_once, min_group=chosen.min_group
    )
    group = released if isinstance(released, Group) else None
    shown: tuple[Block, ...] = shown_to_room(exercise, group, language, chosen.min_group)
    if group is None:
        return shown  # with the question for the room in it
    question = Prose(exercise.discussion.in_(language), "quote")
    return (question, *shown, Prose(ui("room.shown", language, n=group.n), "note"))


def _way_in(engine: Engine, session: Session, language: Language) -> tuple[Block, ...]:
    if not session.open:
        return (
            Prose(ui("room.is-closed", language)),
            Button(ui("room.reopen", language), "reopen", True, "quiet"),
        )
    link = join_link(session)
    code = segno.make(link, error="m")
    drawing = code.svg_inline(scale=4, dark="#1B2430", light="#FFFFFF", border=2, omitsize=True)
    return (
        Picture(drawing, ui("room.qr", language, link=link)),
        Prose(shown_code(session.code), "code"),
        Prose(link, "note"),
        Link(ui("room.big", language), f"/uitnodiging/{session.id}", new_window=True),
        Button(ui("room.close", language), "close", True, "danger", confirm=ui("room.close-sure", language)),
    )
