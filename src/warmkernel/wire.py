"""Messages between a server and its warm process: four bytes of length, then JSON; descriptors travel along."""

import json
import os
import socket
import struct
from collections.abc import Sequence
from typing import Any

_LENGTH = struct.Struct("!I")
MOST_BYTES = 16 * 2**20
MOST_DESCRIPTORS = 5  # what a kernel is told, a pipe to say ready, and stdin, stdout, stderr


class Gone(Exception):
    """The other side has closed its end."""


def send(connection: socket.socket, message: dict[str, Any], descriptors: Sequence[int] = ()) -> None:
    """Send one message. Raises OSError, ValueError where it is longer than MOST_BYTES."""
    body = json.dumps(message).encode()
    if len(body) > MOST_BYTES:
        raise ValueError(f"a message of {len(body)} bytes; at most {MOST_BYTES}")
    head = _LENGTH.pack(len(body))
    if descriptors:  # they travel with the first byte
        socket.send_fds(connection, [head], list(descriptors))
    else:
        connection.sendall(head)
    connection.sendall(body)


def receive(connection: socket.socket) -> tuple[dict[str, Any], list[int]]:
    """One message and the descriptors that came with it. Raises Gone, OSError, ValueError for what is no message."""
    head, descriptors, _, _ = socket.recv_fds(connection, _LENGTH.size, MOST_DESCRIPTORS)
    if not head:
        raise Gone
    try:
        head += _exactly(connection, _LENGTH.size - len(head))
        (length,) = _LENGTH.unpack(head)
        if length > MOST_BYTES:
            raise ValueError(f"a message of {length} bytes; at most {MOST_BYTES}")
        message = json.loads(_exactly(connection, length))
    except BaseException:
        for descriptor in descriptors:
            os.close(descriptor)
        raise
    return message, descriptors


def _exactly(connection: socket.socket, count: int) -> bytes:
    parts = bytearray()
    while len(parts) < count:
        part = connection.recv(count - len(parts))
        if not part:
            raise Gone
        parts += part
    return bytes(parts)
