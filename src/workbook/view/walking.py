"""A dialogue that the room walks together: what a type must say to be walked, turn by turn."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import singledispatch

from workbook.content.models import Exercise
from workbook.content.text import Language
from workbook.view.blocks import Block
from workbook.view.inputs import Choosable


@dataclass(frozen=True)
class Place:
    """Where a walk is: who says what, and what can be said back (nothing at an end).

    `said`: the line that led here and who said it, '' at the start; `silence`: a silence belongs between that line and
    what is said here.
    """

    speaker: str
    line: str
    options: tuple[Choosable, ...] = ()
    said: str = ""
    silence: bool = False


@singledispatch
def place_of(exercise: Exercise, path: Sequence[str], language: Language) -> Place | None:
    """Where these lines (ids of options, in order) lead; None for a type that cannot be walked, or a wrong path."""
    return None


@singledispatch
def road(exercise: Exercise, path: Sequence[str], language: Language) -> tuple[Block, ...]:
    """The whole road with the roads not taken: to look back on together."""
    return ()
