"""What a room sees of its talks: how long it kept silent, what it said first, and where it chose differently."""

from collections import Counter
from collections.abc import Sequence

from workbook.content.for_rooms import measured
from workbook.content.text import Language
from workbook.exercises.dialogue import Dialogue, SilenceStep
from workbook.exercises.dialogue.checks import turns_left
from workbook.exercises.dialogue.lines import Node
from workbook.exercises.dialogue.metered import turn_of_defence
from workbook.exercises.dialogue.pictures import axis_end, bands
from workbook.exercises.dialogue.replay import quoted, says
from workbook.exercises.dialogue.talk import first_fill_in, first_silence, judged
from workbook.store.privacy import Group
from workbook.view.bars import Bar, line_bars
from workbook.view.blocks import Block, Chart, Prose
from workbook.view.charts import canvas
from workbook.view.context import Context, summarise
from workbook.view.tokens import TOKENS

WIDEST = 3  # turns shown
NONE = -1.0  # seconds of whoever came to no silence


@summarise.register
def _summarise(exercise: Dialogue, group: Group, language: Language) -> tuple[Block, ...]:
    context = Context(language)
    blocks: list[Block] = [
        Prose(context.ui(f"dialogue.group.lead{'.trio' if measured(exercise.trio) else ''}", n=group.n), "label")
    ]
    if exercise.silence:
        blocks += _silences(exercise, exercise.silence, group, context)
    if exercise.defence:
        blocks += _defences(exercise, group, context)
    return (*blocks, *_choices(exercise, group, context))


def _silences(exercise: Dialogue, step: SilenceStep, group: Group, context: Context) -> list[Block]:
    """Whoever took a road without a silence is counted as such: left out, they would be told from the others."""
    found = group.numbers(lambda answers: _or_none(first_silence(exercise, answers))) or []
    seconds = [one for one in found if one != NONE]
    if not seconds:
        return [Prose(context.ui("dialogue.group.no-silence"), "note")]
    blocks: list[Block] = [_dots(step, seconds, context)]
    if len(found) > len(seconds):
        blocks.append(Prose(context.ui("dialogue.group.without-silence", n=len(found) - len(seconds)), "note"))
    pressed = group.tally(lambda answers: first_fill_in(exercise, answers) or "", (*step.fill_in_ids, ""))
    if pressed and any(pressed[name] for name in step.fill_in_ids):
        said = dict(zip(step.fill_in_ids, step.fill_ins, strict=True))
        bars = [(quoted(context.text(exercise.said(said[name]))), pressed[name]) for name in step.fill_in_ids]
        bars.sort(key=lambda bar: -bar[1])
        blocks.append(line_bars(context.ui("dialogue.group.fill-in", line=bars[0][0]), bars))
    return blocks


def _or_none(seconds: float | None) -> float:
    return NONE if seconds is None else seconds


def _defences(exercise: Dialogue, group: Group, context: Context) -> list[Block]:
    """In which turn people first defended themselves."""
    most = max(turns_left(exercise.edges).values())
    counted = group.tally(lambda answers: turn_of_defence(exercise, answers), range(most + 1))
    if counted is None:
        return [Prose(context.ui("dialogue.group.few.defence"), "note")]
    of, later = sum(counted.values()), counted[0]
    title = context.ui("dialogue.group.defence", n=later, of=of)
    labels = [context.ui("dialogue.group.turn", n=n) for n in range(1, most + 1)]
    bars = list(zip(labels, (counted[n] for n in range(1, most + 1)), strict=True))
    return [line_bars(title, [*bars, (context.ui("dialogue.group.never"), later)])]


def _dots(step: SilenceStep, seconds: Sequence[float], context: Context) -> Block:
    """One open dot a person, equal ones stacked."""
    landed = sum(judged(step, one).id == "geland" for one in seconds)
    title = context.ui("dialogue.group.silence", n=landed, of=len(seconds))
    stacks = Counter(min(one, axis_end(step)) for one in seconds)
    tallest = max(stacks.values())
    with canvas(title, height=1.1 + 0.16 * tallest) as drawing:
        bands(drawing.axes, step, context, tallest)
        for at, n in stacks.items():
            drawing.axes.plot([at] * n, range(tallest - n, tallest), "o", mfc=TOKENS["card"], mec=TOKENS["ink"])
    told = ", ".join(f"{context.halves(at)} s: {sum(one == at for one in seconds)}" for at in sorted(set(seconds)))
    return Chart(drawing.svg, title, context.ui("dialogue.group.silence.text", text=told))


def _choices(exercise: Dialogue, group: Group, context: Context) -> list[Block]:
    """The turns with the least agreement first; a turn that too few reached is left out."""
    found: list[tuple[float, Node, list[Bar]]] = []
    for node in exercise.nodes:
        counted = group.counts(f"{node.id}.choice", [option.id for option in node.options])
        if counted:
            bars = [(says(exercise, option, context), counted[option.id]) for option in node.options]
            found.append((max(counted.values()) / sum(counted.values()), node, bars))
    if not found:
        return [Prose(context.ui("dialogue.group.few-lines"), "note")]
    found.sort(key=lambda row: row[0])
    return [
        line_bars(f"{exercise.names.client}: {says(exercise, node, context)}", bars) for _, node, bars in found[:WIDEST]
    ]
