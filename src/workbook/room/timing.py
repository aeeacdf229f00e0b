"""The time that a trainer may give for an exercise: everybody sees it run, and it closes nothing."""

from collections.abc import Callable

from sqlalchemy import Engine

from workbook.content.interface import ui
from workbook.content.models import Exercise
from workbook.content.text import Language
from workbook.store import stages
from workbook.store.sessions import Session
from workbook.store.stages import Stage, Timer
from workbook.view.blocks import Block, Box, Details, Prose, TimeLeft
from workbook.view.inputs import Button

SHORT = (2, 5)  # minutes, beside the minutes of the exercise itself


def time_left(timer: Timer, language: Language) -> TimeLeft:
    """The time that is left, as the trainer sees it."""
    told = ui("room.time-left", language, time="{time}")
    return TimeLeft(timer.left, timer.seconds, told, ui("room.time-over", language))


def giving_time(exercise: Exercise, stage: Stage, language: Language) -> tuple[Block, ...]:
    """While answers are open: the time that runs with what can be done about it, or a few times to choose from."""
    if stage.state != "open":
        return ()
    name = exercise.id
    if stage.timer is not None:
        more = Button(ui("room.time-more", language), f"time-more:{name}", True, "quiet")
        off = Button(ui("room.time-off", language), f"time-off:{name}", True, "quiet")
        return (time_left(stage.timer, language), Box((more, off), "actions"))
    choices = tuple(
        Button(ui("room.minutes", language, n=minutes), f"time:{name}:{minutes}", True, "quiet")
        for minutes in sorted({*SHORT, exercise.minutes})
    )
    note = Prose(ui("room.time-note", language), "note")
    return (Details(ui("room.time-give", language), (note, Box(choices, "actions"))),)


def _give(engine: Engine, session: Session, exercise: Exercise, line: str) -> None:
    if line.isascii() and line.isdecimal() and len(line) < 3:
        stages.give_time(engine, session.id, exercise.id, int(line) * 60)


TIMES: dict[str, Callable[[Engine, Session, Exercise, str], None]] = {
    "time": _give,
    "time-more": lambda e, s, x, _: stages.more_time(e, s.id, x.id, 60),
    "time-off": lambda e, s, x, _: stages.give_time(e, s.id, x.id, 0),
}
