"""The files around the code: they agree with each other, and name no machine and no package index."""

import hashlib
import json
import re
import subprocess
import tomllib
from dataclasses import dataclass
from pathlib import Path

import nbformat
import pytest
import yaml
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name

from tests.conftest import ROOT
from tests.refresh_notebooks import CHECKED
from workbook.player.parameters import Parameters

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*/*.ipynb"))
LONGEST_CELL = 8
SKIPPED = {".venv", ".git", "node_modules", "var", "out", "dist", "build", "tests"}
TEXT = {
    ".py",
    ".toml",
    ".yml",
    ".yaml",
    ".txt",
    ".md",
    ".json",
    ".ipynb",
    ".js",
    ".mjs",
    ".ts",
    ".css",
    ".j2",
    ".cfg",
    "",
}


def pinned() -> dict[str, str]:
    lines = (ROOT / "constraints.txt").read_text("utf-8").splitlines()
    return dict(line.split("==") for line in lines if line and not line.startswith("#"))


def committed() -> list:
    """The text files that git knows or would take; without git, every file that is not left out."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"], cwd=ROOT, capture_output=True, text=True
    )
    if listed.returncode == 0:
        paths = [ROOT / name for name in listed.stdout.splitlines()]
    else:
        paths = [path for path in ROOT.rglob("*") if not SKIPPED & set(path.relative_to(ROOT).parts[:-1])]
    return [path for path in paths if path.is_file() and path.suffix in TEXT]


# -- dependencies -----------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def environment():
    return yaml.safe_load((ROOT / "environment.yml").read_text("utf-8"))


def test_the_conda_environment_installs_this_project_as_it_was_tested(environment):
    pip = next(one["pip"] for one in environment["dependencies"] if isinstance(one, dict))
    assert "-e ." in pip
    assert "-c constraints.txt" in pip


def test_pyproject_is_the_only_list_of_dependencies(environment):
    names = {canonicalize_name(Requirement(text).name) for text in PROJECT["project"]["dependencies"]}
    conda = [Requirement(one) for one in environment["dependencies"] if isinstance(one, str)]
    pip = next(one["pip"] for one in environment["dependencies"] if isinstance(one, dict))
    assert {canonicalize_name(one.name) for one in conda} & names == set()
    assert [one for one in pip if not one.startswith("-")] == []


def test_both_ask_for_the_same_python(environment):
    conda = {one.name: one for one in map(Requirement, (d for d in environment["dependencies"] if isinstance(d, str)))}
    assert conda["python"].specifier == SpecifierSet(PROJECT["project"]["requires-python"])


def test_every_dependency_is_pinned_to_a_version_that_it_allows():
    extras = PROJECT["project"]["optional-dependencies"].values()
    versions = {canonicalize_name(name): version for name, version in pinned().items()}
    for text in [*PROJECT["project"]["dependencies"], *(one for extra in extras for one in extra)]:
        wanted = Requirement(text)
        version = versions.get(canonicalize_name(wanted.name))
        assert version, f"constraints.txt does not pin {wanted.name}"
        assert wanted.specifier.contains(version), (
            f"constraints.txt pins {wanted.name} {version}, not {wanted.specifier}"
        )


def test_constraints_name_no_index_and_no_address():
    lines = (ROOT / "constraints.txt").read_text("utf-8").splitlines()
    assert [line for line in lines if not re.fullmatch(r"#.*|[A-Za-z0-9._-]+==[A-Za-z0-9.+!]+|", line)] == []
    assert [line for line in lines if "://" in line or "index" in line.lower()] == []


def test_the_tests_import_nothing_that_is_not_declared_or_brought_along():
    """`requests`, `websocket`, `jsonschema`, `packaging`: what Jupyter brings, pinned all the same."""
    names = {canonicalize_name(name) for name in pinned()}
    assert {"requests", "websocket-client", "jsonschema", "packaging", "nbformat", "tornado"} <= names


# -- what browsers run ------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Bundle:
    """A folder of sources, and what `make bundle` makes of it."""

    sources: Path
    built: Path
    kinds: tuple[str, ...]
    inside: tuple[str, ...] = ("",)

    def hash(self) -> str:
        """The same sum as in build.mjs: name and content of every source, in order."""
        found, files = hashlib.sha256(), [path for folder in self.inside for path in (self.sources / folder).iterdir()]
        names = sorted(path.relative_to(self.sources).as_posix() for path in files if path.suffix in self.kinds)
        for name in names:
            found.update(name.encode())
            found.update((self.sources / name).read_bytes())
        return found.hexdigest()


WORKBOOK = ROOT / "src" / "workbook"
FRONT = (WORKBOOK / "serve" / "frontend", (".ts", ".css", ".mjs", ".json"), ("", "controls"))
BUNDLES = [
    Bundle(WORKBOOK / "view" / "page", WORKBOOK / "view" / "static" / "page.js", (".js", ".mjs", ".json")),
    *(
        Bundle(FRONT[0], WORKBOOK / "serve" / "static" / name, *FRONT[1:])
        for name in ("core.js", "controls.js", "controls.css")
    ),
]


@pytest.mark.parametrize("bundle", BUNDLES, ids=lambda bundle: bundle.built.name)
def test_what_ships_was_built_from_these_sources(bundle):
    header = bundle.built.read_text("utf-8").splitlines()[0]
    assert re.findall(r"\b[0-9a-f]{64}\b", header) == [bundle.hash()], "run `make bundle`"


@pytest.mark.parametrize("folder", sorted({bundle.sources for bundle in BUNDLES}), ids=lambda folder: folder.name)
def test_the_lock_file_names_no_registry(folder):
    lock = json.loads((folder / "package-lock.json").read_text("utf-8"))
    assert [name for name, package in lock["packages"].items() if "resolved" in package] == []
    package = json.loads((folder / "package.json").read_text("utf-8"))
    wanted = package["dependencies"] | package["devDependencies"]
    assert {name: lock["packages"][f"node_modules/{name}"]["version"] for name in wanted} == wanted


# -- notebooks --------------------------------------------------------------------------------------------------------


@pytest.fixture(params=NOTEBOOKS, ids=lambda path: f"{path.parent.name}-{path.stem}")
def notebook(request):
    return nbformat.read(request.param, 4)


def code(notebook):
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def is_parameters(cell) -> bool:
    return "parameters" in cell.metadata.get("tags", ())


def test_a_notebook_begins_with_prose_and_then_its_parameters(notebook):
    assert notebook.cells[0].cell_type == "markdown"
    assert [is_parameters(cell) for cell in code(notebook)] == [True] + [False] * (len(code(notebook)) - 1)


def test_a_cell_has_one_idea_in_at_most_eight_lines(notebook):
    long = [
        cell.source for cell in code(notebook) if not is_parameters(cell) and cell.source.count("\n") >= LONGEST_CELL
    ]
    assert long == []


def test_every_parameter_has_its_type_in_a_comment(notebook):
    lines = code(notebook)[0].source.splitlines()
    assert [line for line in lines if not re.fullmatch(r"\w+ = .+  # type: (str|int|dict|bool)\b.*", line)] == []


def test_the_parameters_are_those_of_the_model_with_its_defaults(notebook, request):
    space: dict[str, object] = {}
    exec(code(notebook)[0].source, space)
    given = {name: value for name, value in space.items() if not name.startswith("__")}
    if "facilitator" in request.node.callspec.id:  # a report needs a few of them
        assert set(given) <= set(Parameters.model_fields)
        assert Parameters(**given).min_group == 5
    else:
        assert set(given) == set(Parameters.model_fields)
        assert Parameters(**given) == Parameters(theme=given["theme"])


def test_a_checked_cell_was_executed_and_says_something(notebook):
    """nbval passes a cell without a count in silence: `python tests/refresh_notebooks.py` fills them."""
    checked = [cell for cell in code(notebook) if "nbval-check-output" in cell.metadata.get("tags", ())]
    assert checked
    for cell in checked:
        assert set(cell.metadata.tags) >= CHECKED
        assert cell.execution_count
        said = "".join(output.get("data", {}).get("text/plain", "") for output in cell.outputs)
        assert said
        assert not re.search(r"\d", said), f"an invariant, not a count: {said!r}"


def test_only_checked_cells_keep_output(notebook):
    kept = [
        cell.source for cell in code(notebook) if cell.outputs and not set(cell.metadata.get("tags", ())) >= CHECKED
    ]
    assert kept == []
    assert "widgets" not in notebook.metadata


# -- this machine -----------------------------------------------------------------------------------------------------


def test_no_committed_file_names_a_place_on_this_machine():
    places = [str(ROOT), *(f"/{top}/" for top in ("work", "root", "tmp/pytest"))]
    pattern = re.compile("|".join(rf"(?<![\w.])({re.escape(place)})" for place in places))
    found = [
        f"{path.relative_to(ROOT)}:{number}"
        for path in committed()
        if path.name not in ("test_project.py", *(bundle.built.name for bundle in BUNDLES))
        for number, line in enumerate(path.read_text("utf-8", errors="replace").splitlines(), 1)
        if pattern.search(line)
    ]
    assert found == []
