"""Finds a Chromium, or gets one: one that is there; else Playwright's, given a minute; else Debian's when root."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
# Without the background-networking flags Chromium calls its maker at every start: tests ask nothing of another host.
FLAGS = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
).split()


def find_or_install() -> str:
    """The path of a Chromium. Raises RuntimeError with what to do when none can be had."""
    return _there() or _playwrights() or _debians() or _give_up()


def _there() -> str | None:
    named = os.environ.get("CHROMIUM")
    return named or next((path for name in NAMES if (path := shutil.which(name))), None)


def _playwrights() -> str | None:
    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    if Path(path).exists():
        return path
    try:
        subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], timeout=60, check=True)
    except (subprocess.SubprocessError, OSError):
        return None
    return path if Path(path).exists() else None


def _debians() -> str | None:
    if not shutil.which("apt-get") or os.geteuid() != 0:
        return None
    quiet = {"env": os.environ | {"DEBIAN_FRONTEND": "noninteractive"}, "check": False}
    subprocess.run(["apt-get", "update", "-qq"], **quiet)  # type: ignore[call-overload]
    subprocess.run(["apt-get", "install", "-y", "-qq", "chromium", "fonts-liberation"], **quiet)  # type: ignore[call-overload]
    return _there()


def _give_up() -> str:
    raise RuntimeError("No Chromium here and none could be installed: install one, or set CHROMIUM to its path.")
