"""The screens of a transfer: lift a plank, match what you see, fill in your card."""

import datetime

from workbook.content.answers import as_date, is_date
from workbook.exercises.transfer import (
    CARD,
    DRAW,
    FIELDS,
    MATCH,
    NEIGHBOUR,
    TECHNIQUE,
    WRITTEN,
    Neighbour,
    Transfer,
    Use,
)
from workbook.exercises.transfer.fence import fence
from workbook.exercises.transfer.response import names
from workbook.scoring import score
from workbook.view import numbers
from workbook.view.blocks import Block, Box, Details, FeedbackNote, Prose, Scene, Table
from workbook.view.context import Context, keepsake, render
from workbook.view.inputs import Button, Choice, Choosable, TextField

PEN = "…" * 12  # where a pen fills in what the card leaves open


@render.register
def _render(exercise: Transfer, context: Context) -> tuple[Block, ...]:
    drawn = exercise.drawn(context.answers)
    if drawn is None or not context.done(DRAW):
        return draw(exercise, context)
    if not context.done(MATCH):
        return match(exercise, drawn, context)
    if context.at == CARD:
        return _card(exercise, context)
    if context.done() and context.at != MATCH:
        return _result(exercise, context)
    return _matched(exercise, drawn, context)


def draw(exercise: Transfer, context: Context) -> tuple[Block, ...]:
    """The fence, and which plank to look over."""
    planks = tuple(Choosable(one.id, f"{number}") for number, one in enumerate(exercise.neighbours, 1))
    choice = Choice(NEIGHBOUR, context.ui("transfer.draw"), planks, context.answers.get(NEIGHBOUR), "scale")
    commit = context.commit(context.ui("transfer.look"), (NEIGHBOUR,), DRAW, context.ui("transfer.draw.missing"))
    return (fence(exercise, {}, context), choice, commit)


def match(exercise: Transfer, drawn: Neighbour, context: Context) -> tuple[Block, ...]:
    """What a neighbour does, and which technique each use of it is."""
    techniques = tuple(Choosable(one.id, context.text(one.text)) for one in exercise.techniques)
    asked = tuple(
        Choice(item, context.text(use.text), techniques, context.answers.get(item))
        for use in drawn.uses
        if (item := f"{use.id}.technique")
    )
    needs = tuple(choice.item for choice in asked)
    return (
        Scene(_looking(drawn, context), context.text(drawn.text)),
        Prose(context.ui("transfer.match"), "label"),
        *asked,
        context.commit(context.ui("transfer.match.commit"), needs, MATCH),
    )


def _looking(drawn: Neighbour, context: Context) -> str:
    return context.ui("transfer.looking", name=context.text(drawn.title))


def _matched(exercise: Transfer, drawn: Neighbour, context: Context) -> tuple[Block, ...]:
    scene = Scene(_looking(drawn, context), context.text(drawn.text), folded=True)
    onward = Button(context.ui("transfer.to-card"), "_at", CARD)
    if not context.feedback:
        return (scene, Prose(context.ui("waiting.feedback"), "note"), onward)
    return (scene, *(block for use in drawn.uses for block in _seen(exercise, use, context)), onward)


def _seen(exercise: Transfer, use: Use, context: Context) -> tuple[Block, ...]:
    """One use with both readings of it; a difference is named without a verdict."""
    mine, makers = exercise.technique(context.answers.get(f"{use.id}.technique")), exercise.technique(use.technique)
    named = {
        "mine": context.text(mine.text) if mine else "",
        "makers": context.text(makers.text) if makers else "",
    }
    key = "transfer.same" if mine == makers else "transfer.differs"
    note = FeedbackNote(context.text(use.feedback), context.ui(key, **named), own=use.own)
    return (Prose(context.text(use.text)), note)


def card_fields(exercise: Transfer, context: Context) -> tuple[Choice | TextField, ...]:
    """What the own card asks for; the day comes last."""
    techniques = tuple(Choosable(one.id, context.text(one.text)) for one in exercise.techniques)
    chosen = Choice(TECHNIQUE, context.ui("transfer.ask.technique"), techniques, context.answers.get(TECHNIQUE))
    fields = tuple(_field(name, longest, context) for name, longest in WRITTEN.items())
    day = str(context.answers.get(f"{CARD}.date") or "")
    return (chosen, *fields, TextField(f"{CARD}.date", context.ui("transfer.ask.date"), day, 1, 40, input_type="date"))


def _card(exercise: Transfer, context: Context) -> tuple[Block, ...]:
    day = as_date(context.answers.get(f"{CARD}.date"))
    gone = day is not None and day < context.today and not context.done()
    past = (Prose(context.ui("transfer.past"), "note"),) if gone else ()
    if context.done():
        ending = Button(context.ui("transfer.to-result"), "_at", "")
    else:
        ending = context.commit(context.ui("transfer.commit"), missing=context.ui("transfer.empty"))
    missing = exercise.missing(context.answers)
    open_yet = (
        (Prose(context.ui("transfer.missing", names=names(missing, context.language)), "note"),) if missing else ()
    )
    return (*card_fields(exercise, context), *past, *open_yet, ending)


def _field(name: str, longest: int, context: Context) -> TextField:
    item = f"{CARD}.{name}"
    hint = context.ui(f"transfer.hint.{name}")
    return TextField(item, context.ui(f"transfer.ask.{name}"), str(context.answers.get(item) or ""), 2, longest, hint)


def _told(exercise: Transfer, name: str, context: Context) -> str:
    value = context.answers.get(f"{CARD}.{name}")
    text = str(value or "").strip()
    if name == "technique":
        chosen = exercise.technique(value)
        return context.text(chosen.text) if chosen else ""
    return (
        numbers.day(datetime.date.fromisoformat(text), context.language) if name == "date" and is_date(text) else text
    )


def _table(exercise: Transfer, context: Context, left_open: str) -> Table:
    rows = tuple((context.ui(f"transfer.row.{name}"), _told(exercise, name, context) or left_open) for name in FIELDS)
    return Table(context.text(exercise.print_title), ("", ""), rows)


def _result(exercise: Transfer, context: Context) -> tuple[Block, ...]:
    said = [feedback for feedback in score(exercise, context.answers).feedback if feedback.item == CARD]
    notes = tuple(context.note(feedback) for feedback in said) if context.feedback else ()
    edit = Button(context.ui("transfer.edit"), "_at", CARD, "quiet")
    back = Button(context.ui("transfer.back"), "_at", MATCH, "quiet")
    return (
        _table(exercise, context, context.ui("transfer.open")),
        *notes,
        fence(exercise, context.answers, context),
        *context.printing(),
        Box((edit,), "actions"),
        Details(context.ui("transfer.more"), (Box((back, context.again()), "actions"),)),
    )


@keepsake.register
def _keepsake(exercise: Transfer, context: Context) -> tuple[Block, ...]:
    if len(exercise.missing(context.answers)) == len(FIELDS):
        return ()
    return (_table(exercise, context, PEN), fence(exercise, context.answers, context))
