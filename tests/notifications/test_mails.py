"""Mails: to whom, once, with which words; and never of what may no longer be seen."""

import smtplib
import threading
from datetime import timedelta
from unittest import mock

import pytest
from django.core import mail
from django.db import connection
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from community.accounts.models import User
from community.core.dates import FuzzyDate
from community.forum import actions as forum
from community.forum.models import Post, Thread
from community.moderation import actions as moderation
from community.notifications import actions, news
from community.notifications.kinds import KINDS
from community.notifications.models import Channel, Notification
from community.notifications.topics import TOPICS
from community.programs import actions as programs
from community.programs.models import Change
from tests import factories as make
from tests.accounts.pages import link_in
from tests.leaks.rows import empty_queue

pytestmark = pytest.mark.django_db

REASON = "Quotes a letter & names <people>."


@pytest.fixture
def declined(nils, mona):
    """Nils' declined post. Nobody has been told yet."""
    post = make.make_held_post(make.make_thread(title="Which route still works for renewals"), nils)
    moderation.decline_post(post, moderator=mona, reason=REASON)
    return post


def announce_all() -> list[Notification]:
    """What the first jobs do; the mails stay queued."""
    from community.activity.models import Activity

    return [
        row
        for activity in Activity.objects.exclude(verb="post.created").order_by("pk")
        for row in actions.announce(activity)
    ]


def test_decision_is_mailed_once(declined, work):
    work()

    (message,) = mail.outbox
    assert message.to == ["nils@example.org"]
    assert message.subject == "Your post in “Which route still works for renewals” was declined"
    row = Notification.objects.get()
    assert row.mailed_at is not None
    assert actions.mail(row.pk) is False
    assert len(mail.outbox) == 1


def test_mail_has_the_reason_the_link_and_why_it_came_as_text_and_as_html(declined, browse, nils, work):
    work()

    (message,) = mail.outbox
    ((html, kind),) = message.alternatives
    assert kind == "text/html"
    for part in (message.body, html):
        assert "Your post in “Which route still works for renewals” was declined" in part
        assert "Why you get this: You wrote the post." in part
        assert f"http://localhost:8000/posts/{declined.pk}/" in part
    assert f"The reason: {REASON}" in " ".join(message.body.split())  # as it was written, in the text
    assert "Quotes a letter &amp; names &lt;people&gt;." in html  # and harmless, in the HTML
    assert REASON not in html
    page = browse(nils).get(link_in(message))
    assert page.status_code == 200


def test_every_mail_says_why_it_came(nils, bob, carla, mona, work):
    thread = make.make_thread(bob)
    approved, declined, hidden, restored = (make.make_held_post(thread, nils, source=f"Post {n}.") for n in range(4))
    for post in (approved, hidden, restored):
        moderation.approve_post(post, moderator=mona)
    moderation.decline_post(declined, moderator=mona, reason=REASON)
    for post in (hidden, restored):
        moderation.hide_post(post, moderator=mona, reason=REASON)
    moderation.restore_post(restored, moderator=mona, reason=REASON)
    for proposed, decide in ((True, moderation.publish_change), (False, moderation.decline_change)):
        change = make.make_draft(proposed_by=bob)
        decide(change, moderator=mona, **({} if proposed else {"reason": REASON}))
    moderation.decline_application(make.make_application(carla), moderator=mona, reason=REASON)
    moderation.approve_application(make.make_application(carla), moderator=mona)
    _remind_of_everything(carla)
    forum.bookmark_post(approved, member=carla)
    forum.set_bookmark_reminder(carla.bookmarks.get(), on=timezone.localdate())
    forum.remind_of_bookmarks()
    work()

    mailed = {row.kind: row for row in Notification.objects.exclude(mailed_at=None)}
    for_followers = {name for name, _words in news.kinds()}  # of which test_followers speaks
    of_questions = {name for name in KINDS if name.startswith(("question.", "answer."))}  # test_question_news
    at_once = {name for name, kind in KINDS.items() if is_mailed_at_once(TOPICS[kind.topic])}
    elsewhere = {"post.moved", "sanction.imposed", "sanction.lifted"}  # test_surgery, test_sanctions
    elsewhere |= {"appeal.upheld", "appeal.overturned", "thread.locked"}  # test_appeals
    of_peers = ("introduction.", "message.", "offer.", "round.", "teaming.", "group.", "event.")
    elsewhere |= {name for name in KINDS if name.startswith(of_peers)}  # tests/networking
    elsewhere |= {"mask.lifted"}  # tests/moderation/test_masks
    elsewhere |= {"reported.withheld", "reported.hidden", "reported.restored"}  # test_reports
    elsewhere |= {name for name in KINDS if name.startswith("claim.")}
    elsewhere |= {"hat.granted", "hat.declined", "hat.doffed", "vouch.asked_for"}  # tests/accounts
    in_the_inbox_only = {name for name in KINDS if name.endswith(".inbox")}
    at_once.add("post.in_your_thread")  # of the thread in which all this happens; test_talk_mails
    assert set(mailed) == at_once - in_the_inbox_only - for_followers - of_questions - elsewhere
    assert all("Why you get this: You " in message.body for message in mail.outbox)
    assert all(message["Auto-Submitted"] == "auto-generated" for message in map(as_sent, mail.outbox))


def is_mailed_at_once(topic) -> bool:
    return topic.usual == Channel.MAIL and not topic.waits


