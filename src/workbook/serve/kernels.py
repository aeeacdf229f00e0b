"""Kernels: as many as the machine can hold, each with its owner."""

from typing import Any

from jupyter_server.services.kernels.kernelmanager import AsyncMappingKernelManager
from tornado import web  # type: ignore[attr-defined]
from traitlets import Int


class OwnedKernels(AsyncMappingKernelManager):
    """Keeps who started which kernel, and refuses more than `max_kernels` with 503: the page says to wait."""

    max_kernels = Int(150, config=True, help="no more kernels than this at the same time")

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.owners: dict[str, str] = {}

    async def start_kernel(self, *args: Any, **kwargs: Any) -> str:
        """Start a kernel for the visitor named in its environment."""
        if len(self.list_kernel_ids()) >= self.max_kernels:
            raise web.HTTPError(503, reason="Full")
        kernel_id: str = await super().start_kernel(*args, **kwargs)
        self.owners[kernel_id] = (kwargs.get("env") or {}).get("HTTP_X_WORKBOOK_USER") or "trainer"
        return kernel_id

    def remove_kernel(self, kernel_id: str) -> None:
        """Forget a kernel and its owner."""
        super().remove_kernel(kernel_id)
        self.owners.pop(kernel_id, None)
