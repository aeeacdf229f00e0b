"""`workbook serve`: one sentence when a port is taken, both apps up, and nothing left behind."""

import json
import os
import re
import signal
import socket
import subprocess
import sys
import uuid
from pathlib import Path

import pytest
import requests

from tests.conftest import ROOT
from tests.serve.running import NOTEBOOK, PATIENCE_S, free_port, until

WORKBOOK = Path(sys.executable).parent / "workbook"


def serve(home, *options, **environment):
    """`workbook serve` in a process of its own."""
    return subprocess.Popen(
        [WORKBOOK, "--home", str(home), "serve", "--host", "127.0.0.1", *options],
        cwd=ROOT,
        env={**os.environ, "WORKBOOK_LANGUAGE": "nl", **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def test_a_busy_port_is_one_sentence_and_status_1(home):
    with socket.socket() as busy:
        busy.bind(("127.0.0.1", 0))
        busy.listen()
        port = busy.getsockname()[1]
        process = serve(home, "--port", str(port), "--trainer-port", str(free_port()))
        said = process.communicate(timeout=PATIENCE_S)[0]
    assert process.returncode == 1
    assert said == (
        f"Op 127.0.0.1:{port} draait al iets, of je mag daar niet luisteren. "
        "Stop dat programma, of kies een andere poort: PORT=9000 make serve, of workbook serve --port 9000.\n"
    )


def test_one_port_for_both_apps_is_refused(home):
    port = str(free_port())
    process = serve(home, "--port", port, "--trainer-port", port)
    assert process.communicate(timeout=PATIENCE_S)[0] == (
        f"Deelnemers en trainer kunnen niet allebei op poort {port}. "
        "Kies twee verschillende, met PORT en TRAINER_PORT (of --port en --trainer-port).\n"
    )
    assert process.returncode == 1


@pytest.mark.parametrize("value", ["abc", "-1", "51"])
def test_a_wrong_number_of_ready_pages_is_refused_in_one_sentence(home, value):
    process = serve(home, "--port", str(free_port()), "--trainer-port", str(free_port()), WORKBOOK_READY_PAGES=value)
    assert process.communicate(timeout=PATIENCE_S)[0] == (
        f"WORKBOOK_READY_PAGES is '{value}'. Geef het aantal themapagina's dat klaarstaat: "
        "een getal van 0 tot en met 50, of laat het weg.\n"
    )
    assert process.returncode == 1
    assert not home.exists()


def test_bad_content_is_said_before_anything_starts(home, tmp_path):
    data = tmp_path / "data"
    (data / "themes").mkdir(parents=True)
    (data / "interface").symlink_to(ROOT / "data" / "interface")
    (data / "scales").symlink_to(ROOT / "data" / "scales")
    (data / "sources.yaml").symlink_to(ROOT / "data" / "sources.yaml")
    (data / "themes" / "thema.yaml").write_text("id: thema\n")
    process = serve(home, "--port", str(free_port()), "--trainer-port", str(free_port()), WORKBOOK_DATA=str(data))
    said = process.communicate(timeout=PATIENCE_S)[0]
    assert process.returncode == 1
    assert said.startswith("data/themes/thema.yaml:1: Het veld 'letter' ontbreekt.")
    assert "Traceback" not in said
    assert not home.exists()


def marked(mark: str) -> list[int]:
    """Every process that carries this mark in its environment."""
    found = []
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            if mark.encode() in (entry / "environ").read_bytes() and "Z" not in (entry / "stat").read_text().split()[2]:
                found.append(int(entry.name))
        except OSError:
            continue
    return found


@pytest.mark.skipif(not Path("/proc/self/environ").exists(), reason="looks for processes in /proc")
def test_ctrl_c_ends_both_apps_and_every_kernel_with_status_0(home):
    mark = f"mark-{uuid.uuid4().hex}"
    port, trainer_port = free_port(), free_port()
    process = serve(home, "--port", str(port), "--trainer-port", str(trainer_port), WORKBOOK_TEST_MARK=mark)
    said = ""
    for line in process.stdout:
        said += line
        if "Ctrl-C" in line:
            break
    assert f"http://127.0.0.1:{port}" in said
    assert re.search(r"Trainersleutel: \S{32}\n", said)
    assert requests.get(f"http://127.0.0.1:{port}{NOTEBOOK}", timeout=PATIENCE_S).status_code == 200
    assert json.loads((home / "address.json").read_text())["address"] == f"http://127.0.0.1:{port}"
    assert (home.stat().st_mode & 0o777, (home / "workbook.sqlite").stat().st_mode & 0o777) == (0o700, 0o600)
    assert len(marked(mark)) >= 4  # this one, two apps, a kernel
    process.send_signal(signal.SIGINT)
    rest = process.communicate(timeout=PATIENCE_S)[0]
    assert not (home / "address.json").exists()
    assert rest.startswith("Even geduld, het werkboek sluit af…\n")
    assert (process.returncode, "Het werkboek is gestopt." in rest, "Traceback" in rest) == (0, True, False)
    until(lambda: not marked(mark), "every process has ended")


@pytest.mark.skipif(not Path("/proc/self/environ").exists(), reason="looks for processes in /proc")
def test_an_app_that_is_killed_starts_again_while_the_other_goes_on(home):
    port, trainer_port = free_port(), free_port()
    process = serve(home, "--port", str(port), "--trainer-port", str(trainer_port))
    for line in process.stdout:
        if "Ctrl-C" in line:
            break
    apps = {line_of(pid).split("app_main ")[1].split()[0]: pid for pid in children(process.pid)}
    os.kill(apps["trainer"], signal.SIGKILL)
    assert "De trainerapp was gestopt en start nu opnieuw" in next(iter(process.stdout))
    until(lambda: is_up(f"http://127.0.0.1:{trainer_port}/login"), "the trainer app is back")
    assert apps["participant"] in children(process.pid)
    process.send_signal(signal.SIGINT)
    process.communicate(timeout=PATIENCE_S)
    assert process.returncode == 0


def is_up(address: str) -> bool:
    try:
        return requests.get(address, timeout=5).status_code == 403
    except requests.ConnectionError:
        return False


def children(pid: int) -> list[int]:
    """The two apps: the children of `workbook serve`."""
    found = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [int(child) for child in found if "app_main" in line_of(int(child))]


def line_of(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode()
    except OSError:
        return ""
