"""The result of a sorter: how many functions were recognised, where, and which two were mixed up most."""

from workbook.exercises.sorter import Sorter, asked, written
from workbook.exercises.sorter.naming import bookmark, function_title, part_of, question_numbers
from workbook.exercises.sorter.scores import own_confusions
from workbook.scoring import score
from workbook.view.blocks import Block, Box, Chart, Listing, Prose
from workbook.view.charts import canvas
from workbook.view.context import Context, keepsake
from workbook.view.inputs import Button
from workbook.view.tokens import TOKENS


def result(exercise: Sorter, context: Context) -> tuple[Block, ...]:
    """The last screen: the result line, the picture, the pair mixed up most and the own questions."""
    if not context.feedback:
        return (Prose(context.ui("sorter.waiting")), _look_back(exercise, context))
    rewritten = own_rewrites(exercise, context)
    return (
        _grid(exercise, context),
        *_pair(exercise, context),
        *((Prose(context.ui("sorter.rewritten"), "label"), Listing(rewritten)) if rewritten else ()),
        Prose(context.ui("sorter.open-key"), "note"),
        _look_back(exercise, context),
        Box((context.again(),), "actions"),
    )


def _look_back(exercise: Sorter, context: Context) -> Block:
    batches = [
        Button(question_numbers(exercise, batch, context), "_at", bookmark(part_of(batch), context), "quiet")
        for batch in exercise.batches
    ]
    rewrites = [
        Button(context.ui("sorter.rewritten"), "_at", bookmark(r.id, context), "quiet") for r in exercise.rewrites[:1]
    ]
    return Box((*batches, *rewrites), "actions", context.ui("sorter.look-back"))


def result_line(exercise: Sorter, context: Context) -> str:
    """'Bij 11 van de 16 vragen koos je dezelfde functie als de makers.'"""
    counts = score(exercise, context.answers).counts
    return context.ui("sorter.result", right=counts.get("right", 0), of=len(exercise.questions))


def _pair(exercise: Sorter, context: Context) -> tuple[Block, ...]:
    """Which two functions were mixed up most, with what sets them apart; equal firsts are named, up to two pairs."""
    pairs = own_confusions(exercise, context.answers)
    if not pairs:
        return (Prose(context.ui("sorter.no-pair")),) if score(exercise, context.answers).points else ()
    most = [pair for pair, times in pairs if times == pairs[0][1]]
    if len(most) > 2:
        return (Prose(context.ui("sorter.spread", n=sum(times for _, times in pairs))),)
    named = f" {context.ui('and')} ".join(_pair_title(exercise, pair, context) for pair in most)
    key = "sorter.pair" if pairs[0][1] > 1 else "sorter.pair.once"
    told = {name for pair in most for name in pair}
    apart = (f"{context.text(c.title)}: {context.text(c.explanation)}" for c in exercise.categories if c.id in told)
    return (Prose(context.ui(key, pair=named, n=pairs[0][1])), Listing(tuple(apart)))


def _pair_title(exercise: Sorter, pair: tuple[str, str], context: Context) -> str:
    """'Verkennen ↔ Doorvragen'."""
    return " ↔ ".join(function_title(exercise, name, context) for name in pair)


def own_rewrites(exercise: Sorter, context: Context) -> tuple[str, ...]:
    """The participant's own versions, each after the question it came from."""
    texts = [(rewrite, str(context.answers.get(written(rewrite)) or "").strip()) for rewrite in exercise.rewrites]
    return tuple(f"{context.text(rewrite.text)} → {own}" for rewrite, own in texts if own)


def _grid(exercise: Sorter, context: Context) -> Block:
    """Function × form: a filled dot for a function recognised, a ring for one mixed up."""
    rows = [category for category in exercise.categories if any(q.category == category.id for q in exercise.questions)]
    title = result_line(exercise, context)
    with canvas(title, height=0.75 + 0.34 * len(rows), bare=True) as drawing:
        axes = drawing.axes
        for y, category in enumerate(rows):
            axes.text(-0.17, y, context.text(category.title), ha="right", va="center")
            for x, form in enumerate(exercise.forms):
                for dot, right in enumerate(_dots(exercise, category.id, form.id, context)):
                    fill = TOKENS["accent"] if right else "none"
                    edge = TOKENS["accent"] if right else TOKENS["ink"]
                    axes.plot(
                        x + 0.17 * dot, y, "o", markersize=9, color=fill, markeredgecolor=edge, markeredgewidth=1.6
                    )
            axes.text(len(exercise.forms) - 0.1, y, _share(exercise, category.id, context), va="center")
        for x, form in enumerate(exercise.forms):
            axes.text(x - 0.1, -0.6, context.text(form.title), va="bottom", color=TOKENS["muted"])
        axes.set_ylim(len(rows) - 0.5, -0.5)
        axes.set_xlim(-0.12, len(exercise.forms) + 0.45)
        axes.text(-0.12, len(rows) - 0.4, context.ui("sorter.dots"), va="top", color=TOKENS["muted"])
    told = "; ".join(_row_in_words(exercise, category.id, context) for category in rows)
    return Chart(drawing.svg, title, context.ui("sorter.grid", text=told))


def _dots(exercise: Sorter, category: str, form: str, context: Context) -> list[bool]:
    """One per sorted question of this cell, the recognised ones first."""
    here = [q for q in exercise.questions if (q.category, q.form) == (category, form)]
    given = [(q, context.answers.get(asked(q))) for q in here]
    return sorted((value == q.category for q, value in given if value is not None), reverse=True)


def _share(exercise: Sorter, category: str, context: Context) -> str:
    dots = [dot for form in exercise.forms for dot in _dots(exercise, category, form.id, context)]
    return context.ui("sorter.share", n=sum(dots), of=len(dots))


def _row_in_words(exercise: Sorter, category: str, context: Context) -> str:
    """'Openen – open vraag 1 van 1, gesloten vraag 0 van 1'."""
    cells = [(form, _dots(exercise, category, form.id, context)) for form in exercise.forms]
    said = ", ".join(
        f"{context.text(form.title).lower()} {context.ui('sorter.share', n=sum(dots), of=len(dots))}"
        for form, dots in cells
        if dots
    )
    return f"{function_title(exercise, category, context)} – {said or _share(exercise, category, context)}"


@keepsake.register
def _keepsake(exercise: Sorter, context: Context) -> tuple[Block, ...]:
    shown = context.done() and context.feedback
    rewritten = own_rewrites(exercise, context)
    return (
        *((Prose(result_line(exercise, context)),) if shown else ()),
        *((Prose(context.ui("sorter.rewritten"), "label"), Listing(rewritten)) if rewritten else ()),
    )
