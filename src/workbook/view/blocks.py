"""What can stand on a card: plain data, drawn by the page widget in a browser and by `html` in a print.

Every text here is plain text in one language: both sides escape it. Only `Chart.svg` is markup, made by `charts`.
`item` names the answer that a control gives; the page adds the exercise.
"""

from dataclasses import dataclass, fields, is_dataclass
from typing import Any, Literal

Tone = Literal["helps", "depends", "harms", "neutral"]


@dataclass(frozen=True)
class Block:
    """The base of all blocks; `kind` is the class name in lower case."""

    @property
    def kind(self) -> str:
        """The name by which the browser knows this block."""
        return type(self).__name__.lower()


@dataclass(frozen=True)
class Prose(Block):
    """Paragraphs, separated by a blank line. `role`: body, lead, quote (something said), note (small), label, code."""

    text: str
    role: Literal["body", "lead", "quote", "note", "label", "code"] = "body"


@dataclass(frozen=True)
class Heading(Block):
    """A heading inside a card; `level` 2–4."""

    text: str
    level: int = 3


@dataclass(frozen=True)
class Scene(Block):
    """A situation to read; `folded` shows it closed, to be opened again with one tap."""

    title: str
    text: str
    folded: bool = False


@dataclass(frozen=True)
class FeedbackNote(Block):
    """Feedback under the answer it speaks of; `title` in words, tone never by colour alone; `own`: our addition."""

    text: str
    title: str = ""
    tone: Tone = "neutral"
    own: bool = False


@dataclass(frozen=True)
class Chart(Block):
    """A picture: `title` says its one message, `text` says the same as the picture in words.

    A semicolon or a new line in `text` separates its rows: a long one is shown as a list.
    """

    svg: str
    title: str
    text: str


@dataclass(frozen=True)
class Table(Block):
    """A small table with a caption; cells are plain text."""

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Listing(Block):
    """A list of short lines."""

    lines: tuple[str, ...]
    ordered: bool = False


@dataclass(frozen=True)
class Details(Block):
    """Something extra behind one tap."""

    summary: str
    blocks: tuple[Block, ...]
    open: bool = False


@dataclass(frozen=True)
class Box(Block):
    """Blocks that belong together.

    `role`: card (framed), row (side by side where there is room), actions, or for the trainer: side and trainer.
    """

    blocks: tuple[Block, ...]
    role: Literal["card", "row", "actions", "side", "trainer"] = "card"
    title: str = ""


@dataclass(frozen=True)
class Progress(Block):
    """How far: `value` of `maximum`, said in `text`."""

    value: int
    maximum: int
    text: str


@dataclass(frozen=True)
class Link(Block):
    """A link to a page of this workbook; `style` as for buttons."""

    label: str
    href: str
    style: Literal["primary", "quiet"] = "quiet"
    new_window: bool = False


@dataclass(frozen=True)
class Links(Block):
    """A list of links to pages of this workbook, each opened beside this page; without an address only its label."""

    links: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Figures(Block):
    """A few big numbers with a word under each: joined, started, done."""

    figures: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Clock(Block):
    """How long something has gone on, ticking in the browser, beside what was planned; all in seconds.

    `behind` and `ahead` are texts with `{n}` for minutes: later than `until`, earlier than `since`.
    """

    elapsed: int
    since: int
    until: int
    on_time: str
    behind: str
    ahead: str


@dataclass(frozen=True)
class TimeLeft(Block):
    """The time that is left of `total` seconds, ticking in the browser; it closes nothing, it only tells.

    `text` holds `{time}`; `over` stands there afterwards. With `slower` and `off` (labels of buttons) somebody can take
    ten times as long, or do without, and with `back` have it back; their browser remembers.
    """

    left: float
    total: int
    text: str
    over: str
    slower: str = ""
    off: str = ""
    back: str = ""


@dataclass(frozen=True)
class Picture(Block):
    """An image made by this workbook (a QR code), as SVG markup, with its alternative text."""

    svg: str
    alt: str


def as_data(value: Any) -> Any:
    """Blocks as JSON-ready dicts, each with its `kind`; fields that hold their default are left out."""
    if isinstance(value, tuple | list):
        return [as_data(child) for child in value]
    if not is_dataclass(value):
        return value
    kind = {"kind": value.kind} if isinstance(value, Block) else {}
    return kind | {f.name: as_data(v) for f in fields(value) if (v := getattr(value, f.name)) != f.default}


@dataclass(frozen=True)
class Step:
    """One screen of a page: blocks, and which exercise its answers belong to ('' for none)."""

    exercise: str
    title: str
    blocks: tuple[Block, ...]
    where: str = ""  # "Op stap met de baas · stap 3 van 6 · ongeveer 8 minuten"
    back: str = ""  # label of the way back, '' for none
    next: str = ""
    value: int = 0
    maximum: int = 0
    anchor: str = ""  # changes when the screen has changed so much that the reader starts at its top
