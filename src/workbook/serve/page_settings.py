"""What the template of a notebook page gets from us: addresses of its files, and the words of its waiting line."""

from typing import Any

from workbook.content.interface import text, ui
from workbook.serve.assets import asset

WORDS = {
    "opening": "start.opening",
    "failed": "start.failed",
    "slow": "start.slow",
    "lost": "start.lost",
    "reload": "start.reload",
}


def page_config(_stock: dict[str, Any], base_url: str, **_more: Any) -> dict[str, Any]:
    """For Voila's `page_config_hook`: everything in it is the same for every visitor."""
    files = {"core": "core.js", "script": "page.js", "style": "page.css"}
    controls = {"controls": "controls.js", "controls_style": "controls.css"}
    addresses = {key: base_url + asset(name).address for key, name in (files | controls).items()}
    words = {key: {"nl": text(name).nl, "en": text(name).en} for key, name in WORDS.items()}
    return {"title": ui("name", "nl"), "words": words, **addresses}
