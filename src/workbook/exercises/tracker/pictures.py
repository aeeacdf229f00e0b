"""The ribbon (who talked when) and the divisions (ten blocks a row)."""

from matplotlib.axes import Axes

from workbook.exercises.tracker import LIVE, Tracker, hand, marked
from workbook.exercises.tracker.talk import actual, agreed, asked_about, told, way
from workbook.exercises.tracker.timeline import OURS, TALKERS, WHOLE, Stretch, Talker, moved
from workbook.view.blocks import Block, Chart
from workbook.view.charts import canvas
from workbook.view.context import Context
from workbook.view.tokens import TOKENS

SIGNS = {"set-up": "^", "finish": "o", "overruled": "X"}
_LEFT, _RIGHT = 0.3, 0.24  # of the width, for the names and the tenths
Division = dict[Talker, int]


def clock(seconds: float) -> str:
    """2:05."""
    return f"{int(seconds) // 60}:{int(seconds) % 60:02d}"


def _colours(talker: Talker) -> tuple[str, str]:
    """Face and edge: our own side filled, the client soft, silence open."""
    faces = {"client": TOKENS["accent-soft"], "silence": "none", "seller": TOKENS["accent"], "manager": TOKENS["ink"]}
    return faces[talker], TOKENS["muted"] if talker == "silence" else TOKENS[
        "accent"
    ] if talker != "manager" else TOKENS["ink"]


def _marks(exercise: Tracker, context: Context) -> list[tuple[float, Talker, str]]:
    """Where a mark stands: when, on whose lane, which."""
    answers = context.answers
    if way(answers) == LIVE:
        found = list[tuple[float, Talker, str]]()
        for one in asked_about(exercise, answers):
            mark = answers.get(hand(one.number))
            if mark in ("set-up", "one-two"):
                found.append((one.before.end, one.before.talker, "set-up"))
            if mark == "one-two":
                found.append((one.after.start, one.after.talker, "finish"))
            if mark == "overruled":
                found.append((one.after.start, one.after.talker, "overruled"))
        return found
    if not context.feedback:
        return []
    places = {turn.id: stretch for turn, stretch in zip(exercise.dialogue.turns, told(exercise, answers), strict=False)}
    return [
        ((places[turn.id].start + places[turn.id].end) / 2, turn.by, turn.mark.key)
        for fragment in exercise.dialogue.fragments
        for turn in fragment.asked
        if turn.mark and turn.mark.key in SIGNS and marked(fragment, turn) in answers
    ]


def ribbon(exercise: Tracker, context: Context) -> tuple[Block, ...]:
    """Who talked when, a lane each, with what was agreed and what it became at the end; () without any time."""
    stretches, real = told(exercise, context.answers), actual(exercise, context.answers)
    if not stretches or not real:
        return ()
    wish = agreed(exercise, context.answers)
    title = division_line("agreed", wish, real, context) if wish else context.ui("tracker.ribbon")
    marks = _marks(exercise, context)
    begin, end = stretches[0].start, stretches[-1].end
    with canvas(title, height=2.15 + (0.25 if marks else 0), bare=True) as drawing:
        axes, whole = drawing.axes, end - begin
        for y, talker in enumerate(TALKERS):
            _lane(axes, y, talker, [one for one in stretches if one.talker == talker], begin, whole)
            axes.text(-0.02, y, context.ui(f"tracker.short.{talker}"), ha="right", va="center")
            shown = f"{wish[talker]} → {real[talker]}" if wish else f"{real[talker]}"
            bold = "bold" if wish and wish[talker] != real[talker] else "normal"
            axes.text(1.03, y, shown, va="center", fontweight=bold)
        for at, talker, mark in marks:
            _sign(axes, (at - begin) / whole, TALKERS.index(talker) - 0.42, mark)
        axes.text(0, 3.62, clock(0), va="top", fontsize=8.5, color=TOKENS["muted"])
        axes.text(1, 3.62, clock(whole), va="top", ha="right", fontsize=8.5, color=TOKENS["muted"])
        axes.text(1.03, -0.62, context.ui("tracker.tenths"), va="bottom", fontsize=8.5, color=TOKENS["muted"])
        _key(axes, marks, context)
        axes.set_xlim(-_LEFT, 1 + _RIGHT)
        axes.set_ylim(4.5 if marks else 3.95, -0.95)
    return (Chart(drawing.svg, title, _in_words(wish, real, marks, whole, context)),)


