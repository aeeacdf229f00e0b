"""A page that is already there: run once with nobody in it, forked for each visitor, and nobody learns of another."""

import asyncio
import json
import os
import signal

import psutil
from hypothesis import HealthCheck, given
from hypothesis import settings as trying
from hypothesis import strategies as st

import warmkernel
from tests.warmkernel.kernels import gone, kernel, play, settings, until, zygote
from tests.warmkernel.pages_at_work import made, memory, model_id, notebook, recipe, states, visit
from warmkernel import Pages, pages

SECRET = "anna-4f1d9c07b2"


@play
async def test_a_visitors_kernel_has_the_widgets_of_the_page_with_what_was_bound(tmp_path):
    config = settings(("ipywidgets",))
    page = await made(Pages(), recipe(config, notebook(tmp_path)))
    anna, bram = [await visit(config, page, name) for name in ("anna", "bram")]
    try:
        for one, name in ((anna, "anna"), (bram, "bram")):
            assert one.manager.provisioner.page == page.key
            assert psutil.Process(one.pid).ppid() == page.pid
            assert (await states(one))[model_id(page)]["description"] == name
            assert await one.run("print(opened_for)") == "nobody"
        assert psutil.Process(page.pid).ppid() == zygote().pid
    finally:
        await asyncio.gather(anna.stop(), bram.stop())


@play
async def test_a_change_in_the_kernel_reaches_the_browser(tmp_path):
    config = settings(("ipywidgets",))
    page = await made(Pages(), recipe(config, notebook(tmp_path)))
    anna = await visit(config, page, "anna")
    try:
        await states(anna)
        await anna.run("slider.value = 42")
        reply = anna.client.execute("slider.value = 43")
        seen = []
        while True:
            message = await anna.client.get_iopub_msg(timeout=60)
            if message["msg_type"] == "comm_msg" and message["content"]["comm_id"] == model_id(page):
                seen.append(message["content"]["data"]["state"].get("value"))
            if message["parent_header"].get("msg_id") == reply and message["content"].get("execution_state") == "idle":
                break
        assert 43 in seen
        where = {"comm_id": model_id(page), "data": {"method": "update", "state": {"value": 7}}}
        anna.client.shell_channel.send(anna.client.session.msg("comm_msg", where))
        assert await anna.run("print(slider.value)") == "7"
    finally:
        await anna.stop()


@play
async def test_the_page_process_never_holds_anything_of_a_visitor(tmp_path):
    config = settings(("ipywidgets",))
    page = await made(Pages(), recipe(config, notebook(tmp_path)))
    anna = await visit(config, page, SECRET, QUERY_STRING=f"who={SECRET}")
    bram = await visit(config, page, "bram")
    try:
        assert SECRET.encode() in memory(anna.pid)
        for other in (page.pid, zygote().pid, bram.pid):
            assert SECRET.encode() not in memory(other)
            assert SECRET not in str(psutil.Process(other).environ())
    finally:
        await asyncio.gather(anna.stop(), bram.stop())


@play
async def test_forks_share_no_random_numbers_no_files_and_no_sockets(tmp_path):
    first = "import random, uuid, secrets, tempfile, numpy\nrandom.seed(1)\nnumpy.random.seed(1)"
    late = (
        "made = [random.random(), float(numpy.random.rand()), uuid.uuid4().hex, secrets.token_hex(8)]\n"
        "kept = tempfile.NamedTemporaryFile()\nmade.append(kept.name)"
    )
    config = settings(("numpy",))
    page = await made(Pages(), recipe(config, notebook(tmp_path, late, first=first)))
    anna, bram = [await visit(config, page, name) for name in ("anna", "bram")]
    listing = "print(sorted({os.readlink(f'/proc/self/fd/{n}') for n in os.listdir('/proc/self/fd')"
    listing = "import os\n" + listing + " if os.path.islink(f'/proc/self/fd/{n}')}))"
    try:
        ours, theirs = [json.loads(await one.run("import json; print(json.dumps(made))")) for one in (anna, bram)]
        assert [a for a, b in zip(ours, theirs, strict=True) if a == b] == []
        assert ours[-1] not in await bram.run(listing)
        mine = {name for name in (await anna.run(listing)).split("'") if name.startswith(("socket:", "pipe:"))}
        assert [name for name in mine if name in await bram.run(listing)] == []
        opened = {os.readlink(f"/proc/{page.pid}/fd/{n}") for n in os.listdir(f"/proc/{page.pid}/fd")}
        assert opened & mine == set()
    finally:
        await asyncio.gather(anna.stop(), bram.stop())


NAMES = st.text("ABCXYZ_", min_size=1, max_size=8).map("V_".__add__)
VALUES = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=30)


