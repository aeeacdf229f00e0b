"""What every visitor does, whatever the framework."""

import asyncio
import time
from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from typing import Any

from tornado.httpclient import HTTPRequest
from tornado.websocket import WebSocketClientConnection, websocket_connect

from bench.net import Web

PATIENCE_S = 100.0
CLICK_PATIENCE_S = 30.0
SCREEN = "what is on the screen"


class Lost(Exception):
    """A visitor who did not get what the page promises; the message says what was lacking."""


class Visitor(ABC):
    """One person with a browser. `arrive`, then any number of clicks, then `leave`."""

    def __init__(self, address: str, path: str, files: Sequence[str], headers: dict[str, str] | None = None) -> None:
        self.web = Web(address, headers)
        self.address, self.path, self.files = address, path, files
        self.stage = "the page"
        self.socket: WebSocketClientConnection | None = None
        self.trouble: Exception | None = None
        self._news = asyncio.Event()
        self._ear: asyncio.Task[None] | None = None
        self.socket_bytes = 0

    # -- what a framework says for itself

    @abstractmethod
    async def connect(self, page: str) -> None:
        """Open the socket that `page` asks for and ask for what is on the screen. Raises Lost."""

    @abstractmethod
    def hear(self, message: Any) -> None:
        """Take in one message of the socket."""

    @abstractmethod
    def lacking(self) -> str:
        """What is not there yet, '' once widgets and chart are."""

    @abstractmethod
    async def before_text(self) -> None:
        """Do whatever must come before a click that changes a text. Not timed. Raises Lost."""

    @abstractmethod
    async def text(self) -> float:
        """Click; seconds until the new text is there. Raises Lost."""

    async def before_chart(self) -> None:  # noqa: B027
        """Do whatever must come before a click that draws a chart. Not timed. Raises Lost."""

    @abstractmethod
    async def chart(self) -> float:
        """Click (or wait for what the click before brought); seconds until the new chart is there. Raises Lost."""

    # -- what all of them do

    async def arrive(self, patience: float = PATIENCE_S) -> float:
        """Open the page; seconds until everything is there. Raises Lost for anything less."""
        began = time.perf_counter()
        try:
            async with asyncio.timeout(patience):
                page = await self._fetch()
                self.stage = "the connection"
                await self.connect(page)
                self.stage = SCREEN
                await self.until(lambda: not self.lacking(), "")
        except TimeoutError:
            raise Lost(self._why("nothing more came")) from None
        except Lost:
            raise
        except Exception as error:  # a refused connection, a broken answer, a protocol that is not what it was
            raise Lost(f"{self.stage}: {_first(error)}") from error
        return time.perf_counter() - began

    async def _fetch(self) -> str:
        """The page, and beside it the files it asks for, from when its first bytes are there."""
        begun = asyncio.Event()

        async def files() -> None:
            await begun.wait()
            await self.web.get_all(self.files)

        async with asyncio.TaskGroup() as group:
            page = group.create_task(self.web.get(self.path, begun.set))
            group.create_task(files())
        return page.result().decode("utf-8", errors="replace")

    async def open_socket(self, path: str, protocols: list[str] | None = None) -> None:
        """Open the websocket and listen to it."""
        address = self.address.replace("http", "ws", 1) + path
        headers = {**self.web.headers, **self.web.cookie_header}
        headers.pop("Accept-Encoding", None)
        request = HTTPRequest(address, headers=headers, request_timeout=PATIENCE_S)
        self.socket = await websocket_connect(request, subprotocols=protocols, max_message_size=2**30)
        self._ear = asyncio.create_task(self._listen())

    async def _listen(self) -> None:
        assert self.socket is not None
        while (message := await self.socket.read_message()) is not None:
            self.socket_bytes += len(message)
            try:
                self.hear(message)
            except Exception as error:  # it must not end the listening in silence
                self.trouble = error
            self._news.set()
        self.trouble = self.trouble or Lost("the server closed the connection")
        self._news.set()

    async def send(self, message: str | bytes) -> None:
        """Send over the socket. Raises Lost when it is closed."""
        if self.socket is None or self.socket.protocol is None:
            raise Lost("the connection is closed")
        await self.socket.write_message(message, binary=isinstance(message, bytes))

    async def until(self, holds: Callable[[], bool], what: str, patience: float = PATIENCE_S) -> float:
        """Wait for what messages bring; the moment when it was there. Raises Lost."""
        try:
            async with asyncio.timeout(patience):
                while not holds():
                    if self.trouble:
                        raise Lost(self._why(_first(self.trouble)))
                    self._news.clear()
                    await self._news.wait()
        except TimeoutError:
            raise Lost(f"{what} did not come") from None
        return time.perf_counter()

    def _why(self, cause: str) -> str:
        """Where a visitor was lost, what was lacking there, and by what cause."""
        lacking = f"{self.lacking()}; " if self.stage == SCREEN and self.lacking() else ""
        return f"{self.stage}: {lacking}{cause}"

    async def leave(self) -> None:
        """Close the page."""
        if self._ear:
            self._ear.cancel()
        if self.socket is not None:
            self.socket.close()
        self.web.close()


def _first(error: BaseException) -> str:
    """The first cause, in one line."""
    while isinstance(error, BaseExceptionGroup):
        error = error.exceptions[0]
    return (str(error).splitlines() or [type(error).__name__])[0][:200] or type(error).__name__
