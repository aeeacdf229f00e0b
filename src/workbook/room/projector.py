"""What stands on the projector: one thing, for everyone.

No names, no key before it is open, no person's answers but what was shared.
"""

from dataclasses import dataclass

from sqlalchemy import Engine

from workbook.content.interface import ui
from workbook.content.loading import Content
from workbook.content.models import Exercise
from workbook.content.text import Language
from workbook.player.in_room import shown_to_room
from workbook.player.room import Room, released, room_of
from workbook.player.shaping import shaped_for
from workbook.player.vote import place_here, result, vote_of
from workbook.store import privacy, sessions, shares
from workbook.store.privacy import Group
from workbook.store.sessions import Session
from workbook.store.stages import Stage
from workbook.view.blocks import Block, Box, Chart, Listing, Prose, Table
from workbook.view.context import summarise
from workbook.view.walking import Place, road

Blocks = tuple[Block, ...]


@dataclass(frozen=True)
class Screen:
    """The projector's page: `lobby` while the room has not begun (the way in is large), else an exercise."""

    title: str
    where: str
    blocks: Blocks
    lobby: bool = False


def screen(engine: Engine, session: Session, content: Content) -> Screen:
    """What stands on the projector now, in the session's language. Raises StoreUnavailable."""
    language = session.settings.language
    room = room_of(engine, session)
    exercise = _current(session, content)
    if exercise is None:
        count = ui("projector.joined", language, n=sessions.seated(engine, session.id))
        return Screen(session.settings.title, session.settings.client, (Prose(count, "lead"),), lobby=True)
    path = room.walks.get(exercise.id)
    stage = room.stage(exercise)
    if path is not None:
        blocks = _walked(engine, room, exercise, path, language)
    else:
        blocks = _exercise(engine, room, exercise, stage, language)
    return Screen(exercise.title.in_(language), session.settings.title, (*blocks, *_shared(engine, room, exercise)))


def _current(session: Session, content: Content) -> Exercise | None:
    if session.now not in content.exercises():
        return None
    return shaped_for(content.theme_of(session.now), session).exercise(session.now)


def _exercise(engine: Engine, room: Room, exercise: Exercise, stage: Stage, language: Language) -> Blocks:
    if stage.state == "done":
        return (Prose(ui("projector.done", language), "lead"), Prose(exercise.discussion.in_(language), "quote"))
    if room.result(exercise):
        return _results(engine, room, exercise, stage, language)
    question: Blocks = (Prose(exercise.intro.in_(language), "lead"),)
    if stage.state == "prompt":
        return (*question, Prose(ui("projector.prompt", language), "label"))
    if stage.state == "closed":
        predict = exercise.room.predict if exercise.room else None
        asked = predict or exercise.discussion
        return (Prose(ui("projector.closed", language), "label"), Prose(asked.in_(language), "quote"))
    return (*question, *_ready(engine, room, exercise, stage, language))


def _ready(engine: Engine, room: Room, exercise: Exercise, stage: Stage, language: Language) -> Blocks:
    done = privacy.progress(engine, room.session_id, exercise.id, stage.second_from or 0).done
    joined = sessions.seated(engine, room.session_id)
    key = "projector.ready-again" if stage.second else "projector.ready"
    return (Prose(ui(key, language, n=done, of=max(joined, done)), "label"),)


def _results(engine: Engine, room: Room, exercise: Exercise, stage: Stage, language: Language) -> Blocks:
    found = released(engine, room, exercise)
    group = found if isinstance(found, Group) else None
    shown = one_picture(shown_to_room(exercise, group, language, room.min_group), stage.picture)
    if stage.second and stage.state in ("closed", "done"):
        again = released(engine, room, exercise, second=True)
        if group and isinstance(again, Group):
            second = ui("projector.second", language)
            boxes = (
                Box(shown, "card", ui("projector.first", language)),
                Box(one_picture(summarise(exercise, again, language), stage.picture), "card", second),
            )
            shown = (Box(boxes, "row"),)
    key: Blocks = (Prose(ui("projector.key", language), "note"),) if stage.key else ()
    question: Blocks = (Prose(exercise.discussion.in_(language), "quote"),) if group else ()
    return (*shown, *question, *key)


def pictures(blocks: Blocks) -> list[Block]:
    """The charts and tables of a result: on the projector they stand one at a time."""
    return [block for block in blocks if isinstance(block, Chart | Table)]


def one_picture(blocks: Blocks, number: int) -> Blocks:
    """These blocks with only one of their pictures, counted from 0 and round again after the last."""
    found = pictures(blocks)
    kept = found[number % len(found)] if found else None
    return tuple(block for block in blocks if block is kept or not isinstance(block, Chart | Table))


def _walked(engine: Engine, room: Room, exercise: Exercise, path: tuple[str, ...], language: Language) -> Blocks:
    place = place_here(exercise, path, language)
    before: Blocks = (Prose(ui("vote.said", language, line=place.said), "label"),) if place.said else ()
    if place.silence:
        before = (*before, Prose(ui("projector.silence", language), "note"))
    if not place.options:
        return (*before, Prose(place.line, "lead"), *road(exercise, path, language))
    vote = vote_of(exercise, path, place)
    says: Blocks = (Prose(ui("dialogue.says", language, client=place.speaker), "label"), Prose(place.line, "quote"))
    votes = _votes(engine, room, exercise, vote.id, place, language)
    return (*says, *votes) if pictures(votes) else (*before, *says, *votes)  # a picture needs the room


def _votes(engine: Engine, room: Room, exercise: Exercise, vote: str, place: Place, language: Language) -> Blocks:
    """The lines to choose from with how many voted; how they voted, once the trainer shows it."""
    stage = room.stage(exercise)
    cast = privacy.progress(engine, room.session_id, vote).done
    count = Prose(ui("projector.voted", language, n=cast, of=sessions.seated(engine, room.session_id)), "label")
    if stage.result:
        sensitive, least = exercise.sensitive, room.min_group
        found = privacy.release(engine, room.session_id, vote, sensitive=sensitive, at_once=False, min_group=least)
        values = [option.value for option in place.options]
        counted = found.counts("choice", values) if isinstance(found, Group) else None
        if counted is not None:
            return (*result(place, counted, language), count)
        return (_lines(place), Prose(ui("projector.hands", language), "note"), count)
    return (_lines(place), count)


def _lines(place: Place) -> Block:
    return Listing(tuple(option.text for option in place.options), ordered=True)


def _shared(engine: Engine, room: Room, exercise: Exercise) -> Blocks:
    """Texts that the trainer shows, as their writers shared them: large, without a name."""
    texts = [
        one.text
        for one in shares.shared_in(engine, room.session_id)
        if one.state == "shown" and one.exercise == exercise.id
    ]
    return tuple(Prose(text, "quote") for text in texts)
