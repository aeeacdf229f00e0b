"""A page that goes along with the room: the line that says where it is, and the vote of a walk."""

from typing import TYPE_CHECKING

from workbook.content.interface import ui
from workbook.content.models import Exercise
from workbook.player import steps
from workbook.player.vote import Vote, place_here, vote_of, voting
from workbook.store.walks import Path
from workbook.view.blocks import Step
from workbook.view.walking import Place

if TYPE_CHECKING:
    from workbook.player.page import Page


def elsewhere(page: "Page", here: str) -> dict[str, str]:
    """Where the room is, when this participant is somewhere else: a line with one tap to get there."""
    visitor, now = page.bound(), page.room.now
    if not now or now == here or now not in page.content.exercises():
        return {}
    title = page.content.exercises()[now].title.in_(visitor.language)
    text = ui("now.elsewhere", visitor.language, title=title)
    href = "" if now in page.order else f"{visitor.base}nu"
    return {"id": now, "text": text, "go": ui("now.go", visitor.language), "href": href}


def votes(page: "Page") -> list[Vote]:
    """The votes that are going on: one for every exercise of the page that the room walks together."""
    walked = [exercise for exercise in page.exercises if exercise.id in page.room.walks]
    return [vote_of(exercise, *_place(page, exercise)) for exercise in walked]


def _place(page: "Page", exercise: Exercise) -> tuple[Path, Place]:
    path = page.room.walks[exercise.id]
    return path, place_here(exercise, path, page.bound().language)


def vote_step(page: "Page", exercise: Exercise) -> Step:
    """The room walks this exercise together: the phone shows the vote of this moment."""
    path, place = _place(page, exercise)
    vote = vote_of(exercise, path, place)
    context = steps.context_of(vote, page.history(vote.id), page.bound(), page.room)
    frame = page.frame(exercise.id, exercise, f"{vote.id}:{context.done()}")
    return steps.as_step(frame | {"exercise": vote.id, "next": ""}, voting(exercise, path, place, context))
