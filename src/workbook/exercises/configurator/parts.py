"""What a configurator is made of: knobs, a system book, question cards, and people with needs that they do not tell."""

from collections.abc import Mapping
from typing import Literal

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from workbook.content.answers import Answer, Number, OneOf
from workbook.content.checks import unique
from workbook.content.models import Cited, Id, Note
from workbook.content.text import Language, Model, Text
from workbook.view import numbers

Quality = Literal["opens", "narrow", "leads"]
QUALITIES: tuple[Quality, ...] = ("opens", "narrow", "leads")
Draws = Literal["width", "height", "depth", "doors", "drawers", "open", "corner", "loose"]
POINTS = {"must": 3, "wish": 1}


class Condition(Model):
    """A sum of knobs between two limits: `{of: {hoogte: 1}, most: 120}`."""

    of: dict[Id, float] = Field(min_length=1)
    least: float | None = None
    most: float | None = None

    @model_validator(mode="after")
    def _limits(self) -> "Condition":
        if self.least is None and self.most is None:
            raise PydanticCustomError("configurator-limit", "give least or most", {"name": ", ".join(self.of)})
        return self

    def holds(self, values: Mapping[str, float]) -> bool:
        """Whether these values of the knobs keep to it."""
        total = sum(times * values[knob] for knob, times in self.of.items())
        return (self.least is None or total >= self.least) and (self.most is None or total <= self.most)


class Rule(Cited):
    """What the system book says: whenever all of `when` holds, so must `holds`; `text` says what can be, and why."""

    id: Id
    when: tuple[Condition, ...] = ()
    holds: Condition
    text: Text

    def keeps(self, values: Mapping[str, float]) -> bool:
        """Whether these values of the knobs keep to the rule."""
        return self.holds.holds(values) or not all(condition.holds(values) for condition in self.when)


class Knob(Model):
    """Something of the drawing that can be set: a size, how many of a part, or one of several options."""

    id: Id
    label: Text
    kind: Literal["slider", "count", "choice"]
    low: int = 0
    high: int = 1
    step: int = Field(default=1, ge=1)
    start: int = 0
    unit: Text | None = None
    options: tuple[Text, ...] = ()
    draws: Draws | None = None

    @model_validator(mode="after")
    def _fits(self) -> "Knob":
        high = len(self.options) - 1 if self.kind == "choice" else self.high
        right = self.low < high and self.low <= self.start <= high and (self.start - self.low) % self.step == 0
        if bool(self.options) != (self.kind == "choice") or not right:
            raise PydanticCustomError("configurator-knob", "{id} does not fit its kind", {"id": self.id})
        return self

    @property
    def item(self) -> str:
        """The item that holds its value."""
        return f"{self.id}.made"

    @property
    def answer(self) -> Answer:
        """What the item takes: of a choice the number of the option, the first is 0."""
        if self.kind == "choice":
            return OneOf(tuple(range(len(self.options))))
        return Number(self.low, self.high, self.step)

    def told(self, value: float, language: Language) -> str:
        """A value in words: '120 cm', 'losse delen'."""
        if self.kind == "choice":
            return self.options[int(value)].in_(language)
        number = numbers.number(value, language)
        return f"{number} {self.unit.in_(language)}" if self.unit else number


class Card(Model):
    """A question that costs minutes; `reply` is what anybody says to it who has no reply of their own."""

    id: Id
    cost: int = Field(ge=1, le=2)
    quality: Quality
    text: Text
    reply: Text | None = None

    @property
    def item(self) -> str:
        """The item that says it was asked; once asked it stays asked."""
        return f"{self.id}.done"


class Topic(Model):
    """Questions about one thing."""

    id: Id
    title: Text
    cards: tuple[Card, ...] = Field(min_length=1)


class Need(Cited):
    """Something that somebody needs (`must`) or would like (`wish`), and tells only when asked."""

    id: Id
    weight: Literal["must", "wish"]
    short: Text  # two to four words
    tells: Text  # for who plays this person: what you tell once you are asked
    fits: tuple[Condition, ...] = Field(min_length=1)
    found: Text
    missed: Text

    @property
    def points(self) -> int:
        """What it counts for."""
        return POINTS[self.weight]


class Reply(Model):
    """What this person answers to one card, and which needs come out with it."""

    card: Id
    text: Text
    reveals: tuple[Id, ...] = ()


class Profile(Model):
    """Somebody at the table."""

    id: Id
    name: Text
    opening: Text
    card: Text  # for who plays this person
    needs: tuple[Need, ...] = Field(min_length=1)
    replies: tuple[Reply, ...]

    @model_validator(mode="after")
    def _every_need_can_be_found(self) -> "Profile":
        unique(need.id for need in self.needs)
        unique(reply.card for reply in self.replies)
        told = {need for reply in self.replies for need in reply.reveals}
        if told != {need.id for need in self.needs}:
            odd = ", ".join(sorted(told ^ {need.id for need in self.needs}))
            raise PydanticCustomError("configurator-reveals", "{names} in {id}", {"names": odd, "id": self.id})
        return self

    def reply_to(self, card: Card) -> Text | None:
        """What this person says to a card."""
        return next((reply.text for reply in self.replies if reply.card == card.id), card.reply)

    def revealed_by(self, card: Card) -> tuple[str, ...]:
        """The needs that come out with a card."""
        return next((reply.reveals for reply in self.replies if reply.card == card.id), ())


class Role(Model):
    """One of the three at the table, with the card that says what to do."""

    title: Text
    card: Text


class Roles(Model):
    """Who asks and draws, who is asked, and who watches."""

    seller: Role
    customer: Role
    observer: Role


class Qualities(Model):
    """What each kind of question did: a note for each."""

    opens: Note
    narrow: Note
    leads: Note
