"""The other frameworks: each in a virtual environment of its own, made at the first run, never in the project's."""

import re
import subprocess
import sys
import venv
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent
PEERS = ("panel", "streamlit", "solara")
PATIENCE_S = 900  # for a slow network; half a gigabyte at most


@dataclass(frozen=True)
class Peer:
    """A framework that is there: its Python, and the versions of what is pinned for it."""

    name: str
    python: Path
    versions: dict[str, str]

    @property
    def packages(self) -> Path:
        """Where its packages are."""
        return next((self.python.parent.parent / "lib").glob("python*/site-packages"))


class NotThere(Exception):
    """A framework that cannot be installed here; the message says why."""


def requirements(name: str) -> Path:
    """The file with its pinned versions."""
    return HERE / "requirements" / f"{name}.txt"


def pinned(name: str) -> dict[str, str]:
    """What that file asks for, by package."""
    lines = requirements(name).read_text("utf-8").split()
    return {re.sub(r"\[.*\]", "", package): wanted for package, _, wanted in (line.partition("==") for line in lines)}


def install(name: str, folder: Path) -> Peer:
    """The framework, installed under `folder` unless it is there already. Raises NotThere."""
    home = folder / name
    python = home / ("Scripts" if sys.platform == "win32" else "bin") / "python"
    wanted = pinned(name)
    if not python.exists():
        print(f"  installing {name} (once) …", flush=True)
        venv.create(home, with_pip=True)
    if python.exists() and (found := _versions(python, wanted)) == wanted:
        return Peer(name, python, found)
    pip = [str(python), "-m", "pip", "install", "-q", "--disable-pip-version-check", "-r", str(requirements(name))]
    try:
        done = subprocess.run(pip, capture_output=True, text=True, timeout=PATIENCE_S, check=False)  # noqa: S603
    except (OSError, subprocess.TimeoutExpired) as error:
        raise NotThere(f"pip did not get it here: {error}") from None
    found = _versions(python, wanted)
    if found != wanted:
        said = [line for line in done.stderr.splitlines() if line.startswith("ERROR")] or ["pip said nothing"]
        raise NotThere(re.sub(r"\S+://\S+", "…", said[-1]))
    return Peer(name, python, found)


def _versions(python: Path, names: dict[str, str]) -> dict[str, str]:
    """The versions that this Python has of these packages; one that it lacks is left out."""
    ask = (
        "import sys\nfrom importlib.metadata import version, PackageNotFoundError\n"
        "for name in sys.argv[1:]:\n"
        "    try:\n        print(name, version(name))\n    except PackageNotFoundError:\n        pass"
    )
    told = subprocess.run([str(python), "-c", ask, *names], capture_output=True, text=True, check=False)  # noqa: S603
    return dict(line.split() for line in told.stdout.splitlines() if len(line.split()) == 2)
