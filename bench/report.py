"""What a run says: tables on the screen, and a file with every figure of every round beside it."""

import json
import math
from collections.abc import Sequence
from itertools import groupby
from pathlib import Path
from typing import Any

from bench.figures import Measured, medians, names, ratios, targets
from bench.targets import OURS


def said(value: float) -> str:
    """A figure in as many digits as it is worth; '–' for one that is not there."""
    if math.isnan(value):
        return "–"
    return f"{value:,.0f}" if abs(value) >= 100 or value == int(value) else f"{value:.3g}"


def table(measured: Sequence[Measured]) -> str:
    """One bench on one page, as Markdown: medians, and in brackets how many times ours."""
    columns = targets(measured)
    found = {target: medians(measured, target) for target in columns}
    times = {target: ratios(measured, target, OURS) for target in columns if target != OURS}
    rows = [["", *columns]]
    for name in names(measured):
        cells = []
        for target in columns:
            value, ratio = found[target][name], times.get(target, {}).get(name, math.nan)
            cells.append(said(value) if math.isnan(ratio) else f"{said(value)} ({said(ratio)}×)")
        rows.append([name, *cells])
    widths = [max(len(row[column]) for row in rows) for column in range(len(columns) + 1)]
    lines = [
        "| " + " | ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) + " |" for row in rows
    ]
    return "\n".join([lines[0], "|" + "|".join("-" * (width + 2) for width in widths) + "|", *lines[1:]])


def by_bench(measured: Sequence[Measured]) -> list[tuple[str, list[Measured]]]:
    """The measurements of each bench on each page, under a title."""
    ordered = sorted(measured, key=lambda one: (one.bench, one.page))
    grouped = groupby(ordered, key=lambda one: f"{one.bench}: {one.page} page")
    return [(title, list(group)) for title, group in grouped]


def notes(measured: Sequence[Measured]) -> list[str]:
    """What was lost or went wrong, by target."""
    return list(dict.fromkeys(f"{one.target}, {one.page} page: {note}" for one in measured for note in one.notes))


def show(measured: Sequence[Measured]) -> None:
    """Print every table, and what went wrong."""
    for title, group in by_bench(measured):
        rounds = max(one.round for one in group)
        print(f"\n{title} (medians of {rounds}; in brackets how many times ours)\n\n{table(group)}")
        for line in notes(group):
            print(f"! {line}")


def as_json(measured: Sequence[Measured], about: dict[str, Any]) -> dict[str, Any]:
    """Everything for a machine to read; a figure that is not there is null."""
    rows = [
        {
            "bench": one.bench,
            "page": one.page,
            "target": one.target,
            "round": one.round,
            "figures": {name: None if math.isnan(value) else value for name, value in one.figures.items()},
            "notes": list(one.notes),
        }
        for one in measured
    ]
    return about | {"measured": rows}


def write(path: Path, measured: Sequence[Measured], about: dict[str, Any]) -> None:
    """Write that file. Raises OSError."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(as_json(measured, about), indent=1, ensure_ascii=False, allow_nan=False), "utf-8")
