"""The JSON Schemas of the content, generated from the models, so that editors complete and check the YAML."""

import json
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from workbook.content.models import Article, Scale, Theme
from workbook.content.programmes import Programme


def schemas(theme_model: type[Theme[Any]]) -> dict[str, str]:
    """The schema files by name; `theme_model` is `Theme[…]` over the union of known exercise types."""
    kinds: dict[str, Any] = {"theme": theme_model, "scale": Scale, "sources": tuple[Article, ...]}
    kinds["programmes"] = tuple[Programme, ...]
    return {f"{name}.schema.json": _text(kind) for name, kind in kinds.items()}


def _text(kind: Any) -> str:
    generated = TypeAdapter(kind).json_schema(by_alias=True)
    return json.dumps(generated, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def write_schemas(folder: Path, theme_model: type[Theme[Any]]) -> list[Path]:
    """Write the schema files to `folder`; returns where they are."""
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for name, text in schemas(theme_model).items():
        (folder / name).write_text(text, "utf-8")
        written.append(folder / name)
    return written
