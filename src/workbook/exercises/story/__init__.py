"""Story: one client over some months; what you choose early decides what you can choose, and hear, later.

A branching scenario with memory. Nothing is scored: at the end stand the consequences, and the roads not taken.
This file says what an author writes and what is stored; `checks` finds what cannot be played, `path` follows one
person, `response` makes up answers, `screens` and `result` draw for one person, `group` for a room.
"""

from collections.abc import Iterable, Mapping
from typing import Any, Literal

from pydantic import Field, model_validator

from workbook.content.answers import DONE, Answer, Flag, OneOf, Refused, Value
from workbook.content.checks import unique
from workbook.content.models import Cited, Exercise, Id, Labelled
from workbook.content.text import Model, Text

CHOICE = "choice"


class Memory(Cited):
    """Something that stays: what the client or a colleague remembers of an earlier choice."""

    id: Id
    text: Text


class Aside(Model):
    """A paragraph that a scene gains when a memory is held."""

    when: Id
    text: Text


class Instead(Model):
    """Another way on, for who holds a memory."""

    when: Id
    to: Id


class Move(Cited):
    """One thing you could do, what it brings about, and where it leads.

    `remember`: the memories it leaves. `when`: only offered to who holds this memory. `instead`: the first way whose
    memory is held (this move's own included) goes before `next`.
    """

    id: Id
    text: Text
    feedback: Text
    remember: tuple[Id, ...] = ()
    when: Id | None = None
    next: Id
    instead: tuple[Instead, ...] = ()

    def leads_to(self, held: Iterable[str]) -> str:
        """Where this move leads for who holds these memories, its own already among them."""
        return next((way.to for way in self.instead if way.when in held), self.next)


class Node(Model):
    """One moment of choice, in a chapter."""

    id: Id
    chapter: Id
    title: Text
    text: Text
    asides: tuple[Aside, ...] = ()
    moves: tuple[Move, ...] = Field(min_length=2)

    @property
    def choice(self) -> str:
        """The item that holds the chosen move."""
        return f"{self.id}.{CHOICE}"

    def offered(self, held: Iterable[str]) -> tuple[Move, ...]:
        """The moves open to who holds these memories."""
        return tuple(move for move in self.moves if move.when is None or move.when in held)


class Ending(Cited):
    """How it turns out."""

    id: Id
    title: Text
    text: Text


class Story(Exercise):
    """Moments of choice that lead to one of several endings."""

    type: Literal["story"]
    start: Id
    chapters: tuple[Labelled, ...] = Field(min_length=1)
    memories: tuple[Memory, ...] = ()
    nodes: tuple[Node, ...] = Field(min_length=2)
    endings: tuple[Ending, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _playable(self) -> "Story":
        unique([*(node.id for node in self.nodes), *(ending.id for ending in self.endings)], (DONE,))
        unique(chapter.id for chapter in self.chapters)
        unique(memory.id for memory in self.memories)
        for node in self.nodes:
            unique(move.id for move in node.moves)
        checks.check(self)
        return self

    @property
    def by_id(self) -> Mapping[str, Node]:
        """The nodes by their id."""
        return {node.id: node for node in self.nodes}

    def items(self) -> Mapping[str, Answer]:
        """Per node the chosen move and its commit; and the whole commit."""
        items: dict[str, Answer] = {}
        for node in self.nodes:
            items |= {node.choice: OneOf(tuple(move.id for move in node.moves)), f"{node.id}.{DONE}": Flag()}
        return items | {DONE: Flag()}

    def check(self, item: str, value: Any, answers: Mapping[str, Value]) -> Value:
        """As in Exercise; a move must be open to this person, at the moment where they are."""
        checked = super().check(item, value, answers)
        node = next((node for node in self.nodes if node.choice == item), None)
        if node is not None and checked is not None:
            here = path.follow(self, answers)
            if here.at != node.id or checked not in [move.id for move in node.offered(here.held)]:
                raise Refused("refused.choice")
        return checked

    def ready(self, item: str, answers: Mapping[str, Value]) -> bool:
        """As in Exercise; the story is done at an ending, and a moment once a move of it was chosen."""
        if item == DONE:
            return path.follow(self, answers).ending is not None
        return super().ready(item, answers)


# Last, because they need the models above: they fill in the generic functions for this type.
from workbook.exercises.story import checks, group, paper, path, response, result, screens  # noqa: E402, F401
