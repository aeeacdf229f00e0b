"""Runs everything that `make test` promises, the quickest first; stops at the first step that fails."""

import os
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
NBVAL = "--nbval-lax --nbval-current-env --nbval-cell-timeout=120 --dist loadscope".split()


def steps(quick: bool) -> list[tuple[str, list[str]]]:
    """The steps with their commands."""
    pytest = [str(BIN / "python"), "-m", "pytest"]
    fast = [
        ("lint", [str(BIN / "ruff"), "check", "."]),
        ("format", [str(BIN / "ruff"), "format", "--check", "."]),
        ("types", [str(BIN / "mypy")]),
        ("content", [str(BIN / "workbook"), "check"]),
        ("unit tests", [*pytest, "-n", "2", "--durations=15", "--ignore=tests/browser", "--ignore=tests/notebooks"]),
    ]
    slow = [
        ("notebooks", [*pytest, *NBVAL, "-n", "2", "notebooks"]),
        ("papermill", [*pytest, "-n", "2", "tests/notebooks"]),
        ("browser", [*pytest, "-n", "2", "--dist", "loadfile", "tests/browser"]),
    ]
    return fast if quick else fast + slow


def environment() -> dict[str, str]:
    """The tests' environment: this virtual environment first, no state of the machine's user."""
    found = {name: value for name, value in os.environ.items() if not name.startswith("WORKBOOK_")}
    return found | {"PATH": f"{BIN}{os.pathsep}{os.environ['PATH']}", "PYTHONUNBUFFERED": "1"}


def main() -> int:
    """Run the steps; exit status of the first that fails, else 0."""
    for name, command in steps("--quick" in sys.argv):
        print(f"── {name}", flush=True)
        began = time.monotonic()
        status = subprocess.run(command, cwd=ROOT, env=environment(), check=False).returncode
        if (
            status and name == "browser"
        ):  # a crowded machine can stall a browser: what failed gets one more chance, aloud
            print("── browser: what failed, once more", flush=True)
            status = subprocess.run([*command, "--last-failed"], cwd=ROOT, env=environment(), check=False).returncode
        print(f"── {name}: {'ok' if status == 0 else 'FAILED'} ({time.monotonic() - began:.0f} s)", flush=True)
        if status:
            return status
    return 0


if __name__ == "__main__":
    sys.exit(main())
