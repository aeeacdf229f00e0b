"""The shape of the code: who imports whom, who may name an exercise type, and how long a module gets."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import ROOT
from workbook.exercises import TYPES

SRC = ROOT / "src" / "workbook"
ORDER = "content scoring store view exercises player facilitate room serve cli".split()
LONGEST = 250
MODULES = sorted(path for path in SRC.rglob("*.py") if path != SRC / "__init__.py")  # the one that looks names up


def layer(module: str) -> str:
    return module.split(".")[1] if "." in module else ""


def name_of(path: Path) -> str:
    parts = path.relative_to(SRC.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imports(path: Path) -> Iterator[tuple[int, str]]:
    """Every module of ours that a file imports, within functions too."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names if alias.name.startswith("workbook"))
        elif isinstance(node, ast.ImportFrom) and node.level:
            yield node.lineno, f"{name_of(path)} (a relative import)"
        elif isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == "workbook":
            yield from ((node.lineno, f"{node.module}.{alias.name}") for alias in node.names)


def test_every_module_is_in_a_known_layer():
    assert {layer(name_of(path)) for path in MODULES} == set(ORDER)


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_a_module_imports_only_from_layers_before_it(path):
    here = ORDER.index(layer(name_of(path)))
    wrong = [(line, name) for line, name in imports(path) if layer(name) and ORDER.index(layer(name)) > here]
    assert wrong == [], f"{path.relative_to(ROOT)}: {ORDER[here]} comes before what it imports"


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_no_type_imports_another_and_nothing_else_imports_a_type(path):
    types = {f"workbook.exercises.{kind}" for kind in TYPES}
    own = ".".join(name_of(path).split(".")[:3])
    named = [(line, name) for line, name in imports(path) if ".".join(name.split(".")[:3]) in types - {own}]
    assert named == [], f"{path.relative_to(ROOT)}: an exercise type is reached through the generic functions"


@pytest.mark.parametrize(
    "path", [p for p in MODULES if layer(name_of(p)) != "exercises"], ids=lambda path: name_of(path)
)
def test_nothing_outside_exercises_decides_by_type(path):
    """No `exercise.type == "scale"`, no `{"scale": …}`: a new type is a new module and nothing else."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        compared = [*node.comparators, node.left] if isinstance(node, ast.Compare) else []
        keyed = node.keys if isinstance(node, ast.Dict) else []
        said = {one.value for one in (*compared, *keyed) if isinstance(one, ast.Constant)}
        attribute = any(isinstance(one, ast.Attribute) and one.attr == "type" for one in compared)
        assert not attribute or not said & set(TYPES), f"{path.relative_to(ROOT)}:{node.lineno}"


@pytest.mark.parametrize("path", [*MODULES, SRC / "__init__.py"], ids=name_of)
def test_a_module_stays_short_enough_to_read(path):
    lines = len(path.read_text("utf-8").splitlines())
    assert lines <= LONGEST, f"{path.relative_to(ROOT)}: {lines} lines, at most {LONGEST}: make it a folder"


def test_every_name_for_notebooks_can_be_imported():
    import workbook

    assert [name for name in workbook.__all__ if not callable(getattr(workbook, name))] == []
    with pytest.raises(AttributeError):
        _ = workbook.nothing
