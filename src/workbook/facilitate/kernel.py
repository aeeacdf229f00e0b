"""Runs a notebook in a kernel of this very Python, wherever the caller stands and whatever Jupyter finds elsewhere."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import nbformat
import papermill
from ipykernel.kernelspec import write_kernel_spec
from papermill.exceptions import PapermillException
from sqlalchemy import make_url
from traitlets.config import Config

import warmkernel
from workbook.content.interface import ui
from workbook.content.places import data_dir, home_dir
from workbook.content.problems import reader_language
from workbook.facilitate import warm
from workbook.facilitate.trouble import Trouble


def run(notebook: Path, given: dict[str, Any]) -> Any:
    """The notebook, executed with these parameters in an empty folder; shows progress. Raises Trouble."""
    bar = {"desc": ui("facilitate.reporting", reader_language()), "unit": " cel", "leave": False}
    with tempfile.TemporaryDirectory(prefix="workbook-") as name, _settled(Path(name)):
        try:
            # given as a notebook: papermill would take braces in a path for parameters
            read = nbformat.read(notebook, 4)
            here: dict[str, Any] = {
                "cwd": name,
                "kernel_name": "python3",
                "language": "python",
                "config": _settings(Path(name)),
            }
            return papermill.execute_notebook(read, None, parameters=given, progress_bar=bar, **here)
        except (PapermillException, RuntimeError) as error:
            reason = f"{getattr(error, 'ename', type(error).__name__)}: {getattr(error, 'evalue', error)}"
            raise Trouble("facilitate.report-failed", reason=reason.splitlines()[0]) from error


def _settings(folder: Path) -> Config:
    """Sockets in a folder that only we can read, rather than ports that others could listen to or take.

    A socket's path takes some 100 characters at most, and Windows has none: there it stays with ports. A kernel
    that has run its last cell is ended at once: asking it and waiting took as long as all else together, for
    nothing of ours.
    """
    settings = Config({"NotebookClient": {"shutdown_kernel": "immediate"}})
    settings.AsyncKernelManager.client_factory = "warmkernel.client.PromptClient"
    if os.name == "posix" and len(str(folder)) < 45:
        settings.KernelManager.transport = "ipc"
    return settings


@contextmanager
def _settled(folder: Path) -> Iterator[None]:
    """An environment in which a kernel that starts in `folder` finds this Python, this content and this database."""
    write_kernel_spec(folder / "jupyter" / "kernels" / "python3", overrides=_warm())
    other = os.environ.get("JUPYTER_PATH", "")
    wanted: dict[str, str | None] = {
        "JUPYTER_PATH": os.pathsep.join(part for part in (str(folder / "jupyter"), other) if part),
        "JUPYTER_RUNTIME_DIR": str(folder / "runtime"),
        "JUPYTER_DEFAULT_PROVISIONER_NAME": None,
        "IPYTHONDIR": str(folder / "ipython"),
        "WORKBOOK_HOME": str(home_dir()),
        "WORKBOOK_DATA": str(data_dir()),
        "WORKBOOK_DATABASE_URL": _absolute(os.environ.get("WORKBOOK_DATABASE_URL", "")),
    }
    before = {name: os.environ.get(name) for name in wanted}
    try:
        _set(wanted)
        yield
    finally:
        _set(before)


def _warm() -> dict[str, Any]:
    """What makes a kernelspec's kernels come from a warm process: the second report of a batch starts at once."""
    if not warm.wanted():
        return {}
    warmkernel.register()
    settings = {"preload": list(warm.PRELOAD), "watch": warm.watched()}
    return {"metadata": {"kernel_provisioner": {"provisioner_name": warmkernel.NAME, "config": settings}}}


def _set(values: dict[str, str | None]) -> None:
    for name, value in values.items():
        if value is None:
            os.environ.pop(name, None)
        else:
            os.environ[name] = value


def _absolute(url: str) -> str:
    """A database address that means the same in every folder."""
    if not url.startswith("sqlite"):
        return url
    parsed = make_url(url)
    if not parsed.database or parsed.database.startswith((":", "file:")):
        return url
    return parsed.set(database=str(Path(parsed.database).resolve())).render_as_string(hide_password=False)
