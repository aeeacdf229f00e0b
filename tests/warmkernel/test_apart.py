"""Nothing of one kernel, and nothing of the warm process, reaches another kernel."""

import asyncio
import json
import os
import subprocess
import sys

from tests.warmkernel.kernels import kernel, play, settings, zygote


def environment(**others: str) -> dict[str, str]:
    return {**os.environ, **others}


@play
async def test_a_kernel_has_the_environment_it_was_given_and_no_other():
    reading = "import os, json; print(json.dumps(dict(os.environ)))"
    given = environment(VISITOR="anna", ONLY_ANNA="1")
    async with kernel(env=given) as anna:
        await anna.run("import os; os.environ['SET_INSIDE'] = '1'")
        async with kernel(env=environment(VISITOR="bram")) as bram:
            seen = json.loads(await bram.run(reading))
            assert seen["VISITOR"] == "bram"
            assert not {"ONLY_ANNA", "SET_INSIDE"} & set(seen)
            assert "ONLY_ANNA" not in await bram.run("import subprocess; print(subprocess.getoutput('env'))")
        assert json.loads(await anna.run(reading))["ONLY_ANNA"] == "1"


@play
async def test_a_kernel_has_the_variables_of_a_stock_kernel():
    code = "import os, json; print(json.dumps(sorted(os.environ)))"
    config = settings()
    async with kernel(config) as warm:
        ours = json.loads(await warm.run(code))
    config.KernelProvisionerFactory.default_provisioner_name = "local-provisioner"
    async with kernel(config) as stock:
        assert json.loads(await stock.run(code)) == ours


@play
async def test_random_numbers_are_a_kernels_own(tmp_path, monkeypatch):
    (tmp_path / "seeding.py").write_text("import random, numpy\nrandom.seed(1)\nnumpy.random.seed(1)\n")
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(tmp_path), os.environ.get("PYTHONPATH", "")]))
    code = "import random, numpy, uuid; print(random.random(), numpy.random.rand(), uuid.uuid4())"
    config = settings(("seeding",))
    async with kernel(config) as one, kernel(config) as two:
        assert one.warm
        said = [(await each.run(code)).split() for each in (one, two)]
        assert [a for a, b in zip(*said, strict=True) if a == b] == []


@play
async def test_a_kernel_stands_where_it_was_told_with_arguments_of_its_own(tmp_path):
    async with kernel(cwd=str(tmp_path)) as one, kernel() as two:
        assert await one.run("import os; print(os.getcwd())") == str(tmp_path)
        assert await two.run("import os; print(os.getcwd())") == os.getcwd()
        argv = json.loads(await one.run("import sys, json; print(json.dumps(sys.argv))"))
        assert os.path.basename(argv[0]) == "ipykernel_launcher.py"
        assert argv[1:] == ["-f", one.manager.connection_file]
        other = json.loads(await two.run("import sys, json; print(json.dumps([sys.argv, sys.orig_argv]))"))
        assert one.manager.connection_file not in json.dumps(other)


@play
async def test_modules_are_looked_for_where_a_stock_kernel_looks(tmp_path):
    code = "import sys, json; print(json.dumps(sys.path))"
    config = settings()
    async with kernel(config, cwd=str(tmp_path)) as warm:
        ours = json.loads(await warm.run(code))
    config.KernelProvisionerFactory.default_provisioner_name = "local-provisioner"
    async with kernel(config, cwd=str(tmp_path)) as stock:
        assert json.loads(await stock.run(code)) == ours


@play
async def test_files_that_one_kernel_opened_are_closed_to_another(tmp_path):
    (tmp_path / "secret").write_text("anna")
    listing = "import os; print([os.path.realpath(f'/proc/self/fd/{n}') for n in os.listdir('/proc/self/fd')])"
    async with kernel() as anna:
        await anna.run(f"file = open({str(tmp_path / 'secret')!r})")
        assert "secret" in await anna.run(listing)
        async with kernel() as bram:
            seen = await bram.run(listing)
            assert "secret" not in seen
    assert "secret" not in str(os.listdir(f"/proc/{zygote().pid}/fd"))


@play
async def test_the_line_to_the_server_is_in_no_kernel():
    """Or a kernel could ask the warm process for anything."""
    pid_of = "import os; print(sorted(os.readlink(f'/proc/self/fd/{n}') for n in os.listdir('/proc/self/fd') if "
    pid_of += "os.path.islink(f'/proc/self/fd/{n}')))"
    async with kernel() as one:
        theirs = {os.readlink(f"/proc/{zygote().pid}/fd/{n}") for n in os.listdir(f"/proc/{zygote().pid}/fd")}
        sockets = {name for name in theirs if name.startswith(("socket:", "anon_inode:[pidfd"))}
        assert sockets
        seen = await one.run(pid_of)
        assert [name for name in sockets if name.startswith("socket:") and name in seen] == []


@play
async def test_what_the_preload_wanted_done_at_its_end_is_not_done_by_a_kernel(tmp_path, monkeypatch):
    place = tmp_path / "cache"
    place.mkdir()
    (tmp_path / "tidy.py").write_text(
        "import atexit, shutil, weakref\n"
        f"class Cache: pass\ncache = Cache()\nweakref.finalize(cache, shutil.rmtree, {str(place)!r}, True)\n"
        f"atexit.register(shutil.rmtree, {str(place)!r}, True)\n"
    )
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(tmp_path), os.environ.get("PYTHONPATH", "")]))
    async with kernel(settings(("tidy",))) as one:
        assert one.warm
        await one.stop(now=False)
    assert place.exists()


@play
async def test_output_goes_where_the_caller_sends_it(tmp_path):
    with open(tmp_path / "log", "w") as log:
        async with kernel(stderr=log, stdout=subprocess.DEVNULL) as one:
            assert one.warm
            await one.run("import os, sys; sys.__stderr__.write('aloud\\n'); sys.__stderr__.flush()")
            await asyncio.sleep(0.2)
    assert "aloud" in (tmp_path / "log").read_text()


@play
async def test_widgets_and_figures_work_as_in_a_stock_kernel():
    config = settings(("numpy", "ipywidgets", "matplotlib.pyplot", "matplotlib_inline.backend_inline"))
    async with kernel(config) as one:
        seen: list[dict] = []
        code = (
            "import matplotlib.pyplot as plt, ipywidgets\n"
            "plt.plot([1, 2]); plt.show()\nplt.plot([1, 3])\nipywidgets.IntSlider()"
        )
        await one.client.execute_interactive(code, timeout=60, output_hook=seen.append)
        kinds = [key for m in seen for key in m["content"].get("data", {}) if "msg_type" in m]
        assert kinds.count("image/png") == 2
        assert "application/vnd.jupyter.widget-view+json" in kinds
        assert [m["msg_type"] for m in seen].count("comm_open") == 3
        target = "print(sorted(get_ipython().kernel.comm_manager.targets))"
        assert "jupyter.widget.control" in await one.run(target)
        assert await one.run("import matplotlib; print(matplotlib.get_backend())") in (
            "inline",
            "module://matplotlib_inline.backend_inline",
        )


@play
async def test_a_kernel_gets_the_backend_that_its_environment_names():
    async with kernel(settings(("matplotlib",)), env=environment(MPLBACKEND="svg")) as one:
        assert one.warm
        assert await one.run("import matplotlib; print(matplotlib.get_backend())") == "svg"


def test_this_package_needs_nothing_of_the_workbook():
    code = "import sys, warmkernel, warmkernel.server; print([m for m in sys.modules if m.startswith('workbook')])"
    assert subprocess.check_output([sys.executable, "-c", code], text=True).strip() == "[]"
