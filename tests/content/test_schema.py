"""The JSON Schemas: what an editor checks is what the loader checks."""

import json

import jsonschema
import pytest
import yaml

from tests.conftest import ROOT
from tests.content.author import GOOD
from workbook.content.schema import schemas
from workbook.exercises import TYPES, WorkbookTheme

DATA = ROOT / "data"
FILES = [
    *((path, "theme") for path in sorted((DATA / "themes").glob("*.yaml"))),
    *((path, "scale") for path in sorted((DATA / "scales").glob("*.yaml"))),
    (DATA / "sources.yaml", "sources"),
    (DATA / "programmes.yaml", "programmes"),
]


class Editor(yaml.SafeLoader):
    """Reads YAML 1.2 as editors do: only `true` and `false` are booleans, a date is text."""


Editor.yaml_implicit_resolvers = {
    sign: [(tag, found) for tag, found in resolvers if tag.rpartition(":")[2] in ("int", "float", "null")]
    for sign, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
for sign, word in (("t", "true"), ("f", "false")):
    Editor.add_implicit_resolver("tag:yaml.org,2002:bool", __import__("re").compile(f"^{word}$"), sign)


def validator(kind: str) -> jsonschema.Draft202012Validator:
    return jsonschema.Draft202012Validator(json.loads(schemas(WorkbookTheme)[f"{kind}.schema.json"]))


@pytest.mark.parametrize(("path", "kind"), FILES, ids=lambda value: getattr(value, "stem", value))
def test_every_file_fits_its_schema(path, kind):
    value = yaml.load(path.read_text("utf-8"), Editor)
    assert [error.message for error in validator(kind).iter_errors(value)] == []


def test_what_the_loader_refuses_an_editor_marks_too():
    wrong = yaml.load(GOOD.replace("minutes: 5", "minuten: 5").replace("kind: text", "kind: tekst"), Editor)
    assert not validator("theme").is_valid(wrong)
    assert validator("theme").is_valid(yaml.load(GOOD, Editor))


@pytest.mark.parametrize("name", sorted(schemas(WorkbookTheme)))
def test_the_schema_in_the_repository_is_the_one_that_the_code_writes(name):
    written = (DATA / "schema" / name).read_text("utf-8")
    assert written == schemas(WorkbookTheme)[name], "run `workbook schema`"


def test_the_theme_schema_knows_every_exercise_type():
    said = schemas(WorkbookTheme)["theme.schema.json"]
    assert [kind for kind in TYPES if f'"const": "{kind}"' not in said] == []
