"""What must hold between parts of the content: ids that stand once, letters and codes that tell themes apart."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from pydantic_core import PydanticCustomError

from workbook.content.models import Theme
from workbook.content.problems import Problem
from workbook.content.yaml_source import Location, Source

WELCOME = "welcome"  # the id of the first step of a page
AROUND = "X"  # the letter of what frames the themes: a start, an ending; several files share it
PLAN_NUMBER = "9"  # with a theme's letter: the code of its last step, the plan for tomorrow

Written = tuple[Source, Theme[Any]]


def plan_id(theme_id: str) -> str:
    """The id of a theme's last step, the plan for tomorrow."""
    return f"{theme_id}-plan"


def unique(ids: Iterable[str], reserved: Iterable[str] = ()) -> None:
    """Raises PydanticCustomError: double-id for the first id that stands twice, reserved-id for one that is taken."""
    taken, seen = frozenset(reserved), set[str]()
    for name in ids:
        if name in taken:
            raise PydanticCustomError("reserved-id", "the id {id} is taken", {"id": name})
        if name in seen:
            raise PydanticCustomError("double-id", "the id {id} stands twice", {"id": name})
        seen.add(name)


def across(written: Sequence[Written]) -> Iterator[Problem]:
    """What is wrong between and within themes, by theme: what stands twice, and ids and codes that are taken."""
    first: dict[tuple[str, str], Problem] = {}
    plans = {plan_id(theme.id) for _, theme in written}
    for source, theme in written:
        for location, scope, value in _names(theme):
            here = Problem(source.path, source.line_of(location), "error.double", {"name": f"{location[-1]}: {value}"})
            before = first.setdefault((scope, value), here)
            if before is not here:
                yield Problem(here.path, here.line, here.key, {**here.values, "where": before.where()})
        yield from _taken(source, theme, plans)


def _names(theme: Theme[Any]) -> Iterator[tuple[Location, str, str]]:
    """Every value that may stand once: where it is, among what it must be the only one, and the value."""
    if theme.letter != AROUND:
        yield ("letter",), "letter", theme.letter
    yield ("order",), "order", str(theme.order)
    for index, section in enumerate(theme.sections):
        yield ("sections", index, "id"), f"section of {theme.id}", section.id
    for at, exercise in _exercises(theme):
        yield (*at, "id"), "exercise", exercise.id
        yield (*at, "code"), "code", exercise.code


def _taken(source: Source, theme: Theme[Any], plans: set[str]) -> Iterator[Problem]:
    for at, exercise in _exercises(theme):
        if exercise.id == WELCOME or exercise.id in plans:
            yield Problem(source.path, source.line_of((*at, "id")), "error.reserved-id", {"id": exercise.id})
        line = source.line_of((*at, "code"))
        values = {"code": exercise.code, "letter": theme.letter}
        if not exercise.code.startswith(theme.letter):
            yield Problem(source.path, line, "error.code-letter", values)
        elif exercise.code == theme.letter + PLAN_NUMBER:
            yield Problem(source.path, line, "error.code-plan", values)


def _exercises(theme: Theme[Any]) -> Iterator[tuple[Location, Any]]:
    for section_index, section in enumerate(theme.sections):
        for index, exercise in enumerate(section.exercises):
            yield ("sections", section_index, "exercises", index), exercise
