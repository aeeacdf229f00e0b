"""What an exercise knows when it is drawn, and the generic functions that each type fills in."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import singledispatch

from workbook.content import interface
from workbook.content.answers import AGAIN, DONE, Value
from workbook.content.models import Exercise
from workbook.content.text import Language, Text
from workbook.scoring import Feedback
from workbook.store.pairs import Pairing
from workbook.store.privacy import Group
from workbook.view import numbers
from workbook.view.blocks import Block, FeedbackNote, Link
from workbook.view.inputs import Button


@dataclass(frozen=True)
class Context:
    """One person in front of one exercise.

    `answers` of the attempt that is going on, `earlier` the committed attempts before it (oldest first), `at` the
    bookmark within the exercise ('' at its start). `feedback`: whether feedback may be shown now; in a `room` that is
    after the trainer opened it. `group`: what may be shown of the room, once revealed. `pairing`: how this person is
    paired with somebody, None where that cannot be. `print_url`: a printable page.
    `base`: the prefix of the app's addresses, '' where nothing is kept. `seed`: a number that is always the same for
    one person, to divide people by chance.
    """

    language: Language = "nl"
    answers: Mapping[str, Value] = field(default_factory=dict)
    earlier: tuple[Mapping[str, Value], ...] = ()
    at: str = ""
    feedback: bool = True
    room: bool = False
    group: Group | None = None
    pairing: Pairing | None = None
    print_url: str = ""
    base: str = ""
    seed: int = 0
    today: date = field(default_factory=date.today)

    def text(self, text: Text) -> str:
        """A content text in this person's language."""
        return text.in_(self.language)

    def ui(self, key: str, /, **values: object) -> str:
        """An interface text in this person's language."""
        return interface.ui(key, self.language, **values)

    def number(self, value: float, decimals: int = 0) -> str:
        """A number as this person writes it."""
        return numbers.number(value, self.language, decimals)

    def halves(self, value: float) -> str:
        """A number in halves as this person writes it."""
        return numbers.halves(value, self.language)

    def done(self, part: str = "") -> bool:
        """Whether the exercise, or the named part of it, was committed."""
        return bool(self.answers.get(f"{part}.{DONE}" if part else DONE))

    def note(self, feedback: Feedback, title: str = "") -> FeedbackNote:
        """A feedback text as a block."""
        return FeedbackNote(self.text(feedback.text), title, feedback.tone, feedback.own)

    def commit(self, label: str, needs: tuple[str, ...] = (), part: str = "", missing: str = "") -> Button:
        """The primary button that commits the exercise or a part of it."""
        return Button(label, f"{part}.{DONE}" if part else DONE, True, "primary", needs, missing or self.ui("missing"))

    def again(self) -> Button:
        """The quiet button that starts a new attempt."""
        return Button(self.ui("again"), AGAIN, True, "quiet", confirm=self.ui("again.confirm"))

    def printing(self) -> tuple[Block, ...]:
        """A link to the printable page, where there is one."""
        return (Link(self.ui("print"), self.print_url, new_window=True),) if self.print_url else ()


@singledispatch
def render(exercise: Exercise, context: Context) -> tuple[Block, ...]:
    """What stands on the card now, from top to bottom. Depends on its arguments only."""
    raise NotImplementedError(f"exercises of type {exercise.type!r} cannot be drawn")


@singledispatch
def summarise(exercise: Exercise, group: Group, language: Language) -> tuple[Block, ...]:
    """What a released group's answers show: for the trainer's page, the projector, phones and the report."""
    raise NotImplementedError(f"exercises of type {exercise.type!r} cannot be summarised")


@singledispatch
def keepsake(exercise: Exercise, context: Context) -> tuple[Block, ...]:
    """What a participant takes home from this exercise: own words, plans, result; () when there is nothing yet."""
    raise NotImplementedError(f"exercises of type {exercise.type!r} have no keepsake")


@singledispatch
def draw_ahead(exercise: Exercise, language: Language) -> None:
    """Draw what looks the same for everybody, before anybody is there (see `charts.drawn_once`); most have nothing."""
