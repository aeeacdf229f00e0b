"""What a visitor's session means for the pages: what is open, where the room is, what is walked together."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from sqlalchemy import Engine

from workbook.content.models import Exercise
from workbook.player.plan import Plan
from workbook.store import privacy, stages
from workbook.store.privacy import Group, Withheld
from workbook.store.sessions import Session
from workbook.store.stages import Stage
from workbook.store.walks import Path, walks


@dataclass(frozen=True)
class Room:
    """A session as one page needs it; without a session the page is self-paced."""

    session_id: str = ""
    title: str = ""
    at_once: bool = True
    closed: bool = False
    min_group: int = privacy.MINIMUM
    now: str = ""  # the exercise to which the trainer brought the room
    stages: Mapping[str, Stage] = field(default_factory=dict)
    walks: Mapping[str, Path] = field(default_factory=dict)

    def stage(self, exercise: Exercise) -> Stage:
        """How far the room is with this exercise."""
        return self.stages.get(exercise.id, Stage())

    def feedback(self, exercise: Exercise) -> bool:
        """Whether the makers' feedback on this exercise may be shown now."""
        return self.at_once or self.stage(exercise).key or isinstance(exercise, Plan)

    def result(self, exercise: Exercise) -> bool:
        """Whether the room's own result may be shown on phones and on the projector."""
        stage = self.stage(exercise)
        return bool(self.session_id) and (stage.result or stage.key)


def room_of(engine: Engine, session: Session) -> Room:
    """The room of a session as the store knows it now."""
    chosen = session.settings
    return Room(
        session.id,
        chosen.title,
        chosen.reveal == "at_once",
        not session.open,
        chosen.min_group,
        session.now,
        stages.stages(engine, session.id),
        walks(engine, session.id),
    )


def released(engine: Engine, room: Room, exercise: Exercise, second: bool = False) -> Group | Withheld:
    """The group's answers that may be shown, of the first round or of the second; no key before it is open."""
    name, sensitive, least = exercise.id, exercise.sensitive, room.min_group
    found: Group | Withheld
    if second:
        found = privacy.release_second(engine, room.session_id, name, sensitive=sensitive, min_group=least)
    else:
        at_once = room.at_once
        found = privacy.release(engine, room.session_id, name, sensitive=sensitive, at_once=at_once, min_group=least)
    return replace(found, key=room.feedback(exercise)) if isinstance(found, Group) else found
