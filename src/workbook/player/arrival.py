"""Arrival in a room (X0): the own question with which somebody comes; it returns in the portfolio."""

from collections.abc import Mapping
from typing import Literal

from workbook.content.answers import DONE, Answer, Flag, Value, Words
from workbook.content.interface import text
from workbook.content.models import Exercise
from workbook.view.blocks import Block, Prose
from workbook.view.context import Context, keepsake

QUESTION = "question"
LONGEST = 200  # characters


class Arrival(Exercise):
    """What do you want to be able to do or know at the end?"""

    type: Literal["arrival"] = "arrival"

    def items(self) -> Mapping[str, Answer]:
        """The question."""
        return {QUESTION: Words(LONGEST), DONE: Flag()}

    def locked(self, item: str, answers: Mapping[str, Value]) -> bool:
        """It can be changed all day."""
        return False


def arrival() -> Arrival:
    """The arrival, the same for every session."""
    told = {name: text(f"arrival.{name}") for name in ("title", "goal", "intro", "discussion")}
    return Arrival(id="x0-aankomst", code="X0", minutes=3, own=True, **told)


@keepsake.register
def _keepsake(exercise: Arrival, context: Context) -> tuple[Block, ...]:
    question = str(context.answers.get(QUESTION) or "").strip()
    return (Prose(question, "quote"),) if question else ()