@trying(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))
@given(hers=st.dictionaries(NAMES, VALUES, max_size=4), his=st.dictionaries(NAMES, VALUES, max_size=4))
def test_whatever_stands_in_an_environment_is_one_visitors(tmp_path_factory, hers, his):
    reading = "import os, json; print(json.dumps({k: v for k, v in os.environ.items() if k.startswith('V_')}))"

    @play
    async def scene():
        config = settings(("ipywidgets",))
        page = await made(Pages(), recipe(config, notebook(tmp_path_factory.mktemp("page"))))
        anna = await visit(config, page, "anna", **hers)
        bram = await visit(config, page, "bram", **his)
        try:
            assert json.loads(await anna.run(reading)) == hers
            assert json.loads(await bram.run(reading)) == his
        finally:
            await asyncio.gather(anna.stop(), bram.stop())

    scene()


@play
async def test_a_restarted_kernel_is_an_ordinary_one_so_that_its_page_notices(tmp_path):
    config = settings(("ipywidgets",))
    page = await made(Pages(), recipe(config, notebook(tmp_path)))
    anna = await visit(config, page, "anna")
    before = anna.pid
    try:
        os.kill(before, signal.SIGKILL)
        await until(lambda: gone(before), "it ends")
        await anna.manager.restart_kernel(now=True)
        await anna.client.wait_for_ready(60)
        assert anna.manager.provisioner.page == ""
        assert (
            await anna.run("print('slider' in globals(), os.environ['VISITOR'] if 'os' in globals() else '')")
            == "False"
        )
    finally:
        await anna.stop()


@play
async def test_an_interrupt_keeps_it_and_a_shutdown_ends_it(tmp_path):
    config = settings(("ipywidgets",))
    page = await made(Pages(), recipe(config, notebook(tmp_path)))
    anna = await visit(config, page, "anna")
    await anna.manager.interrupt_kernel()
    assert await anna.run("print(slider.description)") == "anna"
    pid = anna.pid
    await anna.stop(now=False)
    await until(lambda: gone(pid), "the kernel ends")
    assert page.usable()


@play
async def test_what_is_asked_for_least_makes_way_and_ends_with_its_last_kernel(tmp_path):
    config = settings(("ipywidgets",))
    house = Pages(1)
    paths = [tmp_path / "one", tmp_path / "two"]
    for path in paths:
        path.mkdir()
    one, two = (recipe(config, notebook(path)) for path in paths)
    first = await made(house, one)
    anna, pid = await visit(config, first, "anna"), first.pid
    second = await made(house, two)
    assert house.ready(one) is None
    assert house.ready(two) is second
    assert (await states(anna))[model_id(first)]["description"] == "anna"
    del first
    await anna.stop()
    del anna
    await until(lambda: gone(pid), "the page process ends")
    assert second.usable()


@play
async def test_after_a_change_a_page_is_made_afresh(tmp_path):
    watched = tmp_path / "content.yaml"
    watched.write_text("a: 1")
    config = settings(("ipywidgets",), (str(watched),))
    house, wanted = Pages(), recipe(config, notebook(tmp_path))
    first = await made(house, wanted)
    assert house.ready(wanted) is first
    notebook(tmp_path, "slider.description = 'changed'\nslider")
    assert house.ready(wanted) is None
    second = await made(house, wanted)
    watched.write_text("a: 1234")
    assert house.ready(wanted) is None
    third = await made(house, wanted)
    assert len({first.pid, second.pid, third.pid}) == 3
    async with kernel(config) as bare:  # nothing of a page in it
        assert await bare.run("print('slider' in globals())") == "False"


@play
async def test_everything_ends_with_the_page_process_and_with_the_warm_process(tmp_path):
    config = settings(("ipywidgets",))
    house, wanted = Pages(), recipe(config, notebook(tmp_path))
    page = await made(house, wanted)
    anna = await visit(config, page, "anna")
    os.kill(page.pid, signal.SIGKILL)
    await until(lambda: gone(anna.pid), "its kernel ends")
    assert house.ready(wanted) is None
    page = await made(house, wanted)
    bram = await visit(config, page, "bram")
    warm = zygote().pid
    os.kill(warm, signal.SIGKILL)
    await until(lambda: gone(page.pid) and gone(bram.pid), "all end")
    assert house.ready(wanted) is None
    assert (await made(house, wanted)).usable()
    for one in (anna, bram):
        one.client.stop_channels()
    warmkernel.close_all()


@play
async def test_no_descriptor_is_left_after_many_visitors(tmp_path):
    config = settings(("ipywidgets",))
    page = await made(Pages(), recipe(config, notebook(tmp_path)))
    before = len(os.listdir(f"/proc/{page.pid}/fd"))
    for _ in range(5):
        one = await visit(config, page, "anna")
        await one.stop()
    assert len(os.listdir(f"/proc/{page.pid}/fd")) == before
    await until(lambda: psutil.Process(page.pid).children() == [], "all are reaped")
    assert pages.by_key(page.key) is page
