"""Measures the process that streams to open pages:  .venv/bin/python bench/streams.py  (--streams 5000 --idle 45)

Writes a database of its own on the embedded server with a member for every stream, opens all streams on one thread
from this machine, leaves them idle for two heartbeats, and asks how much memory the process has; then one reply is
written, and the time until the first, the middle and the last page has heard of it. Only loopback is asked.
"""

import argparse
import asyncio
import json
import os
import resource
import statistics
import subprocess
import sys
import time
import urllib.request
from datetime import timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import psutil

from community.core import embedded
from community.web import supervisor

DATABASE = "bench_streams"


def main() -> None:
    options = _options()
    _allow(2 * options.streams + 1000)
    with embedded.server() as server:
        os.environ |= {
            "DATABASE_URL": _fresh_database(server), "DEMO": "0", "DEBUG": "0", "HTTPS": "0", "LOG_LEVEL": "ERROR",
            "SECRET_KEY": "only-for-measuring-" + "0" * 50, "ALLOWED_HOSTS": "127.0.0.1",
            "DJANGO_SETTINGS_MODULE": "community.settings",
        }  # fmt: skip
        thread, cookies = _prepare(options.streams)
        command = supervisor.live_command("127.0.0.1", options.port)
        process = subprocess.Popen([sys.executable, *command[1:]])
        try:
            found = asyncio.run(measure(options, process, thread, cookies))
        finally:
            process.terminate()
            process.wait(timeout=30)
    _print(found)


async def measure(options, process, thread: int, cookies: list[str]) -> dict:
    """Memory in MB of the server and its worker together, times in seconds."""
    found = {"streams": options.streams, "empty MB": await _when_healthy(options.port, process, 0)}
    started = time.perf_counter()
    lines = []
    for begin in range(0, len(cookies), 50):
        lines += await asyncio.gather(*(_open(options.port, thread, cookie) for cookie in cookies[begin : begin + 50]))
    found["open MB"] = await _when_healthy(options.port, process, options.streams)
    found["opened in s"] = time.perf_counter() - started
    spent = _processor_seconds(process)
    heard = [asyncio.ensure_future(_hear(reader)) for reader, _writer in lines]
    await asyncio.sleep(options.idle)
    found["idle MB"] = await _when_healthy(options.port, process, options.streams)
    found["processor % while idle"] = 100 * (_processor_seconds(process) - spent) / options.idle
    written = time.perf_counter()
    await asyncio.to_thread(_reply, thread)
    times = sorted(at - written for at in await asyncio.gather(*heard))
    found |= {"first heard after s": times[0], "middle": statistics.median(times), "last": times[-1]}
    found["afterwards MB"] = await _when_healthy(options.port, process, options.streams)
    for _reader, writer in lines:
        writer.close()
    return found


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--streams", type=int, default=5_000)
    parser.add_argument("--idle", type=float, default=45, help="seconds, more than two heartbeats")
    parser.add_argument("--port", type=int, default=8898)
    return parser.parse_args()


def _allow(files: int) -> None:
    """Open files, for this script and the process that it starts."""
    _soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if hard != resource.RLIM_INFINITY and hard < files:
        sys.exit(f"This needs {files} open files; the system allows {hard}. Measure fewer: --streams {hard // 2 - 500}")
    resource.setrlimit(resource.RLIMIT_NOFILE, (files, hard))


def _fresh_database(server) -> str:
    import psycopg

    with psycopg.connect(server.url("postgres"), autocommit=True) as admin:
        admin.execute(f"DROP DATABASE IF EXISTS {DATABASE} WITH (FORCE)")
        admin.execute(f"CREATE DATABASE {DATABASE}")
    return server.url(DATABASE)


def _prepare(count: int) -> tuple[int, list[str]]:
    """A thread, and a session for each of ``count`` partners."""
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore
    from django.contrib.sessions.models import Session
    from django.utils import timezone

    from community.accounts.models import Company, Membership, User
    from community.core.markup import workers
    from community.forum import actions

    workers.TOTAL_SECONDS = 60  # a busy machine is no reason to end
    company = Company.objects.create(name="Bench", slug="bench", verified_at=timezone.now())
    users = User.objects.bulk_create(
        User(email=f"member{n}@example.org", handle=f"member{n}", name=f"Member {n}", password=f"!{n}",
             trusted_at=timezone.now())
        for n in range(count)
    )  # fmt: skip
    Membership.objects.bulk_create(Membership(user=user, company=company) for user in users)
    expires, sessions = timezone.now() + timedelta(days=1), []
    for user in users:
        store = SessionStore()
        facts = {
            SESSION_KEY: str(user.pk), BACKEND_SESSION_KEY: settings.AUTHENTICATION_BACKENDS[0],
            HASH_SESSION_KEY: user.get_session_auth_hash(),
        }  # fmt: skip
        key = f"bench{user.pk:027d}"
        sessions.append(Session(session_key=key, session_data=store.encode(facts), expire_date=expires))
    Session.objects.bulk_create(sessions)
    thread = actions.start_thread(
        author=User.objects.first(), kind="discussion", title="How many can read this at once", tags=[], source="Many."
    )
    return thread.pk, [f"{settings.SESSION_COOKIE_NAME}={session.session_key}" for session in sessions]


def _reply(thread: int) -> None:
    from django.db import connection

    from community.accounts.models import User
    from community.forum import actions
    from community.forum.models import Thread

    actions.post_reply(author=User.objects.last(), thread=Thread.objects.get(pk=thread), source="And one more.")
    connection.close()


async def _open(port: int, thread: int, cookie: str) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(f"GET /live/?thread={thread} HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: {cookie}\r\n\r\n".encode())
    head = await reader.readuntil(b"\r\n\r\n")
    if b" 200 " not in head:
        sys.exit(f"A stream was answered {head[:60]!r}")
    return reader, writer


async def _hear(reader: asyncio.StreamReader) -> float:
    """When the stream told of the reply."""
    while line := await reader.readline():
        if b"event: replies" in line:
            return time.perf_counter()
    sys.exit("A stream was cut.")


async def _when_healthy(port: int, process: subprocess.Popen, streams: int) -> float:
    """The memory once the process says that so many streams are open."""
    while True:
        try:
            said = await asyncio.to_thread(_ask, port)
            if said["streams"] == streams:
                break
        except OSError:
            pass
        await asyncio.sleep(0.2)
    return sum(one.memory_info().rss for one in _family(process)) / 1e6


def _ask(port: int) -> dict:
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=30) as answer:
        return json.loads(answer.read())


def _family(process: subprocess.Popen) -> list[psutil.Process]:
    parent = psutil.Process(process.pid)
    return [parent, *parent.children(recursive=True)]


def _processor_seconds(process: subprocess.Popen) -> float:
    return sum(one.cpu_times().user + one.cpu_times().system for one in _family(process))


def _print(found: dict) -> None:
    rounded = {name: round(value, 2) if isinstance(value, float) else value for name, value in found.items()}
    for name, value in rounded.items():
        print(f"{name:<26}{value:>10}")
    folder = Path(__file__).with_name("results")
    folder.mkdir(exist_ok=True)
    file = folder / f"{time.strftime('%Y-%m-%d')}-{found['streams']}-streams.json"
    file.write_text(json.dumps(rounded, indent=1) + "\n")


if __name__ == "__main__":
    main()
