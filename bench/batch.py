"""Notebooks a minute in one process: through the workbook, and with plain papermill; and where the time goes."""

import json
import math
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from bench.figures import Figures, Measured, middle
from bench.servers import environment
from bench.targets import OURS

PLAIN = "plain papermill"
WAYS = {OURS: "ours", PLAIN: "plain"}
PATIENCE_S = 600


def measure(page: str, notebook: Path, given: dict[str, Any], count: int, target: str, turn: int) -> Measured:
    """Run a notebook `count` times (two at least), in a process of its own. What goes wrong is a note."""
    with tempfile.TemporaryDirectory(prefix="bench-") as name:
        own = Path(name)
        command = [sys.executable, "-m", "bench.batch_run", WAYS[target], str(notebook), name, str(count)]
        settings = environment(own, {"WORKBOOK_HOME": str(own / "home"), "WORKBOOK_LANGUAGE": "en"})
        try:
            done = subprocess.run(  # noqa: S603
                [*command, json.dumps(given)],
                capture_output=True,
                text=True,
                env=settings,
                cwd=own,
                timeout=PATIENCE_S,
                check=False,
            )
        except subprocess.TimeoutExpired:
            return Measured("papermill", page, target, turn, {"per_minute": math.nan}, ("it took too long",))
        if done.returncode:
            last = (done.stderr.strip().splitlines() or ["it said nothing"])[-1]
            return Measured("papermill", page, target, turn, {"per_minute": math.nan}, (last,))
    return Measured("papermill", page, target, turn, figures(json.loads(done.stdout.splitlines()[-1])))


def figures(told: dict[str, Any]) -> Figures:
    """A run's figures. The first notebook stands apart: it starts what the others share."""
    first, *rest = told["took"]
    each = middle(rest)
    parts = {f"{part}_ms": seconds * 1000 for part, seconds in told["parts"].items()}
    return {"per_minute": 60 / each, "first_s": first, "each_ms": each * 1000, **parts}
