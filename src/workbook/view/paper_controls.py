"""What of a screen stands on paper: its texts, and its controls with their numbers and without an answer."""

from collections.abc import Iterator, Sequence
from dataclasses import fields, replace
from functools import cache
from typing import Any

from workbook.content.interface import ui
from workbook.content.text import LANGUAGES
from workbook.view import blocks as b
from workbook.view import inputs as i

READ = (b.Prose, b.Heading, b.Scene, b.Table, b.Listing)  # what is taken along; pictures and feedback never are


def as_paper(blocks: Sequence[b.Block]) -> tuple[b.Block, ...]:
    """One screen on paper: what can be read, and every control without its answer; for types that list their own."""
    kept = (one for one in flat(blocks) if items_of(one) or readable(one) or isinstance(one, b.Progress))
    return tuple(unanswered(one) if items_of(one) else one for one in kept)


def readable(block: b.Block) -> bool:
    """Whether this is a text that belongs on paper; that somebody waits for feedback does not."""
    return isinstance(block, READ) and not (isinstance(block, b.Prose) and block.text in _waiting())


@cache
def _waiting() -> frozenset[str]:
    return frozenset(ui("waiting.feedback", language) for language in LANGUAGES)


def numbers(blocks: Sequence[b.Block]) -> dict[str, int]:
    """The number of every item that these blocks ask for: 1, 2, 3, … in the order of the paper."""
    return {item: number for number, item in enumerate((item for one in blocks for item in items_of(one)), 1)}


def items_of(block: b.Block) -> tuple[str, ...]:
    """The items that a control gives an answer to; () for everything that is no control."""
    if isinstance(block, i.Button):
        return ()
    named = [getattr(block, name) for name in ("item", "pressed_item") if getattr(block, name, "")]
    return (*named, *(row.item for row in rows_of(block)))


def rows_of(block: b.Block) -> tuple[i.Row, ...]:
    """The rows of a control that asks one question for several things."""
    rows = getattr(block, "rows", ())  # of a text field it is a number, of a table they are cells
    return tuple(row for row in rows if isinstance(row, i.Row)) if isinstance(rows, tuple) else ()


def flat(blocks: Sequence[b.Block]) -> Iterator[b.Block]:
    """Blocks one after the other: what belongs together or lies behind a tap stands below its title."""
    for block in blocks:
        inside = getattr(block, "blocks", None)
        if inside is None:
            yield block
            continue
        title = getattr(block, "title", "") or getattr(block, "summary", "")
        if title and any(items_of(one) or isinstance(one, READ) for one in flat(inside)):
            yield b.Heading(title, 4)
        yield from flat(inside)
    for block in blocks:  # what stands below a row is asked with it
        for row in rows_of(block):
            yield from (one for one in flat(row.below) if items_of(one))


def unanswered(control: Any) -> Any:
    """A control as it stands on paper: no answer, and nothing of what a screen shows once there is one."""
    empty: dict[str, Any] = {"value": "" if isinstance(control, i.TextField) else None, "placeholder": ""}
    if isinstance(control, i.Check):
        empty["value"] = False
    for name in ("options", "columns", "fill_ins"):
        empty[name] = tuple(replace(option, mark="") for option in getattr(control, name, ()))
    if rows_of(control):
        empty["rows"] = tuple(replace(row, value=None, below=()) for row in rows_of(control))
    return replace(
        control, **{name: value for name, value in empty.items() if name in {f.name for f in fields(control)}}
    )
