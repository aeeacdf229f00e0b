"""Many visitors at once: until all have widgets and chart, what each takes of memory, how soon a click is answered."""

import asyncio
import math
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress

from bench.clients.base import PATIENCE_S, Lost, Visitor
from bench.figures import Figures, Measured, percentile
from bench.servers import Server
from bench.targets import Target

MS = 1000.0


@contextmanager
def _many_files() -> Iterator[None]:
    """Let this process have as many sockets as so many browsers; servers that start meanwhile would have it too."""
    try:
        import resource
    except ImportError:  # not on Windows
        yield
        return
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    try:
        yield
    finally:
        with suppress(ValueError):
            resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


async def arrive(visitors: Sequence[Visitor], patience: float = PATIENCE_S) -> tuple[list[Visitor], Figures, list[str]]:
    """Let all of them open the page at once: those who got everything, the figures, and why others were lost."""
    began, cpu = time.perf_counter(), time.process_time()
    results = await asyncio.gather(*(visitor.arrive(patience) for visitor in visitors), return_exceptions=True)
    wall = time.perf_counter() - began
    took = [result for result in results if isinstance(result, float)]
    there = [visitor for visitor, result in zip(visitors, results, strict=True) if isinstance(result, float)]
    lost = [str(result) for result in results if isinstance(result, Lost)]
    for result in results:
        if isinstance(result, BaseException) and not isinstance(result, Lost):
            raise result
    figures = {
        "visitors": float(len(visitors)),
        "lost": float(len(lost)),
        "all_ready_s": math.nan if lost else wall,
        "ready_p50_s": percentile(took, 50),
        "ready_p95_s": percentile(took, 95),
        "kb_each": percentile((visitor.web.bytes + visitor.socket_bytes for visitor in there), 50) / 1024,
        "client_cpu_s": time.process_time() - cpu,
    }
    return there, figures, lost


async def click(visitors: Sequence[Visitor], rounds: int) -> tuple[Figures, list[str]]:
    """Let everyone click at once, some rounds: how long until the new text, and until the new chart."""
    texts: list[float] = []
    charts: list[float] = []
    lost: list[str] = []
    for _ in range(rounds):
        for step, times in (("before_text", None), ("text", texts), ("before_chart", None), ("chart", charts)):
            done = await asyncio.gather(*(getattr(one, step)() for one in visitors), return_exceptions=True)
            lost += [f"click: {result}" for result in done if isinstance(result, Exception)]
            visitors = [one for one, result in zip(visitors, done, strict=True) if not isinstance(result, Exception)]
            if times is not None:
                times += [result for result in done if isinstance(result, float)]
    figures = {"clicks_lost": float(len(lost))}
    for name, times in (("text", texts), ("chart", charts)):
        figures |= {f"{name}_p{percent}_ms": percentile(times, percent) * MS for percent in (50, 95)}
    return figures, lost


async def _leave(visitors: Sequence[Visitor]) -> None:
    await asyncio.gather(*(visitor.leave() for visitor in visitors), return_exceptions=True)


def _visitors(target: Target, server: Server, files: Sequence[str], count: int) -> list[Visitor]:
    return [target.visitor(server.address, files, person) for person in target.people(count)]


async def _first(target: Target, server: Server, files: Sequence[str]) -> None:
    """One visitor before the others: a server fills its caches at the first page and the first click."""
    visitors = _visitors(target, server, files, 1)
    there, _, _ = await arrive(visitors)
    await click(there, 1)
    await _leave(visitors)
    await asyncio.to_thread(server.rest)


async def _measure(
    target: Target, files: Sequence[str], count: int, clicks: int, patience: float
) -> tuple[Figures, list[str]]:
    with await asyncio.to_thread(target.serve) as server, _many_files():
        await _first(target, server, files)
        visitors = await asyncio.to_thread(_visitors, target, server, files, count)
        memory, cpu = server.pss_mb(), server.cpu_s()
        there, figures, lost = await arrive(visitors, patience)
        await asyncio.to_thread(server.rest)
        figures["server_cpu_s"] = server.cpu_s() - cpu
        figures["pss_mb_each"] = (server.pss_mb() - memory) / max(1, len(there))
        if clicks:
            cpu = server.cpu_s()
            clicked, more = await click(there, clicks)
            clicked["round_cpu_ms_each"] = (server.cpu_s() - cpu) / max(1, clicks * len(there)) * MS
            figures, lost = figures | clicked, lost + more
        await _leave(visitors)
    return figures, lost


def measure(
    target: Target, files: Sequence[str], count: int, clicks: int, turn: int, patience: float = PATIENCE_S
) -> Measured:
    """One storm of `count` visitors on a server just started. Raises RuntimeError where it does not start."""
    figures, lost = asyncio.run(_measure(target, files, count, clicks, patience))
    return Measured("storm", target.page, target.name, turn, figures, tuple(dict.fromkeys(lost)))


async def _soak(target: Target, files: Sequence[str], count: int, storms: int) -> tuple[Figures, list[str]]:
    lost: list[str] = []
    walls = []
    with await asyncio.to_thread(target.serve) as server, _many_files():
        await _first(target, server, files)
        people = await asyncio.to_thread(target.people, count)
        memory = server.pss_mb()
        for number in range(storms):
            visitors = [target.visitor(server.address, files, person) for person in people]
            _, figures, more = await arrive(visitors)
            walls.append(figures["all_ready_s"])
            lost += more
            await _leave(visitors)
            await asyncio.to_thread(server.rest)
            print(f"    storm {number + 1} of {storms}: {len(lost)} lost so far", flush=True)
        left = server.pss_mb() - memory
    ready = [wall for wall in walls if not math.isnan(wall)]
    figures = {"visitors": float(count * storms), "lost": float(len(lost)), "all_ready_p50_s": percentile(ready, 50)}
    return figures | {"all_ready_max_s": max(ready, default=math.nan), "mb_left_behind": left}, lost


def soak(target: Target, files: Sequence[str], count: int, total: int) -> Measured:
    """Storm after storm on one server until `total` visitors have come: how many of them were lost."""
    figures, lost = asyncio.run(_soak(target, files, count, -(-total // count)))
    return Measured("soak", target.page, target.name, 1, figures, tuple(dict.fromkeys(lost)))
