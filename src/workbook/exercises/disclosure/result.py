"""The result of a disclosure: what flows where in the triangle, the own message, and a way back."""

from matplotlib.axes import Axes

from workbook.exercises.disclosure import ALOUD, AUDIENCES, Disclosure
from workbook.exercises.disclosure.response import given, is_leak, text_of
from workbook.scoring import score
from workbook.view.blocks import Block, Box, Chart, Listing, Prose
from workbook.view.charts import canvas
from workbook.view.context import Context, keepsake
from workbook.view.inputs import Button
from workbook.view.tokens import TOKENS

LOOK_BACK = "look:"
_YOU, _CLIENT, _PERSON = (0.14, 0.86), (0.86, 0.86), (0.5, 0.14)


def result(exercise: Disclosure, context: Context) -> tuple[Block, ...]:
    """The last screen."""
    again = Box((context.again(),), "actions")
    if not context.feedback:
        return (Prose(context.ui("disclosure.waiting")), *_own_message(exercise, context), again)
    return (
        Prose(result_line(exercise, context), "lead"),
        triangle(exercise, context),
        *_elsewhere(exercise, context),
        *_own_message(exercise, context),
        Prose(context.ui("disclosure.open-key"), "note"),
        _look_back(exercise, context),
        again,
    )


def _look_back(exercise: Disclosure, context: Context) -> Block:
    def label(index: int) -> str:
        batch = exercise.batches[index]
        first = exercise.statements.index(batch[0]) + 1
        return context.ui("disclosure.statements", first=first, last=first + len(batch) - 1)

    buttons = (
        Button(label(i), "_at", f"{LOOK_BACK}{batch[0].id}", "quiet") for i, batch in enumerate(exercise.batches)
    )
    return Box(tuple(buttons), "actions", context.ui("disclosure.look-back"))


def result_line(exercise: Disclosure, context: Context) -> str:
    """'Bij 7 van de 10 uitspraken koos je zoals de makers.'"""
    counts = score(exercise, context.answers).counts
    return context.ui("disclosure.result", right=counts.get("right", 0), of=len(exercise.statements))


def _elsewhere(exercise: Disclosure, context: Context) -> tuple[Block, ...]:
    """What the participant tells the client, and the makers would not, or not yet."""
    told = [one for one in exercise.statements if given(one, context.answers) == "client" != one.audience]
    if not told:
        return ()
    lines = tuple(
        f"{context.text(one.text)} – {context.text(getattr(exercise.audiences, one.audience))}" for one in told
    )
    return (Prose(context.ui("disclosure.too-far"), "label"), Listing(lines))


def message_lines(exercise: Disclosure, context: Context) -> tuple[str, ...]:
    """The message as the participant wrote it, part by part; () for nothing."""
    return tuple(text for part in exercise.parts if (text := text_of(part, context.answers)))


def _own_message(exercise: Disclosure, context: Context) -> tuple[Block, ...]:
    lines = message_lines(exercise, context)
    if not lines:
        return ()
    aloud = (Prose(context.ui("disclosure.was-aloud"), "note"),) if context.answers.get(ALOUD) is True else ()
    return (Box((Prose("\n\n".join(lines), "quote"), *aloud), "card", context.ui("disclosure.mine")),)


def _flows(exercise: Disclosure, context: Context) -> dict[str, int]:
    chosen = [given(one, context.answers) for one in exercise.statements]
    flows: dict[str, int] = {name: chosen.count(name) for name in AUDIENCES}
    flows["leaks"] = sum(is_leak(one, context.answers) for one in exercise.statements)
    flows["early"] = sum(
        given(one, context.answers) == "client" and one.audience != "client" for one in exercise.statements
    )
    return flows


def triangle(exercise: Disclosure, context: Context) -> Chart:
    """Three corners with what goes straight to the client, what goes past the person first, and what stays with you."""
    flows = _flows(exercise, context)
    names = {name: context.text(getattr(exercise.parties, name)) for name in ("you", "client", "person")}
    key = "leaks" if flows["leaks"] else "early" if flows["early"] else "safe"
    title = context.ui(f"disclosure.triangle.{key}", n=flows.get(key, 0), **names)
    with canvas(title, height=2.9, bare=True) as drawing:
        axes = drawing.axes
        _arrow(axes, _YOU, _CLIENT, TOKENS["harms" if key != "safe" else "accent"], "-")
        _arrow(axes, _YOU, _PERSON, TOKENS["accent"], "-")
        _arrow(axes, _PERSON, _CLIENT, TOKENS["accent"], (0, (4, 3)))
        for place, name in ((_YOU, "you"), (_CLIENT, "client"), (_PERSON, "person")):
            _corner(axes, place, names[name])
        direct = context.ui("disclosure.triangle.direct", n=flows["client"])
        beyond = f"\n✕ {context.ui('disclosure.triangle.beyond', n=flows['early'])}" if flows["early"] else ""
        axes.text(0.5, 0.9, direct, ha="center", va="bottom", weight="bold")
        axes.text(0.47, 0.79, beyond.strip(), ha="center", va="top", color=TOKENS["harms"], fontsize=9)
        axes.text(0.24, 0.44, context.ui("disclosure.triangle.first", n=flows["consent"]), ha="right", va="center")
        axes.text(0.76, 0.44, context.ui("disclosure.triangle.then"), ha="left", va="center")
        axes.text(0.02, 1.02, context.ui("disclosure.triangle.stays", n=flows["nobody"]), ha="left", va="bottom")
        axes.set_xlim(0, 1)
        axes.set_ylim(0, 1.12)
    text = context.ui("disclosure.triangle.text", **{k: v for k, v in flows.items() if k != "leaks"}, **_said(names))
    return Chart(drawing.svg, title, text)


def _said(names: dict[str, str]) -> dict[str, str]:
    return {"to_client": names["client"], "person": names["person"]}


def _corner(axes: Axes, place: tuple[float, float], name: str) -> None:
    box = {"boxstyle": "round,pad=0.45", "facecolor": TOKENS["card"], "edgecolor": TOKENS["ink"]}
    axes.text(*place, name, ha="center", va="center", bbox=box, fontsize=9.5, zorder=3)


def _arrow(axes: Axes, start: tuple[float, float], end: tuple[float, float], colour: str, style: object) -> None:
    axes.annotate(
        "",
        xy=end,
        xytext=start,
        arrowprops={"arrowstyle": "-|>", "color": colour, "linewidth": 1.8, "linestyle": style, "shrinkA": 34,
                    "shrinkB": 34},
    )  # fmt: skip


@keepsake.register
def _keepsake(exercise: Disclosure, context: Context) -> tuple[Block, ...]:
    """The own message, and once it may be seen the count."""
    if not context.done():
        return ()
    line = (Prose(result_line(exercise, context)),) if context.feedback else ()
    return (*line, *_own_message(exercise, context))
