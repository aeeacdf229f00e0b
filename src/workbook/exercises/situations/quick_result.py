"""The result in quick mode: two counts and a picture of both choices by scene; and whose scenes stand reversed."""

from workbook.exercises.situations import BEST, WORST, Situations
from workbook.scoring import score
from workbook.view.blocks import Block, Chart
from workbook.view.charts import canvas
from workbook.view.context import Context
from workbook.view.numbers import listed
from workbook.view.tokens import TOKENS


def in_order(exercise: Situations, context: Context) -> Situations:
    """The exercise as this person gets it: for half of all people (by their seed) with the last scene first."""
    if not exercise.reverse_half or context.seed % 2 == 0:
        return exercise
    return exercise.model_copy(update={"scenes": exercise.scenes[::-1]})


def quick_line(exercise: Situations, context: Context) -> str:
    """'Bij 7 van de 10 situaties kies jij als beste een zet …', the worst, and where both differ from the makers."""
    line = context.ui("situations.quick.result", **score(exercise, context.answers).counts)
    parts = score(exercise, context.answers).parts
    both = [
        n
        for n, scene in enumerate(exercise.scenes, 1)
        if parts.get(f"{scene.id}.{BEST}") == 0 and parts.get(f"{scene.id}.{WORST}") == 0
    ][:2]
    if not both:
        return line
    return f"{line} {context.ui('situations.quick.discuss', scenes=listed([str(n) for n in both], context.language))}"


def quick_picture(exercise: Situations, context: Context) -> Block:
    """Per scene a dot for the best and one for the worst: filled where the makers see it that way too."""
    parts = score(exercise, context.answers).parts
    rows = [
        (f"{n}. {context.text(scene.title)}", parts.get(f"{scene.id}.{BEST}"), parts.get(f"{scene.id}.{WORST}"))
        for n, scene in enumerate(exercise.scenes, 1)
    ]
    same = sum(best == 1 and worst == 1 for _, best, worst in rows)
    title = context.ui("situations.quick.chart", n=same, of=len(rows))
    names = [context.ui(f"situations.quick.column.{name}") for name in (BEST, WORST)]
    with canvas(title, height=0.75 + 0.27 * len(rows), bare=True) as drawing:
        for row, (name, best, worst) in enumerate(rows):
            drawing.axes.text(-0.35, row, name, ha="right", va="center")
            for column, part in enumerate((best, worst)):
                fill = TOKENS["accent"] if part else TOKENS["card"]
                if part is not None:
                    drawing.axes.plot([column], [row], "o", color=TOKENS["accent"], markerfacecolor=fill, markersize=9)
        for column, name in enumerate(names):
            drawing.axes.text(column, -0.6, name, ha="center", va="bottom", color=TOKENS["muted"])
        words = [context.ui(f"situations.quick.{name}") for name in ("same", "differs")]
        drawing.axes.text(1.5, len(rows) - 0.2, f"● {words[0]}   ○ {words[1]}", ha="right", va="center", fontsize=9)
        drawing.axes.set_xlim(-0.5, 1.5)
        drawing.axes.set_ylim(len(rows) + 0.2, -0.5)
    said = "; ".join(f"{name}: {_word(best, context)}, {_word(worst, context)}" for name, best, worst in rows)
    return Chart(drawing.svg, title, context.ui("situations.quick.chart.text", text=said))


def _word(part: float | None, context: Context) -> str:
    return "–" if part is None else context.ui("situations.quick.same" if part else "situations.quick.differs")
