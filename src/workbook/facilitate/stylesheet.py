"""The workbook's stylesheet as text, for HTML that stands by itself."""

from functools import cache
from importlib.resources import files

from workbook.view.tokens import as_css


@cache
def stylesheet() -> str:
    """Tokens and styles; holds no address, so that nothing is fetched."""
    return as_css() + (files("workbook.view") / "static" / "page.css").read_text("utf-8")
