"""Your own picture, what it advises, the benchmark, and what you take home."""

from collections.abc import Mapping
from statistics import median

from workbook.content.text import Language, Text
from workbook.exercises.scale import GUESS, NOT_APPLICABLE, START, SelfScale, Statement, Subscale
from workbook.exercises.scale.asking import guess_screen, guess_slider, guesses, statements_screen, unfinished
from workbook.exercises.scale.customers import customers_version
from workbook.exercises.scale.group import Means, everyone_strip, frame, group_means
from workbook.exercises.scale.pictures import Row, Strip, picture
from workbook.exercises.scale.route import route
from workbook.exercises.scale.rules import Reading, counted, read
from workbook.scoring import score
from workbook.view.blocks import Block, Box, Details, Prose, Table
from workbook.view.charts import drawn_once
from workbook.view.context import Context, draw_ahead, keepsake, render
from workbook.view.inputs import Choice, Choosable
from workbook.view.numbers import listed


@render.register
def _render(exercise: SelfScale, context: Context) -> tuple[Block, ...]:
    if context.done():
        return _result(exercise, context)
    screens = exercise.screens()
    opened = [number for number, screen in enumerate(screens) if unfinished(screen, context)]
    if context.at == GUESS and not opened and guesses(exercise, context):
        return guess_screen(exercise, context)
    wanted = [number for number, screen in enumerate(screens) if context.at == screen[0].id]
    last = len(screens) - 1 if context.at == GUESS else 0
    return statements_screen(exercise, context, min([*(wanted or [last]), *opened[:1]]))


def _result(exercise: SelfScale, context: Context) -> tuple[Block, ...]:
    guess: tuple[Block, ...] = ()
    if guesses(exercise, context) and context.answers.get(GUESS) is None:
        guess = (Prose(context.ui("scale.guess.why")), guess_slider(exercise, context))
    if not context.feedback:
        return (Prose(context.ui("waiting.feedback")), *guess)
    reading = read(exercise, context.answers)
    return (
        *_picture(exercise, context, reading),
        *_advice(exercise, context, reading),
        *(guess or _guessed(exercise, context)),
        *_practice(exercise, context),
        *((customers_version(exercise.customers, exercise.scale, context),) if exercise.customers else ()),
        _answers(exercise, context, open_=reading.same),
        Box((context.again(),), "actions"),
    )


def _message(exercise: SelfScale, context: Context, reading: Reading) -> str:
    """The one message of the picture: what stands highest or lowest, or that several are level."""
    names = [context.text(subscale.title) for subscale in reading.leaders]
    if reading.same:
        return context.ui("scale.lead.same")
    if not names:
        return context.ui("scale.lead.few")
    if len(names) == 1:
        return context.ui(f"scale.lead.{exercise.focus}", name=names[0])
    return context.ui("scale.lead.tie", names=listed(names, context.language))


def _picture(exercise: SelfScale, context: Context, reading: Reading) -> tuple[Block, ...]:
    """Own means, the earlier ones, and in a benchmark the group of today (once a guess was made where one is asked)."""
    shown = exercise.practice is not None and (not context.room or context.answers.get(GUESS) is not None)
    group = group_means(exercise, context.group) if context.group and shown else {}
    if not reading.measured and not any(group.values()):
        return (Prose(context.ui("scale.nothing")),)
    earlier = read(exercise, context.earlier[-1]).means if context.earlier else {}
    rows = tuple(_row(exercise, subscale, context, reading, earlier, group) for subscale in exercise.subscales)
    chart = picture(_message(exercise, context, reading), rows, frame(exercise, context.language))
    return (chart, Prose(_how_to_read(exercise, context), "note"))


def _how_to_read(exercise: SelfScale, context: Context) -> str:
    """What the pale band means, and that reversed statements were turned round."""
    key = "scale.haze.bar" if exercise.focus == "highest" else "scale.haze"
    haze = context.ui(key, n=context.halves(exercise.tie_within))
    turned = any(statement.reversed for statement in exercise.statements)
    return f"{haze} {context.ui('scale.turned')}" if turned else haze


def _row(
    exercise: SelfScale,
    subscale: Subscale,
    context: Context,
    reading: Reading,
    earlier: Mapping[str, float | None],
    group: Means,
) -> Row:
    own, before, everyone = reading.means[subscale.id], earlier.get(subscale.id), group.get(subscale.id)
    strips = [Strip("bar" if exercise.focus == "highest" else "dot", (own,))] if own is not None else []
    if before is not None:
        strips.append(Strip("earlier", (before,)))
    guess = context.answers.get(GUESS)
    if everyone and isinstance(guess, int | float) and subscale is exercise.subscales[0]:
        strips.append(Strip("guess", (float(guess),)))
    if everyone:
        strips.append(everyone_strip(exercise.sensitive, everyone))
    leads = subscale in reading.leaders and len(reading.leaders) == 1
    return Row(context.text(subscale.title), tuple(strips), _remark(exercise, subscale, context), leads)


