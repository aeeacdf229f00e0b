"""Kernels: as many as the machine can hold, each with its owner."""

from typing import Any

import zmq
import zmq.asyncio
from jupyter_server.services.kernels.kernelmanager import AsyncMappingKernelManager
from tornado import web  # type: ignore[attr-defined]
from traitlets import Int, default

import warmkernel
from workbook.facilitate import warm
from workbook.serve.capacity import kernels_that_fit


class OwnedKernels(AsyncMappingKernelManager):
    """Keeps who started which kernel, and refuses more than `max_kernels` with 503: the page says to wait."""

    most_per_visitor = Int(4, config=True, help="a visitor's oldest kernel ends when they open more pages than this")
    max_kernels = Int(
        config=True, help="No more kernels than this at the same time. By default as many as fit in the free memory."
    )

    @default("max_kernels")
    def _as_many_as_fit(self) -> int:
        return kernels_that_fit(warm.wanted() and not warmkernel.supported())

    @default("context")
    def _room_for_sockets(self) -> zmq.asyncio.Context:
        """ZeroMQ allows 1,023 sockets unless asked for more: with six to a kernel the 171st visitor got an error."""
        context = zmq.asyncio.Context()
        context.set(zmq.MAX_SOCKETS, context.get(zmq.SOCKET_LIMIT))
        self._created_context = True
        return context

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.log.info("At most %d pages at the same time.", self.max_kernels)  # looked at now, while there are none
        self.owners: dict[str, str] = {}
        self._starting = 0

    async def start_kernel(self, *args: Any, **kwargs: Any) -> str:
        """Start a kernel for the visitor named in its environment."""
        owner = (kwargs.get("env") or {}).get("HTTP_X_WORKBOOK_USER") or "trainer"
        await self._make_room_for(owner)
        if len(self.list_kernel_ids()) + self._starting >= self.max_kernels:
            raise web.HTTPError(503, reason="Full")
        self._starting += 1
        try:
            kernel_id: str = await super().start_kernel(*args, **kwargs)
        finally:
            self._starting -= 1
        self.owners[kernel_id] = owner
        return kernel_id

    async def _make_room_for(self, owner: str) -> None:
        """End the oldest of this visitor's kernels when they have many: reloads and tabs must not fill the house."""
        mine = [kernel for kernel, whose in self.owners.items() if whose == owner and kernel in self]
        for kernel in mine[: max(0, len(mine) - self.most_per_visitor + 1)]:
            await self.shutdown_kernel(kernel)

    def remove_kernel(self, kernel_id: str) -> None:
        """Forget a kernel and its owner."""
        super().remove_kernel(kernel_id)
        self.owners.pop(kernel_id, None)
