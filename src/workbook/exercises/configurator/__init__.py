"""Configurator: find the need behind the measure by asking, then draw what fits, within the rules of a system book.

Ten 'minutes' pay for question cards; a leading question gets a polite yes. A need counts only when it was asked about
*and* the drawing meets it: what fits by luck is a guess. In a room everybody takes a role first, and only who plays
the customer ever gets that card.
`parts` says what an author writes, this file what is stored; `reading` reads answers, `response` scores, `screens`,
`asking` and `result` draw the pages, `cabinet` and `plan` the pictures, `group` the room.
"""

from collections.abc import Iterator, Mapping
from typing import Any, Literal

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from workbook.content.answers import DONE, Answer, Flag, OneOf, Refused, Value, Words
from workbook.content.checks import unique
from workbook.content.models import Exercise, ExerciseOptions, Id, Note
from workbook.content.text import Text
from workbook.exercises.configurator.parts import (
    QUALITIES,
    Card,
    Condition,
    Knob,
    Profile,
    Qualities,
    Roles,
    Rule,
    Topic,
)

RoleName = Literal["seller", "customer", "observer"]
ROLES: tuple[RoleName, ...] = ("seller", "customer", "observer")
START, NOTE = "start", "note"
ROLE, PROFILE, STARTED, NOTED = f"{START}.role", f"{START}.profile", f"{START}.{DONE}", f"{NOTE}.words"
LONGEST = 280


class Configurator(Exercise):
    """Question cards, knobs with a system book, and the people who may sit at the table."""

    type: Literal["configurator"]
    drawing: Literal["cabinet", "plan"]
    budget: int = Field(default=10, ge=4, le=30)
    roles: Roles
    topics: tuple[Topic, ...] = Field(min_length=1)
    knobs: tuple[Knob, ...] = Field(min_length=1)
    book_title: Text
    book: tuple[Rule, ...] = ()
    profiles: tuple[Profile, ...] = Field(min_length=1)
    qualities: Qualities
    nothing_asked: Note

    class Options(ExerciseOptions):
        """`profile`: who sits at the table; `budget`: minutes for questions; `book: false`: without the system book."""

        profile: Id | None = None
        budget: int | None = Field(default=None, ge=4, le=30)
        book: bool = True

    @model_validator(mode="after")
    def _fits_together(self) -> "Configurator":
        cards, knobs = [card.id for card in self.cards], [knob.id for knob in self.knobs]
        unique((*cards, *knobs), (START, NOTE, DONE))
        for parts in (self.topics, self.profiles, self.book):
            unique(one.id for one in parts)
        for named, known in ((self._knobs_named(), knobs), (self._cards_named(), cards)):
            for name in named:
                if name not in known:
                    raise PydanticCustomError(
                        "configurator-unknown", "{name}", {"name": name, "known": ", ".join(known)}
                    )
        self._complete()
        return self

    def _complete(self) -> None:
        """Every card gets a reply from everybody, there is a card of each quality, and the start keeps to the book."""
        for profile in self.profiles:
            for card in self.cards:
                if profile.reply_to(card) is None:
                    named = {"card": card.id, "profile": profile.id}
                    raise PydanticCustomError("configurator-reply", "{card} {profile}", named)
        if {card.quality for card in self.cards} != set(QUALITIES):
            raise PydanticCustomError("configurator-qualities", "one of each", {"wanted": ", ".join(QUALITIES)})
        started = {knob.id: float(knob.start) for knob in self.knobs}
        for rule in self.book:
            if not rule.keeps(started):
                raise PydanticCustomError("configurator-start", "{rule}", {"rule": rule.id})
        drawn = {knob.draws for knob in self.knobs}
        if self.drawing == "cabinet" and not {"width", "height", "depth"} <= drawn:
            raise PydanticCustomError("configurator-cabinet", "width, height, depth", {})

    def _knobs_named(self) -> Iterator[str]:
        conditions: list[Condition] = []
        for rule in self.book:
            conditions += [rule.holds, *rule.when]
        for profile in self.profiles:
            conditions += [condition for need in profile.needs for condition in need.fits]
        for condition in conditions:
            yield from condition.of

    def _cards_named(self) -> Iterator[str]:
        return (reply.card for profile in self.profiles for reply in profile.replies)

    @property
    def cards(self) -> tuple[Card, ...]:
        """Every question, by topic."""
        return tuple(card for topic in self.topics for card in topic.cards)

    def with_options(self, options: ExerciseOptions) -> "Configurator":
        """As a facilitator set it. Raises KeyError for somebody who does not exist."""
        assert isinstance(options, Configurator.Options)
        changed: dict[str, Any] = {}
        if options.profile:
            chosen = tuple(profile for profile in self.profiles if profile.id == options.profile)
            if not chosen:
                raise KeyError(options.profile)
            changed["profiles"] = chosen
        if options.budget:
            changed["budget"] = options.budget
        if not options.book:
            changed["book"] = ()
        return self.model_copy(update=changed) if changed else self

    def items(self) -> Mapping[str, Answer]:
        """Role and person, committed at the start; each card asked; each knob; what was observed; the whole commit."""
        items: dict[str, Answer] = {ROLE: OneOf(ROLES)}
        items[PROFILE] = OneOf(tuple(profile.id for profile in self.profiles))
        items[STARTED] = Flag()
        items |= {card.item: Flag() for card in self.cards}
        items |= {knob.item: knob.answer for knob in self.knobs}
        return items | {NOTED: Words(LONGEST), DONE: Flag()}

    def check(self, item: str, value: Any, answers: Mapping[str, Value]) -> Value:
        """As in Exercise; a question that costs more than is left is refused, and only the seller asks."""
        checked = super().check(item, value, answers)
        card = next((card for card in self.cards if card.item == item), None)
        if card and checked:
            left = reading.minutes_left(self, answers)
            if reading.role_of(answers) != "seller":
                raise Refused("configurator.refused.role")
            if card.cost > left:
                raise Refused("configurator.refused.minutes", left=left, cost=card.cost)
        return checked

    def ready(self, item: str, answers: Mapping[str, Value]) -> bool:
        """The start asks for a person; a drawing may be committed only where the system book allows it."""
        if item in (STARTED, DONE):
            known = reading.profile_of(self, answers) is not None
            drawn = item == DONE and reading.role_of(answers) == "seller"
            return known and not (drawn and reading.broken(self, answers))
        return True


# Last, because they need the models above: they fill in the generic functions for this type.
from workbook.exercises.configurator import group, paper, reading, response, screens  # noqa: E402, F401
