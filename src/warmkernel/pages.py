"""Pages that are already there: processes that have run the first cells of a notebook, from which kernels are forked.

A kernel that is to come from one gets its key in the environment variable VARIABLE (`WarmProvisioner.page` then says
whether it did).
"""

import json
import os
import socket
import threading
import time
import uuid
import weakref
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from typing import Any

from warmkernel import zygote
from warmkernel.line import Line
from warmkernel.process import ForkedProcess
from warmkernel.recipe import NotWarm, Recipe, Stamp
from warmkernel.saying import say

VARIABLE = "WARMKERNEL_PAGE"
_by_key: "weakref.WeakValueDictionary[str, PageProcess]" = weakref.WeakValueDictionary()


@dataclass(frozen=True)
class PageRecipe:
    """What a page process comes from: a notebook, run in a fork of the warm process of `recipe`.

    The first code cell tagged `tag` and all after it run in each kernel. `environment` is what the cells before it
    find besides the server's own, `rehearsal` what the throw-away kernel finds besides that, in which the last cells
    are tried; both as pairs.
    """

    recipe: Recipe
    notebook: str
    tag: str
    environment: tuple[tuple[str, str], ...] = ()
    rehearsal: tuple[tuple[str, str], ...] = ()

    def stamp(self) -> Stamp:
        """As of a recipe, the notebook included."""
        return replace(self.recipe, watch=(*self.recipe.watch, self.notebook)).stamp()

    def cells(self) -> tuple[list[str], list[str]]:
        """The code cells that run once, and those that run in each kernel. Raises NotWarm."""
        try:
            with open(self.notebook, encoding="utf-8") as file:
                code = [cell for cell in json.load(file)["cells"] if cell["cell_type"] == "code"]
            sources = ["".join(cell["source"]) for cell in code]
            late = [number for number, cell in enumerate(code) if self.tag in cell["metadata"].get("tags", ())]
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise NotWarm(f"{self.notebook} could not be read ({type(error).__name__}: {error})") from None
        if not late:
            raise NotWarm(f"no cell of {os.path.basename(self.notebook)} is tagged {self.tag}")
        return sources[: late[0]], sources[late[0] :]


class PageProcess(Line):
    """A page that is ready. `outputs`: of every code cell what it put out, as a notebook file has it.

    It ends when nobody knows this object any more: the house it stands in, or one of its kernels.
    """

    def __init__(self, origin: zygote.Zygote, line: socket.socket, pid: int, stamp: Stamp) -> None:
        super().__init__(line, ForkedProcess(pid, origin.returncode), origin.environment)
        self.close = weakref.finalize(self, line.close)
        self.origin, self.stamp, self.key = origin, stamp, uuid.uuid4().hex
        self.outputs: list[list[dict[str, Any]]] = []

    def usable(self) -> bool:
        """Whether kernels can still be forked from it."""
        return super().usable() and self.origin.usable()

    def perform(self, recipe: PageRecipe) -> None:
        """Run the notebook. Raises NotWarm."""
        cells, late = recipe.cells()
        message: dict[str, Any] = {"op": "perform", "cells": cells, "late": late, "rehearsal": dict(recipe.rehearsal)}
        message["environment"] = {**self.environment, **dict(recipe.environment)}
        message["cwd"] = os.path.dirname(recipe.notebook)
        self.outputs = self.ask(message, (), recipe.recipe.patience)["outputs"]


@dataclass(frozen=True)
class _Refused:
    said: str
    stamp: Stamp
    until: float


class Pages:
    """The page processes of a server, at most `most` at a time: the one that was not asked for longest makes way.

    A page that made way, or that is out of date, stays for as long as kernels from it run.
    """

    def __init__(self, most: int = 8) -> None:
        self.most = most
        self._lock = threading.Lock()
        self._there: OrderedDict[PageRecipe, PageProcess] = OrderedDict()
        self._coming: dict[PageRecipe, Future[PageProcess]] = {}
        self._refused: dict[PageRecipe, _Refused] = {}
        self._maker = ThreadPoolExecutor(1, thread_name_prefix="warmkernel-pages")

    def ready(self, recipe: PageRecipe) -> PageProcess | None:
        """The page process of this recipe, where it is there and up to date."""
        stamp = recipe.stamp()
        with self._lock:
            here = self._there.get(recipe)
            if here and here.usable() and here.stamp == stamp:
                self._there.move_to_end(recipe)
                return here
            self._there.pop(recipe, None)
            return None

    def make(self, recipe: PageRecipe) -> "Future[PageProcess]":
        """Make the page process of this recipe, unless that is going on; NotWarm is raised where there is none.

        One at a time: the visitors who are here already need the processors more.
        """
        with self._lock:
            if recipe not in self._coming:
                self._coming[recipe] = self._maker.submit(self._make, recipe)
            return self._coming[recipe]

    def close(self) -> None:
        """Let go of all of them."""
        self._maker.shutdown(wait=False, cancel_futures=True)
        with self._lock:
            self._there.clear()

    def _make(self, recipe: PageRecipe) -> PageProcess:
        try:
            if here := self.ready(recipe):
                return here
            stamp = recipe.stamp()
            refused = self._refused.get(recipe)
            if refused and refused.stamp == stamp and time.monotonic() < refused.until:
                raise NotWarm(refused.said)
            try:
                made = make(recipe, stamp)
            except NotWarm as error:
                self._refused[recipe] = _Refused(str(error), stamp, time.monotonic() + zygote.RETRY_S)
                say(f"A page is made anew for each visitor: {error}.")
                raise
            self._keep(recipe, made)
            return made
        finally:
            with self._lock:
                self._coming.pop(recipe, None)

    def _keep(self, recipe: PageRecipe, made: PageProcess) -> None:
        with self._lock:
            self._refused.pop(recipe, None)
            self._there[recipe] = made
            while len(self._there) > self.most:
                self._there.popitem(last=False)


def make(recipe: PageRecipe, stamp: Stamp) -> PageProcess:
    """A new page process. Raises NotWarm. Not for `zygote.in_turn`: kernels do not wait for it."""
    origin, line, pid = zygote.in_turn(_forked, recipe.recipe).result()
    made = PageProcess(origin, line, pid, stamp)
    made.perform(recipe)
    _by_key[made.key] = made
    return made


def _forked(recipe: Recipe) -> tuple[zygote.Zygote, socket.socket, int]:
    """A fork of the warm process that answers to a line of its own."""
    origin = zygote.zygote_for(recipe)
    ours, theirs = socket.socketpair()
    with theirs:
        try:
            pid = int(origin.ask({"op": "page"}, [theirs.fileno()])["pid"])
        except NotWarm:
            ours.close()
            raise
    return origin, ours, pid


def fork(
    page: PageProcess, argv: Sequence[str], environment: Mapping[str, str], cwd: str, descriptors: Sequence[int]
) -> tuple[ForkedProcess, int]:
    """A new kernel in which the page's last cells have run, and the pid of the page process. Raises NotWarm."""
    pid = page.fork(argv, environment, cwd, descriptors)
    return ForkedProcess(pid, page.returncode), page.pid


def by_key(key: str) -> PageProcess | None:
    """The page process with this key, for as long as it is kept or has kernels."""
    return _by_key.get(key)


def with_pid(pid: int) -> PageProcess | None:
    """The page process with this pid, where this server still has it."""
    return next((page for page in tuple(_by_key.values()) if page.pid == pid and page.usable()), None)
