"""Where the content, the notebooks and the state live; nothing depends on the working directory."""

import os
from functools import cache
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent.parent
_CHECKOUT = _PACKAGE.parent.parent


def _shipped(name: str) -> Path:
    """The folder `name` of a checkout, or the copy that a wheel carries inside the package."""
    beside = _CHECKOUT / name
    return beside if beside.is_dir() else _PACKAGE / "_shipped" / name


def data_dir() -> Path:
    """The folder with the content; `WORKBOOK_DATA` names another one."""
    named = os.environ.get("WORKBOOK_DATA", "")
    return _data(named) if not named or os.path.isabs(named) else Path(named).resolve()


@cache
def _data(named: str) -> Path:
    """Every text of every card asks for this folder: it is looked up once."""
    return Path(named or _shipped("data")).resolve()


def notebooks_dir() -> Path:
    """The folder with the notebooks of the three kinds of user."""
    return _shipped("notebooks")


def config_dir() -> Path:
    """The folder with the settings of the participant app and of the trainer app."""
    return _shipped("config")


def home_dir() -> Path:
    """The one folder with state (database, secrets, prepared sessions); `WORKBOOK_HOME` names another one."""
    return Path(os.environ.get("WORKBOOK_HOME") or _CHECKOUT / "var").resolve()
