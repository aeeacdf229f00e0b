"""A run: what is compared and how often, and the benches themselves, each in turns over all targets."""

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

import psutil

from bench import batch, browser, peers, storm, targets
from bench.figures import Measured
from bench.heaviest import Screen
from bench.servers import Server
from bench.targets import OURS, PAGES, STOCK, Target
from workbook.content.places import notebooks_dir

MB_EACH = 60  # a storm is left out where the memory could not hold so much for each visitor


@dataclass
class Plan:
    """What a run was asked to do; `files` is filled by the browser, which sees what a page fetches."""

    screen: Screen
    targets: list[Target]
    visitors: int
    rounds: int
    crowd: int
    soak: int
    notebooks: int
    patience: float
    clicks: int
    files: dict[tuple[str, str], list[str]] = field(default_factory=dict)
    left_out: dict[str, str] = field(default_factory=dict)
    began: float = field(default_factory=time.monotonic)

    def say(self, text: str) -> None:
        """A line about how far we are."""
        print(f"  [{time.monotonic() - self.began:4.0f} s] {text}", flush=True)

    def leave_out(self, what: str, why: str) -> None:
        """Leave something out, aloud."""
        self.left_out[what] = why
        print(f"  ! left out: {what}: {why}", flush=True)

    def files_of(self, target: Target) -> list[str]:
        """The files that a browser fetches for this page."""
        return self.files.get((target.name, target.page), [])

    def roomy(self, count: int) -> bool:
        """Whether the memory holds so many visitors."""
        return bool(psutil.virtual_memory().available / 2**20 > count * MB_EACH)


def compared(plan: Plan, home: Path, venvs: Path | None) -> None:
    """Fill the plan's targets: ours and stock Voila, and with a folder for their environments the other frameworks."""
    plan.targets += [*targets.theme_pages(plan.screen, home), *targets.notebook_pages(home)]
    for name in peers.PEERS if venvs else ():
        assert venvs is not None
        try:
            plan.targets.append(targets.peer_page(peers.install(name, venvs)))
        except (peers.NotThere, ImportError) as error:
            plan.leave_out(name, str(error))


def see(plan: Plan, rounds: int) -> Iterator[Measured]:
    """Open every page in a browser, after a first time that does not count: it fills caches, and shows the files."""
    try:
        with browser.chromium() as chromium, ExitStack() as running:
            servers: list[tuple[Target, Server]] = []
            for target in plan.targets:
                server = _serve(plan, target, running)
                if server:
                    servers.append((target, server))
                    plan.say(f"browser: {target.name}, {target.page} page, first time")
                    _, plan.files[target.name, target.page] = browser.visit(chromium, target, server, 0, ("cold",))
                    server.rest()
            for turn in range(1, rounds + 1):
                for target, server in servers:
                    plan.say(f"browser: {target.name}, {target.page} page, {turn} of {rounds}")
                    yield from browser.visit(chromium, target, server, turn)[0]
    except RuntimeError as error:
        plan.leave_out("browser", f"{error} Visitors in storms fetch the page alone, without its files.")


def _serve(plan: Plan, target: Target, running: ExitStack) -> Server | None:
    try:
        return running.enter_context(target.serve())
    except RuntimeError as error:
        plan.leave_out(f"{target.name}, {target.page} page", str(error))
        return None


def browse(plan: Plan) -> Iterator[Measured]:
    """One visitor in a browser."""
    return see(plan, plan.rounds)


def storms(plan: Plan) -> Iterator[Measured]:
    """Many at once, then everyone clicks."""
    for turn in range(1, plan.rounds + 1):
        for target in plan.targets:
            yield from _storm(plan, target, plan.visitors, turn, plan.clicks)


def crowd(plan: Plan) -> Iterator[Measured]:
    """Very many at once: ours, and between our two pages stock Voila with as many as in the other storms."""
    if not plan.crowd:
        return
    ours = [target for target in plan.targets if target.is_ours]
    stock = [target for target in plan.targets if target.name == STOCK]
    for target, other in zip(ours, stock, strict=True):
        for one, count in ((target, plan.crowd), (other, plan.visitors)):
            for measured in _storm(plan, one, count, 1, clicks=0):
                yield Measured("crowd", one.page, f"{one.name}, {count}", 1, measured.figures, measured.notes)


def soaks(plan: Plan) -> Iterator[Measured]:
    """Storm after storm, ours only: is anybody ever lost."""
    for target in (one for one in plan.targets if one.is_ours and plan.soak):
        plan.say(f"soak: {target.page} page, {plan.soak} visitors by {plan.visitors}")
        yield storm.soak(target, plan.files_of(target), plan.visitors, plan.soak)


def _storm(plan: Plan, target: Target, count: int, turn: int, clicks: int) -> Sequence[Measured]:
    name = f"{target.name}, {target.page} page"
    if not plan.roomy(count):
        plan.leave_out(f"storm of {count}: {name}", "too little memory is free")
        return ()
    plan.say(f"storm of {count}: {name}, {turn} of {plan.rounds}")
    try:
        return (storm.measure(target, plan.files_of(target), count, clicks, turn, plan.patience),)
    except Exception as error:  # half an hour of other figures must not be lost by it
        plan.leave_out(f"storm of {count}: {name}", f"{type(error).__name__}: {error}")
        return ()


def papermill(plan: Plan) -> Iterator[Measured]:
    """Notebooks a minute: the peer notebook, and our own heaviest theme played by a made-up respondent."""
    own = notebooks_dir() / "participant" / plan.screen.path.rpartition("/")[2].partition("?")[0]
    played = {"theme": plan.screen.theme, "respondent": "strong"}
    batches = (
        ("peer", PAGES / "peer.ipynb", {"start": 4}, plan.notebooks),
        ("theme", own, played, plan.notebooks // 3),
    )
    for turn in range(1, plan.rounds + 1):
        for page, notebook, given, count in (one for one in batches if one[3] > 1):  # the first one does not count
            for target in (OURS, batch.PLAIN):
                plan.say(f"papermill: {page} notebook {count} times, {target}, {turn} of {plan.rounds}")
                yield batch.measure(page, notebook, given, count, target, turn)


# One line a bench; a new one is a function from the plan to what it measured.
BENCHES: dict[str, Callable[[Plan], Iterator[Measured]]] = {
    "browser": browse,
    "storm": storms,
    "crowd": crowd,
    "soak": soaks,
    "papermill": papermill,
}
