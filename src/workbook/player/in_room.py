"""What a phone shows of an exercise because the room does it together: waiting, the second round, the room's result."""

from workbook.content.answers import AGAIN, KEEP
from workbook.content.interface import ui
from workbook.content.models import Exercise
from workbook.content.text import Language
from workbook.player.room import Room, released
from workbook.player.sharing import sharing
from workbook.player.trio import observing, role
from workbook.player.visitor import Visitor
from workbook.store import privacy
from workbook.store.privacy import Group
from workbook.store.responses import History
from workbook.store.stages import Timer
from workbook.view.blocks import Block, Box, Prose, TimeLeft
from workbook.view.context import Context, summarise
from workbook.view.inputs import Button

Blocks = tuple[Block, ...]


def waiting(exercise: Exercise, history: History, context: Context, room: Room) -> Blocks | None:
    """What stands in place of the exercise while it is not open for this person, or they observe; None when it is."""
    stage = room.stage(exercise)
    if history.done or stage.answering:
        return observing(exercise, context, room) or None
    if stage.state == "prompt":
        return (Prose(context.text(exercise.intro), "lead"), Prose(context.ui("room.phone.prompt"), "note"))
    return (
        Prose(context.ui("room.phone.closed"), "note"),
        Prose(context.text(exercise.discussion), "lead"),
    )


def above(exercise: Exercise, history: History, context: Context, room: Room) -> Blocks:
    """What comes first: the time that is left, the role in a trio, in a second round the way to answer once more."""
    return (
        *_time(history, context, room.stage(exercise).timer),
        *role(exercise, context, room),
        *_again(exercise, history, context, room),
    )


def _time(history: History, context: Context, timer: Timer | None) -> Blocks:
    if timer is None or history.current.done:
        return ()
    words = {name: context.ui(f"room.phone.time-{name}") for name in ("slower", "off", "back", "over")}
    return (TimeLeft(timer.left, timer.seconds, ui("room.time-left", context.language, time="{time}"), **words),)


def _again(exercise: Exercise, history: History, context: Context, room: Room) -> Blocks:
    stage = room.stage(exercise)
    if not stage.second or stage.state != "open" or not history.current.done:
        return ()
    if len([attempt for attempt in history.attempts if attempt.done]) > 1:
        return (Prose(context.ui("room.phone.second-done"), "note"),)
    button = Button(context.ui("room.phone.second-go"), AGAIN, KEEP)
    return (Box((Prose(context.ui("room.phone.second")), button), "card", context.ui("room.phone.second-title")),)


def below(exercise: Exercise, history: History, context: Context, visitor: Visitor, room: Room) -> Blocks:
    """What comes last: what the room answered, and what this person wants to share with it."""
    return (*_result(exercise, history, context, visitor, room), *sharing(exercise, history, context, visitor, room))


def _result(exercise: Exercise, history: History, context: Context, visitor: Visitor, room: Room) -> Blocks:
    if not room.result(exercise) or not history.done:
        return ()
    stage = room.stage(exercise)
    shown = shown_to_room(exercise, group(exercise, visitor, room), context.language, room.min_group)
    boxes: Blocks = (Box(shown, "card", context.ui("group.title")),)
    if stage.second and stage.state in ("closed", "done"):
        second = released(visitor.engine, room, exercise, second=True)
        if isinstance(second, Group):
            title = context.ui("group.second")
            boxes = (*boxes, Box(summarise(exercise, second, context.language), "card", title))
    return boxes


def group(exercise: Exercise, visitor: Visitor, room: Room) -> Group | None:
    """The room's answers: on a phone only after the trainer showed them."""
    if not room.result(exercise):
        return None
    found = released(visitor.engine, room, exercise)
    return found if isinstance(found, Group) else None


def shown_to_room(
    exercise: Exercise, found: Group | None, language: Language, min_group: int = privacy.MINIMUM
) -> Blocks:
    """The group's result, or what to do instead where it is held back: a question for a show of hands."""
    if found:
        return summarise(exercise, found, language)
    minimum = privacy.minimum_for(exercise.sensitive, min_group)
    said = ui("group.withheld", language, minimum=minimum)
    question = exercise.room.hands_up if exercise.room else exercise.discussion
    return (Prose(said, "note"), Prose(question.in_(language), "lead"))
