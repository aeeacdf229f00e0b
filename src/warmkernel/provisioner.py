"""The provisioner: asks the warm process for a kernel, and starts an ordinary one wherever that does not work."""

import asyncio
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from jupyter_client.provisioning import LocalProvisioner
from traitlets import Float, List, Unicode, default

from warmkernel import pages, zygote
from warmkernel.child import READY
from warmkernel.process import ForkedProcess, started
from warmkernel.recipe import NotWarm, Recipe
from warmkernel.saying import say

_HANDLED = {"env", "cwd", "stdin", "stdout", "stderr", "independent", "kernel_id", "extra_arguments"}
READY_S = 30.0


class WarmProvisioner(LocalProvisioner):
    """Kernels forked from one warm process; everything else as the LocalProvisioner does it."""

    preload = List(
        Unicode(),
        config=True,
        help="What a kernel finds imported: names of modules, or module:function to call. In order. "
        "By default the words in WARMKERNEL_PRELOAD.",
    )
    watch = List(
        Unicode(),
        config=True,
        help="Files and folders: after a change in them kernels come from a new warm process. "
        "By default the paths in WARMKERNEL_WATCH.",
    )
    patience = Float(60.0, config=True, help="How long the warm process may take to get ready, in seconds.")

    arguments = List(
        Unicode(), config=True, help="Further arguments for the kernels, such as --HistoryManager.enabled=False."
    )

    page = ""  # the key of the page process that this kernel comes from
    _origin = 0
    _launches = 0

    @default("preload")
    def _preload_of_environment(self) -> list[str]:
        return os.environ.get("WARMKERNEL_PRELOAD", "").replace(",", " ").split()

    @default("watch")
    def _watch_of_environment(self) -> list[str]:
        return [path for path in os.environ.get("WARMKERNEL_WATCH", "").split(os.pathsep) if path]

    @property
    def recipe(self) -> Recipe:
        """What this provisioner's kernels come from."""
        return Recipe(tuple(self.preload), tuple(self.watch), self.patience)

    async def pre_launch(self, **kwargs: Any) -> dict[str, Any]:
        """As the LocalProvisioner's, with our `arguments` for the kernel, forked or not."""
        given = [*kwargs.pop("extra_arguments", []), *self.arguments]
        ready: dict[str, Any] = await super().pre_launch(extra_arguments=given, **kwargs)
        return ready

    async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> Any:
        """Start a kernel; the connection information of it.

        A kernel that was to come from a page process and cannot comes from the warm process, without the page. So does
        one that is started again: what was on its way to its predecessor is lost, and a page has to notice that.
        """
        key = kwargs["env"].pop(pages.VARIABLE, "")
        self.page = ""
        self._launches += 1
        if key and self._launches == 1 and await self._launched_from_page(key, cmd, kwargs):
            return self.connection_info
        try:
            self.process, self._origin = await self._fork(zygote.fork, self.recipe, cmd, kwargs)
        except NotWarm as error:
            say(f"This kernel starts the ordinary way, not from a warm process: {error}.")
            self._origin = 0
            return await super().launch_kernel(cmd, **kwargs)
        self._started(kwargs)
        return self.connection_info

    async def _launched_from_page(self, key: str, cmd: list[str], kwargs: dict[str, Any]) -> bool:
        source = pages.by_key(key)
        if source is None:
            return False
        try:
            self.process, self._origin = await self._fork(pages.fork, source, cmd, kwargs)
        except NotWarm as error:
            say(f"This kernel does not come from the page that is ready: {error}.")
            return False
        self.page = key
        self._started(kwargs)
        return True

    def _started(self, kwargs: dict[str, Any]) -> None:
        self.pid = self.pgid = self.process.pid
        self.cwd = kwargs.get("cwd") or Path.cwd()

    async def _fork(self, fork: Any, source: Any, cmd: list[str], kwargs: dict[str, Any]) -> tuple[ForkedProcess, int]:
        """A forked kernel that can be reached, and the pid of the process it came from. Raises NotWarm."""
        argv = _for_ipykernel(cmd, kwargs)
        where = str(kwargs.get("cwd") or Path.cwd())
        reading, writing = os.pipe()
        try:
            try:
                with _streams(kwargs) as streams:
                    forked = zygote.in_turn(fork, source, argv, kwargs["env"], where, [writing, *streams])
                    process, origin = await asyncio.wrap_future(forked)
            finally:
                os.close(writing)
            said = await _what_it_says(reading)
            if said == READY:
                return process, origin
            raise NotWarm(said.decode() or f"a fork ended before it was a kernel (exit code {process.wait(1)})")
        finally:
            os.close(reading)

    async def kill(self, restart: bool = False) -> None:
        """End the kernel; jupyter_client looks again only after a tenth of a second, so give it a moment to be gone."""
        await super().kill(restart)
        for _ in range(20):
            if not isinstance(self.process, ForkedProcess) or self.process.poll() is not None:
                return
            await asyncio.sleep(0.002)

    async def get_provisioner_info(self) -> dict[str, Any]:
        """As the LocalProvisioner's, with what is needed to find a forked kernel again."""
        found: dict[str, Any] = await super().get_provisioner_info()
        if self._origin and self.pid:
            found["warm"] = {"origin": self._origin, "started": started(self.pid)}
        return found

    async def load_provisioner_info(self, provisioner_info: dict[str, Any]) -> None:
        """Take charge of the kernel that this describes, if it still runs."""
        await super().load_provisioner_info(provisioner_info)
        warm = provisioner_info.get("warm")
        if warm and warm["started"] is not None and started(self.pid) == warm["started"]:
            self._origin = warm["origin"]
            source = zygote.origin(self._origin) or pages.with_pid(self._origin)
            self.process = ForkedProcess(self.pid, source.returncode if source else lambda _pid: None)


