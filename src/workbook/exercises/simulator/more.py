"""What lies behind 'more to try': the other knobs with a run of events, and the honest no with its 200 futures."""

from workbook.content.answers import Number as NumberAnswer
from workbook.content.answers import as_number
from workbook.exercises.simulator import (
    CHANCE,
    COUNT,
    EVENTS,
    FUTURES,
    GOODWILL,
    LONGEST_RUN,
    PACE,
    PERCENT,
    RUN,
    START,
    WEIGHT,
    Simulator,
)
from workbook.exercises.simulator.pictures import futures_cloud, walked
from workbook.exercises.simulator.response import at, chance, outcome, run_of, setting
from workbook.exercises.simulator.trust import FUTURES_DRAWN, NO, fall, way_back
from workbook.scoring import score
from workbook.view.blocks import Block, Box, Details, FeedbackNote, Figures, Listing, Prose, Table
from workbook.view.context import Context
from workbook.view.inputs import Button, Number, Slider

_ROWS = (30, 60, 85)  # where trust is low, halfway and high


def weight_slider(exercise: Simulator, context: Context) -> Slider:
    """The one knob of the first screen: how heavily a breach counts."""
    return _slider(exercise, "weight", WEIGHT, context, ends=True)


def _slider(exercise: Simulator, name: str, takes: NumberAnswer, context: Context, ends: bool = False) -> Slider:
    low, high = (context.ui(f"simulator.knob.{name}.{end}") if ends else "" for end in ("low", "high"))
    label = context.ui(f"simulator.knob.{name}")
    value = at(exercise, name, context.answers)
    return Slider(f"knob.{name}", label, takes.low, takes.high, takes.step, value, low, high)


def more(exercise: Simulator, context: Context) -> tuple[Block, ...]:
    """Events to let happen, the other knobs, and how fall and way back differ with how well you stand."""
    knobs = (
        weight_slider(exercise, context),
        _slider(exercise, "start", START, context),
        _slider(exercise, "pace", PACE, context),
        _slider(exercise, "goodwill", GOODWILL, context),
        Prose(context.ui("simulator.formula"), "note"),
    )
    levels = exercise.levels
    return (
        *_run(exercise, context),
        Details(context.ui("simulator.knobs"), knobs),
        _table(exercise, context),
        FeedbackNote(context.text(levels.text), own=levels.own),
        Button(context.ui("simulator.to-path"), "_at", "path"),
        Button(context.ui("simulator.no"), "_at", "no", "quiet"),
    )


def _run(exercise: Simulator, context: Context) -> tuple[Block, ...]:
    """A button for each event, the path so far, what trust and orders have become."""
    run = run_of(context.answers)
    left = LONGEST_RUN - len(run)
    events = (
        tuple(Button(context.text(e.label), RUN, run + EVENTS[e.id], "quiet") for e in exercise.events) if left else ()
    )
    start_over = (Button(context.ui("simulator.run.clear"), RUN, "", "quiet"),) if run else ()
    full = () if left else (Prose(context.ui("simulator.run.full", n=LONGEST_RUN), "note"),)
    orders = run.count(NO)
    lost = (Figures(((f"−{orders}" if orders else "0", context.ui("simulator.run.orders")),)),) if run else ()
    shown = (walked(exercise, context.answers, context.language), *lost) if run else ()
    told = Listing(tuple(f"{context.text(e.label)}: {context.text(e.does)}" for e in exercise.events))
    return (
        Prose(context.ui("simulator.run"), "label"),
        *shown,
        *full,
        Box((*events, *start_over), "actions"),
        Details(context.ui("simulator.events"), (told, *_own_label(exercise, context))),
    )


def _own_label(exercise: Simulator, context: Context) -> tuple[Block, ...]:
    return (Prose(context.ui("own"), "note"),) if any(event.own for event in exercise.events) else ()


def _table(exercise: Simulator, context: Context) -> Block:
    """The fall and the way back apart: goodwill softens the one, the last points lengthen the other."""
    model = setting(exercise, context.answers)
    rows = tuple(
        (
            str(level),
            f"−{context.number(fall(level, model))}",
            context.ui("simulator.table.times", n=way_back(level, model)),
        )
        for level in _ROWS
    )
    head = tuple(context.ui(f"simulator.table.{name}") for name in ("level", "fall", "back"))
    return Table(context.ui("simulator.table"), head, rows)


def no_and_futures(exercise: Simulator, context: Context) -> tuple[Block, ...]:
    """The honest no: first a guess, then 200 futures with a chance that can be turned."""
    prompt = Prose(context.text(exercise.futures.prompt.fill(chance=exercise.futures.chance)))
    rule = Details(
        context.ui("simulator.futures.rule"),
        (Prose(context.ui("simulator.futures.how", moments=exercise.futures.moments)),),
    )
    back = Button(context.ui("simulator.to-path"), "_at", "path", "quiet")
    if not context.done(FUTURES):
        unit, given = context.ui("simulator.of", n=FUTURES_DRAWN), context.answers.get(COUNT)
        field = Number(COUNT, context.ui("simulator.futures.guess"), 0, FUTURES_DRAWN, 10, given, unit)
        return (prompt, rule, field, context.commit(context.ui("simulator.commit"), (COUNT,), FUTURES), back)
    guess, first = as_number(context.answers.get(COUNT)) or 0, outcome(exercise, context.answers, begin=True)
    begun = {"chance": exercise.futures.chance, "model": first.at_least, "guess": context.number(guess)}
    label = context.ui("simulator.knob.chance")
    low, high = context.ui("simulator.knob.chance.low"), context.ui("simulator.knob.chance.high")
    now = chance(exercise, context.answers)
    notes = [f for f in score(exercise, context.answers).feedback if f.item == COUNT]
    return (
        prompt,
        Prose(context.ui("simulator.futures.guessed", **begun), "lead"),
        futures_cloud(exercise, context.answers, context.language),
        Slider(CHANCE, label, PERCENT.low, PERCENT.high, PERCENT.step, now, low, high),
        rule,
        *(context.note(note) for note in notes),
        Button(context.ui("simulator.to-path"), "_at", "path"),
    )
