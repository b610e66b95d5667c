"""The streaming process as it runs, on the tests' database, and a line to it as a browser's."""

import contextlib
import http.client
import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlencode, urlsplit, urlunsplit

from django.conf import settings
from django.db import connection

from community.core.embedded_places import BASE_DIR
from community.web import supervisor

PATIENCE = 60.0  # seconds for the process to start, on a busy machine


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def database_url() -> str:
    parts = urlsplit(os.environ["DATABASE_URL"])
    return urlunsplit(parts._replace(path=f"/{connection.settings_dict['NAME']}"))


@contextlib.contextmanager
def live_process(code: str = "") -> Iterator[int]:
    """The port of a running process. ``code`` runs in it before it serves, to hurry its clocks."""
    port = free_port()
    command = supervisor.live_command("127.0.0.1", port)
    environment = os.environ | {"DATABASE_URL": database_url()}
    if code:
        target = f"import community.asgi\n{code}\napplication = community.asgi.application"
        environment |= {"LIVE_TEST": target, "PYTHONPATH": str(BASE_DIR)}
        command[-1] = "tests.live.hurried:application"
    process = subprocess.Popen(
        [sys.executable, *command[1:]], cwd=BASE_DIR, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )
    try:
        _wait(port, process)
        yield port
    finally:
        process.terminate()
        process.wait(timeout=20)


def health(port: int) -> tuple[int, dict]:
    asked = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    with contextlib.closing(asked):
        asked.request("GET", "/healthz")
        answer = asked.getresponse()
        return answer.status, json.loads(answer.read())


def wait_until_nobody_listens(port: int) -> None:
    """From then on the process asks the database nothing, so that it can be emptied."""
    deadline = time.monotonic() + 15
    while health(port)[1]["streams"]:
        assert time.monotonic() < deadline
        time.sleep(0.02)


def _wait(port: int, process: subprocess.Popen) -> None:
    deadline = time.monotonic() + PATIENCE
    while True:
        with contextlib.suppress(OSError):
            if health(port)[0] == 200:
                return
        assert process.poll() is None, process.stdout.read().decode()
        assert time.monotonic() < deadline
        time.sleep(0.05)


@dataclass(frozen=True)
class Event:
    name: str
    facts: dict
    id: str = ""


class Line:
    """A stream as one member's page holds it. ``status`` is what it was answered; 204 is a refusal."""

    def __init__(
        self, port: int, client=None, *, thread=None, conversation=None, after: int | None = None, last: str = ""
    ) -> None:
        asked = {"thread": thread and thread.pk, "conversation": conversation and conversation.pk, "after": after}
        query = urlencode({name: value for name, value in asked.items() if value is not None})
        headers = {"Last-Event-ID": last} if last else {}
        if client is not None and settings.SESSION_COOKIE_NAME in client.cookies:
            headers["Cookie"] = f"{settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}"
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=15)
        self._connection.request("GET", f"/live/?{query}", headers=headers)
        self._answer = self._connection.getresponse()
        self.status = self._answer.status
        self.headers = self._answer.headers
        self.beats = 0

    def close(self) -> None:
        self._answer.close()
        self._connection.close()

    def __enter__(self) -> "Line":
        return self

    def __exit__(self, *_) -> None:
        self.close()

    def event(self, within: float = 10.0) -> Event | None:
        """The next event; None if the stream ends. Fails if nothing comes in time."""
        found: dict[str, str] = {}
        self._socket.settimeout(within)
        while text := self._answer.readline().decode():
            name, _, value = text.rstrip("\n").partition(": ")
            if not name and "event" in found:
                return Event(found["event"], json.loads(found["data"]), found.get("id", ""))
            if text == ":\n":
                self.beats += 1
            elif name:
                found[name] = value
        return None

    def is_silent(self, seconds: float) -> bool:
        """Whether nothing comes in this time. The last thing that can be asked of a line."""
        try:
            self.event(within=seconds)
        except TimeoutError:
            return True
        return False

    def end_after(self, within: float = 10.0) -> float:
        """Seconds until the stream ends, whatever comes before that."""
        started = time.monotonic()
        while self.event(within) is not None:
            pass
        return time.monotonic() - started

    @property
    def _socket(self):
        return self._answer.fp.raw._sock
