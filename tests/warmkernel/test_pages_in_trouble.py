"""Wherever a page cannot be made ready, kernels start as they did, and the log says why, once."""

import asyncio
import json
import logging

import pytest

from tests.warmkernel.kernels import play, settings
from tests.warmkernel.pages_at_work import FIRST, made, notebook, recipe, visit
from warmkernel import NotWarm, Pages


@pytest.mark.parametrize(
    ("first", "late", "sentence"),
    [
        ("1 / 0", "1", "cell 1 failed with ZeroDivisionError: division by zero"),
        ("x = 1", "1 / 0", "Failed: cell 1 failed with ZeroDivisionError"),
        ("raise SystemExit(3)", "1", "cell 1 failed with SystemExit: 3"),
        ("def", "1", "cell 1 failed with SyntaxError"),
        ("import socket\nkept = socket.socket()", "1", "left open what kernels must not share: socket:"),
        (
            "import threading, time\nthreading.Thread(target=time.sleep, args=(60,), daemon=True).start()",
            "1",
            "threads",
        ),
        (
            "import sqlite3\nkept = sqlite3.connect('made.sqlite')\nkept.execute('create table a (b)')",
            "1",
            "made.sqlite",
        ),
    ],
)
@play
async def test_a_page_that_cannot_be_made_is_refused_in_a_sentence(tmp_path, caplog, first, late, sentence):
    config, house = settings(("ipywidgets",)), Pages()
    wanted = recipe(config, notebook(tmp_path, late, first=first))
    for _ in range(2):
        with pytest.raises(NotWarm, match=sentence):
            await made(house, wanted)
    assert house.ready(wanted) is None
    assert caplog.text.count("A page is made anew for each visitor") <= 1


@play
async def test_a_notebook_without_the_cell_is_refused_and_one_that_cannot_be_read(tmp_path):
    config, house = settings(("ipywidgets",)), Pages()
    path = notebook(tmp_path)
    path.write_text(path.read_text().replace("visitor", "other"))
    with pytest.raises(NotWarm, match=r"no cell of page\.ipynb is tagged visitor"):
        await made(house, recipe(config, path))
    path.write_text("{")
    with pytest.raises(NotWarm, match="could not be read"):
        await made(house, recipe(config, path))
    path.unlink()
    with pytest.raises(NotWarm, match="could not be read"):
        await made(house, recipe(config, path))


@play
async def test_where_binding_fails_the_kernel_is_an_ordinary_one_and_says_so(tmp_path, caplog):
    late = "if os.environ.get('VISITOR') == 'anna':\n    raise RuntimeError('no database')\nslider"
    config = settings(("ipywidgets",))
    page = await made(Pages(), recipe(config, notebook(tmp_path, late)))
    with caplog.at_level(logging.WARNING):
        anna, bram = [await visit(config, page, name) for name in ("anna", "bram")]
    try:
        assert [one.manager.provisioner.page for one in (anna, bram)] == ["", page.key]
        assert await anna.run("print('slider' in globals())") == "False"
        assert "does not come from the page that is ready: cell 1 failed with RuntimeError: no database" in caplog.text
    finally:
        await asyncio.gather(anna.stop(), bram.stop())


@play
async def test_a_visitor_who_would_see_something_else_than_the_page_gets_an_ordinary_kernel(tmp_path):
    """What the cells put out stands in the page before there is a visitor: only widgets may differ."""
    config = settings(("ipywidgets",))
    page = await made(Pages(), recipe(config, notebook(tmp_path, "print(os.environ.get('VISITOR', 'nobody'))")))
    assert page.outputs[1] == [{"output_type": "stream", "name": "stdout", "text": "nobody\n"}]
    anna = await visit(config, page, "anna")
    try:
        assert anna.manager.provisioner.page == ""
    finally:
        await anna.stop()


@play
async def test_a_key_that_nobody_knows_gives_an_ordinary_kernel_without_it(tmp_path):
    config = settings(("ipywidgets",))
    house = Pages()
    page = await made(house, recipe(config, notebook(tmp_path)))
    page.key = "0" * 32
    anna = await visit(config, page, "anna")
    try:
        assert anna.manager.provisioner.page == ""
        assert "WARMKERNEL_PAGE" not in json.loads(
            await anna.run("import os, json; print(json.dumps(dict(os.environ)))")
        )
    finally:
        await anna.stop()


@play
async def test_what_cells_show_is_kept_as_a_notebook_keeps_it(tmp_path):
    show = "from IPython.display import display, HTML\nprint('said')\ndisplay(HTML('<b>shown</b>'))\n6 * 7"
    page = await made(Pages(), recipe(settings(("ipywidgets",)), notebook(tmp_path, first=FIRST + "\n" + show)))
    kinds = [(output["output_type"], output.get("data", {}).get("text/plain")) for output in page.outputs[0]]
    assert kinds[0] == ("stream", None)
    assert ("execute_result", "42") in kinds
    assert "<b>shown</b>" in [output.get("data", {}).get("text/html") for output in page.outputs[0]]
