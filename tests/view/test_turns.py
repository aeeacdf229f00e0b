"""Turns to draw: two processors, two who draw; whoever ends or hangs keeps nobody waiting."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from workbook.view import turns

PERSON = """
import os, sys, time
from workbook.view import turns
os.cpu_count = lambda: 2
turns.PATIENCE_S = {patience}
print("waits", flush=True)
with turns.turn():
    print(time.monotonic_ns(), flush=True)
    sys.stdin.readline()
"""


@contextmanager
def person(home, patience: float = 60) -> Iterator[subprocess.Popen[str]]:
    """Somebody who wants to draw, and does so until they are told to stop."""
    command = [sys.executable, "-c", PERSON.format(patience=patience)]
    environment = os.environ | {"WORKBOOK_HOME": str(home)}
    with subprocess.Popen(command, stdin=-1, stdout=-1, text=True, env=environment) as process:
        try:
            assert process.stdout.readline() == "waits\n"
            yield process
        finally:
            process.kill()


def drew_at(process) -> int:
    """When somebody came to draw, in nanoseconds since the machine started."""
    return int(process.stdout.readline())


@pytest.mark.skipif(turns.fcntl is None, reason="everyone draws at once on Windows")
@pytest.mark.parametrize("ends", ["done", "killed"])
def test_a_third_draws_once_one_of_two_has_ended(tmp_path, ends):
    with person(tmp_path) as first, person(tmp_path) as second:
        assert drew_at(first)
        assert drew_at(second)
        with person(tmp_path) as third:
            ended = time.monotonic_ns()
            if ends == "done":
                print(file=first.stdin, flush=True)
            else:
                first.kill()
            assert drew_at(third) > ended


def test_nobody_waits_for_ever_for_those_who_hang(tmp_path):
    with person(tmp_path) as one, person(tmp_path) as two:
        assert drew_at(one)
        assert drew_at(two)
        with person(tmp_path, patience=0.1) as third:
            assert drew_at(third)


def test_without_a_folder_to_meet_in_everyone_draws(tmp_path):
    nowhere = tmp_path / "not-there"
    with person(nowhere) as one, person(nowhere) as two, person(nowhere) as three:
        assert drew_at(one)
        assert drew_at(two)
        assert drew_at(three)
    assert not nowhere.exists()
