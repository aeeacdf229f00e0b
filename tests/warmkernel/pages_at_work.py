"""Real page processes of small notebooks, and kernels forked from them."""

import asyncio
import json
import os
import uuid
from pathlib import Path
from typing import Any

from tests.warmkernel.kernels import PATIENCE_S, Kernel
from warmkernel import PageProcess, PageRecipe, Pages, WarmProvisioner
from warmkernel.pages import VARIABLE

FIRST = "import ipywidgets, os\nslider = ipywidgets.IntSlider()\nopened_for = os.environ.get('VISITOR', 'nobody')"
BIND = "slider.description = os.environ.get('VISITOR', 'nobody')\nslider"


def notebook(folder: Path, *cells: str, first: str = FIRST) -> Path:
    """A notebook whose second code cell takes in who is visiting."""
    sources = [first, *(cells or (BIND,))]
    tags = [[], ["visitor"], *([] for _ in sources[2:])]
    code = [
        {"cell_type": "code", "metadata": {"tags": tag}, "source": source.splitlines(True)}
        for tag, source in zip(tags, sources, strict=True)
    ]
    path = folder / "page.ipynb"
    path.write_text(json.dumps({"cells": [{"cell_type": "markdown", "metadata": {}, "source": "# A page"}, *code]}))
    return path


def recipe(config: Any, path: Path, **others: Any) -> PageRecipe:
    return PageRecipe(WarmProvisioner(config=config).recipe, str(path), "visitor", **others)


async def made(house: Pages, wanted: PageRecipe) -> PageProcess:
    return await asyncio.wrap_future(house.make(wanted))


async def visit(config: Any, page: PageProcess, visitor: str = "", **environment: str) -> Kernel:
    """A kernel for a visitor of this page."""
    told = {**os.environ, **environment, "VISITOR": visitor, VARIABLE: page.key}
    return await Kernel(config).start(env=told)


async def states(kernel: Kernel) -> dict[str, dict[str, Any]]:
    """The state of each widget, asked for as a page in a browser does."""
    comm = uuid.uuid4().hex
    shell, session = kernel.client.shell_channel, kernel.client.session
    opening = {"comm_id": comm, "target_name": "jupyter.widget.control", "data": {}}
    shell.send(session.msg("comm_open", opening, metadata={"version": "1.0.0"}))
    shell.send(session.msg("comm_msg", {"comm_id": comm, "data": {"method": "request_states"}}))
    while True:
        message = await kernel.client.get_iopub_msg(timeout=PATIENCE_S)
        data = message["content"].get("data", {})
        if message["msg_type"] == "comm_msg" and data.get("method") == "update_states":
            return {name: model["state"] for name, model in data["states"].items()}


def model_id(page: PageProcess) -> str:
    """The widget that the page shows."""
    shown = page.outputs[1][-1]["data"]["application/vnd.jupyter.widget-view+json"]
    return shown["model_id"]


def memory(pid: int) -> bytes:
    """All that a process has in memory and may write to."""
    found = bytearray()
    with open(f"/proc/{pid}/maps") as maps, open(f"/proc/{pid}/mem", "rb", 0) as mem:
        for line in maps:
            where, rights, *_ = line.split()
            if rights.startswith("rw"):
                start, end = (int(number, 16) for number in where.split("-"))
                mem.seek(start)
                found += mem.read(end - start)
    return bytes(found)
