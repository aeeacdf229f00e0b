"""Real kernels from a real warm process."""

import asyncio
import contextlib
import itertools
import os
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine
from contextlib import asynccontextmanager
from typing import Any

import psutil
from jupyter_client.manager import AsyncKernelManager
from jupyter_client.provisioning import KernelProvisionerFactory
from jupyter_core.paths import jupyter_runtime_dir
from traitlets.config import Config

import warmkernel

PATIENCE_S = 60  # for a loaded machine; nothing here depends on speed
_numbers = itertools.count()


def settings(preload: tuple[str, ...] = (), watch: tuple[str, ...] = (), **others: Any) -> Config:
    """A configuration as an application would have it."""
    config = Config({"KernelManager": {"transport": "ipc"}, "WarmProvisioner": others})
    warmkernel.configure(config, preload, watch)
    return config


class Kernel:
    """A kernel and a client, started as jupyter_server does it."""

    def __init__(self, config: Config) -> None:
        self.config = config
        KernelProvisionerFactory.clear_instance()
        KernelProvisionerFactory.instance(config=config)
        # a place for the sockets that means the same wherever the kernel stands, as jupyter_server's manager names one
        file = os.path.join(jupyter_runtime_dir(), f"kernel-{next(_numbers)}.json")
        os.makedirs(os.path.dirname(file), exist_ok=True)
        self.manager = AsyncKernelManager(kernel_name="python3", config=config, connection_file=file)

    async def start(self, **options: Any) -> "Kernel":
        await self.manager.start_kernel(**options)
        self.client = self.manager.client()
        self.client.start_channels()
        await self.client.wait_for_ready(PATIENCE_S)
        return self

    @property
    def pid(self) -> int:
        return self.manager.provisioner.pid

    @property
    def warm(self) -> bool:
        return psutil.Process(self.pid).ppid() != os.getpid()

    async def run(self, code: str) -> str:
        """What the code prints. Raises RuntimeError with its error."""
        said: list[str] = []

        def hear(message: dict[str, Any]) -> None:
            if message["msg_type"] == "stream":
                said.append(message["content"]["text"])

        reply = await self.client.execute_interactive(code, timeout=PATIENCE_S, output_hook=hear)
        if reply["content"]["status"] != "ok":
            raise RuntimeError(f"{reply['content']['ename']}: {reply['content']['evalue']}")
        return "".join(said).strip()

    async def stop(self, now: bool = True) -> None:
        self.client.stop_channels()
        await self.manager.shutdown_kernel(now=now)


@asynccontextmanager
async def kernel(config: Config | None = None, **options: Any) -> AsyncIterator[Kernel]:
    started = await Kernel(config or settings()).start(**options)
    try:
        yield started
    finally:
        with contextlib.suppress(RuntimeError):
            await started.stop()


def play(scene: Callable[..., Coroutine[Any, Any, None]]) -> Callable[..., None]:
    """An async test, without a plugin."""
    import functools

    @functools.wraps(scene)
    def test(*arguments: Any, **named: Any) -> None:
        asyncio.run(scene(*arguments, **named))

    return test


async def until(condition: Callable[[], object], what: str) -> None:
    """The only place where these tests wait."""
    deadline = time.monotonic() + PATIENCE_S
    while True:
        found = condition()
        if isinstance(found, Awaitable):
            found = await found
        if found:
            return
        assert time.monotonic() < deadline, f"waited in vain: {what}"
        await asyncio.sleep(0.05)


def gone(pid: int) -> bool:
    """Whether a process has ended and been reaped: a zombie is not gone."""
    return not psutil.pid_exists(pid)


def zygote() -> Any:
    """The warm process of this test."""
    (only,) = warmkernel.zygote._zygotes.values()
    return only
