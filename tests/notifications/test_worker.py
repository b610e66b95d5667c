"""A real worker of procrastinate, with a connection of its own, from the queue to the mail."""

import asyncio
import smtplib
from concurrent.futures import ThreadPoolExecutor
from unittest import mock

import pytest
from django.core import mail
from django.db import connection
from procrastinate import PsycopgConnector
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from community.moderation import actions as moderation
from community.notifications.models import Notification
from tests import factories as make
from tests.leaks.rows import empty_queue

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _own_queue(transactional_db):
    empty_queue()
    yield
    empty_queue()


def run_worker() -> None:
    """Work until nothing is due; a job may queue another one just when the worker finds the queue empty."""
    due = ProcrastinateJob.objects.filter(status="todo", scheduled_at=None)
    while due.exists():
        _run_until_empty()


def _run_until_empty() -> None:
    """As ``manage.py procrastinate worker --one-shot`` does."""

    async def work() -> None:
        parameters = connection.get_connection_params()
        connector = PsycopgConnector(
            kwargs={key: parameters[key] for key in ("dbname", "user", "password", "host", "port") if key in parameters}
        )
        with app.replace_connector(connector) as working:
            async with working.open_async():
                await working.run_worker_async(wait=False, install_signal_handlers=False, delete_jobs="never")

    # In a thread of its own: after browser tests Playwright's loop is still running in this one.
    with ThreadPoolExecutor(1) as thread:
        thread.submit(asyncio.run, work()).result()


def jobs() -> list[tuple[str, str]]:
    """Of this area; the worker adds periodic ones of its own."""
    return list(notifying().values_list("task_name", "status"))


def notifying():
    names = ["notifications.announce", "notifications.mail"]
    return ProcrastinateJob.objects.filter(task_name__in=names).order_by("pk")


@pytest.fixture
def declined(nils, mona):
    post = make.make_held_post(make.make_thread(), nils)
    moderation.decline_post(post, moderator=mona, reason="Under NDA.")
    return post


def test_worker_announces_and_mails(declined):
    assert jobs() == [("notifications.announce", "todo")]

    run_worker()

    assert jobs() == [("notifications.announce", "succeeded"), ("notifications.mail", "succeeded")]
    assert [message.to for message in mail.outbox] == [["nils@example.org"]]
    assert Notification.objects.get().mailed_at is not None


def test_worker_finds_nothing_to_do_the_second_time(declined):
    run_worker()
    run_worker()

    assert len(mail.outbox) == 1


def test_mail_server_that_is_away_leaves_the_job_for_later(declined):
    with mock.patch(
        "django.core.mail.backends.locmem.EmailBackend.send_messages", side_effect=smtplib.SMTPServerDisconnected
    ):
        run_worker()

    (mailing,) = ProcrastinateJob.objects.filter(task_name="notifications.mail")
    assert (mailing.status, mailing.attempts) == ("todo", 1)
    assert mailing.scheduled_at is not None
    assert Notification.objects.get().mailed_at is None

    ProcrastinateJob.objects.filter(pk=mailing.pk).update(scheduled_at=None)
    run_worker()
    assert [message.to for message in mail.outbox] == [["nils@example.org"]]


def test_queue_holds_ids_only(declined):
    run_worker()

    assert [list(job.args) for job in notifying()] == [["activity_id"], ["notification_id"]]
    assert all(type(value) is int for job in notifying() for value in job.args.values())
