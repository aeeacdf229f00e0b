"""One module per exercise type; a new module here is a new type, nothing else has to name it."""

import importlib
import pkgutil
from functools import cache, reduce
from operator import or_
from pathlib import Path
from typing import Annotated, Any, get_args

from pydantic import Field

from workbook.content import loading
from workbook.content.loading import Content
from workbook.content.models import Exercise, Theme
from workbook.content.places import data_dir


def _types() -> dict[str, type[Exercise]]:
    """The exercise class of every module in this package, by its `type`."""
    found = {}
    for module in pkgutil.iter_modules(__path__):
        if module.name.startswith("_"):
            continue
        loaded = importlib.import_module(f"{__name__}.{module.name}")
        own = [c for c in vars(loaded).values() if isinstance(c, type) and issubclass(c, Exercise)]
        for kind in (c for c in own if c.__module__ == loaded.__name__):
            found[get_args(kind.model_fields["type"].annotation)[0]] = kind
    return dict(sorted(found.items()))


TYPES = _types()
AnyExercise = Annotated[reduce(or_, TYPES.values()), Field(discriminator="type")] if len(TYPES) > 1 else Exercise
WorkbookTheme: type[Theme[Any]] = Theme[AnyExercise]  # type: ignore[valid-type]


def load_content(folder: Path | None = None) -> Content:
    """All content, checked; read once per folder. Raises ContentError with every problem."""
    return _load(folder or data_dir())


@cache
def _load(folder: Path) -> Content:
    return loading.load(WorkbookTheme, folder)
