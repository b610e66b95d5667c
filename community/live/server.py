"""The asynchronous process: one address for streams, one for the health check."""

import asyncio
import json
from urllib.parse import parse_qs

from django.conf import settings
from django.http import parse_cookie

from community.core.paging import number_in
from community.live.hub import Hub
from community.live.streams import BEAT, Stream

BEAT_EVERY = 20.0  # seconds; proxies cut lines that are silent for 60
PATIENCE = 45.0  # seconds that a page waits to be let in: the database is away, or thousands come back at once
MOST_STREAMS = 20_000  # of one process
BIGGEST = 2**31 - 1  # numbers of posts and threads that can exist

STREAM = [
    (b"content-type", b"text/event-stream"),
    (b"cache-control", b"no-store"),
    (b"x-accel-buffering", b"no"),  # nginx passes every event on at once
    (b"x-content-type-options", b"nosniff"),
]

hub = Hub()


async def application(scope, receive, send) -> None:
    """ASGI: ``/live/`` streams, ``/healthz`` says whether PostgreSQL is heard."""
    if scope["type"] == "lifespan":
        await _live(receive, send)
    elif scope["path"] == "/live/" and scope["method"] == "GET":
        await _stream(scope, receive, send)
    elif scope["path"] == "/healthz":
        await _health(send)
    else:
        await _answer(send, 404)


async def _live(receive, send) -> None:
    beating = None
    while True:
        message = await receive()
        if message["type"] == "lifespan.startup":
            hub.start()
            beating = asyncio.ensure_future(_beat())
        else:
            beating.cancel()
            await asyncio.to_thread(hub.stop)
        await send({"type": f"{message['type']}.complete"})
        if message["type"] == "lifespan.shutdown":
            return


async def _beat() -> None:
    """One clock for all streams, in slices, so that thousands of beats do not hold up an event."""
    while True:
        await asyncio.sleep(BEAT_EVERY)
        for number, stream in enumerate(list(hub.streams)):
            stream.take(BEAT)
            if number % 500 == 0:
                await asyncio.sleep(0)


async def _stream(scope, receive, send) -> None:
    stream = _asked_for(scope)
    if stream is None:
        await _answer(send, 204)  # nothing for visitors; a browser that is told so does not come back by itself
        return
    if len(hub.streams) >= MOST_STREAMS:
        await _answer(send, 503)
        return
    await receive()  # the request has no body
    gone = asyncio.ensure_future(receive())
    gone.add_done_callback(lambda _: stream.take(None))
    hub.open(stream)
    try:
        await _send_all(stream, send)
    finally:
        hub.close(stream)
        gone.cancel()


async def _send_all(stream: Stream, send) -> None:
    try:
        chunk = await asyncio.wait_for(stream.next(), PATIENCE)
    except TimeoutError:
        await _answer(send, 503)
        return
    if chunk is None:
        await _answer(send, 204)
        return
    await send({"type": "http.response.start", "status": 200, "headers": STREAM})
    while chunk is not None:
        await send({"type": "http.response.body", "body": chunk, "more_body": True})
        chunk = await stream.next()
    await send({"type": "http.response.body", "body": b"", "more_body": False})


def _asked_for(scope) -> Stream | None:
    """The stream that a request with a session asks for: of its member, and of a thread or conversation that
    it names.

    ``Last-Event-ID`` is the browser's own word for where it was cut; ``after`` is the page's.
    """
    headers = dict(scope["headers"])
    session_key = parse_cookie(headers.get(b"cookie", b"").decode("latin-1")).get(settings.SESSION_COOKIE_NAME)
    if not session_key:
        return None
    asked = {name: values[-1] for name, values in parse_qs(scope["query_string"].decode("latin-1")).items()}
    last = headers.get(b"last-event-id", b"").decode("latin-1") or asked.get("after", "")
    after = 0 if last == "0" else number_in(last, most=BIGGEST)
    thread, talk = (number_in(asked.get(name), most=BIGGEST) for name in ("thread", "conversation"))
    return Stream(session_key, thread, after, talk_id=talk)


async def _health(send) -> None:
    well = hub.is_listening
    facts = {"process": "ok", "database": "ok" if well else "away", "streams": len(hub.streams)}
    await _answer(send, 200 if well else 503, json.dumps(facts).encode())


async def _answer(send, status: int, body: bytes = b"") -> None:
    headers = [(b"cache-control", b"no-store")]
    if body:
        headers += [(b"content-type", b"application/json")]
    if status == 503:
        headers += [(b"retry-after", b"10")]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body, "more_body": False})
