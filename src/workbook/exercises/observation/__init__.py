"""Observation: sort what was seen from what was judged, rewrite judgements, order a debrief, give one compliment.

What people write is never scored: rules that look at words say why they speak up, and each can be overruled.
This file says what an author writes and what is stored; `scoring` scores and makes up answers, `screens` asks,
`debrief` holds the last two parts, `words` the rules on words, `result` and `pictures` show the
result, `group` draws for a room.
"""

from collections.abc import Mapping
from typing import Literal

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from workbook.content.answers import DONE, Answer, Flag, InOrder, OneOf, Value, Words
from workbook.content.checks import unique
from workbook.content.models import Cited, Exercise, Id, Note
from workbook.content.text import Text

Key = Literal["observation", "judgement"]
KEYS: tuple[Key, ...] = ("observation", "judgement")
BATCH = 5  # notes committed together
LONGEST = 280  # characters of a text
BUT, ABSOLUTE, UNCHANGED = "but", "absolute", "unchanged"
RULES = (BUT, ABSOLUTE, UNCHANGED)
ORDER, OWN, RESULT = "order", "own", "result"
SEQUENCE, COMPLIMENT, QUESTION = "order.sequence", "own.compliment", "own.question"


class Statement(Cited):
    """A note that somebody took during a visit, with the makers' view of it."""

    id: Id
    text: Text
    key: Key
    feedback: Text


class Rewrite(Cited):
    """A judgement to rewrite, with what was really seen; `compliment`: what is written must be able to stand alone."""

    id: Id
    scene: Text
    text: Text
    compliment: bool = False
    example: Text
    feedback: Text


class Step(Cited):
    """One step of a debrief, with why it stands where the makers put it."""

    id: Id
    title: Text
    text: Text
    feedback: Text


class Observation(Exercise):
    """Notes to sort, judgements to rewrite, a debrief to put in order, and an own compliment with a question."""

    type: Literal["observation"]
    notes: tuple[Statement, ...] = Field(min_length=2)
    rewrites: tuple[Rewrite, ...] = Field(min_length=1)
    rules: tuple[Note, ...]
    steps: tuple[Step, ...] = Field(min_length=3, max_length=8)  # in the makers' order
    start: tuple[Id, ...]  # the order in which they are handed out
    alone: Id  # the step that stands alone in the picture: the compliment
    own_prompt: Text

    @model_validator(mode="after")
    def _fits_together(self) -> "Observation":
        reserved = (ORDER, OWN, RESULT, DONE)
        unique([note.id for note in self.notes] + [rewrite.id for rewrite in self.rewrites], reserved)
        unique((step.id for step in self.steps), reserved)
        ids = [step.id for step in self.steps]
        if sorted(rule.id for rule in self.rules) != sorted(RULES):
            raise PydanticCustomError("observation-rules", "write {wanted}", {"wanted": ", ".join(RULES)})
        if sorted(self.start) != sorted(ids) or list(self.start) == ids:
            raise PydanticCustomError("observation-start", "all steps, in another order", {"wanted": ", ".join(ids)})
        if self.alone not in ids:
            raise PydanticCustomError("observation-alone", "{id} is no step", {"id": self.alone})
        return self

    @property
    def batches(self) -> tuple[tuple[Statement, ...], ...]:
        """The notes by five; the id of the first one names the part that commits them."""
        return tuple(self.notes[i : i + BATCH] for i in range(0, len(self.notes), BATCH))

    def rule(self, name: str) -> Note:
        """The note of one rule."""
        return next(rule for rule in self.rules if rule.id == name)

    def items(self) -> Mapping[str, Answer]:
        """A kind per note, a text per rewrite, the sequence, the own lines; what was overruled; and the commits."""
        items: dict[str, Answer] = {}
        for batch in self.batches:
            items |= {asked(note): OneOf(KEYS) for note in batch} | {f"{batch[0].id}.{DONE}": Flag()}
        for rewrite in self.rewrites:
            items |= {written(rewrite): Words(LONGEST), f"{rewrite.id}.{DONE}": Flag()}
            items |= {f"{rewrite.id}.{rule}": Flag() for rule in RULES}
        items |= {SEQUENCE: InOrder(self.start), f"{ORDER}.{DONE}": Flag()}
        items |= {COMPLIMENT: Words(LONGEST), QUESTION: Words(LONGEST), f"{OWN}.{DONE}": Flag()}
        items |= {f"{OWN}.{rule}": Flag() for rule in (BUT, ABSOLUTE)}
        return items | {DONE: Flag()}

    def locked(self, item: str, answers: Mapping[str, Value]) -> bool:
        """A batch locks with its first note; rules are overruled once seen; the own lines can be written at the end."""
        owner, _, name = item.rpartition(".")
        if name in RULES:
            return False
        if owner == OWN:
            return bool(answers.get(f"{OWN}.{DONE}"))
        part = next((batch[0].id for batch in self.batches if owner in {note.id for note in batch}), owner)
        return bool(answers.get(DONE)) or bool(part and answers.get(f"{part}.{DONE}"))


def asked(note: Statement) -> str:
    """The item that holds what somebody took a note for."""
    return f"{note.id}.kind"


def written(rewrite: Rewrite) -> str:
    """The item that holds the participant's own version."""
    return f"{rewrite.id}.text"


from workbook.exercises.observation import group, result, scoring, screens  # noqa: E402, F401  (they register themselves)
