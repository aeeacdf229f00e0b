"""Which ideas of the articles an exercise teaches, where an idea is taught, and which no exercise teaches yet."""

from collections.abc import Iterable
from typing import Any

from workbook.content.loading import Content, walk
from workbook.content.models import Cited, Exercise, Idea, Theme


def ideas_in(value: Any) -> tuple[str, ...]:
    """The ids of the ideas that something (a theme, an exercise, an option) cites, in the order of the articles."""
    return tuple(sorted({idea for _, model in walk(value) if isinstance(model, Cited) for idea in model.sources}))


def taught_in(themes: Iterable[Theme[Exercise]]) -> dict[str, list[Exercise]]:
    """The exercises that teach an idea, by the id of the idea, in the order of the workbook."""
    found: dict[str, list[Exercise]] = {}
    for theme in themes:
        for exercise in theme.exercises:
            for idea in ideas_in(exercise):
                found.setdefault(idea, []).append(exercise)
    return found


def cited_ideas(content: Content) -> set[str]:
    """The ids of all ideas that some exercise, option or note cites."""
    return {idea for theme in content.themes.values() for idea in ideas_in(theme)}


def uncovered(content: Content) -> list[Idea]:
    """The teachable ideas that nothing cites and no reason excuses; anecdotes force no exercise."""
    return [idea for idea in _uncited(content) if not idea.exception]


def excused(content: Content) -> list[Idea]:
    """The teachable ideas that nothing cites, for a reason."""
    return [idea for idea in _uncited(content) if idea.exception]


def _uncited(content: Content) -> list[Idea]:
    cited = cited_ideas(content)
    return [idea for idea in content.ideas().values() if idea.kind == "idea" and idea.id not in cited]
