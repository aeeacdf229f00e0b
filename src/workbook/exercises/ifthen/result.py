"""The result of if-then plans: the timeline, the plans in words, the resolve card; and what is taken home."""

from matplotlib.axes import Axes
from matplotlib.markers import MarkerStyle
from matplotlib.typing import FillStyleType

from workbook.exercises.ifthen import RESOLVE, IfThen, Moment
from workbook.exercises.ifthen.response import State, begun, half, read
from workbook.scoring import score
from workbook.view.blocks import Block, Box, Chart, Prose, Table
from workbook.view.charts import canvas
from workbook.view.context import Context, keepsake
from workbook.view.inputs import Button
from workbook.view.numbers import listed
from workbook.view.tokens import TOKENS

ROWS = ("cue", "act", "aloud")
FILLS: dict[State, FillStyleType] = {"met": "full", "stands": "left", "open": "none"}


def told(cue: str, act: str, context: Context) -> str:
    """A plan as one sentence: 'Als mijn klant belt, dan zeg ik: ‘…’'; a half that is missing becomes '…'."""
    first = cue.strip().rstrip(",.;")
    for word in ("als ", "if "):
        first = first[len(word) :] if first.casefold().startswith(word) else first
    return context.ui("ifthen.told", cue=first or "…", act=act.strip().strip("'‘’\"“”") or "…")


def own_plan(moment: Moment, context: Context) -> str:
    """The participant's plan for one moment as a sentence."""
    return told(half(moment, "cue", context.answers), half(moment, "act", context.answers), context)


def result_screen(exercise: IfThen, context: Context) -> tuple[Block, ...]:
    """The last screen: the timeline, the plans, the resolve, and the way back to each moment."""
    looks = tuple(
        Button(f"{n}. {context.text(moment.title)}", "_at", moment.id, "quiet")
        for n, moment in enumerate(exercise.moments, 1)
    )
    waiting = () if context.feedback else (Prose(context.ui("waiting.feedback"), "note"),)
    return (
        *waiting,
        *_told(exercise, context),
        *context.printing(),
        Box(looks, "actions", context.ui("ifthen.look-back")),
        Box((context.again(),), "actions"),
    )


def _told(exercise: IfThen, context: Context) -> tuple[Block, ...]:
    """The picture (once feedback may be seen), the plans and the resolve."""
    rows = tuple(
        (context.text(moment.short), own_plan(moment, context))
        for moment in exercise.moments
        if begun(moment, context.answers)
    )
    resolve = str(context.answers.get(f"{RESOLVE}.text") or "").strip()
    head = (context.ui("ifthen.moment"), context.ui("ifthen.plan"))
    return (
        *((_timeline(exercise, context),) if rows and context.feedback else ()),
        *((Table(context.ui("ifthen.plans"), head, rows),) if rows else ()),
        *((Prose(context.ui("ifthen.resolve"), "label"), Prose(resolve, "quote")) if resolve else ()),
    )


def result_line(exercise: IfThen, context: Context) -> str:
    """'Voor 3 van de 4 momenten heb je een plan dat klopt, en 2 zei je drie keer hardop.'"""
    counts = score(exercise, context.answers).counts
    line = context.ui("ifthen.result", **{name: counts.get(name, 0) for name in ("whole", "of", "aloud")})
    return f"{line} {context.ui('ifthen.stands', n=counts['stands'])}" if counts.get("stands") else line


def _timeline(exercise: IfThen, context: Context) -> Chart:
    """The moments from left to right, under each what its plan holds."""
    title, last = result_line(exercise, context), len(exercise.moments) - 1
    with canvas(title, height=1.75, bare=True) as drawing:
        axes = drawing.axes
        axes.plot([-0.4, last + 0.4], [0, 0], color=TOKENS["ink"], linewidth=2, zorder=1)
        for x, moment in enumerate(exercise.moments):
            axes.plot([x], [0], "|", color=TOKENS["ink"], markersize=12, markeredgewidth=2)
            axes.text(x, -0.55, context.text(moment.short), ha="center", va="center", fontsize=8.5, weight="bold")
            plan = read(moment, context.answers)
            for y, name in enumerate(ROWS, 1):
                _mark(axes, x, y, getattr(plan, name))
        for y, name in enumerate(ROWS, 1):
            axes.text(-0.6, y, context.ui(f"ifthen.row.{name}"), ha="right", va="center", fontsize=8.5)
        axes.set(xlim=(-1.35, last + 0.5), ylim=(len(ROWS) + 0.5, -1.0))
    told_rows = "; ".join(_in_words(moment, context) for moment in exercise.moments)
    return Chart(drawing.svg, title, context.ui("ifthen.timeline", text=told_rows))


def _mark(axes: Axes, x: int, y: int, state: State) -> None:
    """A filled dot for what is there, half filled for what somebody stands by, a ring for what is open."""
    style = MarkerStyle("o", fillstyle=FILLS[state])
    axes.plot([x], [y], marker=style, color=TOKENS["accent"], markersize=11, markeredgewidth=1.6)


def _in_words(moment: Moment, context: Context) -> str:
    """'Begin: bewust zo gelaten: als; nog open: dan en hardop'."""
    plan = read(moment, context.answers)
    said = []
    for state in ("stands", "open"):
        rows = [context.ui(f"ifthen.row.{name}") for name in ROWS if getattr(plan, name) == state]
        if rows:
            said.append(context.ui(f"ifthen.left.{state}", rows=listed(rows, context.language)))
    return f"{context.text(moment.short)} – {', '.join(said) or context.ui('ifthen.all-met')}"


@keepsake.register
def _keepsake(exercise: IfThen, context: Context) -> tuple[Block, ...]:
    """The plans, the resolve and the timeline; from the first plan on."""
    return _told(exercise, context)
