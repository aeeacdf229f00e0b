"""What a browser may do on our pages (the Content-Security-Policy).

Scripts come from us only, and none is made out of text: no 'unsafe-eval', no blob:. The few lines that stand inside a
page are known by their hashes, which are taken from the templates themselves; 'unsafe-hashes' lets the same hold for
`onclick` and `onchange`, for these very lines and no others. What is still wide, and why:

- style 'unsafe-inline': charts, layouts and a client's colours stand in `style` attributes;
- img data: and blob: a client's logo and drawn charts; the Image of ipywidgets;
- connect ws: and wss: Safari before 15.4 does not take 'self' to mean a websocket of the same host.
"""

import base64
import hashlib
import re
from functools import cache
from pathlib import Path

_HERE = Path(__file__).parent
_INLINE = re.compile(r"<script>(.*?)</script>|\bon(?:click|change)=\"([^\"]*)\"", re.DOTALL)
_HEARTBEAT = "window.voila_heartbeat()"  # Voila sends it while a cell is running


@cache
def inline_scripts() -> tuple[str, ...]:
    """Every script that stands inside a template of ours, and Voila's heartbeat."""
    templates = [path for folder in ("pages", "template") for path in sorted((_HERE / folder).rglob("*.j2"))]
    texts = (path.read_text("utf-8") for path in templates)
    found = {script or handler for text in texts for script, handler in _INLINE.findall(text)}
    return (_HEARTBEAT, *sorted(found))


def _hash(script: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'"


@cache
def policy() -> str:
    """The value of the header."""
    known = " ".join(map(_hash, inline_scripts()))
    return (
        f"default-src 'self'; script-src 'self' 'unsafe-hashes' {known}; style-src 'self' 'unsafe-inline'; "
        "img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self' ws: wss:; frame-ancestors 'self'; "
        "base-uri 'self'; form-action 'self'; object-src 'none'"
    )
