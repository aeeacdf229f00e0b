"""One scene in quick mode: choose the best and the worst move; then what the makers think of both, and of the rest."""

from workbook.exercises.situations import BEST, WORST, Option, Situation, Situations
from workbook.exercises.situations.response import chosen
from workbook.view.blocks import Block, Details, FeedbackNote, Progress, Prose, Scene
from workbook.view.context import Context
from workbook.view.inputs import Choice, Choosable


def quick_scene(exercise: Situations, scene: Situation, context: Context) -> tuple[Block, ...]:
    """The scene and what is asked of it; once committed, the own choices and (when open) the makers' view."""
    number, of = exercise.scenes.index(scene) + 1, len(exercise.scenes)
    done = context.done(scene.id)
    head: tuple[Block, ...] = (
        Progress(number, of, context.ui("situations.progress", n=number, of=of)),
        Scene(context.text(scene.title), context.text(scene.text), folded=done),
    )
    if not done:
        needs = (f"{scene.id}.{BEST}", f"{scene.id}.{WORST}")
        return (*head, *_asked(scene, context), context.commit(context.ui("situations.commit"), needs, scene.id))
    return (*head, *_taken(scene, context), *(_rest(scene, context) if context.feedback else ()))


def _asked(scene: Situation, context: Context) -> tuple[Block, ...]:
    """First the best; once there is one, the worst of what is left."""
    best = chosen(scene, BEST, context.answers)
    if best is None:
        return (_choice(scene, BEST, scene.options, context),)
    left = tuple(option for option in scene.options if option != best)
    return (_choice(scene, BEST, scene.options, context), _choice(scene, WORST, left, context))


def _choice(scene: Situation, name: str, options: tuple[Option, ...], context: Context) -> Choice:
    item = f"{scene.id}.{name}"
    offered = tuple(Choosable(option.id, context.text(option.text)) for option in options)
    return Choice(item, context.ui(f"situations.quick.{name}"), offered, context.answers.get(item))


def _taken(scene: Situation, context: Context) -> tuple[Block, ...]:
    blocks: list[Block] = []
    for name in (BEST, WORST):
        option = chosen(scene, name, context.answers)
        if option is None:
            continue
        blocks.append(Prose(context.ui(f"situations.quick.own-{name}", text=context.text(option.text)), "label"))
        if context.feedback:
            blocks.append(_note(option, context))
    return tuple(blocks)


def _note(option: Option, context: Context) -> FeedbackNote:
    title = context.ui("situations.quick.makers", makers=context.ui(f"key.{option.key}"))
    return FeedbackNote(context.text(option.feedback), title, option.key, option.own)


def _rest(scene: Situation, context: Context) -> tuple[Block, ...]:
    """The moves that were not chosen: the makers' best in sight where it is among them, the others behind one tap."""
    own = [chosen(scene, name, context.answers) for name in (BEST, WORST)]
    rest = [option for option in scene.options if option not in own]
    seen_help = any(option is not None and option.key == "helps" for option in own)
    best = next((option for option in rest if option.key == "helps" and not seen_help), None)
    shown = (_told(best, context, "situations.quick.their-best"),) if best else ()
    others = tuple(_told(option, context, "situations.quick.other") for option in rest if option != best)
    blocks = tuple(block for pair in others for block in pair)
    return (*(block for pair in shown for block in pair), Details(context.ui("situations.quick.others"), blocks))


def _told(option: Option, context: Context, key: str) -> tuple[Block, ...]:
    return (Prose(context.ui(key, text=context.text(option.text)), "label"), _note(option, context))
