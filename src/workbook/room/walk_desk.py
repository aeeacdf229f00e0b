"""A dialogue that the room walks together: the trainer sees the votes, takes a road, and can go back for another."""

from collections.abc import Mapping

from sqlalchemy import Engine

from workbook.content.answers import Value
from workbook.content.interface import ui
from workbook.content.models import Exercise
from workbook.content.text import Language
from workbook.player.room import Room
from workbook.player.vote import CHOICE, place_here, vote_of
from workbook.store import privacy, sessions
from workbook.store.privacy import Group
from workbook.store.sessions import Session
from workbook.store.walks import Path
from workbook.view.blocks import Block, Box, Prose
from workbook.view.inputs import Button
from workbook.view.walking import Place, place_of, road

Blocks = tuple[Block, ...]


def walking(engine: Engine, session: Session, room: Room, exercise: Exercise, language: Language) -> Blocks:
    """The walk's controls; only the way to begin one while the room is not walking; () for other types."""
    if place_of(exercise, (), language) is None or not session.open:
        return ()
    path = room.walks.get(exercise.id)
    if path is None:
        return ()
    place = place_here(exercise, path, language)
    before: Blocks = (Prose(ui("vote.said", language, line=place.said), "note"),) if place.said else ()
    if place.silence:
        before += (Prose(ui("walk.silence", language), "note"),)
    says: Blocks = (Prose(place.line, "quote"),)
    roads = _roads(engine, session, room, exercise, path, place, language) if place.options else ()
    end: Blocks = () if place.options else road(exercise, path, language)
    return (*before, *says, *roads, *end, Box(_controls(exercise.id, path, language), "actions"))


def begin(exercise: Exercise, room: Room, language: Language) -> tuple[Button, ...]:
    """The button that lets the room walk a dialogue together."""
    if place_of(exercise, (), language) is None or exercise.id in room.walks:
        return ()
    return (Button(ui("walk.start", language), f"walk:{exercise.id}", True, "quiet"),)


def _roads(
    engine: Engine,
    session: Session,
    room: Room,
    exercise: Exercise,
    path: Path,
    place: Place,
    lang: Language,
) -> Blocks:
    """The votes, and a button for every road: the trainer decides, also with fewer than five votes."""
    vote = vote_of(exercise, path, place)
    least, sensitive = room.min_group, exercise.sensitive
    found = privacy.release(engine, session.id, vote.id, sensitive=sensitive, at_once=False, min_group=least)
    cast = privacy.progress(engine, session.id, vote.id).done
    joined = sessions.seated(engine, session.id)
    values = [option.value for option in place.options]
    counted = found.counts(CHOICE, values) if isinstance(found, Group) else None
    most = max(counted.values()) if counted else -1
    note = () if counted else (Prose(ui("walk.few", lang), "note"),)
    buttons = tuple(
        Button(
            f"{number}. {option.text}" + (f" · {counted[option.value]}" if counted else ""),
            f"take:{exercise.id}:{option.value}",
            True,
            "primary" if counted and counted[option.value] == most and _first(counted, option.value) else "quiet",
            shortcut=str(number),
        )
        for number, option in enumerate(place.options, 1)
    )
    return (Prose(ui("projector.voted", lang, n=cast, of=joined), "label"), *note, *buttons)


def _first(counted: Mapping[Value, int], value: Value) -> bool:
    """Of several lines with the most votes, one button is the primary one."""
    most = max(counted.values())
    return next(name for name, n in counted.items() if n == most) == value


def _controls(exercise: str, path: Path, language: Language) -> tuple[Button, ...]:
    back = (Button(ui("walk.back", language), f"back:{exercise}", True, "quiet"),) if path else ()
    again = (Button(ui("walk.again", language), f"restart:{exercise}", True, "quiet"),) if path else ()
    return (*back, *again, Button(ui("walk.stop", language), f"stop:{exercise}", True, "quiet"))
