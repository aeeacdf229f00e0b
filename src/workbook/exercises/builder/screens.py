"""The screens of a builder: the message, the gate with its extra line, the safeguard."""

from workbook.exercises._walk import RESULT, onward, shown
from workbook.exercises.builder import GATE, INTEGRITY, LINE, LONGEST, SAID, STANDS, STEPS, WORDS, Builder
from workbook.exercises.builder.response import (
    PICK,
    gate_answered,
    gate_feedback,
    gate_open,
    pick_feedback,
    rule_feedback,
    seen_in,
    texts,
    why,
)
from workbook.exercises.builder.result import example, gate_picture, message, result_screen
from workbook.view.blocks import Block, Box, Progress, Prose, Scene
from workbook.view.context import Context, render
from workbook.view.inputs import Button, Check, Choice, Choosable, TextField


@render.register
def _render(exercise: Builder, context: Context) -> tuple[Block, ...]:
    step = shown(STEPS, context)
    if step == RESULT:
        return result_screen(exercise, context)
    number = STEPS.index(step) + 1
    progress = Progress(number, len(STEPS), context.ui("builder.progress", n=number, of=len(STEPS)))
    draw = {WORDS: _words, GATE: _gate, INTEGRITY: _integrity}[step]
    return (progress, *draw(exercise, context))


def _onward(step: str, context: Context) -> Button:
    following = "builder.to-gate" if step == WORDS else "builder.to-integrity"
    words = (context.ui(key) for key in (following, "builder.finish", "builder.to-result"))
    return onward(STEPS, step, context, *words)


def _words(exercise: Builder, context: Context) -> tuple[Block, ...]:
    done = context.done(WORDS)
    fields = tuple(
        TextField(slot.item, context.text(slot.label), text, 2, LONGEST, context.text(slot.hint))
        for slot, text in zip(exercise.slots, texts(exercise, context.answers), strict=True)
    )
    blocks = (Scene(context.ui("builder.scene"), context.text(exercise.scene), folded=done), *fields)
    if not done:
        needs = tuple(slot.item for slot in exercise.slots)
        return (
            *blocks,
            context.commit(context.ui("builder.commit"), needs, WORDS, context.ui("builder.words.missing")),
        )
    return (*blocks, *_after(exercise, context), _onward(WORDS, context))


def _after(exercise: Builder, context: Context) -> tuple[Block, ...]:
    """The message in one piece; what the rules saw, with a tick to overrule each; a message of the makers."""
    said = message(exercise, context)
    mine = (Box((Prose(said, "quote"),), "card", context.ui("builder.mine")),) if said else ()
    if not context.feedback:
        return (*mine, Prose(context.ui("waiting.feedback"), "note"))
    theirs = Box(
        (Prose(example(exercise, context), "quote"), context.note(why(exercise))), "card", context.ui("builder.example")
    )
    if not said:
        return (theirs,)
    seen = seen_in(exercise, context.answers)
    titles = [context.ui("builder.saw", words=one.words) if one.words else "" for one in seen] or [""]
    notes = [
        context.note(note, title) for note, title in zip(rule_feedback(exercise, context.answers), titles, strict=True)
    ]
    checks = [
        Check(item, context.ui(f"builder.overrule.{one.rule}"), context.answers.get(item) is True)
        for one in seen
        if (item := STANDS.get(one.rule, ""))
    ]
    return (*mine, *notes, *checks, theirs)


def _gate(exercise: Builder, context: Context) -> tuple[Block, ...]:
    """Two questions; what opens or keeps closed is told after the commit, and the answers may change later."""
    gate, done = exercise.gate, context.done(GATE)
    options = tuple(Choosable(said, context.ui(f"builder.{said}")) for said in SAID)
    asked = tuple(
        Choice(one.item, context.text(one.text), options, context.answers.get(one.item), "scale")
        for one in gate.questions
    )
    blocks: tuple[Block, ...] = (Prose(context.text(gate.intro.text)), *asked)
    if not done:
        return (*blocks, context.commit(context.ui("builder.gate.commit"), tuple(one.item for one in asked), GATE))
    picture = (gate_picture(exercise, context),) if gate_answered(exercise, context.answers) else ()
    notes = [context.note(note) for note in gate_feedback(exercise, context.answers)] if context.feedback else []
    line = _line(exercise, context) if gate_open(exercise, context.answers) else ()
    waiting = () if context.feedback else (Prose(context.ui("waiting.feedback"), "note"),)
    return (*blocks, *picture, *notes, *line, *waiting, _onward(GATE, context))


def _line(exercise: Builder, context: Context) -> tuple[Block, ...]:
    """The extra line, which only an open gate shows."""
    gate, text = exercise.gate, str(context.answers.get(LINE) or "")
    field = TextField(LINE, context.text(gate.prompt), text, 3, LONGEST, context.text(gate.hint))
    if not context.feedback:
        return (field,)
    return (field, Box((Prose(f"‘{context.text(gate.example)}’", "quote"),), "card", context.ui("builder.example")))


def _integrity(exercise: Builder, context: Context) -> tuple[Block, ...]:
    done = context.done(INTEGRITY)
    options = tuple(Choosable(one.id, context.text(one.text)) for one in exercise.integrity.options)
    choice = Choice(PICK, context.text(exercise.integrity.prompt), options, context.answers.get(PICK), disabled=done)
    if not done:
        return (choice, context.commit(context.ui("builder.integrity.commit"), (PICK,), INTEGRITY))
    notes = [context.note(note) for note in pick_feedback(exercise, context.answers)] if context.feedback else []
    waiting = () if context.feedback else (Prose(context.ui("waiting.feedback"), "note"),)
    return (choice, *notes, *waiting, _onward(INTEGRITY, context))
