"""The screens of a ladder: the order, the tensions, the step, the plan."""

import datetime

from workbook.content.answers import as_date
from workbook.exercises._words import initials_field
from workbook.exercises.ladder import CUE, DAY, LINE, ORDER, PICK, TENSEST, WHO, Ladder, Rung
from workbook.exercises.ladder.response import arranged, tension
from workbook.exercises.ladder.result import result
from workbook.view.blocks import Block, Box, FeedbackNote, Progress, Prose
from workbook.view.context import Context, render
from workbook.view.inputs import Button, Choice, Choosable, Movable, Order, Slider, TextField
from workbook.view.numbers import weekday

PER_SCREEN = 4
TENSE, PLANNING, CHOOSING = "tension", "plan", "pick"  # bookmarks; the second half of the tensions is tension-2


@render.register
def _render(exercise: Ladder, context: Context) -> tuple[Block, ...]:
    draw = {CHOOSING: _pick, PLANNING: _plan}.get(context.at)
    if draw:
        return draw(exercise, context)
    if context.done():
        return result(exercise, context)
    halves = _halves(exercise, context)
    if context.at in halves:
        return _tensions(exercise, halves.index(context.at), context)
    return _order(exercise, context)


def _halves(exercise: Ladder, context: Context) -> list[str]:
    """The bookmarks of the screens that ask for tensions."""
    count = -(-len(exercise.rungs) // PER_SCREEN)
    return [TENSE, *(f"{TENSE}-{number}" for number in range(2, count + 1))]


def _progress(exercise: Ladder, number: int, context: Context) -> Block:
    of = 3 + len(_halves(exercise, context))
    return Progress(number, of, context.ui("ladder.progress", n=number, of=of))


def _order(exercise: Ladder, context: Context) -> tuple[Block, ...]:
    rows = tuple(Movable(rung.id, context.text(rung.text)) for rung in exercise.rungs)
    moved = context.ui("ladder.moved", text="{text}", n="{n}", of=len(rows))
    moves = (context.ui("ladder.up"), context.ui("ladder.down"), moved)
    ends = (context.ui("ladder.top"), context.ui("ladder.bottom"))
    given = " ".join(rung.id for rung in arranged(exercise, context.answers))
    return (
        _progress(exercise, 1, context),
        Order(ORDER, context.text(exercise.order_prompt), rows, given, *moves, *ends),
        Button(context.ui("ladder.to-tension"), "_at", TENSE),
    )


def _tensions(exercise: Ladder, half: int, context: Context) -> tuple[Block, ...]:
    halves = _halves(exercise, context)
    rungs = arranged(exercise, context.answers)[half * PER_SCREEN : (half + 1) * PER_SCREEN]
    last = half == len(halves) - 1
    needs = tuple(f"{rung.id}.tension" for rung in rungs)
    onward = Button(
        context.ui("ladder.to-pick" if last else "ladder.next"),
        "_at",
        CHOOSING if last else halves[half + 1],
        "primary",
        needs,
        context.ui("ladder.tension.missing"),
    )
    back = Button(context.ui("ladder.back"), "_at", halves[half - 1] if half else ORDER, "quiet")
    return (
        _progress(exercise, half + 2, context),
        Prose(context.text(exercise.tension_prompt)),
        *(_slider(rung, context) for rung in rungs),
        Box((onward, back), "actions"),
    )


def _slider(rung: Rung, context: Context) -> Block:
    low, high = context.ui("ladder.calm"), context.ui("ladder.tense")
    value = tension(rung.id, context.answers)
    return Slider(f"{rung.id}.tension", context.text(rung.text), 0, TENSEST, 1, value, low, high)


def _pick(exercise: Ladder, context: Context) -> tuple[Block, ...]:
    def choosable(rung: Rung) -> Choosable:
        value = tension(rung.id, context.answers)
        mark = "" if value is None else context.ui("ladder.tension", n=value)
        return Choosable(rung.id, context.text(rung.text), mark)

    rule, zone = exercise.zone_rule, exercise.zone
    said = context.text(rule.text.fill(low=zone.low, high=zone.high))
    options = tuple(choosable(rung) for rung in arranged(exercise, context.answers))
    onward = Button(
        context.ui("ladder.to-plan"), "_at", PLANNING, "primary", (PICK,), context.ui("ladder.pick.missing")
    )
    halves = _halves(exercise, context)
    back = () if context.done() else (Button(context.ui("ladder.back"), "_at", halves[-1], "quiet"),)
    return (
        _progress(exercise, len(halves) + 2, context),
        FeedbackNote(said, own=rule.own),
        Choice(PICK, context.ui("ladder.pick"), options, context.answers.get(PICK)),
        Box((onward, *back), "actions"),
    )


def _plan(exercise: Ladder, context: Context) -> tuple[Block, ...]:
    def typed(item: str) -> str:
        return str(context.answers.get(item) or "")

    cue_hint = context.ui("ladder.example", text=context.text(exercise.cue_example))
    line_hint = context.ui("ladder.example", text=context.text(exercise.line_example))
    needs, missing = (PICK, CUE, LINE, DAY), context.ui("ladder.plan.missing")
    if context.done():
        onward = Button(context.ui("ladder.keep"), "_at", "", "primary", needs, missing)
    else:
        onward = context.commit(context.ui("ladder.commit"), needs, missing=missing)
    return (
        _progress(exercise, len(_halves(exercise, context)) + 3, context),
        TextField(CUE, context.ui("ladder.cue"), typed(CUE), 2, 160, cue_hint),
        TextField(LINE, context.ui("ladder.line"), typed(LINE), 2, 200, line_hint),
        initials_field(WHO, context.ui("ladder.who"), typed(WHO), context.ui("ladder.who.hint")),
        Choice(DAY, context.ui("ladder.day"), _days(exercise, context), typed(DAY) or None),
        Box((onward, Button(context.ui("ladder.other"), "_at", CHOOSING, "quiet")), "actions"),
    )


def _days(exercise: Ladder, context: Context) -> tuple[Choosable, ...]:
    """Tomorrow and the days after it, and a day that was chosen earlier."""
    days = [context.today + datetime.timedelta(days=n) for n in range(1, exercise.within_days + 1)]
    chosen = as_date(context.answers.get(DAY))
    if chosen and chosen not in days:
        days.insert(0, chosen)
    return tuple(Choosable(day.isoformat(), weekday(day, context.language)) for day in days)
