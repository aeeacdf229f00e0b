"""The interface's own texts: what the code asks for exists in both languages, and nothing else is kept."""

import ast
import re
from functools import cache
from pathlib import Path
from typing import get_args

import pytest
from pydantic_core.core_schema import ErrorType

from tests.conftest import ROOT
from workbook.content import yaml_source
from workbook.content.interface import text, ui

SRC = ROOT / "src" / "workbook"
ASKS = {"ui", "say", "text", "known", "Refused", "StoreUnavailable", "SourceError", "t"}  # the first argument is a key
FILLED_BY_THE_BROWSER = {"missing", "unfinished", "left"}  # the `{n}` of a text whose key ends so: it counts by itself
JINJA = re.compile(r"""\bt\(\s*["']([a-z0-9.-]+)["']""")


@cache
def interface() -> dict[str, tuple[Path, object]]:
    """Every key with its file and its raw value."""
    files = sorted((ROOT / "data" / "interface").glob("*.yaml"))
    return {key: (path, value) for path in files for key, value in yaml_source.read(path).value.items()}


@cache
def trees() -> dict[Path, ast.Module]:
    return {path: ast.parse(path.read_text("utf-8")) for path in sorted(SRC.rglob("*.py"))}


def calls(path: Path):
    for node in ast.walk(trees()[path]):
        if isinstance(node, ast.Call) and node.args:
            name = getattr(node.func, "attr", getattr(node.func, "id", ""))
            yield node, name, node.args[0]


def pattern(node: ast.JoinedStr) -> str:
    """An f-string as a pattern: what stands in braces may be anything."""
    parts = (re.escape(str(p.value)) if isinstance(p, ast.Constant) else r"([a-z0-9._-]+)" for p in node.values)
    return "".join(parts)


def is_key_pattern(node: ast.AST) -> bool:
    """Whether this f-string begins as a key does: `scale.` or `error.page.`."""
    first = node.values[0] if isinstance(node, ast.JoinedStr) and node.values else None
    return isinstance(first, ast.Constant) and bool(re.match(r"[a-z-]+\.", str(first.value)))


def literal_keys() -> list[tuple[str, int, str]]:
    found = []
    for path in trees():
        for node, name, first in calls(path):
            if name in ASKS and isinstance(first, ast.Constant) and isinstance(first.value, str):
                found.append((str(path.relative_to(ROOT)), node.lineno, first.value))
            if name == "PydanticCustomError" and isinstance(first, ast.Constant):
                found.append((str(path.relative_to(ROOT)), node.lineno, f"error.{first.value}"))
    for path in SRC.rglob("*.j2"):
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
            found.extend((str(path.relative_to(ROOT)), number, key) for key in JINJA.findall(line))
    return found


def constants() -> set[str]:
    """Every string in the code, and every word of it (`"home switch progress".split()`)."""
    strings = {
        node.value
        for tree in trees().values()
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    return strings | {word for string in strings for word in string.split()}


def scalars(value: object) -> set[str]:
    if isinstance(value, dict):
        return set().union(*map(scalars, value.values())) if value else set()
    if isinstance(value, list):
        return set().union(*map(scalars, value)) if value else set()
    return {value} if isinstance(value, str) else set()


def test_every_key_that_the_code_names_exists():
    asked = literal_keys()
    assert len(asked) > 200
    assert [(path, line, key) for path, line, key in asked if key not in interface()] == []


def test_every_key_that_the_code_puts_together_can_exist():
    for path in trees():
        for node, name, first in calls(path):
            if name in ASKS and isinstance(first, ast.JoinedStr):
                wanted = re.compile(pattern(first))
                assert any(wanted.fullmatch(key) for key in interface()), f"{path}:{node.lineno}: {wanted.pattern}"


def test_no_key_is_kept_that_nothing_asks_for():
    own = {
        word
        for path in (ROOT / "data").glob("*/*.yaml")
        if path.parent.name != "interface"
        for word in scalars(yaml_source.read(path).value)
    }
    known = constants() | set(get_args(ErrorType))  # `error.{…}` takes pydantic's own names
    fixed = {key for _, _, key in literal_keys()} | known
    strings = [node for tree in trees().values() for node in ast.walk(tree) if isinstance(node, ast.JoinedStr)]
    shapes = [re.compile(pattern(node)) for node in strings if is_key_pattern(node)]
    heads = [(node, str(getattr(node.values[0], "value", ""))) for node in strings if node.values]
    parts = [re.compile(pattern(node)) for node, head in heads if re.match(r"[a-z]+-", head)]  # f"tie-{focus}"

    def used(key: str) -> bool:
        matches = (shape.fullmatch(key) for shape in shapes)
        return key in fixed or any(match and all(map(possible, match.groups())) for match in matches)

    def possible(part: str) -> bool:
        """Whether this can stand in the braces: a word of the code or of the content, or a status code."""
        return part in known or part in own or part.isdigit() or any(shape.fullmatch(part) for shape in parts)

    assert [key for key in interface() if not used(key)] == []


def test_both_languages_have_the_same_placeholders():
    def placeholders(said: str) -> list[str]:
        return sorted(set(re.findall(r"\{([a-z_]+)\}", said)))

    assert [key for key in interface() if placeholders(text(key).nl) != placeholders(text(key).en)] == []


def test_every_text_has_both_languages_written_out():
    assert [key for key, (_, value) in interface().items() if not isinstance(value, dict)] == []


def test_every_placeholder_is_filled_where_the_text_is_asked_for():
    left = []
    for path in trees():
        for node, name, first in calls(path):
            if name not in ASKS or not isinstance(first, ast.Constant) or first.value not in interface():
                continue
            if any(keyword.arg is None for keyword in node.keywords):
                continue
            given = {keyword.arg for keyword in node.keywords}
            if first.value.rpartition(".")[2] in FILLED_BY_THE_BROWSER:
                given.add("n")
            wanted = set(re.findall(r"\{([a-z_]+)\}", text(first.value).nl))
            if wanted - given:
                left.append((str(path.relative_to(ROOT)), node.lineno, first.value, sorted(wanted - given)))
    assert left == []


def test_a_key_that_does_not_exist_is_an_error_not_a_text():
    with pytest.raises(KeyError):
        ui("there.is-no-such-key", "nl")


def test_a_value_with_braces_is_not_filled_again():
    assert ui("goal", "nl", goal="{title} van {goal}") == "Doel: {title} van {goal}"
