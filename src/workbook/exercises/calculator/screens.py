"""The screens of a calculator, one thing at a time: guess, worked example, own weeks, sliders, temptations, result."""

from typing import Literal

from workbook.content.answers import DONE
from workbook.exercises.calculator import GUESS, GUESSED, LOOK_BACK, MOST_MONEY, OWN, Calculator
from workbook.exercises.calculator.own import chart, own_form, own_shown
from workbook.exercises.calculator.rules import filled, money, own_weeks
from workbook.exercises.calculator.what_if import sliders, temptations, what_if_line, written_temptations
from workbook.scoring import score
from workbook.view.blocks import Block, Box, Details, FeedbackNote, Listing, Progress, Prose, Table
from workbook.view.context import Context, keepsake, render
from workbook.view.inputs import Button, Number

PARTS = ("guess", "example", "own", "what-if")


@render.register
def _render(exercise: Calculator, context: Context) -> tuple[Block, ...]:
    screen = _screen(exercise, context)
    match screen:
        case "guess":
            blocks = _guess(exercise, context)
        case "own":
            blocks = own_shown(exercise, context)
        case "weeks" | "change":
            blocks = own_form(exercise, context)
        case "what-if":
            blocks = sliders(exercise, context)
        case "tempts":
            blocks = temptations(exercise, context)
        case "result":
            return _result(exercise, context)
        case _:
            blocks = _example(exercise, screen, context)
    return (_progress(screen, context), *blocks, *_return(screen, context))


def _screen(exercise: Calculator, context: Context) -> str:
    """Which screen the bookmark may open: nobody gets past a part that is not committed yet."""
    steps = [step.id for step in exercise.steps]
    if context.done():
        looked_at = context.at.removeprefix(LOOK_BACK) if context.at.startswith(LOOK_BACK) else ""
        return looked_at if looked_at in (GUESS, OWN, "what-if", "tempts", *steps) else "result"
    if not context.done(GUESS):
        return GUESS
    if context.at in steps:
        return context.at
    if not context.done(OWN):
        return "weeks" if context.at and context.at != GUESS else steps[0]
    return context.at if context.at in ("change", "what-if", "tempts") else OWN


def _progress(screen: str, context: Context) -> Block:
    part = {GUESS: "guess", OWN: "own", "weeks": "own", "change": "own", "what-if": "what-if", "tempts": "what-if"}.get(
        screen, "example"
    )
    number = PARTS.index(part) + 1
    text = context.ui("calculator.part", n=number, of=len(PARTS), name=context.ui(f"calculator.part.{part}"))
    return Progress(number, len(PARTS), text)


def _return(screen: str, context: Context) -> tuple[Block, ...]:
    """After the end, every screen leads back to the result."""
    return (Button(context.ui("calculator.to-result"), "_at", "result"),) if context.done() else ()


def _guess(exercise: Calculator, context: Context) -> tuple[Block, ...]:
    committed = context.done(GUESS) or context.done()
    unit = filled(exercise, exercise.unit, context.language)
    given = context.answers.get(GUESSED)
    label = context.ui("calculator.guess", unit=unit)
    field = Number(GUESSED, label, 0, MOST_MONEY, 10, given, disabled=committed)
    asked = (_weeks(exercise, context, False), Prose(filled(exercise, exercise.guess.prompt, context.language)), field)
    if committed:
        return asked
    return (*asked, context.commit(context.ui("calculator.commit-guess"), (GUESSED,), GUESS))


def _weeks(exercise: Calculator, context: Context, worked_out: bool, together: bool = False) -> Block:
    """The example weeks as a table; `worked_out` adds the figure per hour, `together` the sum."""
    head = [context.ui(f"calculator.{name}") for name in ("week", "hours", "turnover")]
    weeks = [
        [context.ui("calculator.week-n", n=week.number), context.number(week.hours, _decimals(week.hours))]
        + [money(exercise, week.turnover, context.language)]
        + ([money(exercise, week.weekly, context.language)] if worked_out else [])
        for week in exercise.weeks
    ]
    if together:
        hours, turnover = (sum(getattr(week, name) for week in exercise.weeks) for name in ("hours", "turnover"))
        total = [context.number(hours, _decimals(hours)), money(exercise, turnover, context.language)]
        weeks.append([context.ui("calculator.together"), *total, money(exercise, exercise.ratio, context.language)])
    head += [context.ui("calculator.per-hour")] if worked_out else []
    return Table(context.ui("calculator.example"), tuple(head), tuple(tuple(row) for row in weeks))