def _remark(exercise: SelfScale, subscale: Subscale, context: Context) -> str:
    """How many statements the mean rests on, where some were left out."""
    own = [statement for statement in exercise.statements if statement.subscale == subscale.id]
    n = sum(counted(exercise, statement, context.answers) is not None for statement in own)
    return context.ui("scale.said.of", n=n, of=len(own)) if n < len(own) else ""


def _advice(exercise: SelfScale, context: Context, reading: Reading) -> tuple[Block, ...]:
    notes = score(exercise, context.answers).feedback
    if reading.same or not notes:
        return tuple(context.note(note) for note in notes)
    if len(reading.leaders) == 1:
        meaning = Prose(context.text(reading.leaders[0].meaning))
        advice = (context.note(note, context.ui("scale.advice")) for note in notes)
        return (meaning, *advice, *route(exercise, reading.leaders[0], context))
    options = tuple(Choosable(s.id, _start(s, context)) for s in reading.leaders)
    start = Choice(START, context.ui("scale.start"), options, context.answers.get(START))
    chosen = next((s for s in reading.leaders if s.id == context.answers.get(START)), None)
    return (*(context.note(note) for note in notes), start, *route(exercise, chosen, context))


def _start(subscale: Subscale, context: Context) -> str:
    return f"{context.text(subscale.title)} – {context.text(subscale.advice)}"


def _guessed(exercise: SelfScale, context: Context) -> tuple[Block, ...]:
    guess = context.answers.get(GUESS)
    if not guesses(exercise, context) or not isinstance(guess, int | float):
        return ()
    first = exercise.subscales[0]
    found = group_means(exercise, context.group)[first.id] if context.group else None
    values = {"name": context.text(first.title), "guess": context.halves(guess)}
    if not found:
        return (Prose(context.ui("scale.guess.kept", **values)),)
    return (Prose(context.ui("scale.guess.result", median=context.halves(median(found)), **values)),)


def _practice(exercise: SelfScale, context: Context) -> tuple[Block, ...]:
    """The invented people behind one tap, in a picture of their own: they never stand next to real ones."""
    practice = exercise.practice
    if not practice or not exercise.demo:
        return ()
    rows = tuple(
        Row(context.text(s.title), (Strip("invented", tuple(person[s.id] for person in practice.people)),))
        for s in exercise.subscales
    )
    title = context.ui("scale.practice.title", n=len(practice.people))
    chart = _invented(title, rows, frame(exercise, context.language, context.ui("scale.practice.stamp")))
    return (Details(context.ui("scale.practice"), (Prose(context.text(practice.label)), chart)),)


_invented = drawn_once(picture)


@draw_ahead.register
def _draw_ahead(exercise: SelfScale, language: Language) -> None:
    _practice(exercise, Context(language=language))


def _answers(exercise: SelfScale, context: Context, open_: bool) -> Block:
    """The person's own answers, and which of them count the other way round."""
    words: dict[object, Text] = {point.value: point.text for point in exercise.scale.points}

    def line(statement: Statement) -> tuple[str, str]:
        value = context.answers.get(statement.item)
        text = context.ui("scale.na") if value == NOT_APPLICABLE else ""
        text = context.text(words[value]) if value in words else text or context.ui("scale.unanswered")
        return context.text(statement.text), context.ui("scale.reversed", text=text) if statement.reversed else text

    rows = tuple(line(statement) for statement in exercise.statements)
    head = (context.ui("scale.answers.text"), context.ui("scale.answers.answer"))
    return Details(context.ui("scale.answers"), (Table(context.ui("scale.answers"), head, rows),), open_)


@keepsake.register
def _keepsake(exercise: SelfScale, context: Context) -> tuple[Block, ...]:
    """Own picture (no one else in it) and the act to begin with: the advice, or the one chosen among equals."""
    reading = read(exercise, context.answers)
    if not context.done() or not context.feedback or not reading.leaders:
        return ()
    alone = Context(context.language, context.answers, context.earlier)
    chosen = {s.id: s for s in reading.leaders}.get(str(context.answers.get(START)))
    first = reading.leaders[0] if len(reading.leaders) == 1 else chosen
    act = (Prose(_start(first, context), "lead"),) if first else ()
    return (*_picture(exercise, alone, reading)[:1], *act, *route(exercise, first, context))
