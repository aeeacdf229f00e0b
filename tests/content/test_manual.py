"""The author's manual is tested against the code: every type has a section, every example in it is accepted."""

import re
from typing import Any

import pytest

from workbook.content.loading import Content
from workbook.content.models import Scale, Theme
from workbook.content.places import data_dir
from workbook.content.yaml_source import parse, read
from workbook.exercises import TYPES, WorkbookTheme
from workbook.scoring import Respondent, score, simulate

MANUAL = (data_dir() / "README.md").read_text("utf-8")


def _section(kind: str) -> str:
    found = re.search(rf"^## {kind}: .*?(?=^## |\Z)", MANUAL, re.M | re.S)
    assert found, f"data/README.md has no section '## {kind}: …'"
    return found[0]


def _examples(kind: str) -> list[Any]:
    texts = re.findall(r"```yaml\n(.*?)```", _section(kind), re.S)
    parsed = [parse(text.encode(), data_dir() / "README.md").value for text in texts]
    return [entry for value in parsed for entry in (value if isinstance(value, list) else [value]) if "type" in entry]


def _with_scale(entry: Any) -> Any:
    if isinstance(entry.get("scale"), str):
        entry["scale"] = Scale.model_validate(read(data_dir() / "scales" / f"{entry['scale']}.yaml").value)
    return entry


@pytest.mark.parametrize("kind", sorted(TYPES))
def test_every_type_has_an_example_that_validates_and_plays(kind: str) -> None:
    examples = [entry for entry in _examples(kind) if entry["type"] == kind]
    assert examples, f"the section on {kind} has no complete example"
    for entry in examples:
        exercise = TYPES[kind].model_validate(_with_scale(entry))
        assert score(exercise, simulate(exercise, Respondent("strong"))).status in ("scored", "unscored")


def test_the_manual_names_every_option_a_facilitator_can_set() -> None:
    missing = [
        f"{kind}: {name}"
        for kind, model in TYPES.items()
        for name in model.Options.model_fields
        if f"`{name}`" not in _section(kind)
    ]
    assert missing == []


def test_the_manual_names_every_field_of_a_theme() -> None:
    start = MANUAL.index("## A theme")
    section = MANUAL[start : MANUAL.index("## Every exercise")]
    assert [name for name in Theme.model_fields if f"{name}:" not in section] == []


def test_every_theme_file_is_one_that_the_loader_accepts(content: Content) -> None:
    assert issubclass(WorkbookTheme, Theme)
    assert {path.stem for path in (data_dir() / "themes").glob("*.yaml")} == set(content.themes)
