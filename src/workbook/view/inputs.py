"""The controls that can stand on a card: each gives the answer to one item, or to one item a row.

Plain data like the other blocks; labels and options are plain text in one language.
"""

from dataclasses import dataclass, field
from typing import Literal

from workbook.content.answers import Value
from workbook.view.blocks import Block


@dataclass(frozen=True)
class Choosable:
    """One option: `mark` is a short line under it once it may be seen ('zo kiezen de makers')."""

    value: Value
    text: str
    mark: str = ""


@dataclass(frozen=True)
class Choice(Block):
    """One of several options: native radio buttons. `layout`: list (rows) or scale (big taps, words at both ends)."""

    item: str
    label: str
    options: tuple[Choosable, ...]
    value: Value = None
    layout: Literal["list", "scale"] = "list"
    low: str = ""
    high: str = ""
    disabled: bool = False
    hint: str = ""


@dataclass(frozen=True)
class Row:
    """One row of a grid: its text, the answer, and below it what may be shown after the commit."""

    item: str
    text: str
    value: Value = None
    below: tuple[Block, ...] = ()


@dataclass(frozen=True)
class Grid(Block):
    """The same choice for several rows (a radio group each): rate every option."""

    label: str
    rows: tuple[Row, ...]
    columns: tuple[Choosable, ...]
    disabled: bool = False


@dataclass(frozen=True)
class Number(Block):
    """A number to type, with − and + beside it; `decimals` allowed, `unit` shown behind it."""

    item: str
    label: str
    low: float
    high: float
    step: float = 1
    value: Value = None
    unit: str = ""
    decimals: int = 0
    disabled: bool = False
    hint: str = ""


@dataclass(frozen=True)
class Slider(Block):
    """A slider with a number field beside it, for a value on a range; `low_text` and `high_text` name the ends."""

    item: str
    label: str
    low: float
    high: float
    step: float = 1
    value: Value = None
    low_text: str = ""
    high_text: str = ""
    disabled: bool = False


@dataclass(frozen=True)
class TextField(Block):
    """Free text. `rows` 1 gives a single line; what is typed is kept in the browser until it has been saved."""

    item: str
    label: str
    value: str = ""
    rows: int = 3
    longest: int = 600
    hint: str = ""
    placeholder: str = ""
    disabled: bool = False
    input_type: Literal["text", "date", "time"] = "text"


@dataclass(frozen=True)
class Stones(Block):
    """A fixed number of stones to lay over several items, with − and + for each; shows how many are left."""

    label: str
    rows: tuple[Row, ...]
    total: int
    left: str  # e.g. "Nog {n} stenen"
    disabled: bool = False


@dataclass(frozen=True)
class Check(Block):
    """A checkbox."""

    item: str
    label: str
    value: bool = False
    disabled: bool = False


@dataclass(frozen=True)
class Silence(Block):
    """A measured silence: begins when the button is pressed, ends at the next press; no countdown.

    `item` gets the seconds (0–60, to a hundredth), `pressed_item` the id of the tempting line pressed, if any.
    """

    item: str
    pressed_item: str
    prompt: str
    start: str
    stop: str
    running: str
    fill_ins: tuple[Choosable, ...] = ()


@dataclass(frozen=True)
class Tracker(Block):
    """Who talks now, tapped while it happens: a button each, and keys 1, 2, 3 and 0 in the order of `talkers`.

    Each tap answers `<prefix><n>` with the value of the talker and the tenths of a second since the first tap ('m134'),
    the end with 'e'; `done` commits. `goal` in seconds is only told. The state is in the answers: a reload goes on.
    """

    prefix: str
    done: str
    talkers: tuple[Choosable, ...]
    most: int
    goal: int
    words: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Movable:
    """One step to put in its place: its text, and a smaller line under it."""

    value: str
    text: str
    more: str = ""


@dataclass(frozen=True)
class Order(Block):
    """Steps to put in order, each with a button up and one down: no dragging. `rows` in the order handed out.

    `item` gets the values of the rows in their order, with a space between them; nothing until something was moved.
    `moved` is said aloud after a move, with {text} and {n}; `top` and `bottom` say what the ends mean.
    """

    item: str
    label: str
    rows: tuple[Movable, ...]
    value: str = ""
    up: str = ""
    down: str = ""
    moved: str = ""
    top: str = ""
    bottom: str = ""
    disabled: bool = False


@dataclass(frozen=True)
class Button(Block):
    """Does something: answers `item` with `value`. `needs` lists items to answer first; `missing` says so.

    `style`: primary (at most one on a card), quiet, danger, or tab (one of several views); `confirm` asks first.
    """

    label: str
    item: str
    value: Value = True
    style: Literal["primary", "quiet", "danger", "tab"] = "primary"
    needs: tuple[str, ...] = ()
    missing: str = ""
    confirm: str = ""
    pressed: bool = False  # of a tab: this is the one on the screen
    shortcut: str = ""  # a key that presses it: the `key` of a browser's keyboard event, e.g. "Enter" or " "
