"""A theme as one sector reads it: the exercises that are for it, every text in its words.

Two means, both beside what they change: `sectors` on an exercise that only some sectors get, and `by_sector` on a text
that a sector says otherwise. A sector that a theme does not list is refused where it is asked for.
"""

from collections.abc import Iterator
from typing import Any, TypeVar

from workbook.content.models import Exercise, Theme
from workbook.content.text import Model, Sector, Text, Wordings
from workbook.content.yaml_source import Location

Read = TypeVar("Read")


def for_sector(theme: Theme[Any], sector: Sector) -> Theme[Any]:
    """`theme` for one of its sectors. A section of which no exercise is for this sector stays, empty."""
    sections = tuple(
        section.model_copy(update={"exercises": tuple(e for e in section.exercises if is_for(e, sector))})
        for section in theme.sections
    )
    return in_words_of(theme.model_copy(update={"sections": sections}), sector)


def is_for(exercise: Exercise, sector: Sector) -> bool:
    """Whether this exercise is for `sector` (one of its theme's)."""
    return not exercise.sectors or sector in exercise.sectors


def in_words_of(value: Read, sector: Sector) -> Read:
    """`value` with every text in it as `sector` reads it; the same object where nothing differs."""
    if isinstance(value, Text):
        return (getattr(value.by_sector, sector) or value) if value.by_sector else value
    if isinstance(value, tuple):
        said = tuple(in_words_of(child, sector) for child in value)
        return said if any(new is not old for new, old in zip(said, value, strict=True)) else value  # type: ignore[return-value]
    if isinstance(value, Model):
        fields = {name: getattr(value, name) for name in type(value).model_fields}
        changed = {name: new for name, old in fields.items() if (new := in_words_of(old, sector)) is not old}
        return value.model_copy(update=changed) if changed else value
    return value


def misplaced(theme: Theme[Any], found: Iterator[tuple[Location, Any]]) -> Iterator[tuple[Location, str]]:
    """Where something is said for a sector that this theme does not list, and where a sector would get no exercise.

    `found` is every model of the theme with its place (`loading.walk`).
    """
    for location, model in found:
        if isinstance(model, Wordings):
            yield from (((*location, sector), sector) for sector in model.given if sector not in theme.sectors)
        elif isinstance(model, Exercise):
            yield from (((*location, "sectors"), sector) for sector in model.sectors if sector not in theme.sectors)
    for sector in theme.sectors:
        if not any(is_for(exercise, sector) for exercise in theme.exercises):
            yield ("sectors",), sector
