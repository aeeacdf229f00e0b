"""A browser's network side: six connections that stay open, answers as they come over the wire (gzip)."""

import asyncio
import gzip
import re
import zlib
from collections.abc import Callable, Sequence
from http.cookies import SimpleCookie
from urllib.parse import urlsplit

CONNECTIONS = 6  # as browsers have to one host
GZIP = "gzip"


class Broken(Exception):
    """An answer that a browser could do nothing with; the message says why."""


class _Line:
    """One connection, opened when it is needed and again when the server has closed it."""

    def __init__(self, host: str, port: int) -> None:
        self._place = (host, port)
        self._reader: asyncio.StreamReader | None = None
        self._writer: asyncio.StreamWriter | None = None

    async def ask(self, request: bytes, begun: Callable[[bytes], None]) -> tuple[bytes, bytes, int]:
        """Send a request; head and body of the answer, and how many bytes came. `begun` is told the head."""
        for again in (True, False):
            fresh = self._writer is None
            try:
                return await self._try(request, begun)
            except (ConnectionError, asyncio.IncompleteReadError):
                self.close()
                if fresh or not again:
                    raise
        raise AssertionError

    async def _try(self, request: bytes, begun: Callable[[bytes], None]) -> tuple[bytes, bytes, int]:
        if self._reader is None or self._writer is None:
            self._reader, self._writer = await asyncio.open_connection(*self._place, limit=2**24)
        self._writer.write(request)
        head = await self._reader.readuntil(b"\r\n\r\n")
        begun(head)
        body, size = await _body(self._reader, head)
        if b"connection: close" in head.lower():
            self.close()
        return head, body, len(head) + size

    def close(self) -> None:
        """Hang up."""
        if self._writer is not None:
            self._writer.close()
        self._reader = self._writer = None


async def _body(reader: asyncio.StreamReader, head: bytes) -> tuple[bytes, int]:
    """The body as it was sent and how many bytes it took on the wire."""
    if head.split(b" ", 2)[1][:3] in (b"204", b"304"):
        return b"", 0
    length = re.search(rb"\r\ncontent-length: *(\d+)", head, re.I)
    if length:
        body = await reader.readexactly(int(length[1]))
        return body, len(body)
    if b"transfer-encoding: chunked" not in head.lower():
        body = await reader.read()
        return body, len(body)
    parts: list[bytes] = []
    size = 0
    while True:
        line = await reader.readuntil(b"\r\n")
        count = int(line.split(b";")[0], 16)
        part = await reader.readexactly(count + 2)
        size += len(line) + len(part)
        if not count:
            return b"".join(parts), size
        parts.append(part[:-2])


class Web:
    """Everything that one visitor fetches from one server; `bytes` counts what came over the wire."""

    def __init__(self, address: str, headers: dict[str, str] | None = None) -> None:
        place = urlsplit(address)
        self._host, self._port = place.hostname or "127.0.0.1", place.port or 80
        self.headers = {"Accept-Encoding": GZIP, "Accept-Language": "nl", **(headers or {})}
        self.cookies: SimpleCookie = SimpleCookie(self.headers.pop("Cookie", ""))
        self._lines = [_Line(self._host, self._port) for _ in range(CONNECTIONS)]
        self._free = asyncio.LifoQueue[_Line]()
        for line in reversed(self._lines):
            self._free.put_nowait(line)
        self.bytes = 0
        self.requests = 0

    @property
    def cookie_header(self) -> dict[str, str]:
        """The cookies that were set, as a request sends them."""
        told = "; ".join(f"{name}={one.value}" for name, one in self.cookies.items())
        return {"Cookie": told} if told else {}

    async def get(self, path: str, begun: Callable[[], None] = lambda: None) -> bytes:
        """The body of the answer. Raises Broken for an error, OSError for no answer."""
        return await self._ask("GET", path, {}, begun)

    async def post(self, path: str, headers: dict[str, str]) -> bytes:
        """Send an empty form. Raises Broken for an error, OSError for no answer."""
        return await self._ask("POST", path, {"Content-Length": "0", **headers}, lambda: None)

    async def get_all(self, paths: Sequence[str]) -> None:
        """Fetch these, as many at once as there are connections. Raises as `get`."""
        async with asyncio.TaskGroup() as group:
            for path in paths:
                group.create_task(self.get(path))

    async def _ask(self, method: str, path: str, more: dict[str, str], begun: Callable[[], None]) -> bytes:
        headers = {"Host": f"{self._host}:{self._port}", **self.headers, **self.cookie_header, **more}
        lines = [f"{method} {path} HTTP/1.1", *(f"{name}: {value}" for name, value in headers.items()), "", ""]
        line = await self._free.get()

        def told(head: bytes) -> None:
            for cookie in re.findall(rb"\r\nset-cookie: *([^\r]+)", head, re.I):
                self.cookies.load(cookie.decode("latin-1"))
            begun()

        try:
            head, body, size = await line.ask("\r\n".join(lines).encode(), told)
        except asyncio.IncompleteReadError as error:
            raise Broken(f"{path}: cut off after {len(error.partial)} bytes") from None
        finally:
            self._free.put_nowait(line)
        self.bytes += size
        self.requests += 1
        status = int(head.split(b" ", 2)[1])
        if status >= 400:
            raise Broken(f"{path}: {status}")
        try:
            return gzip.decompress(body) if re.search(rb"\r\ncontent-encoding: *gzip", head, re.I) else body
        except (OSError, EOFError, zlib.error) as error:
            raise Broken(f"{path}: {error}") from None

    def close(self) -> None:
        """Hang up."""
        for line in self._lines:
            line.close()
