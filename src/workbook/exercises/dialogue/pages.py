"""The screens of a dialogue: a turn and the silence after it; `result` has what comes after."""

from collections.abc import Sequence

from workbook.content.answers import DONE
from workbook.exercises.dialogue import TRIES, Dialogue
from workbook.exercises.dialogue.checks import turns_left
from workbook.exercises.dialogue.doors import door_now
from workbook.exercises.dialogue.replay import judgement, quoted, replay, says, worth
from workbook.exercises.dialogue.result import REPLAY, result
from workbook.exercises.dialogue.scoring import line_feedback
from workbook.exercises.dialogue.talk import Turn, place, tries, turns
from workbook.view.blocks import Block, Details, Listing, Progress, Prose, Scene
from workbook.view.context import Context, render
from workbook.view.inputs import Button, Choice, Choosable, Silence


@render.register
def _render(exercise: Dialogue, context: Context) -> tuple[Block, ...]:
    path = turns(exercise, context.answers, committed=True)
    if context.done():
        if not context.feedback:
            return (Prose(context.ui("waiting.feedback")),)
        return replay(exercise, path, context) if context.at == REPLAY else result(exercise, path, context)
    shown = _shown(exercise, path, context)
    if shown is None:
        return _closing(exercise, path, context)
    return _turn(exercise, shown, path, context)


def _shown(exercise: Dialogue, path: Sequence[Turn], context: Context) -> str | None:
    """Which turn is on the screen; None when the talk is over and all that is left is to close it.

    With feedback a turn stays until the person goes on; without it the talk goes on by itself after the silence.
    """
    ahead = place(exercise, tuple(path))
    visited = [turn.node.id for turn in path]
    if context.at == ahead and ahead in exercise.by_id:
        return ahead
    if context.feedback and context.at in visited:
        return context.at
    if visited and (context.feedback or _silence_due(exercise, path[-1], context)):
        return visited[-1]
    return ahead if ahead in exercise.by_id else None


def _silence_due(exercise: Dialogue, turn: Turn, context: Context) -> bool:
    """Whether a silence belongs after this turn that was neither measured nor passed over."""
    due = exercise.silence is not None and turn.line.silence and not tries(context.answers, turn.node.id)
    return due and context.at != turn.line.next


def _turn(exercise: Dialogue, name: str, path: tuple[Turn, ...], context: Context) -> tuple[Block, ...]:
    node = exercise.by_id[name]
    visited = [turn.node.id for turn in path]
    before = path[: visited.index(name)] if name in visited else path
    done = name in visited
    most = len(before) + turns_left(exercise.edges)[name]
    number = len(before) + 1
    options = tuple(Choosable(option.id, says(exercise, option, context)) for option in node.options)
    item = f"{name}.choice"
    blocks = (
        Progress(number, most, context.ui("dialogue.progress", n=number, of=most)),
        Scene(context.ui("dialogue.scene"), context.text(exercise.said(exercise.scene)), folded=number > 1 or done),
        *_so_far(exercise, before, context),
        Prose(context.ui("dialogue.says", client=exercise.names.client), "label"),
        Prose(says(exercise, node, context), "quote"),
        *(() if done else (Prose(context.ui("dialogue.aloud"), "lead"),)),
        Choice(item, context.ui("dialogue.choose"), options, context.answers.get(item), disabled=done),
    )
    if not done:
        return (*blocks, context.commit(context.ui("dialogue.commit"), (item,), name))
    return (*blocks, *_after(exercise, path[: len(before) + 1], context))


def _so_far(exercise: Dialogue, before: Sequence[Turn], context: Context) -> tuple[Block, ...]:
    if not before:
        return ()
    lines: list[str] = []
    for turn in before:
        lines.append(f"{exercise.names.client}: {says(exercise, turn.node, context)}")
        lines.append(context.ui("dialogue.you", line=says(exercise, turn.line, context)))
    return (Details(context.ui("dialogue.so-far"), (Listing(tuple(lines)),)),)


def _after(exercise: Dialogue, path: tuple[Turn, ...], context: Context) -> tuple[Block, ...]:
    """What stands under the last choice of `path`: the feedback (if open), the silence, and the way on."""
    turn = path[-1]
    effect = _effect(exercise, path, context) if context.feedback else ()
    onward = _onward(turn, exercise, context)
    if exercise.silence is None or not turn.line.silence:
        return (*effect, *onward)
    held = tries(context.answers, turn.node.id)
    if not held:
        return (*effect, _measure(exercise, turn.node.id, context), *_pass_over(turn, exercise, context))
    if not context.feedback:
        return onward
    return (
        *effect,
        *judgement(exercise, turn.node.id, context),
        *_once_more(exercise, turn.node.id, context),
        *onward,
    )


def _effect(exercise: Dialogue, path: tuple[Turn, ...], context: Context) -> tuple[Block, ...]:
    """What the makers say of the line, and with a meter where the level stands now."""
    turn = path[-1]
    title = worth(exercise, turn.line, context) if exercise.meter else context.ui("dialogue.effect")
    door = (door_now(exercise, path, context),) if exercise.meter else ()
    return (context.note(line_feedback(exercise, turn.node, turn.line), title), *door)


def _onward(turn: Turn, exercise: Dialogue, context: Context) -> tuple[Block, ...]:
    if turn.line.next in exercise.by_id:
        return (Button(context.ui("dialogue.next"), "_at", turn.line.next),)
    ending = next(ending for ending in exercise.endings if ending.id == turn.line.next)
    return (
        Prose(context.text(exercise.said(ending.text)), "lead"),
        Button(context.ui("dialogue.finish"), DONE),
    )


def _pass_over(turn: Turn, exercise: Dialogue, context: Context) -> tuple[Block, ...]:
    """A quiet way on for who cannot or will not measure."""
    label = context.ui("dialogue.silence.skip")
    if turn.line.next in exercise.by_id:
        return (Button(label, "_at", turn.line.next, "quiet"),)
    return (Button(label, DONE, True, "quiet"),)


def _measure(exercise: Dialogue, node: str, context: Context) -> Block:
    """The silence block for the first try that has not been measured."""
    step = exercise.silence
    assert step is not None
    again = next(again for again in TRIES if context.answers.get(f"{node}.silence{again}") is None)
    return Silence(
        f"{node}.silence{again}",
        f"{node}.fill-in{again}",
        context.text(exercise.said(step.prompt)),
        context.ui("dialogue.silence.start"),
        context.ui("dialogue.silence.stop"),
        context.ui("dialogue.silence.running"),
        tuple(
            Choosable(name, quoted(context.text(exercise.said(text))))
            for name, text in zip(step.fill_in_ids, step.fill_ins, strict=True)
        ),
    )


def _once_more(exercise: Dialogue, node: str, context: Context) -> tuple[Block, ...]:
    n = len(tries(context.answers, node)) + 1
    if n > len(TRIES) or context.done():
        return ()
    summary = context.ui("dialogue.silence.again", n=n, of=len(TRIES))
    return (Details(summary, (_measure(exercise, node, context),)),)


def _closing(exercise: Dialogue, path: tuple[Turn, ...], context: Context) -> tuple[Block, ...]:
    """In a room: the talk is over, the result comes when the trainer opens it."""
    return (*_so_far(exercise, path, context), *(_onward(path[-1], exercise, context) if path else ()))
