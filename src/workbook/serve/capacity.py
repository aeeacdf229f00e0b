"""How many pages this machine can hold at the same time; `docs/cost.md` has the figures that this rests on."""

import contextlib
from pathlib import Path

import psutil

WARM_MB, ORDINARY_MB = 45, 130  # for one kernel that draws and is used for a while
FILES_EACH, FILES_OWN = 16, 200  # sockets to a kernel and its browser; what the server itself has open
SHARE = 0.8  # of the memory that is free: others need some too
FEWEST, MOST = 10, 400
_CGROUP = Path("/sys/fs/cgroup")


def kernels_that_fit(warm: bool, free_mb: float | None = None, files: int | None = None) -> int:
    """How many kernels there may be, by free memory and by the files that may be open; at least FEWEST."""
    room = (free_memory_mb() if free_mb is None else free_mb) * SHARE / (WARM_MB if warm else ORDINARY_MB)
    handles = ((open_files() if files is None else files) - FILES_OWN) / FILES_EACH
    return max(FEWEST, min(MOST, int(room), int(handles)))


def free_memory_mb() -> float:
    """Memory that can be had without swapping: of the machine, or of the container that we run in."""
    free = float(psutil.virtual_memory().available)
    with contextlib.suppress(OSError, ValueError):  # no container, or one without a limit ("max")
        limit = int((_CGROUP / "memory.max").read_text())
        used = int((_CGROUP / "memory.current").read_text())
        free = min(free, max(0, limit - used))
    return free / 2**20


def open_files() -> int:
    """How many files this process may have open; asks for as many as the system allows it."""
    try:
        import resource
    except ImportError:  # Windows has no such limit
        return 2**16
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = 2**16 if hard == resource.RLIM_INFINITY else hard
    if soft != resource.RLIM_INFINITY and soft < wanted:
        with contextlib.suppress(OSError, ValueError):
            resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
            soft = wanted
    return 2**16 if soft == resource.RLIM_INFINITY else soft
