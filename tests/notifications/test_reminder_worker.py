"""A worker process that is killed with SIGKILL, by a real job queue and a real mail server: nothing lost or doubled."""

import asyncio
import os
import signal
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from urllib.parse import urlsplit, urlunsplit

import psycopg
import pytest
from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone
from procrastinate import PsycopgConnector
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob
from procrastinate.exceptions import AlreadyEnqueued

from community.core.jobs import defer, retry_stalled_jobs
from community.notifications.models import Ladder, Notification, Reminder
from community.programs import actions as programs
from community.programs.models import Change
from tests import factories as make
from tests.accounts.test_signup import MailServer
from tests.leaks.rows import empty_queue

pytestmark = pytest.mark.django_db(transaction=True)

PEOPLE, CHANGES = 3, 4


class StallingServer(MailServer):
    """Falls silent over one mail, just before it would say that it has taken it."""

    def __init__(self, *, at: int):
        super().__init__()
        self.silent, self.go_on = threading.Event(), threading.Event()
        self.received = _Stalling(self, at)


class _Stalling(list):
    def __init__(self, server: StallingServer, at: int):
        super().__init__()
        self.server, self.at = server, at

    def append(self, mail) -> None:
        if len(self) == self.at and not self.server.silent.is_set():
            self.server.silent.set()
            self.server.go_on.wait(timeout=60)
            return  # never said "taken": this copy is not delivered
        super().append(mail)


@pytest.fixture
def following():
    """Everybody is to be reminded of every change, today."""
    empty_queue()
    people = [make.make_user(f"p{n}") for n in range(PEOPLE)]
    for _change in range(CHANGES):
        change = make.make_change(effective=make.day(f"{timezone.localdate() + timedelta(days=7)}"))
        for person in people:
            programs.follow(change, member=person)
    Ladder.objects.bulk_create(Ladder(member=person, rungs=[7]) for person in people)
    with transaction.atomic():
        defer("notifications.remind", timestamp=0)
    yield people
    empty_queue()


def worker(server: MailServer) -> subprocess.Popen:
    """As ``make worker`` starts it, until nothing is left to do; one job at a time, so that we know which one dies."""
    host, port = server.address
    database = urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{connection.settings_dict['NAME']}")
    environment = os.environ | {"DATABASE_URL": urlunsplit(database), "SMTP_HOST": host, "SMTP_PORT": str(port)}
    command = [sys.executable, "manage.py", "procrastinate", "worker", "--one-shot", "--concurrency=1"]
    pipes = {"stdout": subprocess.DEVNULL, "stderr": subprocess.PIPE}
    return subprocess.Popen(command, cwd=settings.BASE_DIR, env=environment, **pipes)


def wait_until(condition, seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "it did not happen"
        time.sleep(0.05)


def kill(process: subprocess.Popen) -> None:
    os.kill(process.pid, signal.SIGKILL)
    process.communicate()


def finish(server: MailServer) -> None:
    """What core.retry_stalled does once the dead worker's heart has not beaten for 90 seconds; and a new worker."""

    async def retry() -> None:
        parameters = connection.get_connection_params()
        kwargs = {key: parameters[key] for key in ("dbname", "user", "password", "host", "port") if key in parameters}
        with app.replace_connector(PsycopgConnector(kwargs=kwargs)) as working:
            async with working.open_async():
                await retry_stalled_jobs(working)

    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_workers SET last_heartbeat = now() - interval '100 seconds'")
    with ThreadPoolExecutor(1) as thread:
        thread.submit(asyncio.run, retry()).result()
    last = worker(server)
    _out, errors = last.communicate(timeout=120)
    assert last.returncode == 0, errors.decode()[-2000:]


def queue_the_next_run() -> None:
    """An hour has passed; or it has already, and the worker that was killed has queued the run itself."""
    try:
        with transaction.atomic():
            app.configure_task("notifications.remind", queueing_lock="notifications.remind").defer(timestamp=0)
    except AlreadyEnqueued:
        pass


def nothing_is_lost_or_doubled(server: MailServer) -> None:
    mine = ProcrastinateJob.objects.filter(task_name__startswith="notifications.")
    assert not mine.exclude(status="succeeded").exists()
    assert Reminder.objects.count() == Notification.objects.count() == PEOPLE * CHANGES
    assert not Notification.objects.filter(mailed_at=None).exists()
    ids = [message["Message-ID"] for _sender, _to, message in server.received]
    assert len(ids) == len(set(ids)) == PEOPLE * CHANGES
    assert sorted(to for _sender, to, _message in server.received) == sorted(
        [f"p{n}@example.org"] for n in range(PEOPLE) for _change in range(CHANGES)
    )


def test_worker_killed_while_the_mail_server_has_the_mail(following):
    with StallingServer(at=5) as server:
        first = worker(server)
        wait_until(server.silent.is_set)
        kill(first)
        server.go_on.set()
        assert len(server.received) == 5
        finish(server)

        nothing_is_lost_or_doubled(server)


def test_worker_killed_in_the_middle_of_reminding(following):
    """Another connection holds the third change; the worker has told of two and waits within the transaction of it."""
    third = Change.objects.order_by("pk")[2]
    parts = connection.get_connection_params()
    keys = {key: parts[key] for key in ("dbname", "user", "password", "host", "port") if key in parts}
    with StallingServer(at=-1) as server:
        with psycopg.connect(**keys) as other:
            other.execute("SELECT FROM programs_change WHERE id = %s FOR UPDATE", [third.pk])
            first = worker(server)
            wait_until(lambda: Reminder.objects.count() == 2 * PEOPLE)
            kill(first)
        assert len(server.received) == 0
        queue_the_next_run()
        finish(server)

        nothing_is_lost_or_doubled(server)
