"""This machine: what it is, how busy it is with other things, and which versions are compared."""

import os
import platform
from importlib.metadata import PackageNotFoundError, version

import psutil

OURS = ("voila", "jupyter_server", "jupyter_client", "ipykernel", "ipywidgets", "anywidget", "papermill", "matplotlib")


def load() -> dict[str, float]:
    """How busy the machine is now: the load average of one and five minutes, the share of all cores in use, free MB."""
    one, five, _ = os.getloadavg()
    return {
        "load_1_min": round(one, 2),
        "load_5_min": round(five, 2),
        "cores_busy_percent": psutil.cpu_percent(interval=1),
        "free_mb": round(psutil.virtual_memory().available / 2**20),
    }


def describe() -> dict[str, object]:
    """What the machine is: cores, memory, system, Python. Nothing that names it."""
    return {
        "cores": os.cpu_count(),
        "memory_mb": round(psutil.virtual_memory().total / 2**20),
        "system": f"{platform.system()} {platform.release()} {platform.machine()}",
        "python": platform.python_version(),
    }


def versions(names: tuple[str, ...] = OURS) -> dict[str, str]:
    """The installed version of each package; '-' for one that is not there."""
    found = {}
    for name in names:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            found[name] = "-"
    return found
