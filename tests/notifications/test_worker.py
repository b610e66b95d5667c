"""A real worker of procrastinate, with a connection of its own, from the queue to the mail."""

import asyncio
import smtplib
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from unittest import mock

import pytest
from django.core import mail
from django.db import connection, transaction
from django.utils import timezone
from procrastinate import PsycopgConnector
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from community.activity.models import Activity
from community.moderation import actions as moderation
from community.moderation.models import Report, Undo
from community.notifications.actions import announce
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


def ten_minutes_later() -> None:
    """What waits for its moment is due."""
    ProcrastinateJob.objects.filter(status="todo").update(scheduled_at=None)


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
    ten_minutes_later()
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


# --- What a moderator can still take back ----------------------------------------------------------------


@pytest.fixture
def held(nils):
    post = make.make_held_post(make.make_thread(make.make_partner("petra")), nils)
    empty_queue()  # that it was written is no news before it is approved
    return post


def due() -> list:
    """When the jobs that tell may run; the job runs of itself, if it is None."""
    return list(notifying().values_list("scheduled_at", flat=True))


def test_nobody_is_told_for_ten_minutes_and_then_everybody_is(held, mona):
    before = timezone.now()
    moderation.approve_post(held, moderator=mona)

    run_worker()

    (moment,) = due()
    assert moment - before >= moderation.TOLD_AFTER
    assert (mail.outbox, Notification.objects.count()) == ([], 0)

    ten_minutes_later()
    run_worker()
    assert sorted(Notification.objects.values_list("recipient__handle", "kind")) == [
        ("nils", "post.approved"), ("petra", "post.in_your_thread"),
    ]  # fmt: skip
    assert [message.to for message in mail.outbox] == [["nils@example.org"]]


def test_nobody_hears_of_what_was_taken_back(held, mona):
    moderation.approve_post(held, moderator=mona)
    moderation.undo(Undo.objects.get(), moderator=mona)
    ten_minutes_later()

    run_worker()

    assert {status for _name, status in jobs()} == {"succeeded"}
    assert (mail.outbox, Notification.objects.count()) == ([], 0)


def test_reporters_and_author_hear_of_the_decision_that_stands_and_of_no_other(bob, mona):
    post = make.make_post()
    empty_queue()
    moderation.report(post, reporter=bob, reason="spam")
    moderation.hide_post(post, moderator=mona, reason="Advertising.")
    moderation.undo(Undo.objects.get(), moderator=mona)
    moderation.dismiss_reports(post, moderator=mona, reason="It is a fair question.")
    ten_minutes_later()

    run_worker()

    assert [(row.recipient.handle, row.kind) for row in Notification.objects.all()] == [("bob", "report.closed")]
    assert Report.objects.get().upheld is False


def test_sanction_is_told_at_once(nils, mona):
    moderation.sanction(nils, moderator=mona, kind="silence", reason="Loud.")

    run_worker()

    assert [message.to for message in mail.outbox] == [["nils@example.org"]]


def test_declined_and_blocked_hears_of_the_sanction_first(held, nils, mona):
    moderation.decline_and_block(held, moderator=mona, reason="Advertising.", kind="silence", lasts=timedelta(days=7))

    run_worker()
    assert [row.kind for row in Notification.objects.all()] == ["sanction.imposed"]

    ten_minutes_later()
    run_worker()
    assert [row.kind for row in Notification.objects.order_by("pk")] == ["sanction.imposed", "post.declined"]


def test_who_is_telling_and_who_takes_back_wait_for_each_other(held, mona):
    """The one that comes first is done before the other looks: told and taken back is never both true."""
    moderation.approve_post(held, moderator=mona)
    activity = Activity.objects.get(verb="post.approved")
    ready, outcomes = threading.Event(), []

    def tell() -> None:
        try:
            ready.wait(timeout=10)
            outcomes.append(len(announce(activity)))
        finally:
            connection.close()

    thread = threading.Thread(target=tell)
    thread.start()
    with transaction.atomic():
        moderation.undo(Undo.objects.get(), moderator=mona)
        ready.set()
        thread.join(timeout=1)
        assert (thread.is_alive(), outcomes) == (True, []), "it waits for the end of this transaction"
    thread.join(timeout=20)

    assert outcomes == [0]
    assert Notification.objects.count() == 0