async def _what_it_says(reading: int) -> bytes:
    """READY, or why not; empty when the other end closes without a word. A slow machine is given the benefit."""
    loop = asyncio.get_running_loop()
    readable = asyncio.Event()
    loop.add_reader(reading, readable.set)
    try:
        await asyncio.wait_for(readable.wait(), READY_S)
        return os.read(reading, 4096)
    except TimeoutError:
        return READY
    finally:
        loop.remove_reader(reading)


@contextmanager
def _streams(kwargs: dict[str, Any]) -> Iterator[list[int]]:
    """The descriptors for stdin, stdout and stderr, open for as long as the block runs; none where nobody asked."""
    given = [kwargs.get(name) for name in ("stdin", "stdout", "stderr")]
    if given == [None, None, None]:
        yield []
        return
    null = os.open(os.devnull, os.O_RDWR)
    try:
        yield [_descriptor(one, number, null) for number, one in enumerate(given)]
    finally:
        os.close(null)


def _descriptor(given: Any, number: int, null: int) -> int:
    if given == subprocess.DEVNULL or (given is None and number == 0):  # a kernel reads no terminal
        return null
    if given is None:
        return number
    return given if isinstance(given, int) else int(given.fileno())


def _for_ipykernel(cmd: list[str], kwargs: dict[str, Any]) -> list[str]:
    """The arguments of IPKernelApp in a command. Raises NotWarm for what a fork cannot do."""
    if cmd[1:3] != ["-m", "ipykernel_launcher"] or not _same_file(cmd[0], sys.executable):
        raise NotWarm("its kernelspec starts something else than ipykernel with this Python")
    if other := {name for name, value in kwargs.items() if value is not None} - _HANDLED:
        raise NotWarm(f"it was given {', '.join(sorted(other))}, which only a new process can take")
    if kwargs.get("independent"):
        raise NotWarm("it has to outlive this server")
    if subprocess.PIPE in [kwargs.get(name) for name in ("stdin", "stdout", "stderr")]:
        raise NotWarm("its output goes into a pipe")
    return [os.path.expanduser(one) for one in cmd[3:]]


def _same_file(one: str, other: str) -> bool:
    # not the resolved path: a virtual environment's python is a link to another's
    return os.path.abspath(one) == os.path.abspath(other)
