"""Runs one notebook again and again in this process: `python -m bench.batch_run ours|plain NOTEBOOK FOLDER N JSON`.

Prints JSON: seconds per notebook, and where they went. `plain` is papermill as its own documentation uses it; `ours` is
how the workbook makes its reports. Both write what came out to FOLDER.
"""

import json
import logging
import sys
import time
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any

import nbformat
import papermill
from papermill.clientwrap import PapermillNotebookClient

from workbook.facilitate.kernel import run

PARTS = {
    "start_new_kernel": "kernel_start",
    "start_new_kernel_client": "kernel_answers",
    "execute_cell": "cells",
    "_cleanup_kernel": "kernel_end",
}
Spent = dict[str, float]


def _ours(notebook: Path, out: Path, given: dict[str, Any]) -> None:
    nbformat.write(run(notebook, given), out)


def _plain(notebook: Path, out: Path, given: dict[str, Any]) -> None:
    papermill.execute_notebook(str(notebook), str(out), parameters=given, progress_bar=False, cwd=str(out.parent))


WAYS = {"ours": _ours, "plain": _plain}


def _timed(function: Callable[..., Any], part: str, spent: Spent) -> Callable[..., Any]:
    @wraps(function)
    def timed(*args: Any, **kwargs: Any) -> Any:
        began = time.perf_counter()
        try:
            return function(*args, **kwargs)
        finally:
            spent[part] += time.perf_counter() - began

    return timed


def watch() -> Spent:
    """Count from now on what each part of an execution takes, whoever runs it; the sums, by part."""
    spent = dict.fromkeys(PARTS.values(), 0.0)
    for name, part in PARTS.items():
        setattr(PapermillNotebookClient, name, _timed(getattr(PapermillNotebookClient, name), part, spent))
    return spent


def repeat(way: str, notebook: Path, folder: Path, count: int, given: dict[str, Any]) -> dict[str, Any]:
    """Seconds of each run, and the mean of each part over the runs after the first, in seconds."""
    spent, took = watch(), []
    for number in range(count):
        if number == 1:
            spent.update(dict.fromkeys(spent, 0.0))
        began = time.perf_counter()
        WAYS[way](notebook, folder / f"{number}.ipynb", given)
        took.append(time.perf_counter() - began)
    parts = {part: seconds / (count - 1) for part, seconds in spent.items()}
    return {"took": took, "parts": parts | {"papermill_itself": sum(took[1:]) / (count - 1) - sum(parts.values())}}


if __name__ == "__main__":
    logging.disable(logging.WARNING)
    _, how, source, target, times, parameters = sys.argv
    print(json.dumps(repeat(how, Path(source), Path(target), int(times), json.loads(parameters))))