def _lane(axes: Axes, y: int, talker: Talker, stretches: list[Stretch], begin: float, whole: float) -> None:
    face, edge = _colours(talker)
    axes.plot([0, 1], [y, y], color=TOKENS["line"], linewidth=1, zorder=0)
    for one in stretches:
        left, width = (one.start - begin) / whole, one.seconds / whole
        axes.barh([y], [width], left=left, height=0.5, color=face, edgecolor=edge, linewidth=0.8)


def _sign(axes: Axes, x: float, y: float, mark: str) -> None:
    colour = TOKENS["harms"] if mark == "overruled" else TOKENS["helps"]
    axes.plot(
        [x], [y], SIGNS[mark], color=colour, markersize=6.5, markeredgecolor="white", markeredgewidth=0.6, zorder=5
    )


def _key(axes: Axes, marks: list[tuple[float, Talker, str]], context: Context) -> None:
    """What the signs mean, only those that are there."""
    x = 0.0
    for mark in SIGNS:
        if any(found == mark for _, _, found in marks):
            _sign(axes, x, 4.28, mark)
            word = context.ui(f"tracker.mark.{mark}")
            axes.text(x + 0.03, 4.28, word, va="center", fontsize=8.5)
            x += 0.1 + 0.03 * len(word)


def _in_words(
    wish: Division | None, real: Division, marks: list[tuple[float, Talker, str]], whole: float, context: Context
) -> str:
    said = [context.ui("tracker.lasted", time=clock(whole))]
    for talker in TALKERS:
        name = context.ui(f"tracker.{talker}")
        key, agreed_n = ("agreed", wish[talker]) if wish else ("only", 0)
        said.append(context.ui(f"tracker.said.{key}", name=name, n=real[talker], agreed=agreed_n))
    counted = [(mark, sum(found == mark for _, _, found in marks)) for mark in SIGNS]
    said += [context.ui("tracker.said.mark", name=context.ui(f"tracker.mark.{m}"), n=n) for m, n in counted if n]
    return "\n".join(said)


def division_line(kind: str, wish: Division, real: Division, context: Context) -> str:
    """The one message: how far apart two divisions are, and where most. `kind`: agreed or guess."""
    apart = moved(wish, real)
    if not apart:
        return context.ui(f"tracker.line.{kind}.same")
    most = max(reversed(TALKERS[:3]), key=lambda talker: abs(real[talker] - wish[talker]))  # our own side first
    values = {"name": context.ui(f"tracker.the.{most}"), "n": real[most], "agreed": wish[most]}
    return context.ui(f"tracker.line.{kind}", **values)


def divisions(rows: tuple[tuple[str, Division], ...], title: str, context: Context) -> Chart:
    """Ten blocks a row, each with the first letter of who has it."""
    letters = {talker: context.ui(f"tracker.short.{talker}")[0] for talker in TALKERS}
    with canvas(title, height=0.2 + 0.58 * len(rows), bare=True) as drawing:
        axes = drawing.axes
        for y, (name, division) in enumerate(rows):
            axes.text(0, y - 0.3, context.ui(f"tracker.row.{name}"), va="bottom", fontsize=8.5)
            who = [talker for talker in TALKERS for _ in range(division[talker])]
            for x, talker in enumerate(who):
                face, edge = _colours(talker)
                axes.barh([y], [0.94], left=x, height=0.5, color=face, edgecolor=edge, linewidth=0.8)
                ink = TOKENS["card"] if talker in OURS else TOKENS["ink"]
                axes.text(x + 0.47, y, letters[talker], ha="center", va="center", color=ink, fontsize=9)
        axes.set_xlim(-0.05, WHOLE)
        axes.set_ylim(len(rows) - 0.6, -0.75)
    said = [
        context.ui(
            "tracker.row.said",
            row=context.ui(f"tracker.row.{name}"),
            **{talker: division[talker] for talker in TALKERS},
        )
        for name, division in rows
    ]
    return Chart(drawing.svg, title, "\n".join(said))
