"""The result of a builder: the message in one piece, the gate, the safeguard; and what is taken home."""

from matplotlib.axes import Axes

from workbook.exercises.builder import LINE, STEPS, YES, Builder
from workbook.exercises.builder.message import joined
from workbook.exercises.builder.response import PICK, first_closed, gate_answered, gate_open, texts
from workbook.scoring import score
from workbook.view.blocks import Block, Box, Chart, Prose
from workbook.view.charts import canvas
from workbook.view.context import Context, keepsake
from workbook.view.inputs import Button
from workbook.view.tokens import TOKENS


def message(exercise: Builder, context: Context) -> str:
    """What somebody wrote, in one piece with its openings; '' for nothing."""
    return _piece(exercise, texts(exercise, context.answers), context)


def example(exercise: Builder, context: Context) -> str:
    """The makers' message in one piece."""
    return _piece(exercise, [context.text(slot.example) for slot in exercise.slots], context)


def _piece(exercise: Builder, written: list[str], context: Context) -> str:
    openings = [context.text(slot.opening) if slot.opening else "" for slot in exercise.slots]
    said = " ".join(filter(None, (joined(o, text) for o, text in zip(openings, written, strict=True))))
    return f"‘{said}’" if said else ""


def result_screen(exercise: Builder, context: Context) -> tuple[Block, ...]:
    """The last screen: what was built, the gate, and the way back to each part."""
    looks = tuple(Button(context.ui(f"builder.step.{step}"), "_at", step, "quiet") for step in STEPS)
    if not context.feedback:
        return (Prose(context.ui("waiting.feedback"), "note"), *_built(exercise, context), Box(looks, "actions"))
    return (
        Prose(result_line(exercise, context), "lead"),
        *_built(exercise, context),
        Prose(context.ui("builder.open-key"), "note"),
        *context.printing(),
        Box(looks, "actions", context.ui("builder.look-back")),
        Box((context.again(),), "actions"),
    )


def result_line(exercise: Builder, context: Context) -> str:
    """'4 van de 4 punten staan erin.', and what somebody left on purpose."""
    counts = score(exercise, context.answers).counts
    line = context.ui("builder.result", n=counts.get("met", 0), of=counts.get("of", 0))
    return f"{line} {context.ui('builder.stands', n=counts['stands'])}" if counts.get("stands") else line


def _built(exercise: Builder, context: Context) -> tuple[Block, ...]:
    """The message, the gate with its line when it is open, and the safeguard: what there is of them."""
    said, line = message(exercise, context), str(context.answers.get(LINE) or "").strip(" \n'‘’\"“”")
    picked = [one for one in exercise.integrity.options if one.id == context.answers.get(PICK)]
    blocks: list[Block] = []
    if said:
        blocks += [Prose(context.ui("builder.mine"), "label"), Prose(said, "quote")]
    if gate_answered(exercise, context.answers):
        blocks.append(gate_picture(exercise, context))
    if line and gate_open(exercise, context.answers):
        blocks += [Prose(context.ui("builder.line"), "label"), Prose(f"‘{line}’", "quote")]
    for one in picked:
        blocks += [Prose(context.ui("builder.safeguard"), "label"), Prose(context.text(one.text))]
    return tuple(blocks)


def gate_picture(exercise: Builder, context: Context) -> Chart:
    """A way with a barrier per question: up where the answer is yes, down where it is not; the way ends there."""
    questions, closed = exercise.gate.questions, first_closed(exercise, context.answers)
    title = context.ui("builder.gate.open")
    if closed:
        title = context.ui("builder.gate.closed", name=context.text(closed.short))
    end = questions.index(closed) + 0.4 if closed else len(questions) + 0.5
    with canvas(title, height=1.35, bare=True) as drawing:
        axes = drawing.axes
        axes.plot([-0.3, len(questions) + 0.5], [0, 0], color=TOKENS["line"], linewidth=7, zorder=1)
        axes.plot([-0.3, end], [0, 0], color=TOKENS["accent"], linewidth=7, zorder=2)
        for x, question in enumerate(questions):
            said = context.answers.get(question.item)
            _barrier(axes, x + 0.5, said == YES)
            axes.text(x + 0.75, -0.62, context.text(question.short), ha="center", va="center", fontsize=8.5)
            axes.text(
                x + 0.75, -0.95, context.ui(f"builder.{said}"), ha="center", va="center", weight="bold", fontsize=8.5
            )
        axes.set(xlim=(-0.4, len(questions) + 0.6), ylim=(-1.15, 1.05))
    told = "; ".join(
        f"{context.text(one.text)} {context.ui(f'builder.{context.answers.get(one.item)}')}" for one in questions
    )
    return Chart(drawing.svg, title, f"{told}.")


def _barrier(axes: Axes, x: float, is_up: bool) -> None:
    """A post with its bar: upright beside the way, or across it."""
    colour = TOKENS["accent"] if is_up else TOKENS["ink"]
    axes.plot([x, x], [-0.35, 0.35], color=colour, linewidth=4, zorder=3)
    ends = ([x, x + 0.1], [0.3, 0.95]) if is_up else ([x, x + 0.5], [0.3, 0.3])
    axes.plot(*ends, color=colour, linewidth=4, zorder=3, solid_capstyle="round")


@keepsake.register
def _keepsake(exercise: Builder, context: Context) -> tuple[Block, ...]:
    """The message, the gate, its line and the safeguard."""
    return _built(exercise, context)
