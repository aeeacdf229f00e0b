"""What is wrong with content, where, and what to write: `data/themes/x.yaml:12: …` in the reader's language."""

import os
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from workbook.content import interface
from workbook.content.for_rooms import REFERENCE
from workbook.content.models import ARTICLE, CODE, IDEA, LETTER
from workbook.content.places import data_dir
from workbook.content.text import Language, Text
from workbook.content.yaml_source import Location, Source, SourceError

# pydantic's error types (docs: "Validation Errors") that say the same thing to an author
_SAME = {
    "int_parsing": "whole-number",
    "int_from_float": "whole-number",
    "float_parsing": "number",
    "bool_parsing": "flag",
    "string_type": "text",
    "string_too_short": "empty",
    "string_too_long": "too-long",
    "union_tag_not_found": "type-missing",
    "union_tag_invalid": "type-unknown",
    "model_type": "shape-mapping",
    "model_attributes_type": "shape-mapping",
    "dict_type": "shape-mapping",
    "tuple_type": "shape-list",
    "list_type": "shape-list",
    "greater_than_equal": "at-least",
    "greater_than": "more-than",
    "less_than_equal": "at-most",
    "less_than": "less-than",
    "string_pattern_mismatch": "pattern",
    "literal_error": "literal",
    "extra_forbidden": "unknown",
}
_PATTERNS = {CODE: "pattern-code", LETTER: "pattern-letter", ARTICLE: "pattern-article", IDEA: "pattern-idea"}
_PATTERNS[REFERENCE] = "pattern-reference"


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong; `key` names its sentence in the interface texts, `fallback` serves where none is."""

    path: Path
    line: int
    key: str
    values: dict[str, object] = field(default_factory=dict)
    fallback: str = ""

    def where(self) -> str:
        """The file and line, as an editor opens them."""
        base = data_dir().parent
        shown = self.path.relative_to(base) if self.path.is_relative_to(base) else self.path
        return f"{shown}:{self.line}"

    def sentence(self, language: Language) -> str:
        """What is wrong and what to write, after the place."""
        said = interface.ui(self.key, language, **self.values) if interface.known(self.key) else self.fallback
        return f"{self.where()}: {said}"


class ContentError(Exception):
    """Content that cannot be used; holds every problem found, in the order of the files."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(problem.sentence(reader_language()) for problem in self.problems))


def reader_language() -> Language:
    """The language of messages on a terminal: `WORKBOOK_LANGUAGE`, else the locale, else Dutch."""
    chosen = os.environ.get("WORKBOOK_LANGUAGE") or os.environ.get("LC_ALL") or os.environ.get("LANG") or "nl"
    return "en" if chosen.lower().startswith("en") else "nl"


def unreadable(path: Path, error: SourceError) -> Problem:
    """The problem of a file that is not YAML as we allow it."""
    return Problem(path, error.line, error.key, error.values, error.key)


def invalid(source: Source, error: ValidationError) -> list[Problem]:
    """Every problem that the models found in one file."""
    found = error.errors(include_url=False)
    return [_problem(source, details) for details in found if not _only_follows(details, found)]


def _only_follows(details: Any, found: Iterable[Any]) -> bool:
    """Whether a list is called too short only because something in it is wrong, which is a problem of its own."""
    here = details["loc"]
    inside = (other for other in found if len(other["loc"]) > len(here) and other["loc"][: len(here)] == here)
    return details["type"] == "too_short" and any(inside)


def _problem(source: Source, details: Any) -> Problem:
    location = _in_the_file(source, details["loc"])
    key, values, fallback = _told(details, location)
    return Problem(source.path, source.line_of(location), key, values, fallback)


def said(details: Any, language: Language) -> str:
    """What the models found wrong with one value, without a place: a sentence in this language."""
    key, values, fallback = _told(details, details["loc"])
    return interface.ui(key, language, **values) if interface.known(key) else fallback


def _told(details: Any, location: Location) -> tuple[str, dict[str, object], str]:
    """The key of the sentence, what fills it, and what is said where there is no such key."""
    kind = _kind(details)
    name = next((step for step in reversed(location) if isinstance(step, str)), "")
    values = {"name": name, "value": _shown(details.get("input")), **details.get("ctx", {})}
    if kind == "literal":
        values["expected"] = str(values["expected"]).replace(" or ", ", ")  # pydantic's own word, in any language
    return f"error.{kind}", values, f"{name}: {details['msg']}"


def _kind(details: Any) -> str:
    """What the sentence is about: the last part of its key."""
    kind, context = _SAME.get(details["type"], str(details["type"])), details.get("ctx", {})
    if kind == "pattern":  # any other than these is that of an id
        return _PATTERNS.get(context.get("pattern"), kind)
    if context.get("class_name") == Text.__name__ and details.get("input") is None:
        return "no-text"
    return kind


def _in_the_file(source: Source, location: Location) -> Location:
    """`location` without the name of an exercise's type, which pydantic puts after its place in the list.

    Some types are called like a field of theirs (`scale`, `cards`), so that the line of that field would be named.
    """
    value: Any = source.value
    for index, step in enumerate(location):
        if isinstance(value, dict) and index and isinstance(location[index - 1], int) and step == value.get("type"):
            return (*location[:index], *location[index + 1 :])
        if isinstance(value, dict if isinstance(step, str) else list):
            value = value.get(step) if isinstance(value, dict) else value[int(step)]
    return location


def _shown(value: object) -> str:
    text = str(value)
    return text if len(text) <= 40 else text[:39] + "…"
