"""How it turned out: the ending, what stays, the own road drawn, and at each moment the roads not taken."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from workbook.exercises.story import Story
from workbook.exercises.story.checks import roads
from workbook.exercises.story.path import Path, Step, follow, remembered
from workbook.view.blocks import Block, Box, Chart, Details, FeedbackNote, Listing, Prose
from workbook.view.charts import canvas
from workbook.view.context import Context, keepsake
from workbook.view.tokens import TOKENS


def result_screen(exercise: Story, path: Path, context: Context) -> tuple[Block, ...]:
    """The end of one person's story; in a room it waits for the trainer."""
    if not context.feedback:
        return (Prose(context.ui("story.waiting")), Box((context.again(),), "actions"))
    looks = tuple(
        Details(context.ui("story.look", n=n, title=context.text(step.node.title)), _looked(step, context))
        for n, step in enumerate(path.steps, 1)
    )
    return (
        *_ending(path, context),
        *_stays(exercise, path, context),
        _road(exercise, path, context),
        Prose(context.ui("story.roads"), "label"),
        *looks,
        Box((context.again(),), "actions"),
    )


def _ending(path: Path, context: Context) -> tuple[Block, ...]:
    if path.ending is None:
        return ()
    ending = path.ending
    return (FeedbackNote(context.text(ending.text), context.text(ending.title), "neutral", ending.own),)


def _stays(exercise: Story, path: Path, context: Context) -> tuple[Block, ...]:
    lines = tuple(context.text(memory.text) for memory in remembered(exercise, path))
    return (Prose(context.ui("story.stays"), "label"), Listing(lines)) if lines else ()


def _looked(step: Step, context: Context) -> tuple[Block, ...]:
    """The own choice with its consequence, then each other move: what it would have brought, or why it was not open."""
    blocks: list[Block] = [
        Prose(context.ui("story.own", text=context.text(step.move.text)), "label"),
        FeedbackNote(context.text(step.move.feedback), context.ui("story.then"), "neutral", step.move.own),
    ]
    for move in step.node.moves:
        if move != step.move:
            key = "story.other" if move in step.node.offered(step.held) else "story.closed"
            blocks += [
                Prose(context.ui(key, text=context.text(move.text)), "label"),
                FeedbackNote(context.text(move.feedback), "", "neutral", move.own),
            ]
    return tuple(blocks)


def _road(exercise: Story, path: Path, context: Context) -> Block:
    """A row a chapter, a dot a moment; the own road drawn through, the others dotted, the endings below."""
    rows: list[Sequence[str]] = [
        [node.id for node in exercise.nodes if node.chapter == chapter.id] for chapter in exercise.chapters
    ]
    rows.append([ending.id for ending in exercise.endings])
    spots = {name: _spot(row, place, len(names)) for row, names in enumerate(rows) for place, name in enumerate(names)}
    own = [*(step.node.id for step in path.steps), path.at]
    title = context.ui("story.road", n=len(path.steps), roads=roads(exercise))
    labels = [context.text(chapter.text) for chapter in exercise.chapters] + [context.ui("story.end")]
    with canvas(title, height=0.3 + 0.5 * len(rows), bare=True) as drawing:
        for start, end in sorted(_edges(exercise)):
            drawing.axes.plot(*_line(spots[start], spots[end]), ":", color=TOKENS["muted"], linewidth=1.2, zorder=0)
        for start, end in pairwise(own):
            drawing.axes.plot(*_line(spots[start], spots[end]), "-", color=TOKENS["accent"], linewidth=3, zorder=1)
        for name, (x, y) in spots.items():
            fill = TOKENS["accent"] if name in own else TOKENS["card"]
            drawing.axes.plot([x], [y], "o", color=TOKENS["accent"], markerfacecolor=fill, markersize=10, zorder=2)
        for row, label in enumerate(labels):
            drawing.axes.text(-0.1, row, label, ha="right", va="center")
        drawing.axes.set_xlim(-1.35, 2.2)
        drawing.axes.set_ylim(len(rows) - 0.6, -0.4)
    steps = [context.text(step.node.title) for step in path.steps]
    said = " → ".join([*steps, context.text(path.ending.title)] if path.ending else steps)
    return Chart(drawing.svg, title, context.ui("story.road.text", path=said))


def _spot(row: int, place: int, of: int) -> tuple[float, float]:
    return (1.0 if of == 1 else 0.25 + place * 1.6 / (of - 1), float(row))


def _line(start: tuple[float, float], end: tuple[float, float]) -> Any:
    return (start[0], end[0]), (start[1], end[1])


def _edges(exercise: Story) -> set[tuple[str, str]]:
    moves = [(node.id, move) for node in exercise.nodes for move in node.moves]
    return {(name, to) for name, move in moves for to in (move.next, *(way.to for way in move.instead))}


@keepsake.register
def _keepsake(exercise: Story, context: Context) -> tuple[Block, ...]:
    path = follow(exercise, context.answers)
    if not context.done() or not context.feedback or path.ending is None:
        return ()
    lines = tuple(f"{context.text(step.node.title)}: {context.text(step.move.text)}" for step in path.steps)
    return (Listing(lines, ordered=True), *_ending(path, context), *_stays(exercise, path, context))
