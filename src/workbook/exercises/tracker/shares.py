"""Giving away ten tenths, as stones."""

from workbook.exercises.tracker.timeline import TALKERS, WHOLE
from workbook.view.blocks import Block
from workbook.view.context import Context
from workbook.view.inputs import Row, Stones


def stones(part: str, label: str, context: Context, disabled: bool = False) -> Block:
    """Ten stones over client, seller, manager and silence."""
    rows = tuple(
        Row(f"{part}.{talker}", context.ui(f"tracker.{talker}"), context.answers.get(f"{part}.{talker}"))
        for talker in TALKERS
    )
    return Stones(label, rows, WHOLE, context.ui("tracker.left", n="{n}"), disabled)
