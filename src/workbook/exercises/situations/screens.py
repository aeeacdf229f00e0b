"""The screens of situations: one scene at a time, judged, committed and talked back to."""

from workbook.content.answers import DONE
from workbook.content.models import Labelled
from workbook.exercises.situations import KEYS, RESULT, Option, Situation, Situations
from workbook.exercises.situations.quick import quick_scene
from workbook.exercises.situations.quick_result import in_order
from workbook.exercises.situations.result import result_screen
from workbook.view.blocks import Block, Box, FeedbackNote, Progress, Prose, Scene
from workbook.view.context import Context, render
from workbook.view.inputs import Button, Choice, Choosable, Grid, Row, TextField


@render.register
def _render(exercise: Situations, context: Context) -> tuple[Block, ...]:
    exercise = in_order(exercise, context)
    ids = [scene.id for scene in exercise.scenes]
    if context.at in ids:
        return _scene(exercise, exercise.scenes[ids.index(context.at)], context)
    return result_screen(exercise, context) if context.done() else _scene(exercise, exercise.scenes[0], context)


def _scene(exercise: Situations, scene: Situation, context: Context) -> tuple[Block, ...]:
    if exercise.quick:
        return _quick(exercise, scene, context)
    number = exercise.scenes.index(scene) + 1
    done = context.done(scene.id)
    progress = context.ui("situations.progress", n=number, of=len(exercise.scenes))
    columns = tuple(Choosable(key, context.ui(f"key.{key}")) for key in KEYS)
    rows = tuple(_row(scene, option, context) for option in scene.options)
    blocks: tuple[Block, ...] = (
        Progress(number, len(exercise.scenes), progress),
        Scene(context.text(scene.title), context.text(scene.text), folded=done),
        Prose(context.ui("situations.rate"), "label"),
        Grid(context.ui("situations.rate"), rows, columns, disabled=done),
        *_role(exercise, scene, context, done),
    )
    if not done:
        needs = tuple(row.item for row in rows) + _role_items(exercise, scene)
        return (*blocks, context.commit(context.ui("situations.commit"), needs, scene.id))
    if not context.feedback:
        return (*blocks, Prose(context.ui("waiting.feedback"), "note"), _onward(exercise, number, context))
    return (*blocks, _challenge(scene, context), _onward(exercise, number, context))


def _quick(exercise: Situations, scene: Situation, context: Context) -> tuple[Block, ...]:
    """A scene in quick mode: the best and the worst move, then the makers' view of both."""
    blocks = quick_scene(exercise, scene, context)
    if not context.done(scene.id):
        return blocks
    said = _challenge(scene, context) if context.feedback else Prose(context.ui("waiting.feedback"), "note")
    return (*blocks, said, _onward(exercise, exercise.scenes.index(scene) + 1, context))


def _row(scene: Situation, option: Option, context: Context) -> Row:
    item = f"{scene.id}.{option.id}"
    given = context.answers.get(item)
    below: tuple[Block, ...] = ()
    if context.done(scene.id) and context.feedback:
        same = "same" if given == option.key else "differs"
        title = context.ui(f"situations.{same}", makers=context.ui(f"key.{option.key}"))
        below = (FeedbackNote(context.text(option.feedback), title, option.key, option.own),)
    return Row(item, context.text(option.text), given, below)


def _role_items(exercise: Situations, scene: Situation) -> tuple[str, ...]:
    return tuple(f"{scene.id}.{name}" for name in ("role", "reason") if getattr(exercise, f"{name}s"))


def _role(exercise: Situations, scene: Situation, context: Context, done: bool) -> tuple[Block, ...]:
    if done:
        return _role_taken(exercise, scene, context)

    def choice(name: str, choices: tuple[Labelled, ...]) -> Choice:
        item = f"{scene.id}.{name}"
        options = tuple(Choosable(c.id, context.text(c.text)) for c in choices)
        return Choice(item, context.ui(f"situations.{name}"), options, context.answers.get(item))

    asked = tuple(choice(n, getattr(exercise, f"{n}s")) for n in ("role", "reason") if getattr(exercise, f"{n}s"))
    return (Box(asked, "row"),) if asked else ()


def _role_taken(exercise: Situations, scene: Situation, context: Context) -> tuple[Block, ...]:
    def said(name: str) -> str:
        taken = context.answers.get(f"{scene.id}.{name}")
        return next((context.text(one.text) for one in getattr(exercise, f"{name}s") if one.id == taken), "")

    role, reason = said("role"), said("reason")
    return (Prose(context.ui("situations.taken", role=role, reason=reason), "note"),) if role or reason else ()


def _challenge(scene: Situation, context: Context) -> Block:
    item = f"{scene.id}.disagree"
    return TextField(
        item,
        context.ui("situations.disagree"),
        str(context.answers.get(item) or ""),
        rows=2,
        longest=400,
        hint=context.ui("situations.disagree.hint"),
    )


def _onward(exercise: Situations, number: int, context: Context) -> Block:
    if number < len(exercise.scenes):
        return Button(context.ui("situations.next"), "_at", exercise.scenes[number].id)
    if context.done():
        return Button(context.ui("situations.to-result"), "_at", RESULT)
    needs = tuple(f"{scene.id}.{DONE}" for scene in exercise.scenes)
    return Button(context.ui("situations.finish"), DONE, True, "primary", needs, context.ui("situations.unfinished"))
