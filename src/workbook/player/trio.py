"""Practising in threes: everyone reads their own role's card; the observer measures somebody else's silence."""

from workbook.content.answers import AGAIN, DONE, KEEP, OBSERVED, ROLE, answered
from workbook.content.for_rooms import RoleCard
from workbook.content.models import Exercise
from workbook.player.room import Room
from workbook.view.blocks import Block, Details, Prose
from workbook.view.context import Context
from workbook.view.inputs import Button, Choice, Choosable, Silence

Blocks = tuple[Block, ...]


def role(exercise: Exercise, context: Context, room: Room) -> Blocks:
    """Choose your role and read its card, as long as the room practises: the next round has other roles."""
    if not _practising(exercise, room) or (context.done() and context.feedback):
        return ()
    chosen = _chosen(exercise, context)
    options = tuple(Choosable(one.id, context.text(one.title)) for one in exercise.trio)
    choice = Choice(ROLE, context.ui("room.phone.role"), options, chosen.id if chosen else None)
    card: Blocks = (Prose(context.text(chosen.card), "lead"),) if chosen else ()
    watch = _stopwatch(context) if chosen and chosen.stopwatch else ()
    return (Details(context.ui("room.phone.trio"), (choice, *card, *watch), open=chosen is not None),)


def observing(exercise: Exercise, context: Context, room: Room) -> Blocks:
    """What an observer with no answers of their own sees in place of the exercise; () for everyone else."""
    if _only_observed(context) and context.done():
        again = Button(context.ui("room.phone.next-round"), AGAIN, KEEP, "quiet")
        onward = (again,) if _practising(exercise, room) else ()
        return (*_measured(context), Prose(context.ui("room.phone.observed-done"), "note"), *onward)
    chosen = _chosen(exercise, context)
    if chosen is None or not chosen.stopwatch or answered(context.answers):
        return ()
    return role(exercise, context, room)


def _only_observed(context: Context) -> bool:
    """Whether somebody measured a silence and answered nothing of their own."""
    return context.answers.get(OBSERVED) is not None and not answered(context.answers)


def _practising(exercise: Exercise, room: Room) -> bool:
    return bool(exercise.trio and room.session_id) and not room.closed and room.stage(exercise).answering


def _chosen(exercise: Exercise, context: Context) -> RoleCard | None:
    return next((one for one in exercise.trio if one.id == context.answers.get(ROLE)), None)


def _stopwatch(context: Context) -> Blocks:
    """The observer measures the silence of somebody else; no countdown, and it can be measured again."""
    start, stop, running = (context.ui(f"room.phone.watch-{name}") for name in ("start", "stop", "running"))
    watch = Silence(OBSERVED, "", context.ui("room.phone.watch"), start, stop, running)
    if not _only_observed(context):
        return (*_measured(context), watch)
    return (*_measured(context), watch, Button(context.ui("room.phone.watched"), DONE, True, "quiet"))


def _measured(context: Context) -> Blocks:
    seconds = context.answers.get(OBSERVED)
    if not isinstance(seconds, int | float):
        return ()
    return (Prose(context.ui("room.phone.observed", seconds=context.halves(seconds)), "lead"),)
