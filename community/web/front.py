"""The demo's way in: one port for the pages and for the streams, as a proxy has it in production.

    python -m community.web.front PORT WEB_PORT LIVE_PORT

It reads the head of one request, connects the line with whom it is for, and hands the bytes on, both ways, until
one of the two ends it. It needs neither settings nor database. For loopback only: no time limits, no limits at all.
"""

import asyncio
import contextlib
import re
import signal
import sys

STREAMS = re.compile(rb"\S+ /live/[ ?]")
KEEP_ALIVE = re.compile(rb"\r\n(?:connection|keep-alive):[^\r]*", re.IGNORECASE)
AWAY = b"HTTP/1.1 503 Service Unavailable\r\nRetry-After: 1\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"


async def serve(port: int, web: int, live: int) -> None:
    """Until SIGTERM."""
    end = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, end.set)
    server = await asyncio.start_server(lambda *line: _connect(*line, web, live), "127.0.0.1", port, backlog=1024)
    async with server:
        await end.wait()


async def _connect(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, web: int, live: int) -> None:
    with contextlib.suppress(OSError, asyncio.IncompleteReadError, asyncio.LimitOverrunError):
        head = await reader.readuntil(b"\r\n\r\n")
        try:
            theirs, to = await asyncio.open_connection("127.0.0.1", live if STREAMS.match(head) else web)
        except OSError:
            writer.write(AWAY)
        else:
            to.write(_for_one_answer(head))
            there, back = asyncio.ensure_future(_pump(reader, to)), asyncio.ensure_future(_pump(theirs, writer))
            # Either side may hang up: a browser that leaves a stream, a server that has answered.
            await asyncio.wait([there, back], return_when=asyncio.FIRST_COMPLETED)
            there.cancel()
            back.cancel()
            to.close()
    writer.close()


def _for_one_answer(head: bytes) -> bytes:
    """The head with the wish that the line ends after the answer: the next request may be for the other one."""
    line, _, rest = head.partition(b"\r\n")
    return line + b"\r\nConnection: close" + KEEP_ALIVE.sub(b"", b"\r\n" + rest)


async def _pump(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    with contextlib.suppress(OSError):
        while data := await reader.read(65536):
            writer.write(data)
            await writer.drain()


if __name__ == "__main__":
    asyncio.run(serve(*map(int, sys.argv[1:4])))
