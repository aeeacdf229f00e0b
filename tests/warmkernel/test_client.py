"""The client that does not wait for silence: nothing of the first cell is lost, and what never answers is said."""

import asyncio
import signal

import pytest

from tests.warmkernel.kernels import Kernel, kernel, play, settings
from warmkernel.client import PromptClient


def prompt():
    config = settings()
    config.AsyncKernelManager.client_factory = "warmkernel.client.PromptClient"
    return config


@play
async def test_the_first_cell_is_heard_whole_of_every_kernel():
    kernels = [Kernel(prompt()) for _ in range(20)]
    try:
        await asyncio.gather(*(one.start() for one in kernels))
        assert isinstance(kernels[0].client, PromptClient)
        said = await asyncio.gather(*(one.run(f"print({n})") for n, one in enumerate(kernels)))
        assert said == [str(n) for n in range(20)]
    finally:
        await asyncio.gather(*(one.stop() for one in kernels))


@play
async def test_a_kernel_that_died_is_said():
    async with kernel(prompt()) as one:
        await one.manager.signal_kernel(signal.SIGKILL)
        with pytest.raises(RuntimeError, match="died"):
            await one.client.wait_for_ready(60)


@play
async def test_a_kernel_that_does_not_answer_in_time_is_said():
    async with kernel(prompt()) as one:
        await one.manager.signal_kernel(signal.SIGSTOP)
        with pytest.raises(RuntimeError, match="didn't respond in 1 seconds"):
            await one.client.wait_for_ready(1)
        await one.manager.signal_kernel(signal.SIGCONT)
