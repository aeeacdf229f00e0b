"""The screens of thoughts: one stop at a time, then the clouds with the helping thought."""

from workbook.exercises.thoughts import HELPING, HELPING_WORDS, LONGEST, OWN, Stop, Thoughts
from workbook.exercises.thoughts.pictures import clouds
from workbook.exercises.thoughts.response import advice, most, tally, thought_at
from workbook.view.blocks import Block, Box, Chart, Details, FeedbackNote, Progress, Prose, Scene
from workbook.view.context import Context, keepsake, render
from workbook.view.inputs import Button, Choice, Choosable, TextField
from workbook.view.numbers import listed


@render.register
def _render(exercise: Thoughts, context: Context) -> tuple[Block, ...]:
    asked = next((stop for stop in exercise.stops if context.at == stop.id), None)
    if asked is None and not context.done() and context.at != HELPING:
        asked = next((stop for stop in exercise.stops if not context.done(stop.id)), None)
        seen = [stop for stop in exercise.stops if context.done(stop.id)]
        if seen and not _begun(asked, context):
            asked = seen[-1]  # its sentence stays until the person goes on
    return _stop(exercise, asked, context) if asked else _helping(exercise, context)


def _begun(stop: Stop | None, context: Context) -> bool:
    return stop is not None and context.answers.get(f"{stop.id}.thought") is not None


def _stop(exercise: Thoughts, stop: Stop, context: Context) -> tuple[Block, ...]:
    number, of, done = exercise.stops.index(stop) + 1, len(exercise.stops), context.done(stop.id)
    blocks: tuple[Block, ...] = (
        Progress(number, of, context.ui("thoughts.progress", n=number, of=of)),
        Scene(context.text(stop.title), context.text(stop.text), folded=done),
    )
    if done:
        return (*blocks, *_said(exercise, stop, context), _onward(exercise, number, context))
    return (*blocks, *_asked(exercise, stop, context))


def _asked(exercise: Thoughts, stop: Stop, context: Context) -> tuple[Block, ...]:
    item, kind = f"{stop.id}.thought", f"{stop.id}.kind"
    chosen = context.answers.get(item)
    given = tuple(Choosable(thought.id, context.text(thought.text)) for thought in stop.thoughts)
    options = (*given, Choosable(OWN, context.ui("thoughts.own")))
    blocks: list[Block] = [Choice(item, context.ui("thoughts.choose"), options, chosen)]
    if chosen == OWN:
        typed = str(context.answers.get(f"{stop.id}.words") or "")
        hint = context.ui("thoughts.words.hint")
        blocks.append(TextField(f"{stop.id}.words", context.ui("thoughts.words"), typed, 1, LONGEST, hint))
    if chosen is not None:
        kinds = tuple(Choosable(one.id, context.text(one.title)) for one in exercise.kinds)
        blocks.append(Choice(kind, context.ui("thoughts.kind"), kinds, context.answers.get(kind)))
    missing = context.ui("thoughts.missing")
    return (*blocks, context.commit(context.ui("thoughts.commit"), (item, kind), stop.id, missing))


def _own_words(stop: Stop, context: Context) -> str:
    """The thought as it stands: the participant's own words where they typed any."""
    thought = thought_at(stop, context.answers)
    if context.answers.get(f"{stop.id}.thought") == OWN:
        return str(context.answers.get(f"{stop.id}.words") or "").strip() or context.ui("thoughts.own")
    return context.text(thought.text) if thought else ""


def _said(exercise: Thoughts, stop: Stop, context: Context) -> tuple[Block, ...]:
    thought = thought_at(stop, context.answers)
    mine = (Prose(context.ui("thoughts.yours"), "label"), Prose(_own_words(stop, context)))
    if not context.feedback or thought is None:
        return (*mine, Prose(context.ui("waiting.feedback"), "note"))
    others = tuple(
        Box((Prose(context.text(other.text)), Prose(context.text(other.says), "quote")), "card")
        for other in stop.thoughts
        if other is not thought
    )
    return (
        *mine,
        Prose(context.ui("thoughts.says"), "label"),
        Prose(context.text(thought.says), "quote"),
        FeedbackNote(context.text(thought.feedback), _named(exercise, stop, context), own=thought.own),
        Details(context.ui("thoughts.others"), others),
    )


