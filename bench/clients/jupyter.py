"""A visitor of a page with a Jupyter kernel: what a widget manager says to it, and what it hears."""

import json
import re
import struct
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from bench.clients.base import Lost, Visitor

PROTOCOL = "v1.kernel.websocket.jupyter.org"
_KERNEL = re.compile(r'"kernelId"\s*:\s*"([0-9a-f-]{36})"')
_VIEW = "application/vnd.jupyter.widget-view+json"


@dataclass(frozen=True)
class Heard:
    """A message: its kind, its id, the id of the message that it answers, what it says."""

    kind: str
    number: str
    parent: str
    content: dict[str, Any]
    buffers: tuple[bytes, ...]


def encode(
    channel: str,
    kind: str,
    content: Any,
    session: str,
    metadata: Any = None,
    parent: Any = None,
    buffers: Sequence[bytes] = (),
) -> tuple[str, bytes]:
    """A message's id, and the message as the protocol `v1` has it."""
    header = {"msg_id": uuid.uuid4().hex, "msg_type": kind, "session": session, "username": "", "version": "5.3"}
    told = (json.dumps(part).encode() for part in (header, parent or {}, metadata or {}, content))
    parts = [channel.encode(), *told, *buffers]
    offsets = [8 * (len(parts) + 2)]
    for part in parts:
        offsets.append(offsets[-1] + len(part))
    return header["msg_id"], struct.pack(f"<{len(offsets) + 1}Q", len(offsets), *offsets) + b"".join(parts)


def decode(data: bytes) -> Heard:
    """The message in these bytes. Raises struct.error or ValueError for anything else."""
    (count,) = struct.unpack_from("<Q", data)
    offsets = struct.unpack_from(f"<{count}Q", data, 8)
    parts = [data[begin:end] for begin, end in pairwise(offsets)]
    header, parent, content = json.loads(parts[1]), json.loads(parts[2]), json.loads(parts[4])
    return Heard(header["msg_type"], header["msg_id"], parent.get("msg_id", ""), content, tuple(parts[5:]))


class JupyterVisitor(Visitor):
    """Knows the states of all widgets of its kernel, by comm id, in `models`; `buffers` holds their binary parts."""

    kernel = ""

    def connected(self) -> None:
        """The states are there: find what the clicks need. Raises Lost."""

    async def connect(self, page: str) -> None:
        """As a widget manager does: who are you, which widgets are there, what do they hold."""
        self.models: dict[str, dict[str, Any]] = {}
        self.buffers: dict[tuple[str, str], bytes] = {}
        self.replies: set[str] = set()
        self.session = uuid.uuid4().hex
        found = _KERNEL.search(page)
        if not found:
            raise Lost("the page names no kernel")
        if _VIEW not in page:
            raise Lost("the page shows no widget")
        self.kernel = found[1]
        await self.open_socket(f"/api/kernels/{self.kernel}/channels?session_id={self.session}", [PROTOCOL])
        asked = await self.tell("kernel_info_request", {})
        await self.until(lambda: asked in self.replies, "the kernel's answer")
        comm = uuid.uuid4().hex
        opened = {"comm_id": comm, "target_name": "jupyter.widget.control", "data": {}}
        await self.tell("comm_open", opened, {"version": "1.0.0"})
        await self.tell("comm_msg", {"comm_id": comm, "data": {"method": "request_states"}})
        await self.until(lambda: bool(self.models), "the states of the widgets")
        self.connected()

    async def tell(self, kind: str, content: Any, metadata: Any = None) -> str:
        """Send a message on the shell channel; its id."""
        number, message = encode("shell", kind, content, self.session, metadata)
        await self.send(message)
        return number

    async def update(self, comm: str, state: dict[str, Any]) -> None:
        """Set traits of a widget, as its view does."""
        await self.tell("comm_msg", {"comm_id": comm, "data": {"method": "update", "state": state, "buffer_paths": []}})

    async def custom(self, comm: str, content: dict[str, Any]) -> None:
        """Send a widget a message of its own."""
        await self.tell("comm_msg", {"comm_id": comm, "data": {"method": "custom", "content": content}})

    def named(self, model: str) -> list[str]:
        """The comm ids of all widgets with this `_model_name`, in the order in which the kernel made them."""
        return [comm for comm, state in self.models.items() if state.get("_model_name") == model]

    def hear(self, message: Any) -> None:
        """Keep the states as they are now."""
        heard = decode(message)
        if heard.kind.endswith("_reply"):
            self.replies.add(heard.parent)
        data = heard.content.get("data") or {}
        if heard.kind == "comm_open":
            self._take(heard.content["comm_id"], data, heard.buffers)
        elif heard.kind == "comm_msg" and data.get("method") == "update_states":
            for comm, model in data["states"].items():
                self.models[comm] = model["state"] | {"_model_name": model["model_name"]}
            for (comm, *path), buffer in zip(data.get("buffer_paths", ()), heard.buffers, strict=False):
                self.buffers[comm, str(path[-1])] = buffer
        elif heard.kind == "comm_msg" and data.get("method") in ("update", "echo_update"):
            self._take(heard.content["comm_id"], data, heard.buffers)
        elif heard.kind == "comm_msg" and data.get("method") == "custom":
            self.hear_custom(data.get("content"))

    def _take(self, comm: str, data: dict[str, Any], buffers: tuple[bytes, ...]) -> None:
        state = data.get("state", {})
        self.models.setdefault(comm, {}).update(state)
        for path, buffer in zip(data.get("buffer_paths") or (), buffers, strict=False):
            self.buffers[comm, str(path[-1])] = buffer
        self.changed(comm, state)

    def changed(self, comm: str, state: dict[str, Any]) -> None:
        """A widget was changed by its kernel."""

    def hear_custom(self, content: Any) -> None:
        """A widget sent a message of its own."""

    async def leave(self) -> None:
        """Close the page as a browser does: its kernel may end. What does not allow that keeps it."""
        xsrf = self.web.cookies.get("_xsrf")
        if xsrf is not None and self.kernel:
            try:
                await self.web.post(f"/voila/api/shutdown/{self.kernel}", {"X-XSRFToken": xsrf.value})
            except Exception as error:  # it is counted where it matters: in the memory that stays
                self.trouble = error
        await super().leave()