def _decimals(hours: float) -> int:
    return 0 if hours == int(hours) else 2


def _example(exercise: Calculator, at: str, context: Context) -> tuple[Block, ...]:
    onward = () if context.done() else (Button(context.ui("calculator.to-own"), "_at", "weeks"),)
    if not context.feedback:
        return (Prose(_guess_line(exercise, context)), Prose(context.ui("waiting.feedback"), "note"), *onward)
    here = [step.id for step in exercise.steps].index(at)
    last = here == len(exercise.steps) - 1
    told = tuple(
        FeedbackNote(
            filled(exercise, step.text, context.language), context.ui("calculator.step", n=number), own=step.own
        )
        for number, step in enumerate(exercise.steps[: here + 1], 1)
    )
    earlier = (Details(context.ui("calculator.earlier"), told[:-1]),) if here else ()
    table = _weeks(exercise, context, True, last)
    if not last:
        following = Button(
            context.ui("calculator.next-step"),
            "_at",
            f"{LOOK_BACK * context.done()}{exercise.steps[here + 1].id}",
            _style(context),
        )
        return (table, told[-1], *earlier, following)
    return (table, told[-1], *_verdict(exercise, context), *earlier, *onward)


def _style(context: Context) -> Literal["primary", "quiet"]:
    """Once all is done, the way back to the result is the primary button."""
    return "quiet" if context.done() else "primary"


def _guess_line(exercise: Calculator, context: Context) -> str:
    given = context.answers.get(GUESSED)
    shown = money(exercise, given, context.language) if isinstance(given, int | float) else "–"
    return context.ui("calculator.guessed", guess=shown)


def _verdict(exercise: Calculator, context: Context) -> tuple[Block, ...]:
    """What the guess calls for, beside the guess itself."""
    notes = [f for f in score(exercise, context.answers).feedback if f.item == GUESSED]
    return tuple(context.note(note, _guess_line(exercise, context)) for note in notes)


def _result(exercise: Calculator, context: Context) -> tuple[Block, ...]:
    own = own_weeks(exercise, context.answers)
    written = written_temptations(exercise, context)
    caution = [f for f in score(exercise, context.answers).feedback if f.item == DONE]
    return (
        *((chart(exercise, own, context),) if own else ()),
        Prose(what_if_line(exercise, context)),
        *((Prose(context.ui("calculator.written"), "label"), Listing(written)) if written else ()),
        *(_verdict(exercise, context) if context.feedback else (Prose(context.ui("waiting.feedback"), "note"),)),
        *(tuple(context.note(note) for note in caution) if context.feedback else ()),
        _look_back(exercise, context),
        Box((context.again(),), "actions"),
    )


def _look_back(exercise: Calculator, context: Context) -> Block:
    places = [("guess", GUESS), ("own", OWN), ("what-if", "what-if"), ("tempts", "tempts")]
    if context.feedback:
        places.insert(1, ("example", exercise.steps[0].id))
    named = [(context.ui(f"calculator.part.{name}"), at) for name, at in places]
    buttons = tuple(Button(name[:1].upper() + name[1:], "_at", f"{LOOK_BACK}{at}", "quiet") for name, at in named)
    return Box(buttons, "actions", context.ui("calculator.look-back"))


@keepsake.register
def _keepsake(exercise: Calculator, context: Context) -> tuple[Block, ...]:
    """Own weeks, and what the participant wrote about temptations: this page is for them alone."""
    own = own_weeks(exercise, context.answers) if context.done(OWN) else ()
    written = written_temptations(exercise, context) if context.done() else ()
    return (
        *((chart(exercise, own, context),) if own else ()),
        *((Prose(context.ui("calculator.written"), "label"), Listing(written)) if written else ()),
    )
