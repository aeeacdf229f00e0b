"""A warm kernel lives and dies as a stock one does, and leaves nothing behind."""

import asyncio
import json
import os
import signal
import subprocess
import sys
import textwrap

import psutil

import warmkernel
from tests.warmkernel.kernels import Kernel, gone, kernel, play, settings, until, zygote
from warmkernel.process import started


@play
async def test_a_kernel_runs_code_and_comes_from_the_warm_process():
    async with kernel(settings(("numpy",))) as one:
        assert await one.run("import numpy; print(numpy.arange(4).sum())") == "6"
        assert psutil.Process(one.pid).ppid() == zygote().pid
        assert os.getpgid(one.pid) == one.pid


@play
async def test_twenty_kernels_at_once_all_answer():
    config = settings(("numpy",))
    kernels = [Kernel(config) for _ in range(20)]
    try:
        await asyncio.gather(*(one.start() for one in kernels))
        said = await asyncio.gather(*(one.run(f"print({n})") for n, one in enumerate(kernels)))
        assert said == [str(n) for n in range(20)]
        assert {psutil.Process(one.pid).ppid() for one in kernels} == {zygote().pid}
        assert len({one.pid for one in kernels}) == 20
    finally:
        await asyncio.gather(*(one.stop() for one in kernels))


@play
async def test_an_interrupt_stops_a_cell_and_keeps_the_kernel():
    async with kernel() as one:
        await one.run("kept = 7")
        busy = asyncio.create_task(one.run("import time\nprint('on', flush=True)\ntime.sleep(60)"))
        await asyncio.sleep(0.5)
        await one.manager.interrupt_kernel()
        try:
            await asyncio.wait_for(busy, 30)
        except RuntimeError as error:
            assert "KeyboardInterrupt" in str(error)  # noqa: PT017
        assert await one.run("print(kept)") == "7"


@play
async def test_an_interrupt_of_a_kernel_that_does_nothing_changes_nothing():
    async with kernel() as one:
        for _ in range(3):
            await one.manager.interrupt_kernel()
        assert await one.run("print('here')") == "here"


@play
async def test_a_restart_gives_a_new_kernel_at_the_same_address():
    async with kernel() as one:
        await one.run("old = 1")
        before, address = one.pid, one.manager.connection_file
        await one.manager.restart_kernel(now=True)
        await one.client.wait_for_ready(60)
        assert await one.run("print('old' in globals())") == "False"
        assert (one.pid != before, one.manager.connection_file, one.warm) == (True, address, True)
        assert gone(before)


@play
async def test_a_shutdown_runs_what_the_kernel_wanted_done_at_its_end(tmp_path):
    async with kernel() as one:
        await one.run(f"import atexit, pathlib; atexit.register(pathlib.Path({str(tmp_path / 'end')!r}).touch)")
        await one.run("import tempfile; folder = tempfile.TemporaryDirectory(); print(folder.name)")
        process = one.manager.provisioner.process
        await one.stop(now=False)
        assert process.returncode == 0
        assert (tmp_path / "end").exists()


@play
async def test_what_a_kernel_started_ends_with_it():
    async with kernel() as one:
        child = int(await one.run("import subprocess; print(subprocess.Popen(['sleep', '600']).pid)"))
        pid = one.pid
        await one.stop()
        await until(lambda: not psutil.pid_exists(child) or psutil.Process(child).status() == "zombie", "its child")
        assert gone(pid)


@play
async def test_a_kernel_that_was_killed_is_seen_and_leaves_no_zombie():
    async with kernel() as one:
        os.kill(one.pid, signal.SIGKILL)

        async def dead() -> bool:
            return not await one.manager.is_alive()

        await until(dead, "the manager notices")
        assert one.manager.provisioner.process.returncode == -signal.SIGKILL
        await until(lambda: gone(one.pid), "no zombie stays")


