"""The one list of colours that pages, charts and prints share (`tokens.json`)."""

import json
from importlib.resources import files

TOKENS: dict[str, str] = json.loads((files("workbook.view") / "tokens.json").read_text("utf-8"))


def as_css() -> str:
    """The tokens as CSS custom properties, for `:root` of a page or a print."""
    return ":root,.wb{" + ";".join(f"--{name}:{value}" for name, value in TOKENS.items()) + "}"
