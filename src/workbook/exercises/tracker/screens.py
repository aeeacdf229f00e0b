"""The screens of a tracker: which way, what was agreed, and then the screens of that way."""

from workbook.content.answers import DONE
from workbook.exercises.tracker import (
    AGREE,
    CHOSEN,
    COUNT,
    GUESS,
    LIVE,
    MARKED,
    PAPER,
    RESULT,
    ROLE,
    RUN,
    WAY,
    WAYS,
    WRITTEN,
    Tracker,
)
from workbook.exercises.tracker.counted import counting
from workbook.exercises.tracker.live import marking, running
from workbook.exercises.tracker.result import result
from workbook.exercises.tracker.shares import stones
from workbook.exercises.tracker.talk import way
from workbook.exercises.tracker.written import fragment_screen, guessing
from workbook.view.blocks import Block, Progress, Prose
from workbook.view.context import Context, render
from workbook.view.inputs import Button, Choice, Choosable

LOOK = "look:"  # before a bookmark after the end: one left by the last commit must open the result


def parts(exercise: Tracker, context: Context) -> list[str]:
    """The names of what is committed one after the other, in the way that was chosen."""
    fragments = [fragment.id for fragment in exercise.dialogue.fragments]
    following = {LIVE: [AGREE, RUN, MARKED], PAPER: [AGREE, COUNT], WRITTEN: [GUESS, *fragments]}
    return [WAY, *following.get(way(context.answers) if context.done(WAY) else "", [])]


@render.register
def _render(exercise: Tracker, context: Context) -> tuple[Block, ...]:
    names = parts(exercise, context)
    if context.done():
        asked = context.at.removeprefix(LOOK) if context.at.startswith(LOOK) else RESULT
        fragments = [fragment.id for fragment in exercise.dialogue.fragments if fragment.id in names]
        return _part(exercise, asked, names, context) if asked in fragments else result(exercise, context)
    first_open = next((name for name in names if not context.done(name)), names[-1])
    if context.at in names and names.index(context.at) < names.index(first_open) and _talks_back(context.at):
        return _part(exercise, context.at, names, context)
    before = names[names.index(first_open) - 1]
    # What has feedback of its own stays until somebody goes on from it.
    stays = _talks_back(before) and context.done(before) and context.at != first_open and first_open != names[0]
    return _part(exercise, before if stays else first_open, names, context)


def _talks_back(name: str) -> bool:
    return name not in (WAY, AGREE, RUN, MARKED, COUNT)


def _part(exercise: Tracker, name: str, names: list[str], context: Context) -> tuple[Block, ...]:
    number = names.index(name)
    done = context.done(name)
    progress = Progress(number + done, max(len(names), 2), _title(exercise, name, context))
    screens = {WAY: choose_way, AGREE: agree, RUN: running, MARKED: marking, COUNT: counting}
    if name in screens:
        return (progress, *screens[name](exercise, context))
    onward = _onward(names, number, context)
    if name == GUESS:
        return (progress, *guessing(exercise, done, onward, context))
    fragment = next(one for one in exercise.dialogue.fragments if one.id == name)
    return (progress, *fragment_screen(fragment, done, onward, context))


def _title(exercise: Tracker, name: str, context: Context) -> str:
    fragment = next((one for one in exercise.dialogue.fragments if one.id == name), None)
    return context.text(fragment.title) if fragment else context.ui(f"tracker.part.{name}")


def _onward(names: list[str], number: int, context: Context) -> Block:
    if context.done():
        return Button(context.ui("tracker.to-result"), "_at", RESULT)
    if number + 1 == len(names):
        return Button(context.ui("tracker.finish"), DONE)
    return Button(context.ui("tracker.next"), "_at", names[number + 1])


def choose_way(exercise: Tracker, context: Context) -> tuple[Block, ...]:
    """Live, on paper or with the written dialogue."""
    order = WAYS if context.room else (WRITTEN, LIVE, PAPER)
    options = tuple(
        Choosable(name, f"{context.ui(f'tracker.way.{name}')}. {context.ui(f'tracker.way.about.{name}')}")
        for name in order
    )
    choice = Choice(CHOSEN, context.ui("tracker.way"), options, context.answers.get(CHOSEN))
    return (choice, context.commit(context.ui("tracker.way.commit"), (CHOSEN,), WAY))


def agree(exercise: Tracker, context: Context) -> tuple[Block, ...]:
    """Beforehand: the division of roles, and who talks how much."""
    options = tuple(Choosable(role.id, context.text(role.text)) for role in exercise.roles)
    left = exercise.left(AGREE, context.answers)
    needs = (ROLE,) if not left else (f"{AGREE}.{DONE}",)  # needs itself, so that pressing it says what is lacking
    missing = context.ui("tracker.refused.left", n=left) if left else context.ui("missing", n="{n}")
    return (
        Prose(context.text(exercise.play.fill(minutes=exercise.run_minutes))),
        Choice(ROLE, context.ui("tracker.role"), options, context.answers.get(ROLE)),
        stones(AGREE, context.ui("tracker.agree"), context),
        Prose(context.ui("tracker.no-norm"), "note"),
        context.commit(context.ui("tracker.agree.commit"), needs, AGREE, missing),
    )
