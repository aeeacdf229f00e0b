"""The screens: one behaviour at a time, the one to hold on to, then both judgements as dumbbells."""

from textwrap import wrap

from workbook.content.answers import DONE
from workbook.exercises.retrospective import CHOICE, KEEP, Behaviour, Retrospective
from workbook.exercises.retrospective.response import both
from workbook.scoring import score
from workbook.view.blocks import Block, Box, Chart, Heading, Progress, Prose
from workbook.view.charts import canvas
from workbook.view.context import Context, keepsake, render
from workbook.view.inputs import Button, Choice, Choosable
from workbook.view.tokens import TOKENS

LINE = 50  # characters of a behaviour on one line of a phone


@render.register
def _render(exercise: Retrospective, context: Context) -> tuple[Block, ...]:
    if context.done():
        return _result(exercise, context)
    if context.at == CHOICE:
        return _keep(exercise, context)
    places = [[behaviour.id for behaviour in screen] for screen in exercise.screens]
    number = next((n for n, ids in enumerate(places) if context.at in ids), 0)
    return _asked(exercise, number, context)


def _progress(exercise: Retrospective, number: int, context: Context) -> Block:
    of = len(exercise.screens) + 1
    return Progress(number, of, context.ui("retrospective.progress", n=number, of=of))


def _asked(exercise: Retrospective, number: int, context: Context) -> tuple[Block, ...]:
    screen = exercise.screens[number]
    asked = tuple(block for behaviour in screen for block in _twice(exercise, behaviour, context))
    needs = tuple(item for behaviour in screen for item in (behaviour.then, behaviour.now))
    last = number + 1 == len(exercise.screens)
    to = CHOICE if last else exercise.screens[number + 1][0].id
    onward = Button(context.ui("retrospective.next"), "_at", to, "primary", needs, context.ui("missing"))
    back = (_back(exercise.screens[number - 1][0].id, context),) if number else ()
    return (_progress(exercise, number + 1, context), *asked, Box((onward, *back), "actions"))


def _twice(exercise: Retrospective, behaviour: Behaviour, context: Context) -> tuple[Block, ...]:
    points = tuple(Choosable(point.value, context.text(point.text)) for point in exercise.scale.points)
    times = ((behaviour.then, exercise.then), (behaviour.now, exercise.now))
    choices = (Choice(item, context.text(label), points, context.answers.get(item), "scale") for item, label in times)
    return (Heading(context.text(behaviour.text)), *choices)


def _back(to: str, context: Context) -> Button:
    return Button(context.ui("retrospective.back"), "_at", to, "quiet")


def _keep(exercise: Retrospective, context: Context) -> tuple[Block, ...]:
    options = tuple(Choosable(behaviour.id, context.text(behaviour.text)) for behaviour in exercise.behaviours)
    needs = tuple(item for behaviour in exercise.behaviours for item in (behaviour.then, behaviour.now))
    return (
        _progress(exercise, len(exercise.screens) + 1, context),
        Choice(KEEP, context.ui("retrospective.keep"), options, context.answers.get(KEEP)),
        context.commit(context.ui("retrospective.commit"), (*needs, KEEP)),
        _back(exercise.screens[-1][0].id, context),
    )


def _result(exercise: Retrospective, context: Context) -> tuple[Block, ...]:
    if not context.feedback:
        return (Prose(context.ui("waiting.feedback")), Box((context.again(),), "actions"))
    return (
        Prose(result_line(exercise, context), "lead"),
        *_picture(exercise, context),
        *(context.note(feedback) for feedback in score(exercise, context.answers).feedback),
        *_kept(exercise, context),
        Box((context.again(),), "actions"),
    )


def result_line(exercise: Retrospective, context: Context) -> str:
    """'Nu vaker dan toen: 6 van de 10. Even vaak: 3. Minder vaak: 1.'"""
    counts = score(exercise, context.answers).counts
    if not counts.get("answered"):
        return context.ui("retrospective.nothing")
    return context.ui("retrospective.result", **counts)


def _kept(exercise: Retrospective, context: Context) -> tuple[Block, ...]:
    chosen = next((one for one in exercise.behaviours if one.id == context.answers.get(KEEP)), None)
    if chosen is None:
        return ()
    return (Prose(context.ui("retrospective.kept"), "label"), Prose(context.text(chosen.text), "lead"))


def _picture(exercise: Retrospective, context: Context) -> tuple[Block, ...]:
    """A dumbbell a behaviour: an open dot for then, a filled one for now, the words of the scale below."""
    rows = [(one, pair) for one in exercise.behaviours if (pair := both(exercise, one, context.answers))]
    if not rows:
        return ()
    counts = score(exercise, context.answers).counts
    title = context.ui("retrospective.chart", n=counts["more"], of=counts["answered"])
    low, high = exercise.scale.values[0], exercise.scale.values[-1]
    with canvas(title, height=0.7 + 0.58 * len(rows), bare=True) as drawing:
        axes = drawing.axes
        for row, (behaviour, (then, now)) in enumerate(rows):
            axes.hlines(row, low, high, color=TOKENS["line"], linewidth=1)
            axes.hlines(row, then, now, color=TOKENS["accent"], linewidth=3)
            axes.plot([then], [row], "o", color=TOKENS["accent"], markerfacecolor=TOKENS["card"], markersize=11)
            axes.plot([now], [row], "o", color=TOKENS["accent"], markersize=7)
            said = "\n".join(wrap(context.text(behaviour.text), LINE))
            axes.text(low, row - 0.22, said, ha="left", va="bottom", fontsize=9, linespacing=1.1)
        points = exercise.scale.points
        ends = (context.text(points[0].text), context.text(points[-1].text))
        for place, word, side in ((low, ends[0], "left"), (high, ends[1], "right")):
            axes.text(place, len(rows) - 0.7, word, ha=side, va="top", fontsize=9, color=TOKENS["muted"])
        marks = f"○ {context.text(exercise.then).lower()}   ● {context.text(exercise.now).lower()}"
        axes.text(low, len(rows) - 0.3, marks, ha="left", va="top", fontsize=9)
        axes.set_xlim(low - 0.2, high + 0.2)
        axes.set_ylim(len(rows) + 0.1, -0.75)
    names = {point.value: context.text(point.text) for point in points}
    lines = "; ".join(
        context.ui("retrospective.line", text=context.text(one.text).rstrip("."), then=names[then], now=names[now])
        for one, (then, now) in rows
    )
    return (Chart(drawing.svg, title, context.ui("retrospective.chart.text", text=lines)),)


@keepsake.register
def _keepsake(exercise: Retrospective, context: Context) -> tuple[Block, ...]:
    if not context.answers.get(DONE) or not score(exercise, context.answers).counts.get("answered"):
        return ()
    return (Prose(result_line(exercise, context)), *_picture(exercise, context), *_kept(exercise, context))
