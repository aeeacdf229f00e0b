"""What comes after a talk: the result with its pictures, and what is taken home."""

from workbook.exercises.dialogue import OWN_LINE, STRENGTHS, Dialogue
from workbook.exercises.dialogue.doors import doors
from workbook.exercises.dialogue.lines import MOST
from workbook.exercises.dialogue.meter import signed
from workbook.exercises.dialogue.metered import turn_of_defence
from workbook.exercises.dialogue.pictures import path_picture, silence_picture
from workbook.exercises.dialogue.talk import Turn, silences, turns
from workbook.scoring import Answers, score
from workbook.view.blocks import Block, Box, Listing, Prose
from workbook.view.context import Context, keepsake
from workbook.view.inputs import Button, TextField

REPLAY = ":replay"  # the bookmark of looking back


def summed_up(exercise: Dialogue, answers: Answers, context: Context, key: str) -> str:
    """The result in a sentence (`key`: result or before): the three means in halves, or the level and first defence."""
    found = score(exercise, answers)
    if found.status == "unanswered":
        return ""
    if exercise.meter is None:
        values = {name: context.halves(found.parts[name] or 0) for name in STRENGTHS}
        return context.ui(f"dialogue.{key}", of=MOST, **values)
    level = signed(int(found.parts["meter"] or 0))
    name = context.text(exercise.meter.title)
    line = context.ui(f"dialogue.{key}.meter", name=name if key == "result" else name.lower(), level=level)
    if exercise.defence is None:
        return line
    first = turn_of_defence(exercise, answers)
    return f"{line} {context.ui('dialogue.first', turn=first) if first else context.ui('dialogue.first.none')}"


def result(exercise: Dialogue, path: tuple[Turn, ...], context: Context) -> tuple[Block, ...]:
    """Where the talk came, what to do next time, the pictures, and the own line."""
    own = str(context.answers.get(OWN_LINE) or "")
    asked = context.text(exercise.said(exercise.own_prompt)) if exercise.own_prompt else context.ui("dialogue.own")
    return (
        *_lines(exercise, context),
        *_advice(exercise, context),
        *_silence_result(exercise, context),
        *_picture(exercise, path, context),
        TextField(OWN_LINE, asked, own, 2, 200, context.ui("dialogue.own.hint")),
        Button(context.ui("dialogue.to-replay"), "_at", REPLAY, "quiet"),
        Box((context.again(),), "actions"),
    )


def _lines(exercise: Dialogue, context: Context) -> tuple[Block, ...]:
    """The result in a sentence, and that of the time before."""
    line = summed_up(exercise, context.answers, context, "result")
    earlier = summed_up(exercise, context.earlier[-1], context, "before") if context.earlier else ""
    return (*((Prose(line, "lead"),) if line else ()), *((Prose(earlier, "note"),) if earlier else ()))


def _advice(exercise: Dialogue, context: Context) -> tuple[Block, ...]:
    """The notes on the whole talk, under the title that says what each is about."""
    first = turn_of_defence(exercise, context.answers)
    titles = {
        "advice": context.ui("dialogue.advice"),
        "meter": context.ui("dialogue.advice.meter"),
        "defence": context.ui("dialogue.defence", turn=first) if first else context.ui("dialogue.defence.none"),
    }
    found = score(exercise, context.answers).feedback
    return tuple(context.note(feedback, titles[feedback.item]) for feedback in found if feedback.item in titles)


def _picture(exercise: Dialogue, path: tuple[Turn, ...], context: Context) -> tuple[Block, ...]:
    if not path:
        return ()
    return (doors(exercise, path, context) if exercise.meter else path_picture(exercise, path, context),)


def _silence_result(exercise: Dialogue, context: Context) -> tuple[Block, ...]:
    if exercise.silence is None:
        return ()
    held = silences(exercise, context.answers)
    if not any(held.values()):
        return (Prose(context.ui("dialogue.silence.unmeasured" if held else "dialogue.silence.none"), "note"),)
    return (silence_picture(exercise, exercise.silence, held, context),)


@keepsake.register
def _keepsake(exercise: Dialogue, context: Context) -> tuple[Block, ...]:
    if not context.done() or not context.feedback:
        return ()
    own = str(context.answers.get(OWN_LINE) or "").strip()
    line = summed_up(exercise, context.answers, context, "result")
    path = turns(exercise, context.answers)
    door = (doors(exercise, path, context),) if exercise.meter and path else ()
    held = [found[-1].seconds for found in silences(exercise, context.answers).values() if found]
    seconds = [context.ui("dialogue.silence.seconds", seconds=context.halves(s)) for s in held]
    return (
        *((Prose(own, "quote"),) if own else ()),
        *((Prose(line),) if line else ()),
        *((Listing(tuple(seconds)),) if seconds else ()),
        *door,
    )
