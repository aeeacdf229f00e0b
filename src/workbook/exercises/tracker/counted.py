"""The way without a clock: a tally on paper, filled in afterwards."""

from workbook.exercises.tracker import COUNT, PLAYS, Tracker
from workbook.exercises.tracker.timeline import TALKERS
from workbook.view.blocks import Block, Box, Prose
from workbook.view.context import Context
from workbook.view.inputs import Number


def counting(exercise: Tracker, context: Context) -> tuple[Block, ...]:
    """How many strokes for each, and how often the two played together."""
    talkers = tuple(_number(name, 500, context) for name in TALKERS)
    plays = tuple(_number(name, 50, context) for name in PLAYS)
    needs = tuple(field.item for field in (*talkers, *plays))
    return (
        Prose(context.ui("tracker.count.how")),
        Box(talkers, "card", context.ui("tracker.count.shares")),
        Box(plays, "card", context.ui("tracker.count.plays")),
        context.commit(context.ui("tracker.count.commit"), needs),
    )


def _number(name: str, most: int, context: Context) -> Number:
    item = f"{COUNT}.{name}"
    return Number(item, context.ui(f"tracker.count.{name}"), 0, most, value=context.answers.get(item))
