"""Whatever is wrong with the warm process: there is a kernel, and the log says once why it is an ordinary one."""

import logging
import os
import signal
import subprocess

import psutil
import pytest

import warmkernel
from tests.warmkernel.kernels import kernel, play, settings, until, zygote
from warmkernel import recipe, wire


@pytest.fixture
def module(tmp_path, monkeypatch):
    """Writes a module that the warm process can import."""
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(tmp_path), os.environ.get("PYTHONPATH", "")]))

    def write(code: str) -> str:
        (tmp_path / "preloaded.py").write_text(code)
        return str(tmp_path / "preloaded.py")

    return write


@pytest.fixture
def said(caplog):
    caplog.set_level(logging.WARNING, "traitlets")
    return lambda: [record.getMessage() for record in caplog.records if "ordinary way" in record.getMessage()]


@pytest.mark.parametrize(
    ("code", "sentence"),
    [
        ("import no_such_module", "preloading preloaded failed with ModuleNotFoundError: No module named 'no_such"),
        ("1 / 0", "preloading preloaded failed with ZeroDivisionError"),
        ("raise SystemExit(3)", "preloading preloaded failed with SystemExit: 3"),
        ("import os; os._exit(3)", "the warm process has ended"),
        (
            "import threading, time; threading.Thread(target=time.sleep, args=(600,), daemon=True).start()",
            "1 threads run",
        ),
        ("import socket; kept = socket.socket()", "left open what kernels must not share: socket:"),
        ("import tempfile; kept = tempfile.TemporaryFile()", "left open what kernels must not share"),
        ("import ipykernel.kernelapp as k\nk.IPKernelApp.initialize = 1", "a kernel forked from it to try failed"),
    ],
    ids=["missing", "fails", "exits", "dies", "threads", "socket", "file", "no kernel"],
)
@play
async def test_a_preload_that_cannot_be_forked_gives_ordinary_kernels(module, said, code, sentence):
    module(code)
    config = settings(("preloaded",))
    for _ in range(2):
        async with kernel(config) as one:
            assert not one.warm
            assert await one.run("print(1)") == "1"
    assert len(said()) == 1
    assert sentence in said()[0]
    assert [p for p in psutil.Process().children() if "warmkernel.server" in p.cmdline()] == []


@play
async def test_a_preload_that_never_ends_is_given_up(module, said):
    module("import time; time.sleep(600)")
    async with kernel(settings(("preloaded",), patience=1.0)) as one:
        assert not one.warm
    assert "did not answer within 1 s" in said()[0]


@play
async def test_a_preload_is_tried_again_once_a_watched_file_changes(module):
    path = module("1 / 0")
    config = settings(("preloaded",), (path,))
    async with kernel(config) as one:
        assert not one.warm
    module("value = 7")
    async with kernel(config) as one:
        assert one.warm
        assert await one.run("import preloaded; print(preloaded.value)") == "7"


@play
async def test_after_a_change_kernels_come_from_a_new_process_and_those_that_run_stay(module):
    path = module("value = 1")
    config = settings(("preloaded",), (os.path.dirname(path),))
    async with kernel(config) as one:
        old = zygote().pid
        module("value = 22")
        async with kernel(config) as two:
            code = "import preloaded; print(preloaded.value)"
            assert (await one.run(code), await two.run(code)) == ("1", "22")
            assert psutil.Process(one.pid).ppid() == old != zygote().pid
        await one.stop()
        one.manager.provisioner = None
        await until(lambda: not psutil.pid_exists(old), "the old one ends after its last kernel")


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        ({"env": {**os.environ, "PYTHONHASHSEED": "7"}}, "another value of PYTHONHASHSEED"),
        ({"independent": True}, "outlive this server"),
        ({"stdout": subprocess.PIPE}, "goes into a pipe"),
        ({"umask": 0o077}, "it was given umask"),
    ],
    ids=["interpreter variable", "independent", "pipe", "popen"],
)
@play
async def test_what_a_fork_cannot_do_a_new_process_does(said, options, sentence):
    async with kernel(settings(), **options) as one:
        assert not one.warm
        assert await one.run("print(1)") == "1"
    assert sentence in said()[0]


@play
async def test_a_warm_process_that_hangs_is_left_alone_and_its_kernels_live_on(said, monkeypatch):
    async with kernel() as one:
        monkeypatch.setattr(warmkernel.line, "ANSWER_S", 0.5)
        stuck = zygote()
        os.kill(stuck.pid, signal.SIGSTOP)
        try:
            async with kernel() as two:
                assert two.warm
                assert psutil.Process(two.pid).ppid() != stuck.pid
                assert await one.run("print('here')") == "here"
        finally:
            os.kill(stuck.pid, signal.SIGCONT)


@play
async def test_elsewhere_than_on_linux_kernels_are_ordinary(said, monkeypatch):
    monkeypatch.setattr(recipe.sys, "platform", "darwin")
    try:
        started = warmkernel.supported()
    finally:
        monkeypatch.undo()
    assert "this is darwin" in started
    monkeypatch.setattr(warmkernel.zygote, "supported", lambda: started)
    async with kernel() as one:
        assert not one.warm
    assert "only safe on Linux" in said()[0]


def test_a_message_that_is_cut_off_or_too_long_is_refused():
    import socket

    ours, theirs = socket.socketpair()
    with ours, theirs:
        ours.sendall(b"\xff\xff\xff\xff")
        with pytest.raises(ValueError, match="at most"):
            wire.receive(theirs)
        ours.sendall(b"\0\0\0\x09{}")
        ours.close()
        with pytest.raises(wire.Gone):
            wire.receive(theirs)
    with pytest.raises(ValueError, match="at most"):
        wire.send(ours, {"long": "x" * wire.MOST_BYTES})