def _remind_of_everything(member) -> None:
    """That a day is near, that one moved, and that one no longer holds."""
    near, moved, off = (make.make_change(effective=day_ahead(30)) for _change in range(3))
    for change in (moved, off):
        programs.follow(change, member=member)
    actions.remind()
    Change.objects.filter(pk=moved.pk).update(effective_on=day_ahead(40).first_day)
    Change.objects.filter(pk=off.pk).update(effective_on=None, effective_precision="unknown")
    programs.follow(near, member=member)
    Notification.objects.all().delete()  # they would be overtaken by now
    actions.remind()


def day_ahead(days: int) -> FuzzyDate:
    return FuzzyDate(timezone.localdate() + timedelta(days=days), "day")


def as_sent(message):
    return message.message()


def test_second_copy_has_the_same_message_id(declined):
    (row,) = announce_all()

    ids = set()
    for _copy in range(2):
        Notification.objects.update(mailed_at=None)  # as after a crash between the mail server and the commit
        assert actions.mail(row.pk) is True
        ids.add(as_sent(mail.outbox[-1])["Message-ID"])

    assert ids == {f"<notification-{row.pk}@localhost>"}


def test_two_notifications_have_two_message_ids(nils, mona, work):
    thread = make.make_thread()
    for n in range(2):
        post = make.make_held_post(thread, nils, source=f"Post {n}.")
        moderation.decline_post(post, moderator=mona, reason=REASON)
    work()

    assert len({as_sent(message)["Message-ID"] for message in mail.outbox}) == 2


@pytest.mark.parametrize("name", ["Re: you\r\nBcc: all@evil.example", "a\nb", "a\u2028b", "a\x0bb", "a\x85b", "a\rb"])
def test_no_name_or_title_writes_a_header(name, nils, mona, work):
    thread = make.make_thread()
    Thread.objects.filter(pk=thread.pk).update(title=f"{name} in a title of a thread")
    post = make.make_held_post(Thread.objects.get(pk=thread.pk), nils)
    moderation.decline_post(post, moderator=mona, reason=name)

    work()

    (message,) = mail.outbox
    sent = as_sent(message)
    assert message.recipients() == ["nils@example.org"]
    assert sorted(sent.keys()) == [
        "Auto-Submitted", "Content-Type", "Date", "From", "In-Reply-To", "List-Unsubscribe", "List-Unsubscribe-Post",
        "MIME-Version", "Message-ID", "References", "Subject", "To",
    ]  # fmt: skip
    assert len(message.subject.splitlines()) == 1


def test_long_title_makes_no_endless_subject(nils, mona, work):
    post = make.make_held_post(make.make_thread(title="t" * 255), nils)
    moderation.decline_post(post, moderator=mona, reason=REASON)
    work()

    assert len(mail.outbox[0].subject) == 200


# --- Rights are asked when it is mailed ----------------------------------------------------------------


def test_mail_of_what_was_taken_away_meanwhile_is_not_sent(nils, mona):
    thread = make.make_thread(title="Canary title of a thread that goes")
    held = make.make_held_post(thread, nils)
    moderation.approve_post(held, moderator=mona)
    (row,) = (row for row in announce_all() if row.recipient == nils)

    Thread.objects.filter(pk=thread.pk).update(hidden_at=thread.created_at)

    assert actions.mail(row.pk) is False
    assert mail.outbox == []
    assert Notification.objects.get(pk=row.pk).mailed_at is None


def test_author_who_removed_the_post_meanwhile_gets_no_mail_about_it(nils, mona):
    held = make.make_held_post(make.make_thread(), nils)
    moderation.approve_post(held, moderator=mona)
    (row,) = (row for row in announce_all() if row.recipient == nils)

    forum.delete_post(Post.objects.get(pk=held.pk), by=nils)

    assert actions.mail(row.pk) is False
    assert mail.outbox == []


def test_suspended_member_gets_no_mail(declined, nils):
    (row,) = announce_all()
    User.objects.filter(pk=nils.pk).update(is_active=False)

    assert actions.mail(row.pk) is False
    assert mail.outbox == []


def test_mail_goes_to_the_address_of_today(declined, nils):
    (row,) = announce_all()
    User.objects.filter(pk=nils.pk).update(email="nils@new.example")

    actions.mail(row.pk)

    assert mail.outbox[0].to == ["nils@new.example"]


# --- When something fails ------------------------------------------------------------------------------


def test_mail_that_the_server_refused_stays_unsent_and_is_tried_again(declined):
    (row,) = announce_all()

    with (
        mock.patch("django.core.mail.backends.locmem.EmailBackend.send_messages", side_effect=smtplib.SMTPException),
        pytest.raises(smtplib.SMTPException),
    ):
        actions.mail(row.pk)
    assert Notification.objects.get().mailed_at is None

    assert actions.mail(row.pk) is True
    assert len(mail.outbox) == 1


def test_failed_decision_queues_nothing(nils, mona):
    """The fact and its announcement share a transaction: neither without the other."""
    held = make.make_held_post(make.make_thread(), nils)
    before = ProcrastinateJob.objects.count()

    with (
        mock.patch("community.moderation.actions.posts.record", side_effect=RuntimeError("the power went")),
        pytest.raises(RuntimeError),
    ):
        moderation.decline_post(held, moderator=mona, reason=REASON)

    assert Post.objects.get(pk=held.pk).state == "held"
    assert ProcrastinateJob.objects.count() == before


@pytest.mark.django_db(transaction=True)
def test_two_workers_send_one_mail(declined):
    (row,) = announce_all()
    empty_queue()
    ready, outcomes = threading.Barrier(2), []

    def send() -> None:
        try:
            ready.wait(timeout=5)
            outcomes.append(actions.mail(row.pk))
        finally:
            connection.close()

    threads = [threading.Thread(target=send) for _worker in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=20)

    assert sorted(outcomes) == [False, True]
    assert len(mail.outbox) == 1
