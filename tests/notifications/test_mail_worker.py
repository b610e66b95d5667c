"""Mails about posts as they arrive: a real worker, a real mail server, and what a mail program makes of them."""

from datetime import timedelta

import html5lib
import pytest
from django.db import transaction
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from community.forum import actions as forum
from community.notifications import actions
from community.notifications.models import Notification
from tests import factories as make
from tests.accounts.test_signup import MailServer
from tests.leaks.rows import empty_queue
from tests.notifications.test_reminder_worker import StallingServer, finish, kill, wait_until, worker

pytestmark = pytest.mark.django_db(transaction=True)

PEOPLE, POSTS = 4, 3
TITLE = "Wer verlängert noch über das alte Portal?"


@pytest.fixture(autouse=True)
def _own_queue(transactional_db):
    empty_queue()
    yield
    empty_queue()


@pytest.fixture
def thread():
    return make.make_thread(make.make_partner("bob"), title=TITLE)


def the_wait_is_over() -> None:
    """As if ten minutes had passed."""
    assert not ProcrastinateJob.objects.filter(task_name="notifications.mail_talk", scheduled_at=None).exists()
    ProcrastinateJob.objects.filter(scheduled_at__gt=timezone.now()).update(scheduled_at=None)


def work(server: MailServer) -> None:
    process = worker(server)
    _out, errors = process.communicate(timeout=120)
    assert process.returncode == 0, errors.decode()[-2000:]


def parts_of(message) -> tuple[str, str]:
    """The text and the HTML, of a mail that consists of these two."""
    assert message.get_content_type() == "multipart/alternative"
    text, html = message.iter_parts()
    assert (text.get_content_type(), html.get_content_type()) == ("text/plain", "text/html")
    return text.get_content(), html.get_content()


def test_mail_waits_and_arrives_whole(thread):
    bea = make.make_partner("bea")
    forum.post_reply(author=bea, thread=thread, source="Über das **neue**, mit Gebühr: 5 € & mehr.")
    forum.post_reply(author=bea, thread=thread, source="@bob: ja.")
    with MailServer() as server:
        work(server)
        assert server.received == []
        due = ProcrastinateJob.objects.filter(task_name="notifications.mail_talk").values_list(
            "scheduled_at", flat=True
        )
        assert all(timezone.now() + timedelta(minutes=9) < at < timezone.now() + timedelta(minutes=10) for at in due)
        the_wait_is_over()
        work(server)

    ((_sender, to, message),) = server.received
    assert to == ["bob@example.org"]
    assert message["Subject"].strip() == f"Re: {TITLE}"
    assert message["References"] == message["In-Reply-To"] == f"<thread-{thread.pk}@localhost>"
    assert message["Message-ID"].startswith(f"<talk-{thread.pk}-")
    assert message["List-Unsubscribe"].strip().startswith("<http://localhost:8000/inbox/unsubscribe/")
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert message.defects == []
    text, html = parts_of(message)
    assert "Über das **neue**, mit Gebühr: 5 € & mehr." in text
    assert "Über das <strong>neue</strong>, mit Gebühr: 5 € &amp; mehr." in html
    assert "Why you get this: You started the thread. Somebody mentioned you." in text
    parser = html5lib.HTMLParser()
    parser.parse(html)
    assert parser.errors == []


def test_what_was_read_while_it_waited_is_not_sent(thread):
    forum.post_reply(author=make.make_partner("bea"), thread=thread, source="Read in time.")
    with MailServer() as server:
        work(server)
        actions.mark_read(thread.author)
        the_wait_is_over()
        work(server)

    assert server.received == []
    assert (
        not ProcrastinateJob.objects.filter(task_name__startswith="notifications.").exclude(status="succeeded").exists()
    )


def test_worker_killed_while_the_mail_server_has_the_mail_loses_and_doubles_nothing():
    """Each of them is to hear of three posts, in one mail."""
    people = [make.make_partner(f"reader{n}") for n in range(PEOPLE)]
    thread = make.make_thread(make.make_partner("dora"), title=TITLE)
    everybody = " ".join(f"@{person.handle}" for person in people)
    for n in range(POSTS):
        with transaction.atomic():
            forum.post_reply(author=thread.author, thread=thread, source=f"{everybody} post {n}")
    with StallingServer(at=2) as server:
        work(server)
        the_wait_is_over()
        first = worker(server)
        wait_until(server.silent.is_set)
        kill(first)
        server.go_on.set()
        assert len(server.received) == 2
        finish(server)

    assert sorted(to for _sender, to, _message in server.received) == [
        [f"reader{n}@example.org"] for n in range(PEOPLE)
    ]
    assert len({message["Message-ID"] for _sender, _to, message in server.received}) == PEOPLE
    for _sender, _to, message in server.received:
        text, _html = parts_of(message)
        assert [text.count(f"post {n}") for n in range(POSTS)] == [1] * POSTS
    assert Notification.objects.exclude(mailed_at=None).count() == PEOPLE * POSTS
    assert (
        not ProcrastinateJob.objects.filter(task_name__startswith="notifications.").exclude(status="succeeded").exists()
    )
