"""A client for programs that run notebooks: it does not wait for silence before the first cell."""

import math
import time
from queue import Empty
from typing import Any

from jupyter_client.asynchronous import AsyncKernelClient


class PromptClient(AsyncKernelClient):
    """Ready once the kernel has answered and its output is heard.

    jupyter_client then goes on until nothing has come for a fifth of a second, to throw away what was not asked for.
    Whoever looks which request a message belongs to, as nbclient does, has no use for that; it is a third of the time
    of a short notebook in a warm kernel.
    """

    async def wait_for_ready(self, timeout: float | None = None) -> None:  # type: ignore[override]
        """Wait until cells can be sent, at most `timeout` seconds. Raises RuntimeError."""
        deadline = time.monotonic() + (math.inf if timeout is None else timeout)
        while not await self._heard():
            if not await self._async_is_alive():
                raise RuntimeError("Kernel died before replying to kernel_info")
            if time.monotonic() > deadline:
                raise RuntimeError(f"Kernel didn't respond in {timeout:.0f} seconds")

    async def _heard(self) -> bool:
        """Whether the kernel answered, and its output came too: a subscription takes a moment to be there."""
        self.kernel_info()
        try:
            reply: dict[str, Any] = await self.get_shell_msg(timeout=1)
            if reply["msg_type"] != "kernel_info_reply":
                return False
            await self.get_iopub_msg(timeout=0.2)
        except Empty:
            return False
        self._handle_kernel_info_reply(reply)
        return True