def _named(exercise: Thoughts, stop: Stop, context: Context) -> str:
    """Which kind this is, and whether the participant called it so."""
    thought, called = thought_at(stop, context.answers), context.answers.get(f"{stop.id}.kind")
    makers = context.text(exercise.kind(thought.kind).title) if thought else ""
    if thought is None or called == thought.kind or not any(kind.id == called for kind in exercise.kinds):
        return context.ui("thoughts.named", makers=makers)
    return context.ui("thoughts.named.differs", mine=context.text(exercise.kind(str(called)).title), makers=makers)


def _onward(exercise: Thoughts, number: int, context: Context) -> Block:
    if context.done():
        return Button(context.ui("thoughts.to-clouds"), "_at", HELPING)
    ahead = next((stop for stop in exercise.stops[number:] if not context.done(stop.id)), None)
    return Button(context.ui("thoughts.next" if ahead else "thoughts.to-clouds"), "_at", ahead.id if ahead else HELPING)


def _helping(exercise: Thoughts, context: Context) -> tuple[Block, ...]:
    value = str(context.answers.get(HELPING_WORDS) or "")
    asked = TextField(
        HELPING_WORDS, context.text(exercise.helping), value, 2, LONGEST, context.ui("thoughts.helping.hint")
    )
    if context.done():
        looks = tuple(
            Button(f"{n}. {context.text(stop.title)}", "_at", stop.id, "quiet")
            for n, stop in enumerate(exercise.stops, 1)
        )
        back = Details(context.ui("thoughts.look-back"), (Box(looks, "actions"),))
        ending: tuple[Block, ...] = (
            Prose(context.ui("thoughts.kept"), "note"),
            back,
            Box((context.again(),), "actions"),
        )
    else:
        ending = (context.commit(context.ui("thoughts.finish"), (HELPING_WORDS,)),)
    if not context.feedback:
        return (asked, Prose(context.ui("waiting.feedback"), "note"), *ending)
    notes = tuple(context.note(feedback) for feedback in advice(exercise, context.answers))
    example = Details(context.ui("thoughts.example"), notes) if most(exercise, context.answers) else Box(notes, "card")
    return (picture(exercise, context), *_lead(exercise, context), asked, example, *ending)


def _lead(exercise: Thoughts, context: Context) -> tuple[Block, ...]:
    return tuple(Prose(context.text(kind.explanation)) for kind in most(exercise, context.answers)[:2])


def picture(exercise: Thoughts, context: Context) -> Chart:
    """The clouds of one person, named after the kind that came most."""
    counts = tally(exercise, context.answers)
    names = {kind.id: context.text(kind.title) for kind in exercise.kinds}
    open_kind = next(kind.id for kind in exercise.kinds if kind.open)
    came = listed([names[kind.id] for kind in most(exercise, context.answers)], context.language)
    key = "thoughts.chart" if came else "thoughts.chart.open"
    told = {"open": names[open_kind], "n": counts[open_kind], "of": sum(counts.values())}
    title = context.ui(key, kind=came, **told)
    text = context.ui("thoughts.twin", text=", ".join(f"{names[kind]} {n}" for kind, n in counts.items()))
    return clouds(title, names, counts, open_kind, text)


@keepsake.register
def _keepsake(exercise: Thoughts, context: Context) -> tuple[Block, ...]:
    words = str(context.answers.get(HELPING_WORDS) or "").strip()
    mine = (Prose(context.ui("thoughts.keep"), "label"), Prose(words, "quote")) if words else ()
    if not (context.feedback and any(context.done(stop.id) for stop in exercise.stops)):
        return mine
    return (*mine, picture(exercise, context))
