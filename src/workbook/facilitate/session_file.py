"""A session as a facilitator writes it: checked against the content before anything is made of it."""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from workbook.content import yaml_source
from workbook.content.loading import Content
from workbook.content.models import Exercise
from workbook.content.problems import ContentError, Problem, invalid, reader_language, unreadable
from workbook.content.text import Language, Text
from workbook.content.yaml_source import Location, Source, SourceError
from workbook.exercises import load_content
from workbook.facilitate.look_file import Found, with_look
from workbook.player.parameters import BadParameters, wrong_option
from workbook.store.sessions import SessionSettings

SLUG_LENGTH = 40


def read_session_file(path: Path) -> SessionSettings:
    """The settings in a session file. Raises ContentError: every problem with file, line and what to write."""
    try:
        source = yaml_source.read(path)
    except SourceError as error:
        raise ContentError([unreadable(path, error)]) from None
    if not isinstance(source.value, dict):
        raise ContentError([Problem(path, 1, "facilitate.shape")])
    return _settings(source, path.parent)


def checked_settings(values: Mapping[str, Any], language: Language | None = None) -> SessionSettings:
    """These values as settings. Raises BadParameters: a sentence for each thing that the content does not support.

    The sentences are in `language`, by default that of the window in which the command was given.
    """
    try:
        return _settings(Source(Path("session"), dict(values), {}))
    except ContentError as error:
        sentences = [
            problem.sentence(language or reader_language()).removeprefix(f"{problem.where()}: ")
            for problem in error.problems
        ]
        raise BadParameters(sentences) from None


def slug_of(title: str) -> str:
    """A short name for files: the title in ASCII, lower case, with hyphens; at most 40 signs."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:SLUG_LENGTH].strip("-") or "sessie"


def _settings(source: Source, folder: Path | None = None) -> SessionSettings:
    content = load_content()
    given, ugly = with_look(source, _filled(source.value, content), folder)
    problems: list[Problem] = []
    taken: list[Location] = []
    settings = None
    try:
        settings = SessionSettings.model_validate(given)
    except ValidationError as error:
        problems = invalid(source, error)
        taken = [details["loc"] for details in error.errors(include_url=False)]
    for location, problem in [*_unsupported(source, given, content), *ugly]:
        if not any(wrong[: len(location)] == location for wrong in taken):
            problems.append(problem)
    if problems or settings is None:
        raise ContentError(sorted(problems, key=lambda problem: problem.line))
    options = {name: _canonical(content.exercises()[name], chosen) for name, chosen in settings.options.items()}
    return settings.model_copy(update={"options": options})


def _filled(values: Mapping[str, Any], content: Content) -> dict[str, Any]:
    """What was given, with a slug made from the title and all themes where these are missing."""
    given = {name: value for name, value in values.items() if value is not None}
    title = given.get("title")
    defaults = {"slug": slug_of(title) if isinstance(title, str) else "sessie", "themes": list(content.themes)}
    return defaults | given


def _canonical(exercise: Exercise, chosen: Mapping[str, Any]) -> dict[str, Any]:
    """The options of one exercise as its type reads them: 'true' is true, '4' is 4."""
    return type(exercise).Options.model_validate(dict(chosen)).model_dump(mode="json", exclude_unset=True)


def _unsupported(source: Source, given: Mapping[str, Any], content: Content) -> Iterator[Found]:
    """Everything that the content does not support, each with its place."""
    chosen = _strings(given["themes"])
    yield from _themes(source, chosen, content)
    yield from _sector(source, given, [name for name in chosen if name in content.themes], content)
    for field, check in (("options", _options), ("cases", _case)):
        for name, value in _mapping(given.get(field)).items():
            where = (field, name)
            exercise = content.exercises().get(name)
            if exercise is None:
                yield _found(source, where, "facilitate.exercise", value=name, known=_listed(chosen, content))
            elif (theme := content.theme_of(name).id) not in chosen:
                yield _found(source, where, "facilitate.not-chosen", value=name, theme=theme)
            elif isinstance(value, dict):
                yield from check(source, where, exercise, value, content)


def _themes(source: Source, chosen: list[str], content: Content) -> Iterator[Found]:
    for index, name in enumerate(chosen):
        if name not in content.themes:
            yield _found(source, ("themes", index), "parameter.theme", value=name, known=", ".join(content.themes))
        elif name in chosen[:index]:
            yield _found(source, ("themes", index), "facilitate.twice", value=name)


def _sector(source: Source, given: Mapping[str, Any], chosen: list[str], content: Content) -> Iterator[Found]:
    sector = given.get("sector", SessionSettings.model_fields["sector"].default)
    lacking = [name for name in chosen if sector not in content.themes[name].sectors]
    if lacking:
        shared = [s for s in content.themes[chosen[0]].sectors if all(s in content.themes[n].sectors for n in chosen)]
        values = {"value": sector, "themes": ", ".join(lacking), "known": ", ".join(shared) or "–"}
        yield _found(source, ("sector",), "facilitate.sector", **values)


def _options(
    source: Source, where: Location, exercise: Exercise, value: dict[str, Any], _content: Content
) -> Iterator[Found]:
    kind = type(exercise).Options
    for name in value.keys() - kind.model_fields.keys():
        known = ", ".join(kind.model_fields) or "–"
        yield _found(source, (*where, name), "parameter.option-unknown", exercise=exercise.id, name=name, known=known)
    known_only = {name: chosen for name, chosen in value.items() if name in kind.model_fields}
    try:
        exercise.with_options(kind.model_validate(known_only))
    except ValidationError as error:
        yield from ((where, problem) for problem in invalid(_inside(source, where), error))
    except (KeyError, ValueError) as error:
        key, told = wrong_option(exercise, known_only, error)
        yield _found(source, (*where, told["name"]), key, **told)


def _case(
    source: Source, where: Location, exercise: Exercise, value: dict[str, Any], content: Content
) -> Iterator[Found]:
    try:
        case = {key: Text.model_validate(text) for key, text in value.items()}
    except ValidationError:
        return  # the settings themselves say so
    try:
        exercise.with_case(case)
    except ValueError as error:
        code = str(error)
        key = "facilitate.no-case" if code == "no-case" else f"error.{code}"
        replaceable = [e.id for e in content.exercises().values() if type(e).with_case is not Exercise.with_case]
        values: dict[str, object] = {"value": exercise.id, "known": ", ".join(replaceable) or "–"}
        yield where, Problem(source.path, source.line_of(where), key, values, f"{exercise.id}: {code}")


def _inside(source: Source, where: Location) -> Source:
    """The part of a file under `where`, as if it were a file of its own: its lines are kept."""
    depth = len(where)
    lines = {place[depth:]: line for place, line in source.lines.items() if place[:depth] == where}
    return Source(source.path, None, lines)


def _found(source: Source, where: Location, key: str, **values: object) -> Found:
    return where, Problem(source.path, source.line_of(where), key, values)


def _listed(chosen: list[str], content: Content) -> str:
    themes = [content.themes[name] for name in chosen if name in content.themes]
    return ", ".join(exercise.id for theme in themes for exercise in theme.exercises) or "–"


def _strings(value: object) -> list[str]:
    return [item for item in value if isinstance(item, str)] if isinstance(value, list | tuple) else []


def _mapping(value: object) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}
