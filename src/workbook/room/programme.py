"""The programme at the trainer's left hand: what comes when, how far the room is, and the clock."""

from sqlalchemy import Engine

from workbook.content.interface import ui
from workbook.content.loading import Content
from workbook.content.text import Language
from workbook.facilitate.run_sheet import Line, run_sheet
from workbook.facilitate.sheet_page import shaped
from workbook.player.room import Room
from workbook.room.views import Told
from workbook.store import stages
from workbook.store.clock import now
from workbook.store.sessions import Session
from workbook.view.blocks import Block, Clock, Heading, Prose
from workbook.view.inputs import Button

Blocks = tuple[Block, ...]


def side(
    engine: Engine, session: Session, room: Room, told: list[Told], chosen: Told, content: Content, language: Language
) -> Blocks:
    """The clock, the lines of the run sheet, and below it what is there for when time is left."""
    lines = run_sheet(session.settings, shaped(content, session), language)
    known = {one.exercise.id: one for one in told}
    planned = [line for line in lines if not line.spare]
    spare = [line for line in lines if line.spare]
    blocks: list[Block] = [*_clock(engine, session, planned, language)]
    days = {line.day for line in planned}
    day = 0
    for line in planned:
        if line.day != day and len(days) > 1:
            blocks.append(Heading(ui("room.day", language, n=line.day), 4))
        day = line.day
        blocks.append(_line(line, known.get(line.exercise), session, room, chosen, language))
    if spare:
        blocks.append(Heading(ui("room.spare", language), 4))
        blocks += [_line(line, known.get(line.exercise), session, room, chosen, language) for line in spare]
    blocks.append(Button(ui("room.all-sessions", language), "session", "", "quiet", shortcut="Escape"))
    return tuple(blocks)


def _line(line: Line, one: Told | None, session: Session, room: Room, chosen: Told, language: Language) -> Block:
    """A line of the run sheet: an exercise is a button, a break is not."""
    begins = "" if line.spare else f"{line.start // 60}:{line.start % 60:02} "
    if one is None:
        return Prose(f"{begins}{line.title} · {ui('room.minutes', language, n=line.minutes)}", "note")
    exercise = one.exercise
    here = f" · {ui('room.now', language)}" if exercise.id == session.now and session.open else ""
    state = room.stage(exercise).state if session.open else ""
    phase = f" · {ui(f'room.state.{state}', language)}" if state else ""
    count = ui("room.done-count", language, n=one.progress.done)
    label = f"{begins}{exercise.code} {exercise.title.in_(language)}{here}{phase} · {count}"
    return Button(label, "exercise", exercise.id, "tab", pressed=exercise.id == chosen.exercise.id)


def _clock(engine: Engine, session: Session, lines: list[Line], language: Language) -> Blocks:
    """How long the day has gone on, ahead of or behind the line where the room is; a button starts it."""
    started = stages.started_at(engine, session.id)
    if not session.open or not lines:
        return ()
    if started is None:
        return (Button(ui("room.clock-start", language), "clock", True, "quiet"),)
    here = next((line for line in lines if line.exercise == session.now), lines[0])
    words = {name: ui(f"room.clock.{name}", language) for name in ("behind", "ahead", "on-time")}
    elapsed = int((now() - started).total_seconds())
    clock = Clock(elapsed, here.start * 60, here.end * 60, words["on-time"], words["behind"], words["ahead"])
    sure = ui("room.clock-sure", language)
    return (clock, Button(ui("room.clock-again", language), "clock", True, "quiet", confirm=sure))
