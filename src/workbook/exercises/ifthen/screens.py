"""The screens of if-then plans: examples to judge, the resolve, then one moment at a time."""

from workbook.exercises._walk import RESULT, onward, shown
from workbook.exercises.ifthen import EXAMPLES, FAILS, JUDGED, LONGEST, RESOLVE, TIMES, WORKS, Example, IfThen, Moment
from workbook.exercises.ifthen.response import HALVES, example_feedback, half, plan_feedback, read
from workbook.exercises.ifthen.result import result_screen, told
from workbook.view.blocks import Block, Box, FeedbackNote, Progress, Prose, Scene, Tone
from workbook.view.context import Context, render
from workbook.view.inputs import Button, Check, Choice, Choosable, Grid, Row, TextField


@render.register
def _render(exercise: IfThen, context: Context) -> tuple[Block, ...]:
    step = shown(exercise.steps, context)
    if step == RESULT:
        return result_screen(exercise, context)
    number = exercise.steps.index(step) + 1
    progress = Progress(number, len(exercise.steps), context.ui("ifthen.progress", n=number, of=len(exercise.steps)))
    if step == EXAMPLES:
        return (progress, *_examples(exercise, context))
    if step == RESOLVE:
        return (progress, *_resolve(exercise, context))
    moment = next(moment for moment in exercise.moments if moment.id == step)
    return (progress, *_moment(exercise, moment, context))


def _onward(exercise: IfThen, step: str, context: Context) -> Button:
    following = "ifthen.next" if step != EXAMPLES else "ifthen.to-resolve"
    words = (context.ui(key) for key in (following, "ifthen.finish", "ifthen.to-result"))
    return onward(exercise.steps, step, context, *words)


def _examples(exercise: IfThen, context: Context) -> tuple[Block, ...]:
    done = context.done(EXAMPLES)
    columns = tuple(Choosable(name, context.ui(f"ifthen.{name}")) for name in JUDGED)
    rows = tuple(_example(example, context) for example in exercise.examples)
    label = context.ui("ifthen.judge")
    blocks = (Prose(label, "label"), Grid(label, rows, columns, disabled=done))
    if not done:
        return (*blocks, context.commit(context.ui("ifthen.judge.commit"), tuple(row.item for row in rows), EXAMPLES))
    waiting = () if context.feedback else (Prose(context.ui("waiting.feedback"), "note"),)
    return (*blocks, *waiting, _onward(exercise, EXAMPLES, context))


def _example(example: Example, context: Context) -> Row:
    item = f"{EXAMPLES}.{example.id}"
    given, below = context.answers.get(item), tuple[Block, ...]()
    if context.done(EXAMPLES) and context.feedback:
        makers = WORKS if example.works else FAILS
        title = context.ui(f"ifthen.{'same' if given == makers else 'differs'}", makers=context.ui(f"ifthen.{makers}"))
        tone: Tone = "helps" if given == makers else "neutral"
        below = (FeedbackNote(context.text(example.feedback), title, tone, example.own),)
    return Row(item, told(context.text(example.cue), context.text(example.act), context), given, below)


def _resolve(exercise: IfThen, context: Context) -> tuple[Block, ...]:
    card, done, item = exercise.resolve, context.done(RESOLVE), f"{RESOLVE}.reason"
    options = tuple(Choosable(reason.id, context.text(reason.text)) for reason in card.reasons)
    why = Choice(item, context.text(card.why), options, context.answers.get(item), disabled=done)
    typed = str(context.answers.get(f"{RESOLVE}.text") or "")
    own = TextField(f"{RESOLVE}.text", context.text(card.prompt), typed, 2, LONGEST, context.text(card.hint))
    if not done:
        return (why, own, context.commit(context.ui("ifthen.resolve.commit"), (item, own.item), RESOLVE))
    chosen = next((reason for reason in card.reasons if reason.id == context.answers.get(item)), None)
    note = (FeedbackNote(context.text(chosen.feedback), own=chosen.own),) if chosen and context.feedback else ()
    return (why, *note, own, _onward(exercise, RESOLVE, context))


def _moment(exercise: IfThen, moment: Moment, context: Context) -> tuple[Block, ...]:
    done = context.done(moment.id)
    scene = Scene(context.text(moment.title), context.text(moment.situation), folded=done)
    if not done:
        fields = tuple(_field(moment, name, context) for name in HALVES)
        needs = tuple(field.item for field in fields)
        commit = context.commit(context.ui("ifthen.commit"), needs, moment.id, context.ui("ifthen.no-plan"))
        return (scene, *fields, commit)
    halves = (block for name in HALVES for block in _checked(exercise, moment, name, context))
    after = (*_example_plan(moment, context), _aloud(exercise, moment, context))
    return (scene, *halves, *after, _onward(exercise, moment.id, context))


def _field(moment: Moment, name: str, context: Context) -> TextField:
    item = f"{moment.id}.{name}"
    hint = context.text(getattr(moment, f"{name}_hint"))
    return TextField(item, context.ui(f"ifthen.{name}"), half(moment, name, context.answers), 2, LONGEST, hint)


def _checked(exercise: IfThen, moment: Moment, name: str, context: Context) -> tuple[Block, ...]:
    """One half, still open, and under it what the rules saw in it with a tick to overrule that."""
    field = _field(moment, name, context)
    if not context.feedback:
        return (field,)
    seen = next((one for half_name, one in read(moment, context.answers).seen if half_name == name), None)
    words = context.ui("ifthen.saw", words=seen.words) if seen and seen.words else ""
    notes = [n for n in plan_feedback(exercise, moment, context.answers) if n.item == field.item]
    blocks: list[Block] = [field, *(context.note(note, words) for note in notes)]
    if seen and half(moment, name, context.answers):
        item = f"{moment.id}.{name}-stands"
        blocks.append(Check(item, context.ui(f"ifthen.overrule.{name}"), context.answers.get(item) is True))
    return tuple(blocks)


def _example_plan(moment: Moment, context: Context) -> tuple[Block, ...]:
    """A plan of the makers, once feedback may be seen."""
    if not context.feedback:
        return (Prose(context.ui("waiting.feedback"), "note"),)
    plan = told(context.text(moment.example.cue), context.text(moment.example.act), context)
    note = context.note(example_feedback(moment))
    return (Box((Prose(plan, "quote"), note), "card", context.ui("ifthen.example")),)


def _aloud(exercise: IfThen, moment: Moment, context: Context) -> Block:
    """How often the plan was said aloud: counted by whoever says it, no clock. Why stands with the first plan."""
    item = f"{moment.id}.aloud"
    options = tuple(Choosable(n, context.ui("ifthen.times", n=n)) for n in range(TIMES + 1))
    hint = context.text(exercise.aloud.text) if moment is exercise.moments[0] else ""
    ends = (context.ui("ifthen.never"), context.ui("ifthen.often"))
    value = context.answers.get(item)
    return Choice(item, context.ui("ifthen.aloud"), options, value, "scale", *ends, hint=hint)
