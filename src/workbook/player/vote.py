"""One vote of a room that walks a dialogue together: stored and released as an exercise of its own."""

import hashlib
from collections.abc import Mapping, Sequence
from typing import Literal

from workbook.content.answers import DONE, Answer, Flag, OneOf, Value
from workbook.content.interface import text, ui
from workbook.content.models import Exercise
from workbook.content.text import Language
from workbook.view.bars import wide_bars
from workbook.view.blocks import Block, Prose
from workbook.view.context import Context
from workbook.view.inputs import Choice
from workbook.view.numbers import listed
from workbook.view.walking import Place, place_of, road

CHOICE = "choice"


class Vote(Exercise):
    """Which line the room should say now."""

    type: Literal["vote"] = "vote"
    lines: tuple[str, ...]  # the ids of the lines that can be said here

    def items(self) -> Mapping[str, Answer]:
        """The line, and that the vote was cast."""
        return {CHOICE: OneOf(self.lines), DONE: Flag()}


def vote_of(exercise: Exercise, path: Sequence[str], place: Place) -> Vote:
    """The vote at this place of the walk; the same place always has the same vote."""
    mark = hashlib.sha256("/".join(path).encode()).hexdigest()[:8]
    title = text("vote.title")
    texts = {"title": title, "goal": title, "intro": title, "discussion": exercise.discussion}
    lines = tuple(str(option.value) for option in place.options)
    name = f"{exercise.id[:44].rstrip('-')}-stem-{mark}"
    shared = {"id": name, "code": exercise.code, "minutes": 1, "sensitive": exercise.sensitive, "own": True}
    return Vote(**shared, **texts, lines=lines)


def place_here(exercise: Exercise, path: Sequence[str], language: Language) -> Place:
    """Where the room is; at the start where the path does not fit the content any more."""
    return place_of(exercise, path, language) or place_of(exercise, (), language) or Place("", "")


def voting(exercise: Exercise, path: Sequence[str], place: Place, context: Context) -> tuple[Block, ...]:
    """The phone's screen: what the client says, and the lines to choose from; at the end the road that was taken."""
    before: tuple[Block, ...] = (Prose(context.ui("vote.said", line=place.said), "note"),) if place.said else ()
    if not place.options:
        return (*before, Prose(place.line, "lead"), *road(exercise, path, context.language))
    scene: tuple[Block, ...] = (
        *before,
        Prose(context.ui("dialogue.says", client=place.speaker), "label"),
        Prose(place.line, "quote"),
    )
    chosen = context.answers.get(CHOICE)
    if context.done():
        mine = next((option.text for option in place.options if option.value == chosen), "")
        return (*scene, Prose(context.ui("vote.cast"), "note"), Prose(mine, "lead"))
    choice = Choice(CHOICE, context.ui("vote.ask"), place.options, chosen)
    return (*scene, choice, context.commit(context.ui("vote.cast-it"), (CHOICE,)))


def result(place: Place, counted: Mapping[Value, int], language: Language) -> tuple[Block, ...]:
    """How the room voted: the lines as on the phones, each with the number of the trainer's key."""
    votes = [counted.get(option.value, 0) for option in place.options]
    lines = [f"{number}. {option.text}" for number, option in enumerate(place.options, 1)]
    most = [str(number) for number, n in enumerate(votes, 1) if n == max(votes)]
    title = ui("vote.most" if len(most) == 1 else "vote.tie", language, line=listed(most, language), n=max(votes))
    return (wide_bars(title, list(zip(lines, votes, strict=True))),)
