"""What each of the trainer's acts does in the store."""

from collections.abc import Callable

from sqlalchemy import Engine

from workbook.content.models import Exercise
from workbook.player.vote import place_here
from workbook.room.timing import TIMES
from workbook.store import privacy, rounds, sessions, stages, walks
from workbook.store.sessions import Session

Act = Callable[[Engine, Session, Exercise, str], None]


def do(engine: Engine, session: Session, act: str, exercise: Exercise, line: str = "") -> None:
    """Do one act with an exercise of a session; what is not an act does nothing. Raises StoreUnavailable."""
    if act in ACTS and (session.open or act in ("open", "hide", "result", "hide-result")):
        ACTS[act](engine, session, exercise, line)


def _bring(engine: Engine, session: Session, exercise: Exercise, _line: str) -> None:
    """Every phone goes there; a guided room begins with the prompt."""
    if session.settings.reveal == "by_trainer":
        stages.begin(engine, session.id, exercise.id)
    sessions.bring_to(engine, session.id, exercise.id)


def _second(engine: Engine, session: Session, exercise: Exercise, _line: str) -> None:
    minimum = privacy.minimum_for(exercise.sensitive, session.settings.min_group)
    rounds.second_round(engine, session.id, exercise.id, minimum)


def _walk(engine: Engine, session: Session, exercise: Exercise, _line: str) -> None:
    stages.set_state(engine, session.id, exercise.id, "open")
    walks.start(engine, session.id, exercise.id)
    sessions.bring_to(engine, session.id, exercise.id)


def _take(engine: Engine, session: Session, exercise: Exercise, line: str) -> None:
    """One line further, if it can be said here; the votes of the next turn start hidden."""
    path = walks.walking(engine, session.id, exercise.id)
    if path is None:
        return
    if line in {option.value for option in place_here(exercise, path, "nl").options}:
        stages.show_result(engine, session.id, exercise.id, False)
        walks.go(engine, session.id, exercise.id, (*path, line))


def _back(engine: Engine, session: Session, exercise: Exercise, _line: str) -> None:
    path = walks.walking(engine, session.id, exercise.id)
    if path:
        walks.go(engine, session.id, exercise.id, path[:-1])


ACTS: dict[str, Act] = {
    "bring": _bring,
    "unlock": lambda e, s, x, _: stages.set_state(e, s.id, x.id, "open"),
    "shut": lambda e, s, x, _: stages.set_state(e, s.id, x.id, "closed"),
    "finish": lambda e, s, x, _: stages.set_state(e, s.id, x.id, "done"),
    "result": lambda e, s, x, _: stages.show_result(e, s.id, x.id),
    "hide-result": lambda e, s, x, _: stages.show_result(e, s.id, x.id, False),
    "picture": lambda e, s, x, _: stages.next_picture(e, s.id, x.id),
    "open": lambda e, s, x, _: sessions.open_feedback(e, s.id, x.id),
    "hide": lambda e, s, x, _: sessions.open_feedback(e, s.id, x.id, False),
    "second": _second,
    "reset": lambda e, s, x, _: stages.reset(e, s.id, x.id),
    "walk": _walk,
    "take": _take,
    "back": _back,
    "restart": lambda e, s, x, _: walks.go(e, s.id, x.id, ()),
    "stop": lambda e, s, x, _: walks.stop(e, s.id, x.id),
    **TIMES,
}
