"""Eerlijk verkopen: a training workbook about honest selling. These are the names that a notebook may use."""

from typing import Any

__all__ = ["Dashboard", "Page", "Portfolio", "Report", "Start", "parameters"]
_HOMES = {
    "Page": "workbook.player.page",
    "parameters": "workbook.player.parameters",
    "Start": "workbook.player.start",
    "Portfolio": "workbook.player.portfolio",
    "Dashboard": "workbook.room.dashboard",
    "Report": "workbook.facilitate.report",
}


def __getattr__(name: str) -> Any:
    """Each name is imported when it is first used, so that a notebook loads what it needs."""
    if name not in _HOMES:
        raise AttributeError(f"module 'workbook' has no attribute {name!r}")
    import importlib

    return getattr(importlib.import_module(_HOMES[name]), name)
