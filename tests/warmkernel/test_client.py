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


@pytest.mark.parametrize(
    ("sent", "patience", "said"),
    [(signal.SIGKILL, 60, "died"), (signal.SIGSTOP, 1, "didn't respond in 1 seconds")],
    ids=["dead", "silent"],
)
@play
async def test_a_kernel_that_does_not_answer_is_said(sent, patience, said):
    async with kernel(prompt()) as one:
        await one.manager.signal_kernel(sent)
        with pytest.raises(RuntimeError, match=said):
            await one.client.wait_for_ready(patience)
