"""The result of situations: how often somebody and the makers agree, and where they differ most."""

from workbook.exercises.situations import KEYS, Situation, Situations
from workbook.exercises.situations.quick_result import in_order, quick_line, quick_picture
from workbook.exercises.situations.response import distance
from workbook.scoring import Answers, score
from workbook.view.blocks import Block, Box, Chart, Listing, Prose
from workbook.view.charts import canvas
from workbook.view.context import Context, keepsake
from workbook.view.inputs import Button
from workbook.view.numbers import listed
from workbook.view.tokens import TOKENS

NAMED = 3  # at most so many situations stand in a title


def result_screen(exercise: Situations, context: Context) -> tuple[Block, ...]:
    """What stands there once everything is judged, with a way back to each scene."""
    looks_back = tuple(
        Button(f"{index}. {context.text(scene.title)}", "_at", scene.id, "quiet")
        for index, scene in enumerate(exercise.scenes, 1)
    )
    if not context.feedback:
        return (Prose(context.ui("situations.waiting")), Box(looks_back, "actions"))
    return (
        Prose(result_line(exercise, context), "lead"),
        quick_picture(exercise, context) if exercise.quick else _strips(exercise, context),
        Prose(context.ui("situations.open-key"), "note"),
        Box(looks_back, "actions", context.ui("situations.look-back")),
        Box((context.again(),), "actions"),
    )


def result_line(exercise: Situations, context: Context) -> str:
    """'Bij 6 van de 11 zetten die volgens de makers helpen, zei jij dat ook.', the harmful ones, where they differ."""
    if exercise.quick:
        return quick_line(exercise, context)
    counts = score(exercise, context.answers).counts
    line = context.ui("situations.result", **counts)
    differing = _most_different(exercise, context)
    return f"{line} {context.ui('situations.discuss', scenes=differing)}" if differing else line


def _scene_distances(exercise: Situations, answers: Answers) -> list[int]:
    def of(scene: Situation) -> int:
        given = [(answers.get(f"{scene.id}.{o.id}"), o.key) for o in scene.options]
        return sum(distance(value, key) for value, key in given if value in KEYS)

    return [of(scene) for scene in exercise.scenes]


def _most_different(exercise: Situations, context: Context) -> str:
    distances = _scene_distances(exercise, context.answers)
    worst = sorted(range(len(distances)), key=lambda i: -distances[i])[:2]
    named = [i + 1 for i in sorted(worst) if distances[i] > 0]
    return listed([str(n) for n in named], context.language) if named else ""


def _strips(exercise: Situations, context: Context) -> Block:
    distances = _scene_distances(exercise, context.answers)
    titles = [f"{i}. {context.text(scene.title)}" for i, scene in enumerate(exercise.scenes, 1)]
    title = _strips_title(distances, context)
    most = max([*distances, 3])
    with canvas(title, height=0.6 + 0.3 * len(titles), bare=True) as drawing:
        axes = drawing.axes
        colours = [TOKENS["accent"] if d == 0 else TOKENS["depends"] for d in distances]
        axes.hlines(range(len(titles)), 0, distances, color=colours, linewidth=5)
        axes.plot(distances, range(len(titles)), "o", color=TOKENS["ink"], markersize=6)
        for row, name in enumerate(titles):
            axes.text(-0.4, row, name, ha="right", va="center")
        axes.plot([0, most], [len(titles) - 0.4] * 2, color=TOKENS["line"], linewidth=1)
        for tick in range(0, most + 1, 1 if most < 9 else 2):
            axes.text(tick, len(titles) - 0.25, f"{tick}", ha="center", va="top", color=TOKENS["muted"])
        words = context.ui("situations.strips.axis")
        axes.text(most + 0.5, len(titles) + 0.45, words, ha="right", va="top", color=TOKENS["muted"])
        axes.set(xlim=(-0.3, most + 0.5), ylim=(len(titles) + 1.1, -0.5))
    text = "; ".join(f"{name}: {distance}" for name, distance in zip(titles, distances, strict=True))
    return Chart(drawing.svg, title, context.ui("situations.strips.text", text=text))


def _strips_title(distances: list[int], context: Context) -> str:
    """Where the difference is biggest and where smallest; a side that many situations share is left out."""
    high, low = max(distances), min(distances)
    if high == low:
        return context.ui("situations.strips.even" if high else "situations.strips.same")
    at = {name: [i for i, d in enumerate(distances, 1) if d == edge] for name, edge in (("most", high), ("least", low))}
    few = [name for name, numbers in at.items() if len(numbers) <= NAMED]
    key = "both" if len(few) == 2 else few[0] if few else "most"
    return context.ui(
        f"situations.strips.{key}",
        **{name: listed([str(n) for n in numbers], context.language) for name, numbers in at.items()},
    )


@keepsake.register
def _keepsake(exercise: Situations, context: Context) -> tuple[Block, ...]:
    if not context.done() or not context.feedback:
        return ()
    exercise = in_order(exercise, context)
    notes = [
        f"{context.text(scene.title)}: {context.answers[item]}"
        for scene in exercise.scenes
        if context.answers.get(item := f"{scene.id}.disagree")
    ]
    return (Prose(result_line(exercise, context)), *((Listing(tuple(notes)),) if notes else ()))
