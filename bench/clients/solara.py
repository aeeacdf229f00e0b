"""A visitor of a Solara page with ipywidgets: the kernel's messages over Solara's own websocket."""

import json
import struct
import time
import uuid
from itertools import pairwise
from typing import Any

from bench.clients.base import CLICK_PATIENCE_S, Lost
from bench.clients.notebook import NotebookVisitor


class SolaraVisitor(NotebookVisitor):
    """The widgets are those of the notebook; how they travel is the protocol before `v1`: JSON, or JSON and buffers."""

    async def connect(self, page: str) -> None:
        """Start a virtual kernel and let it run the page."""
        self.models, self.buffers, self.replies = {}, {}, set()
        self.session, self.kernel = uuid.uuid4().hex, ""
        self._control, self._finished = uuid.uuid4().hex, False
        if "solara" not in page:
            raise Lost("the page is not Solara's")
        await self.open_socket(f"/jupyter/api/kernels/{uuid.uuid4()}/channels?session_id={self.session}")
        await self.tell("kernel_info_request", {})
        await self.tell("comm_open", {"comm_id": self._control, "target_name": "solara.control", "data": {}})
        run = {"method": "run", "args": {"path": "/", "appName": None, "themes": {}, "dark": False}}
        await self.tell("comm_msg", {"comm_id": self._control, "data": run})
        await self.until(lambda: self._finished, "the end of the page's own code")
        self.connected()

    async def tell(self, kind: str, content: Any, metadata: Any = None) -> str:
        """Send a message; its id."""
        number = uuid.uuid4().hex
        header = {"msg_id": number, "msg_type": kind, "session": self.session, "username": "", "version": "5.2"}
        message = {"header": header | {"date": "2026-01-01T00:00:00Z"}, "parent_header": {}, "content": content}
        extra = {"metadata": {"version": "2.1.0"}, "buffers": [], "channel": "shell"}
        await self.send(json.dumps(message | extra))
        return number

    def hear(self, message: Any) -> None:
        """Keep the states as they are now."""
        told, buffers = _parts(message)
        kind, content = told["header"]["msg_type"], told["content"]
        parent = told.get("parent_header", {}).get("msg_id", "")
        if kind.endswith("_reply") or (kind == "status" and content.get("execution_state") == "idle"):
            self.replies.add(parent)
        data = content.get("data") or {}
        if content.get("comm_id") == self._control:
            self._finished = self._finished or data.get("method") == "finished"
        elif kind in ("comm_open", "comm_msg") and "state" in data:
            self._take(content["comm_id"], data, buffers)

    async def before_text(self) -> None:
        """Give one other rating; when the server has taken it in, it says that it is idle again."""
        self._rating = 5 if self._rating != 5 else 1
        content = {"method": "update", "state": {"value": self._rating}, "buffer_paths": []}
        asked = await self.tell("comm_msg", {"comm_id": self._slider, "data": content})
        began = time.perf_counter()
        await self.until(
            lambda: asked in self.replies or self._echoed() or time.perf_counter() - began > CLICK_PATIENCE_S,
            "the server's answer",
            CLICK_PATIENCE_S,
        )

    def _echoed(self) -> bool:
        return self.models[self._slider].get("value") == self._rating


def _parts(message: Any) -> tuple[dict[str, Any], tuple[bytes, ...]]:
    """The JSON of a message, and its buffers."""
    if isinstance(message, str):
        return json.loads(message), ()
    (count,) = struct.unpack_from(">I", message)
    offsets = [*struct.unpack_from(f">{count}I", message, 4), len(message)]
    parts = [bytes(message[begin:end]) for begin, end in pairwise(offsets)]
    return json.loads(parts[0]), tuple(parts[1:])
