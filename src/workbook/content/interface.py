"""The texts of the interface itself, in both languages, from `data/interface/*.yaml`."""

from functools import cache
from pathlib import Path

from workbook.content import yaml_source
from workbook.content.places import data_dir
from workbook.content.text import Language, Text


@cache
def _texts(data: Path) -> dict[str, Text]:
    texts: dict[str, Text] = {}
    for path in sorted((data / "interface").glob("*.yaml")):
        for key, value in yaml_source.read(path).value.items():
            if key in texts:
                raise ValueError(f"{path.name}: the key {key!r} stands in two interface files")
            texts[key] = Text.model_validate(value)
    return texts


def text(key: str) -> Text:
    """The interface text `key`. Raises KeyError: an interface never shows a bare key."""
    return _texts(data_dir())[key]


def known(key: str) -> bool:
    """Whether there is an interface text `key`."""
    return key in _texts(data_dir())


def ui(key: str, language: Language, /, **values: object) -> str:
    """The interface text `key` in `language`, its `{name}` placeholders filled with `values`."""
    return text(key).fill(**values).in_(language)
