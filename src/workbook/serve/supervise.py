"""`workbook serve`: both apps as children of one process that says where they are, and stops them together."""

import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from types import FrameType

from workbook.content.places import home_dir
from workbook.facilitate.lan import PORT_VARIABLE, given_url, lan_address

GRACE_S = 10
START_S = 90
MOST_FALLS = 3  # an app that ended more often than this without having answered will not come up any more


@dataclass(frozen=True)
class Place:
    """Where an app listens: `host` an address or '0.0.0.0', `port` 1–65535."""

    host: str
    port: int

    @property
    def everywhere(self) -> bool:
        """Whether it listens on every network card of this machine."""
        return self.host in ("0.0.0.0", "")  # noqa: S104

    def taken(self) -> bool:
        """Whether something listens there already, or we may not."""
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((self.host, self.port))
            except OSError:
                return True
        return False

    def answers(self) -> bool:
        """Whether the app answers."""
        host = "127.0.0.1" if self.everywhere else self.host
        connection = http.client.HTTPConnection(host, self.port, timeout=2)
        try:
            connection.request("HEAD", "/gezond")
            return connection.getresponse().status < 500
        except OSError:
            return False
        finally:
            connection.close()


def start(app: str, place: Place) -> subprocess.Popen[bytes]:
    """Start one app as a child in a group of its own, so that its kernels end with it."""
    command = [sys.executable, "-m", "workbook.serve.app_main", app, f"--Voila.ip={place.host}", f"--port={place.port}"]
    return subprocess.Popen([*command, "--no-browser", "--Application.log_level=ERROR"])  # noqa: S603


def run(
    places: dict[str, Place],
    ready: Callable[[], None],
    stopping: Callable[[], None] = lambda: None,
    again: Callable[[str], None] = lambda _app: None,
) -> int:
    """Run the apps until Ctrl-C or SIGTERM; one that ends by itself is started again, `again` is told its name.

    `ready` is called once all of them answer, `stopping` at once when it is asked to stop: ending takes some seconds.

    Returns the exit status: 0 when asked to stop, else that of an app that never came up or keeps ending.
    """
    asked: list[int] = []

    def stop(number: int, _frame: FrameType | None) -> None:
        asked.append(number)

    signal.signal(signal.SIGINT, stop)
    signal.signal(signal.SIGTERM, stop)
    children = {app: start(app, place) for app, place in places.items()}
    try:
        deadline, told, falls, answering = time.monotonic() + START_S, False, dict.fromkeys(places, 0), set[str]()
        while not asked:
            for app in [app for app, child in children.items() if child.poll() is not None]:
                falls[app] = 0 if app in answering else falls[app] + 1
                answering.discard(app)
                if not told or falls[app] > MOST_FALLS:
                    return children[app].returncode or 1
                again(app)  # people in a room must not notice more than a banner
                children[app] = start(app, places[app])
            answering.update(app for app in places if app not in answering and places[app].answers())
            if not told and len(answering) == len(places):
                told = True
                ready()
            if not told and time.monotonic() > deadline:
                return 1
            time.sleep(0.2)
        stopping()
        return 0
    finally:
        _end(list(children.values()))


def _end(children: list[subprocess.Popen[bytes]]) -> None:
    for child in children:
        child.terminate()
    for child in children:
        try:
            child.wait(GRACE_S)
        except subprocess.TimeoutExpired:
            child.kill()


def public_address(place: Place) -> str:
    """The address that phones use: the one that was set, else the LAN address where the app listens everywhere.

    Raises Trouble where WORKBOOK_PUBLIC_URL is no address.
    """
    host = lan_address() if place.everywhere else place.host
    return given_url() or f"http://{host}:{place.port}"


def publish(place: Place) -> str:
    """Tell the apps and their kernels where they are; returns the address as it is now. Raises Trouble."""
    os.environ.pop(PORT_VARIABLE, None)
    if place.everywhere and not given_url():  # then they look for themselves: a laptop changes networks
        os.environ[PORT_VARIABLE] = str(place.port)
    os.environ["WORKBOOK_PUBLIC_URL"] = public_address(place)
    return os.environ["WORKBOOK_PUBLIC_URL"]


def address_file() -> Path:
    """Where a running workbook says at which address it is."""
    return home_dir() / "address.json"


@contextmanager
def announced(address: str, place: Place) -> Iterator[None]:
    """Let other commands find this address as long as the block runs: `workbook session new` in a second terminal."""
    lan = PORT_VARIABLE in os.environ
    told = json.dumps({"address": address, "host": place.host, "port": place.port, "lan": lan})
    with suppress(OSError):  # it only serves the QR code of other commands
        address_file().write_text(told, "utf-8")
    try:
        yield
    finally:
        with suppress(OSError):
            if address_file().read_text("utf-8") == told:  # another workbook may have taken over
                address_file().unlink()


def running_address() -> str:
    """Where the running workbook is for phones, '' where none answers at the place that it announced."""
    try:
        told = json.loads(address_file().read_text("utf-8"))
        place = Place(str(told["host"]), int(told["port"]))
        if not place.answers():
            return ""
        return f"http://{lan_address()}:{place.port}" if told.get("lan") else str(told["address"])
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return ""


def on_the_lan() -> bool:
    """Whether the workbook that runs now is found by the address of this machine, not by one that was set."""
    try:
        return bool(json.loads(address_file().read_text("utf-8"))["lan"])
    except (OSError, ValueError, KeyError, TypeError):
        return True
