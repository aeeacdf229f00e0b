"""One session on the trainer's page: the run sheet, the exercise as the room sees it, and what needs the trainer."""

import segno
from sqlalchemy import Engine

from workbook.content.interface import ui
from workbook.content.loading import Content
from workbook.content.text import Language
from workbook.player.in_room import shown_to_room
from workbook.player.room import Room, released, room_of
from workbook.room.acts import acts
from workbook.room.inbox import inbox
from workbook.room.programme import side
from workbook.room.projector import pictures
from workbook.room.views import Told, exercises_of, join_link, projector_link
from workbook.room.walk_desk import walking
from workbook.store import privacy, sessions
from workbook.store.privacy import Group
from workbook.store.secrets import shown_code
from workbook.store.sessions import Session
from workbook.view.blocks import Block, Box, Details, Figures, Heading, Link, Listing, Picture, Prose
from workbook.view.context import summarise
from workbook.view.inputs import Button

Blocks = tuple[Block, ...]


def session_page(engine: Engine, session: Session, content: Content, current: str, language: Language) -> Blocks:
    """One session; `current` is the exercise on the trainer's screen, by default the one where the room is."""
    told = exercises_of(engine, session, content)
    if not told:
        return (Prose(ui("room.no-themes", language), "lead"), Button(ui("room.all-sessions", language), "session", ""))
    wanted = current or session.now
    chosen = next((one for one in told if one.exercise.id == wanted), told[0])
    room = room_of(engine, session)
    columns = (
        Box(side(engine, session, room, told, chosen, content, language), "side", ui("room.programme", language)),
        Box(_middle(engine, session, room, told, chosen, language), "card", _named(chosen, language)),
        Box(
            (*inbox(engine, session, content, language), *_way_in(session, language)),
            "side",
            ui("room.needs-you", language),
        ),
    )
    return (Box(columns, "trainer"),)


def _named(chosen: Told, language: Language) -> str:
    return f"{chosen.exercise.code} {chosen.exercise.title.in_(language)}"


def _middle(engine: Engine, session: Session, room: Room, told: list[Told], chosen: Told, language: Language) -> Blocks:
    exercise = chosen.exercise
    goal = Prose(ui("goal", language, goal=exercise.goal.in_(language)), "note")
    walk = walking(engine, session, room, exercise, language)
    shown = walk or _result(engine, room, chosen, language)
    result = Details(ui("group.title", language), shown, open=True)
    near = _neighbours(told, chosen, language)
    over = () if session.open else (Prose(ui("room.is-closed", language), "lead"),)
    return (
        *over,
        goal,
        _figures(engine, session, room, chosen, language),
        *acts(session, room, chosen, language),
        result,
        *_notes(chosen, language),
        *near,
    )


def _figures(engine: Engine, session: Session, room: Room, chosen: Told, language: Language) -> Block:
    """How many joined, started and are done; in a second round, how many are done again."""
    stage, progress = room.stage(chosen.exercise), chosen.progress
    if stage.second_from:
        progress = privacy.progress(engine, session.id, chosen.exercise.id, stage.second_from)
    joined = sessions.seated(engine, session.id)
    counted = ((joined, "room.n-joined"), (progress.started, "room.n-started"), (progress.done, "room.n-done"))
    return Figures(tuple((str(n), ui(key, language)) for n, key in counted))


def _neighbours(told: list[Told], chosen: Told, language: Language) -> Blocks:
    """The exercise before and after: also with the arrow keys."""
    at = told.index(chosen)
    buttons = [
        Button(f"{arrow} {told[to].exercise.code}", "exercise", told[to].exercise.id, "quiet", shortcut=key)
        for to, arrow, key in ((at - 1, "←", "ArrowLeft"), (at + 1, "→", "ArrowRight"))
        if 0 <= to < len(told)
    ]
    return (Box(tuple(buttons), "actions"), Prose(ui("room.keys", language), "note"))


def _notes(chosen: Told, language: Language) -> Blocks:
    """What the trainer can say, and what to do when the screens fail."""
    notes = chosen.exercise.room
    if notes is None:
        return ()
    lines = [("room.say", notes.say), ("room.hands-up", notes.hands_up), ("room.fallback", notes.fallback)]
    if notes.predict:
        lines.insert(1, ("room.predict", notes.predict))
    told = tuple(ui(key, language, text=text.in_(language)) for key, text in lines)
    return (Details(ui("room.notes", language), (Listing(told),)),)


def _result(engine: Engine, room: Room, chosen: Told, language: Language) -> Blocks:
    """What the room answered, for the trainer alone until it is shown."""
    exercise = chosen.exercise
    found = released(engine, room, exercise)
    group = found if isinstance(found, Group) else None
    shown: Blocks = shown_to_room(exercise, group, language, room.min_group)
    if group is None:
        return shown  # with the question for the room in it
    question = Prose(exercise.discussion.in_(language), "quote")
    several = _next_picture(chosen, room, shown, language)
    blocks: Blocks = (*several, question, *shown, Prose(ui("room.shown", language, n=group.n), "note"))
    stage = room.stage(exercise)
    if stage.second and (stage.state in ("closed", "done") or stage.result):
        again = released(engine, room, exercise, second=True)
        if isinstance(again, Group):
            blocks += (Heading(ui("group.second", language), 4), *summarise(exercise, again, language))
        else:
            blocks += (Prose(ui("room.second-few", language), "note"),)
    return blocks


def _next_picture(chosen: Told, room: Room, shown: Blocks, language: Language) -> Blocks:
    """The projector shows one picture at a time: the button for the next one."""
    stage, of = room.stage(chosen.exercise), len(pictures(shown))
    if not stage.result or of < 2:
        return ()
    label = ui("room.picture", language, n=stage.picture % of + 1, of=of)
    return (Button(label, f"picture:{chosen.exercise.id}", True, "quiet", shortcut="n"),)


def _way_in(session: Session, language: Language) -> Blocks:
    if not session.open:
        return (
            Prose(ui("room.is-closed", language)),
            Button(ui("room.reopen", language), "reopen", True, "quiet"),
        )
    link = join_link(session)
    drawing = segno.make(link, error="m").svg_inline(scale=4, dark="#1B2430", light="#FFFFFF", border=2, omitsize=True)
    return (
        Heading(ui("room.way-in", language), 4),
        Picture(drawing, ui("room.qr", language, link=link)),
        Prose(shown_code(session.code), "code"),
        Prose(link, "note"),
        Link(ui("room.projector", language), projector_link(session), new_window=True),
        Link(ui("room.big", language), f"/uitnodiging/{session.id}", new_window=True),
        Link(ui("sheet.open", language), f"/draaiboek/{session.id}", new_window=True),
        Button(ui("room.close", language), "close", True, "danger", confirm=ui("room.close-sure", language)),
    )