@play
async def test_how_a_kernel_ended_is_known():
    async with kernel() as one:
        one.client.execute("import os; os._exit(3)")
        await until(lambda: one.manager.provisioner.process.poll() is not None, "it ends")
        assert one.manager.provisioner.process.returncode == 3


@play
async def test_kernels_die_with_a_warm_process_that_is_killed_and_the_next_one_comes_from_a_new_one():
    async with kernel() as one, kernel() as two:
        before = zygote().pid
        os.kill(before, signal.SIGKILL)
        await until(lambda: one.manager.provisioner.process.poll() == -signal.SIGKILL, "its kernel ends")
        await until(lambda: two.manager.provisioner.process.poll() == -signal.SIGKILL, "its other kernel ends")
        async with kernel() as three:
            assert three.warm
            assert zygote().pid != before
            assert await three.run("print('new')") == "new"


SERVER = """
    import asyncio, sys, time
    from tests.warmkernel.kernels import Kernel, settings, zygote

    async def main():
        kernels = [await Kernel(settings()).start() for _ in range(3)]
        inner = await kernels[0].run("import subprocess; print(subprocess.Popen(['sleep', '600']).pid)")
        print(zygote().pid, *(one.pid for one in kernels), inner, flush=True)
        {end}

    asyncio.run(main())
"""


def _a_server(end: str) -> tuple[subprocess.Popen[str], list[int]]:
    code = textwrap.dedent(SERVER.format(end=end))
    server = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True)
    return server, [int(word) for word in server.stdout.readline().split()]


@play
async def test_everything_ends_when_the_server_is_killed():
    server, pids = _a_server("time.sleep(600)")
    assert len(pids) == 5
    server.kill()
    server.wait()
    for pid in pids:
        await until(lambda pid=pid: gone(pid) or psutil.Process(pid).status() == "zombie", f"{pid} ends")


@play
async def test_everything_ends_when_the_server_just_stops():
    server, pids = _a_server("sys.exit(0)")
    server.wait(60)
    for pid in pids:
        await until(lambda pid=pid: gone(pid) or psutil.Process(pid).status() == "zombie", f"{pid} ends")


@play
async def test_no_descriptor_and_no_process_is_left_after_many_kernels():
    async with kernel() as one:
        here, there = psutil.Process(), psutil.Process(zygote().pid)
    async with kernel():  # what is made once is there by now
        pass
    del one
    before = here.num_fds(), there.num_fds()
    for _ in range(5):
        async with kernel():
            pass
    assert there.num_fds() == before[1]
    assert here.num_fds() <= before[0] + 1
    assert there.children() == []


@play
async def test_another_provisioner_of_the_same_server_can_take_over():
    async with kernel() as one:
        told = await one.manager.provisioner.get_provisioner_info()
        assert json.loads(json.dumps(told["warm"])) == told["warm"]
        other = warmkernel.WarmProvisioner(kernel_spec=one.manager.kernel_spec, config=one.config)
        await other.load_provisioner_info(told)
        assert (other.has_process, other.pid, other.pgid, await other.poll()) == (True, one.pid, one.pid, None)
        assert other.connection_info == one.manager.provisioner.connection_info
        await other.kill()
        assert await other.wait() == -signal.SIGKILL
        assert not other.has_process


@play
async def test_a_description_of_a_kernel_that_ended_takes_over_nothing():
    async with kernel() as one:
        told = await one.manager.provisioner.get_provisioner_info()
        assert told["warm"]["started"] == started(one.pid)
    other = warmkernel.WarmProvisioner(kernel_spec=one.manager.kernel_spec)
    await other.load_provisioner_info(told)
    assert not other.has_process
    told["pid"] = os.getpid()  # the number came back, for somebody else
    await other.load_provisioner_info(told)
    assert not other.has_process


@play
async def test_the_warm_process_can_be_started_ahead():
    pid = await asyncio.wrap_future(warmkernel.warm_up(settings(("numpy",))))
    async with kernel(settings(("numpy",))) as one:
        assert psutil.Process(one.pid).ppid() == pid
