"""What can be wrong with a dialogue that somebody wrote; every fault has its own sentence (`error.dialogue-…`)."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from graphlib import CycleError, TopologicalSorter

from pydantic_core import PydanticCustomError

from workbook.view.numbers import half_up

Edges = Mapping[str, Sequence[str]]
BANDS = ("over", "bijna", "geland", "lang")
_NAME = re.compile(r"[^\W\d_](?:[^\W\d_]|[ .'’-]){0,19}")


def plain_name(name: str) -> str:
    """`name` if it is 1–20 letters, spaces, dots, apostrophes or hyphens; raises dialogue-name."""
    if not _NAME.fullmatch(name):
        raise PydanticCustomError("dialogue-name", "{given} is not a plain name", {"given": name[:40]})
    return name


def slug(text: str) -> str:
    """`text` in lower-case ASCII words with hyphens, at most 60 characters."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return "-".join(re.findall(r"[a-z0-9]+", plain))[:60].strip("-") or "stil"


def check_bands(bands: Sequence[tuple[str, float | None]]) -> None:
    """The four bands, shortest first, each with a higher `below` but the last, which has none."""
    limits = [below for _, below in bands[:-1]]
    rising = None not in limits and limits == sorted(set(limits), key=lambda limit: limit or 0)
    if tuple(name for name, _ in bands) != BANDS or not rising or bands[-1][1] is not None:
        raise PydanticCustomError("dialogue-bands", "wrong bands; use {bands}", {"bands": ", ".join(BANDS)})


def check_strengths(ids: Sequence[str], wanted: Sequence[str]) -> None:
    """One piece of advice for each of the three."""
    if sorted(ids) != sorted(wanted):
        raise PydanticCustomError("dialogue-strengths", "write {wanted}", {"wanted": ", ".join(wanted)})


def check_graph(edges: Edges, start: str, endings: Sequence[str]) -> None:
    """Raises for an unknown start or next, a turn nobody can reach, no way to an ending, or a circle."""
    if start not in edges:
        raise PydanticCustomError("dialogue-start", "no node {start}", {"start": start})
    known = {*edges, *endings}
    for node, onward in edges.items():
        for step in onward:
            if step not in known:
                values = {"node": node, "next": step}
                raise PydanticCustomError("dialogue-next", "node {node} leads to {next}", values)
    reached = _closure({start}, edges)
    for name in (*edges, *endings):
        if name not in reached:
            raise PydanticCustomError("dialogue-unreachable", "nothing leads to {node}", {"node": name})
    _check_ends(edges, endings)


def _check_ends(edges: Edges, endings: Sequence[str]) -> None:
    backwards: dict[str, list[str]] = {}
    for node, onward in edges.items():
        for step in onward:
            backwards.setdefault(step, []).append(node)
    ending = _closure(set(endings), backwards)
    for node in edges:
        if node not in ending:
            raise PydanticCustomError("dialogue-no-ending", "{node} never ends", {"node": node})
    try:
        TopologicalSorter(edges).prepare()
    except CycleError as error:
        circle = " → ".join(reversed(error.args[1]))
        raise PydanticCustomError("dialogue-cycle", "circle: {circle}", {"circle": circle}) from None


def _closure(found: set[str], edges: Edges) -> set[str]:
    waiting = list(found)
    while waiting:
        fresh = set(edges.get(waiting.pop(), ())) - found
        found |= fresh
        waiting.extend(fresh)
    return found


def scaled(below: float | None, goal: int, standard: int) -> float | None:
    """A band's limit in seconds for another goal: in proportion, rounded half up to half seconds."""
    return None if below is None else float(half_up(below * goal / standard * 2)) / 2


def turns_left(edges: Edges) -> dict[str, int]:
    """For every turn, how many turns a talk can still take from there, itself included."""
    left: dict[str, int] = {}
    for node in TopologicalSorter(edges).static_order():  # what a turn leads to comes before it
        if node in edges:
            left[node] = 1 + max(left.get(step, 0) for step in edges[node])
    return left
