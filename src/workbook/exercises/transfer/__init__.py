"""Transfer: look over the fence at a neighbour, see their use of a technique you know, and plan your own with a date.

Nothing is scored: the card is complete or it is not. The card is never locked: it can be edited until the day.
This file says what an author writes and what is stored; `response` counts and makes up answers, `screens` asks,
`fence` draws, `group` shows the room which techniques are taken along.
"""

from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, Field, model_validator
from pydantic_core import PydanticCustomError

from workbook.content.answers import DONE, Answer, Flag, OneOf, Refused, Value, Words, is_date
from workbook.content.checks import unique
from workbook.content.models import Cited, Exercise, ExerciseOptions, Id, Note
from workbook.content.text import Model, Text

DRAW, MATCH, CARD = "draw", "match", "card"
NEIGHBOUR, TECHNIQUE = f"{DRAW}.neighbour", f"{CARD}.technique"
WRITTEN = {"where": 120, "when": 120, "say": 160}  # what is typed on the card, and how long it may be
FIELDS = ("technique", *WRITTEN, "date")


def _once(ids: tuple[str, ...]) -> tuple[str, ...]:
    unique(ids)
    return ids


class Technique(Cited):
    """Something you can do in any conversation."""

    id: Id
    text: Text  # two to five words


class Use(Cited):
    """How a neighbour uses one of the techniques."""

    id: Id
    technique: Id
    text: Text
    feedback: Text


class Neighbour(Model):
    """Somebody in another line of work."""

    id: Id
    title: Text  # with its article: 'de huisarts'
    text: Text
    uses: tuple[Use, ...] = Field(min_length=1)


class Transfer(Exercise):
    """Techniques, the neighbours who use them too, and a card for your own use."""

    type: Literal["transfer"]
    techniques: tuple[Technique, ...] = Field(min_length=2)
    neighbours: tuple[Neighbour, ...] = Field(min_length=2)
    foundation: Text  # what all the sheds stand on, in a few words
    print_title: Text
    complete: Note
    incomplete: Note

    class Options(ExerciseOptions):
        """`neighbours`: draw from these only, in this order."""

        neighbours: Annotated[tuple[Id, ...], AfterValidator(_once)] = ()

    @model_validator(mode="after")
    def _fits_together(self) -> "Transfer":
        known = [technique.id for technique in self.techniques]
        unique(known)
        unique(neighbour.id for neighbour in self.neighbours)
        unique((use.id for one in self.neighbours for use in one.uses), (DRAW, MATCH, CARD, DONE))
        for use in (use for neighbour in self.neighbours for use in neighbour.uses):
            if use.technique not in known:
                named = {"use": use.id, "name": use.technique, "known": ", ".join(known)}
                raise PydanticCustomError("transfer-technique", "{use}: {name}", named)
        return self

    def with_options(self, options: ExerciseOptions) -> "Transfer":
        """Only the chosen neighbours. Raises KeyError for one that does not exist."""
        assert isinstance(options, Transfer.Options)
        by_id = {neighbour.id: neighbour for neighbour in self.neighbours}
        chosen = tuple(by_id[name] for name in options.neighbours)
        return self.model_copy(update={"neighbours": chosen}) if chosen else self

    def items(self) -> Mapping[str, Answer]:
        """The neighbour; for each of their uses a technique; the fields of the card; three commits."""
        techniques = OneOf(tuple(technique.id for technique in self.techniques))
        items: dict[str, Answer] = {
            NEIGHBOUR: OneOf(tuple(one.id for one in self.neighbours)),
            f"{DRAW}.{DONE}": Flag(),
        }
        items |= {f"{use.id}.technique": techniques for one in self.neighbours for use in one.uses}
        items |= {f"{MATCH}.{DONE}": Flag(), TECHNIQUE: techniques}
        items |= {f"{CARD}.{name}": Words(longest) for name, longest in WRITTEN.items()}
        return items | {f"{CARD}.date": Words(10), DONE: Flag()}

    def locked(self, item: str, answers: Mapping[str, Value]) -> bool:
        """The card never is; what was matched is locked with the match."""
        if item.startswith(f"{CARD}."):
            return False
        matched = item.endswith(".technique") and bool(answers.get(f"{MATCH}.{DONE}"))
        return matched or super().locked(item, answers)

    def check(self, item: str, value: Any, answers: Mapping[str, Value]) -> Value:
        """As in Exercise; the date must be a day of the calendar."""
        checked = super().check(item, value, answers)
        if checked and item == f"{CARD}.date" and not is_date(str(checked)):
            raise Refused("transfer.refused.date")
        return checked

    def ready(self, item: str, answers: Mapping[str, Value]) -> bool:
        """First a neighbour, then a technique for each use; the card may be kept as soon as it holds something."""
        drawn = self.drawn(answers)
        if item == DONE:
            return drawn is not None and len(self.missing(answers)) < len(FIELDS)
        if item == f"{MATCH}.{DONE}":
            return drawn is not None and all(answers.get(f"{use.id}.technique") for use in drawn.uses)
        return drawn is not None

    def drawn(self, answers: Mapping[str, Value]) -> Neighbour | None:
        """The neighbour behind the plank that was lifted."""
        return next((one for one in self.neighbours if one.id == answers.get(NEIGHBOUR)), None)

    def technique(self, name: Value) -> Technique | None:
        """The technique with this id."""
        return next((technique for technique in self.techniques if technique.id == name), None)

    def missing(self, answers: Mapping[str, Value]) -> tuple[str, ...]:
        """The fields of the card that hold nothing yet."""
        return tuple(name for name in FIELDS if not str(answers.get(f"{CARD}.{name}") or "").strip())


# Last, because they need the models above: they fill in the generic functions for this type.
from workbook.exercises.transfer import group, paper, response, screens  # noqa: E402, F401
