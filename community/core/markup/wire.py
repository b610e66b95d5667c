"""How the web process and the rendering process talk: messages over a socket."""

import json
import socket
import struct

_LENGTH = struct.Struct("!I")


def send(connection: socket.socket, message: dict) -> None:
    """Write one message: its length in four bytes, then JSON."""
    data = json.dumps(message).encode("ascii")
    connection.sendall(_LENGTH.pack(len(data)) + data)


def receive(connection: socket.socket) -> dict:
    """Read one message. Raises EOFError when the other side is gone, TimeoutError as the socket is set."""
    (length,) = _LENGTH.unpack(_read(connection, _LENGTH.size))
    return json.loads(_read(connection, length))


def _read(connection: socket.socket, length: int) -> bytes:
    data = bytearray()
    while len(data) < length:
        part = connection.recv(length - len(data))
        if not part:
            raise EOFError
        data += part
    return bytes(data)
