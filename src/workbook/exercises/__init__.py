"""One module per exercise type; a new module here is a new type, nothing else has to name it."""

import importlib
import pkgutil
from functools import cache, reduce
from operator import or_
from pathlib import Path
from types import ModuleType
from typing import Annotated, Any, get_args

from pydantic import Field

from workbook.content import loading
from workbook.content.loading import Content
from workbook.content.models import Exercise, Theme
from workbook.content.places import data_dir


def _types() -> dict[str, type[Exercise]]:
    """The exercise class of every module or package in this package, by its `type`."""
    names = (module.name for module in pkgutil.iter_modules(__path__) if not module.name.startswith("_"))
    found = [_type_in(importlib.import_module(f"{__name__}.{name}")) for name in names]
    return dict(sorted(found, key=lambda pair: pair[0]))


def _type_in(module: ModuleType) -> tuple[str, type[Exercise]]:
    """The one exercise class that `module`, or a module in it, defines. Raises ImportError when it has none or more."""
    inside = (module.__name__, f"{module.__name__}.")
    classes = [c for c in vars(module).values() if isinstance(c, type) and issubclass(c, Exercise)]
    own = [c for c in dict.fromkeys(classes) if c.__module__ == inside[0] or c.__module__.startswith(inside[1])]
    named = [(str(names[0]), c) for c in own if (names := get_args(c.model_fields["type"].annotation))]
    if len(named) != 1:
        said = ", ".join(kind.__name__ for _, kind in named) or "none"
        raise ImportError(f"{module.__name__} must have one subclass of Exercise with type: Literal[…], it has {said}")
    return named[0]


TYPES = _types()
AnyExercise = Annotated[reduce(or_, TYPES.values()), Field(discriminator="type")] if len(TYPES) > 1 else Exercise
WorkbookTheme: type[Theme[Any]] = Theme[AnyExercise]  # type: ignore[valid-type]


def load_content(folder: Path | None = None) -> Content:
    """All content, checked; read once per folder. Raises ContentError with every problem."""
    return _load(folder or data_dir())


@cache
def _load(folder: Path) -> Content:
    return loading.load(WorkbookTheme, folder)
