"""From `data/` to models: every file, every problem at once."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

from workbook.content import yaml_source
from workbook.content.checks import Written, across
from workbook.content.models import Article, Cited, Exercise, Idea, Scale, Theme
from workbook.content.places import data_dir
from workbook.content.problems import ContentError, Problem, invalid, unreadable
from workbook.content.programmes import Programme, mistakes
from workbook.content.sectors import misplaced
from workbook.content.yaml_source import Location, Source, SourceError


@dataclass(frozen=True)
class Content:
    """All that authors wrote: themes in the order of the workbook, the articles they build on, the programmes."""

    themes: dict[str, Theme[Exercise]]
    articles: dict[str, Article]
    programmes: dict[str, Programme] = field(default_factory=dict)

    def ideas(self) -> dict[str, Idea]:
        """Every numbered idea by its id."""
        return {idea.id: idea for article in self.articles.values() for idea in article.ideas}

    def exercises(self) -> dict[str, Exercise]:
        """Every exercise by its id, in the order of the workbook."""
        return {exercise.id: exercise for theme in self.themes.values() for exercise in theme.exercises}

    def theme_of(self, exercise_id: str) -> Theme[Exercise]:
        """The theme that holds this exercise. Raises KeyError."""
        for theme in self.themes.values():
            if any(exercise.id == exercise_id for exercise in theme.exercises):
                return theme
        raise KeyError(exercise_id)


@dataclass
class _Findings:
    problems: list[Problem] = field(default_factory=list)

    def read(self, path: Path) -> Source | None:
        try:
            return yaml_source.read(path)
        except SourceError as error:
            self.problems.append(unreadable(path, error))
            return None

    def validate(self, source: Source | None, kind: Any) -> Any:
        if source is None:
            return None
        try:
            return TypeAdapter(kind).validate_python(source.value)
        except ValidationError as error:
            self.problems.extend(invalid(source, error))
            return None


def load(theme_model: type[Theme[Any]], folder: Path | None = None) -> Content:
    """Load everything under `folder` (default: the configured data folder).

    `theme_model` is `Theme[…]` over the union of known exercise types. Raises ContentError with all problems.
    """
    folder = folder or data_dir()
    found = _Findings()
    articles = found.validate(found.read(folder / "sources.yaml"), tuple[Article, ...]) or ()
    scales = _scales(folder / "scales", found)
    ideas = {idea.id for article in articles for idea in article.ideas}
    written: list[Written] = []
    for path in sorted((folder / "themes").glob("*.yaml")):
        source = found.read(path)
        theme = _theme(source, theme_model, scales, ideas, found) if source else None
        if source and theme:
            written.append((source, theme))
    found.problems.extend(across(written))
    programmes = _programmes(folder / "programmes.yaml", found)
    if found.problems:
        raise ContentError(found.problems)
    ordered = sorted((theme for _, theme in written), key=lambda theme: theme.order)
    return Content({theme.id: theme for theme in ordered}, {article.id: article for article in articles}, programmes)


def _programmes(path: Path, found: _Findings) -> dict[str, Programme]:
    """The programmes by id; a folder without that file has none."""
    source = found.read(path) if path.exists() else None
    programmes: tuple[Programme, ...] = found.validate(source, tuple[Programme, ...]) or ()
    if source:
        found.problems.extend(mistakes(source, programmes))
    return {programme.id: programme for programme in programmes}


def _scales(folder: Path, found: _Findings) -> dict[str, Any]:
    """The raw scales by id: an exercise that names one gets it as if the author had written it there."""
    scales = {}
    for path in sorted(folder.glob("*.yaml")):
        source = found.read(path)
        if source is not None and found.validate(source, Scale) is not None:
            scales[source.value["id"]] = source.value
    return scales


def _theme(
    source: Source, model: type[Theme[Any]], scales: dict[str, Any], ideas: set[str], found: _Findings
) -> Theme[Any] | None:
    path = source.path
    before = len(found.problems)
    _insert_scales(source, source.value, (), scales, found)
    theme: Theme[Any] | None = found.validate(source, model)
    if theme is None or len(found.problems) > before:
        return None
    if theme.id != path.stem:
        found.problems.append(Problem(path, source.line_of(("id",)), "error.file-name", {"name": path.stem}))
    for location, idea in _unknown_ideas(theme, ideas):
        found.problems.append(Problem(path, source.line_of(location), "error.unknown-idea", {"name": idea}))
    for location, sector in misplaced(theme, walk(theme)):
        values: dict[str, object] = {"name": sector, "known": ", ".join(theme.sectors)}
        found.problems.append(Problem(path, source.line_of(location), "error.sector", values))
    return theme


def _insert_scales(source: Source, value: Any, at: Location, scales: dict[str, Any], found: _Findings) -> None:
    if isinstance(value, list):
        for index, child in enumerate(value):
            _insert_scales(source, child, (*at, index), scales, found)
    elif isinstance(value, dict):
        if isinstance(value.get("scale"), str):
            name = value["scale"]
            if name not in scales:
                choices = ", ".join(sorted(scales))
                values = {"name": name, "choices": choices}
                found.problems.append(Problem(source.path, source.line_of((*at, "scale")), "error.scale", values))
            value["scale"] = scales.get(name, name)
        for key, child in value.items():
            _insert_scales(source, child, (*at, key), scales, found)


def walk(value: Any, at: Location = ()) -> Iterator[tuple[Location, Any]]:
    """Every model inside `value` with its place in the YAML, outermost first."""
    if isinstance(value, tuple | list):
        for index, child in enumerate(value):
            yield from walk(child, (*at, index))
    elif hasattr(type(value), "model_fields"):
        yield at, value
        for name, field_info in type(value).model_fields.items():
            yield from walk(getattr(value, name), (*at, field_info.alias or name))


def _unknown_ideas(theme: Theme[Any], ideas: set[str]) -> Iterator[tuple[Location, str]]:
    for location, model in walk(theme):
        if isinstance(model, Cited):
            yield from (((*location, "sources"), idea) for idea in model.sources if idea not in ideas)
