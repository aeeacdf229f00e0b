"""The participant's own weeks: the form, the figure, and a line with their own range behind it."""

from workbook.exercises.calculator import HOURS, MOST_MONEY, OWN, Calculator, hours, turnover
from workbook.exercises.calculator.rules import money, own_halves, own_weeks
from workbook.exercises.calculator.sums import Week, opwu, value_of
from workbook.view.blocks import Block, Box, Chart, Prose
from workbook.view.charts import canvas
from workbook.view.context import Context
from workbook.view.inputs import Button, Number
from workbook.view.numbers import listed
from workbook.view.tokens import TOKENS


def own_form(exercise: Calculator, context: Context) -> tuple[Block, ...]:
    """A row of hours and turnover per week, all optional; says which row does not count yet."""
    rows = tuple(_row(exercise, week, context) for week in range(1, exercise.own_weeks.weeks + 1))
    halves = own_halves(exercise, context.answers)
    said = listed([str(number) for number in halves], context.language) if halves else ""
    note = (Prose(context.ui("calculator.half", weeks=said), "note"),) if halves else ()
    return (Prose(context.text(exercise.own_weeks.intro)), *rows, *note, _show(exercise, context))


def _row(exercise: Calculator, week: int, context: Context) -> Block:
    worked = context.ui("calculator.hours-in", n=week)
    earned = context.ui("calculator.turnover-in", n=week)
    given = context.answers.get
    fields = (
        Number(hours(week), worked, HOURS.low, HOURS.high, HOURS.low, given(hours(week)), decimals=2),
        Number(turnover(week), earned, 0, MOST_MONEY, 100, given(turnover(week)), exercise.currency, 2),
    )
    return Box(fields, "row")


def _show(exercise: Calculator, context: Context) -> Button:
    if not own_weeks(exercise, context.answers):
        label = context.ui("calculator.skip")
    else:
        label = context.ui("calculator.show-own")
    if context.done(OWN):
        return Button(label, "_at", OWN)
    return context.commit(label, (), OWN)


def own_shown(exercise: Calculator, context: Context) -> tuple[Block, ...]:
    """The own figure and its picture, or that there is none; own weeks can still be corrected."""
    weeks = own_weeks(exercise, context.answers)
    shown: tuple[Block, ...] = (Prose(context.ui("calculator.no-own")),)
    if weeks:
        shown = (chart(exercise, weeks, context),)
    if context.done():
        return shown
    change = context.ui("calculator.change" if weeks else "calculator.fill-in")
    return (
        *shown,
        Button(context.ui("calculator.to-what-if"), "_at", "what-if"),
        Button(change, "_at", "change", "quiet"),
    )


def own_line(exercise: Calculator, weeks: tuple[Week, ...], context: Context) -> str:
    """'Je OPWU over 4 weken: € 257. Per week liep het van € 200 tot € 380.'"""
    whole = money(exercise, value_of(opwu(weeks)), context.language)
    if len(weeks) == 1:
        return context.ui("calculator.own-line.one", opwu=whole)
    low, high = (money(exercise, pick(w.weekly for w in weeks), context.language) for pick in (min, max))
    return context.ui("calculator.own-line", n=len(weeks), opwu=whole, low=low, high=high)


def chart(exercise: Calculator, weeks: tuple[Week, ...], context: Context) -> Block:
    """The weekly figures as a line; the band is the own range, no norm."""
    title = own_line(exercise, weeks, context)
    figures = [week.weekly for week in weeks]
    whole, low, high = value_of(opwu(weeks)), min(figures), max(figures)
    margin = max((high - low) * 0.3, high * 0.05, 1)
    with canvas(title, height=2.3) as drawing:
        axes = drawing.axes
        if len(weeks) > 1:
            axes.axhspan(low, high, color=TOKENS["accent-soft"], linewidth=0)
            axes.axhline(whole, color=TOKENS["ink"], linewidth=1.2, linestyle=(0, (4, 3)))
            opwu_text = money(exercise, whole, context.language)
            axes.text(exercise.own_weeks.weeks + 0.55, whole, f"OPWU\n{opwu_text}", va="center", fontsize=9)
        axes.plot([w.number for w in weeks], figures, "-o", color=TOKENS["accent"], markersize=7, linewidth=2)
        for week in weeks:
            below = week.weekly < whole
            label = money(exercise, week.weekly, context.language)
            spot = (week.number, week.weekly)
            axes.annotate(
                label, spot, (0, -9 if below else 9), textcoords="offset points", ha="center",
                va="top" if below else "bottom",
            )  # fmt: skip
        last = exercise.own_weeks.weeks
        axes.set_xticks(range(1, last + 1), [context.ui("calculator.week-n", n=n) for n in range(1, last + 1)])
        axes.tick_params(length=0)
        axes.set_yticks([])
        axes.set_xlim(0.5, last + 0.5)
        axes.set_ylim(low - margin, high + margin)
    told = "; ".join(
        f"{context.ui('calculator.week-n', n=week.number)}: {money(exercise, week.weekly, context.language)}"
        for week in weeks
    )
    return Chart(
        drawing.svg,
        title,
        context.ui("calculator.own-text" if len(weeks) > 1 else "calculator.own-text.one", text=told),
    )
