"""One open page: what is to be sent to it, handed from the thread with the database to the loop with the lines."""

import asyncio
import json

RETRY = b"retry: 3000\n\n"  # milliseconds until the browser comes back by itself
BEAT = b":\n\n"  # a comment: keeps the line open, and finds out that it is cut


class Stream:
    """What a page asked for, and what waits to be sent. ``member`` is whose it is by id, None until it was let in."""

    __slots__ = (
        "_chunks", "_loop", "_waiter", "after", "member", "session_key", "standing", "talk_id", "thread_id", "until",
    )  # fmt: skip

    def __init__(
        self, session_key: str, thread_id: int | None, after: int | None, *, talk_id: int | None = None
    ) -> None:
        self.session_key = session_key
        self.thread_id = thread_id
        self.talk_id = None if thread_id else talk_id  # a page shows one of both
        self.after = after  # the number of the last post or message that the page knows of
        self.member: int | None = None
        self.standing: tuple = ()
        self.until = 0.0
        self._loop = asyncio.get_running_loop()
        self._waiter: asyncio.Future | None = None
        self._chunks: list[bytes | None] = []

    # --- In the thread of the hub -----------------------------------------------------------------

    def say(self, event: str, facts: dict, number: int | None = None) -> None:
        """An event; ``number`` is what the browser sends back as Last-Event-ID."""
        name = f"id: {number}\n" if number is not None else ""
        text = f"{name}event: {event}\ndata: {json.dumps(facts, separators=(',', ':'))}\n\n"
        self._loop.call_soon_threadsafe(self.take, text.encode())

    def admit(self) -> None:
        """The first word."""
        self._loop.call_soon_threadsafe(self.take, RETRY)

    def end(self) -> None:
        """Nothing more is said; before the first word it is a refusal."""
        self._loop.call_soon_threadsafe(self.take, None)

    # --- In the loop ------------------------------------------------------------------------------

    def take(self, chunk: bytes | None) -> None:
        self._chunks.append(chunk)
        if self._waiter and not self._waiter.done():
            self._waiter.set_result(None)

    async def next(self) -> bytes | None:
        """What is to be sent now; None at the end."""
        while not self._chunks:
            self._waiter = self._loop.create_future()
            await self._waiter
        self._waiter = None
        chunks, self._chunks = self._chunks, []
        if None in chunks:
            self._chunks = [None]
            chunks = chunks[: chunks.index(None)]
        return b"".join(chunks) or None
