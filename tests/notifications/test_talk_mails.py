"""Mails about posts: one for what is new in a thread, after a while, and only of what is still to be read."""

import threading
from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.db import connection
from django.utils import timezone, translation
from procrastinate.contrib.django.models import ProcrastinateJob

from community.accounts.models import User
from community.activity.models import Activity
from community.core.markup import html_for_mail
from community.forum import actions as forum
from community.forum.models import Post, Thread
from community.moderation import actions as moderation
from community.notifications import actions
from community.notifications.models import Notification
from tests import factories as make
from tests.leaks.rows import empty_queue

pytestmark = pytest.mark.django_db

TITLE = "Which route still works for renewals"


@pytest.fixture
def thread(bob):
    return make.make_thread(bob, title=TITLE)


def reply(thread, author, source: str, **more) -> Post:
    return forum.post_reply(author=author, thread=thread, source=source, **more)


def announce_all() -> list[int]:
    """What the first jobs do; the mails stay queued. The ids of what is to be mailed, in order."""
    for activity in Activity.objects.order_by("pk"):
        actions.announce(activity)
    return list(Notification.objects.waiting().order_by("pk").values_list("pk", flat=True))


def html_of(message) -> str:
    return message.alternatives[0].content


# --- When ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("minutes", [10, 3])
def test_mail_goes_out_some_minutes_after_the_event(minutes, thread, bea, settings):
    settings.MAIL_WAIT = minutes
    reply(thread, bea, "Through the portal.")
    announce_all()

    (job,) = ProcrastinateJob.objects.filter(task_name__startswith="notifications.mail")
    assert job.task_name == "notifications.mail_talk"
    assert job.scheduled_at == Notification.objects.get(recipient=thread.author).activity.created_at + timedelta(
        minutes=minutes
    )


def test_decision_goes_out_at_once(thread, nils, mona):
    moderation.decline_post(make.make_held_post(thread, nils), moderator=mona, reason="Under NDA.")
    announce_all()

    (job,) = ProcrastinateJob.objects.filter(task_name__startswith="notifications.mail")
    assert (job.task_name, job.scheduled_at) == ("notifications.mail", None)


def test_ten_minutes_count_from_when_a_held_post_is_shown(thread, bob, mona):
    with time_machine.travel(timezone.now() - timedelta(hours=5), tick=False):
        held = make.make_held_post(thread, make.make_partner("ned", trusted=False))
    moderation.approve_post(held, moderator=mona)
    announce_all()

    row = Notification.objects.get(recipient=bob)
    assert row.mail_due_at == row.activity.created_at + timedelta(minutes=10)
    assert row.activity.verb == "post.approved"


# --- One mail for a recipient and a thread ---------------------------------------------------------------


def test_three_posts_are_one_mail_in_their_order(thread, bob, bea, carla, work):
    first = reply(thread, bob, "My own words.")
    for n, (author, source) in enumerate(
        [(bea, "First answer."), (make.make_partner("dora"), "Second."), (bea, "Third.")]
    ):
        reply(thread, author, source, parent=first if n == 0 else None)
    work()

    (message,) = mail.outbox
    assert message.to == ["bob@example.org"]
    assert message.subject == f"Re: {TITLE}"
    said = ["Bea answered you", "First answer.", "Dora replied in your thread", "Second.", "Bea replied", "Third."]
    for text in (message.body, html_of(message)):
        places = [text.index(words) for words in said]
        assert places == sorted(places)
        assert "My own words." not in text
        assert "Why you get this: Somebody answered your post. You started the thread." in text
    assert not Notification.objects.filter(recipient=bob, mailed_at=None).exists()


def test_two_threads_are_two_mails_and_two_people_are_two(thread, bob, bea, carla, work):
    other = make.make_thread(bob, title="Another thread with a title")
    reply(thread, bea, "@carla, here.")
    reply(other, bea, "And here.")
    work()

    assert sorted((message.to[0], message.subject) for message in mail.outbox) == [
        ("bob@example.org", "Re: Another thread with a title"), ("bob@example.org", f"Re: {TITLE}"),
        ("carla@example.org", f"Re: {TITLE}"),
    ]  # fmt: skip


def test_what_comes_after_the_mail_is_the_next_mail(thread, bob, bea, work):
    reply(thread, bea, "The first.")
    work()
    reply(thread, bea, "The second.")
    work()

    assert ["The first." in message.body for message in mail.outbox] == [True, False]
    assert ["The second." in message.body for message in mail.outbox] == [False, True]


def test_second_job_of_a_mail_finds_nothing(thread, bea):
    reply(thread, bea, "The first.")
    reply(thread, bea, "The second.")
    first, second = announce_all()

    assert actions.mail_talk(first) is True
    assert actions.mail_talk(second) is False
    assert actions.mail_talk(first) is False
    assert len(mail.outbox) == 1


def test_queries_of_a_mail_do_not_grow_with_its_posts(thread, bob, bea, django_assert_num_queries):
    def queries_for(count: int) -> int:
        for n in range(count):
            reply(thread, bea, make.unique(f"Reply {n}"))
        ids = announce_all()
        with django_assert_num_queries(12):
            assert actions.mail_talk(ids[0]) is True
        return len(mail.outbox)

    assert [queries_for(1), queries_for(3)] == [1, 2]


# --- What happened meanwhile -----------------------------------------------------------------------------


def test_reading_meanwhile_cancels_it(thread, bob, bea):
    reply(thread, bea, "Read in the inbox.")
    (pk,) = announce_all()
    actions.mark_read(bob)

    assert actions.mail_talk(pk) is False
    assert mail.outbox == []
    assert not Notification.objects.waiting().exists()


def test_only_what_is_unread_is_in_the_mail(thread, bob, bea):
    reply(thread, bea, "Read in the inbox.")
    announce_all()
    actions.mark_read(bob)
    reply(thread, bea, "Came later.")
    first, _second = announce_all()

    assert actions.mail_talk(first) is True
    (message,) = mail.outbox
    assert "Came later." in message.body
    assert "Read in the inbox." not in message.body + html_of(message)


@pytest.mark.parametrize("how", ["up to it", "it alone", "muted"])
def test_reading_the_thread_or_muting_it_meanwhile_cancels_it(how, thread, bob, bea):
    post = reply(thread, bea, "Read on the page.")
    (pk,) = announce_all()
    thread.refresh_from_db()
    if how == "up to it":
        forum.mark_read(thread, member=bob, up_to=post.number)
    elif how == "it alone":
        forum.mark_read(thread, member=bob, numbers=[post.number])
    else:
        forum.set_watch_level(thread, member=bob, level="muted")

    assert actions.mail_talk(pk) is False
    assert mail.outbox == []


def test_what_was_read_in_the_thread_is_left_out_of_the_mail(thread, bob, bea):
    read = reply(thread, bea, "Read on the page.")
    reply(thread, bea, "Came later.")
    first, _second = announce_all()
    thread.refresh_from_db()
    forum.mark_read(thread, member=bob, up_to=read.number)

    assert actions.mail_talk(first) is True
    (message,) = mail.outbox
    assert "Came later." in message.body
    assert "Read on the page." not in message.body + html_of(message)


@pytest.mark.parametrize("how", ["removed", "hidden", "thread hidden"])
@pytest.mark.parametrize("who", ["a partner", "a moderator"])
def test_what_was_taken_away_meanwhile_is_not_mailed_even_to_those_who_may_see_it(how, who, bea, mona):
    author = make.make_partner("dan") if who == "a partner" else make.make_moderator("max")
    thread = make.make_thread(author, title=TITLE)
    post = reply(thread, bea, "Canary of a post that goes.")
    (pk,) = announce_all()
    if how == "removed":
        forum.delete_post(post, by=bea)
    elif how == "hidden":
        moderation.hide_post(post, moderator=mona, reason="Under NDA.")
    else:
        Thread.objects.filter(pk=thread.pk).update(hidden_at=timezone.now())

    assert actions.mail_talk(pk) is False
    assert mail.outbox == []


def test_of_two_posts_the_one_that_was_removed_is_left_out(thread, bea):
    gone = reply(thread, bea, "Canary of a post that goes.")
    reply(thread, bea, "What stays.")
    first, _second = announce_all()
    forum.delete_post(gone, by=bea)

    assert actions.mail_talk(first) is True
    (message,) = mail.outbox
    assert "What stays." in message.body
    assert "Canary" not in message.body + html_of(message)


def test_post_that_was_removed_and_brought_back_is_mailed(thread, bea):
    post = reply(thread, bea, "Here again.")
    (pk,) = announce_all()
    forum.delete_post(post, by=bea)
    forum.undo_delete(Post.objects.get(pk=post.pk), by=bea)

    assert actions.mail_talk(pk) is True
    assert "Here again." in mail.outbox[0].body


def test_edit_changes_what_is_mailed(thread, bea):
    post = reply(thread, bea, "Canary of the first words.")
    (pk,) = announce_all()
    forum.edit_post(post, by=bea, source="Better **words**.", version=post.version)

    actions.mail_talk(pk)

    (message,) = mail.outbox
    assert "Better **words**." in message.body
    assert "<p>Better <strong>words</strong>.</p>" in html_of(message)
    assert "Canary" not in message.body + html_of(message)


def test_edit_that_takes_the_name_out_cancels_the_mail_to_whom_it_named(bea, carla):
    thread = make.make_thread(bea)
    post = reply(thread, bea, "@carla, the wrong person.")
    (pk,) = announce_all()
    forum.edit_post(post, by=bea, source="Not for her.", version=post.version)

    assert actions.mail_talk(pk) is False
    assert mail.outbox == []


def test_rights_that_were_lost_meanwhile_are_asked_again(bea, mona):
    """Rumours are for partners; who is none any more reads nothing of them, by mail neither."""
    rumour = make.make_rumour(title="Zephyr goes away")
    dan = make.make_partner("dan")
    first = make.make_post(rumour.thread, dan)
    reply(rumour.thread, bea, "Canary words about Zephyr.", parent=first)
    (pk,) = announce_all()
    dan.membership.delete()

    assert actions.mail_talk(pk) is False
    assert mail.outbox == []


def test_who_was_suspended_meanwhile_gets_nothing(thread, bob, bea):
    reply(thread, bea, "For nobody.")
    (pk,) = announce_all()
    User.objects.filter(pk=bob.pk).update(is_active=False)

    assert actions.mail_talk(pk) is False
    assert mail.outbox == []
    assert not Notification.objects.waiting().exists()


def test_who_turned_one_line_off_meanwhile_gets_the_rest(thread, bob, bea):
    mine = reply(thread, bob, "Mine.")
    reply(thread, bea, "An answer to it.", parent=mine)
    reply(thread, bea, "Something else.")
    first, _second = announce_all()
    actions.set_channels(bob, channels={"threads": "inbox"})

    actions.mail_talk(first)

    (message,) = mail.outbox
    assert "An answer to it." in message.body
    assert "Something else." not in message.body + html_of(message)


def test_who_turns_mails_on_is_not_mailed_what_was_told_before(thread, bob, bea, work):
    actions.set_channels(bob, channels={"threads": "inbox"})
    reply(thread, bea, "Old and unread.")
    work()
    actions.set_channels(bob, channels={"threads": "mail"})
    reply(thread, bea, "New.")
    work()

    (message,) = mail.outbox
    assert "New." in message.body
    assert "Old and unread." not in message.body


# --- How mail clients put them together ------------------------------------------------------------------


def heads(message) -> dict[str, str]:
    sent = message.message()
    return {name: sent[name] for name in ("Message-ID", "In-Reply-To", "References")}


def test_mails_about_one_thread_refer_to_one_id(thread, bob, bea, nils, mona, work):
    held = make.make_held_post(thread, nils)
    moderation.approve_post(held, moderator=mona)
    reply(thread, bea, "One.")
    work()
    reply(thread, bea, "Two.")
    work()

    about = f"<thread-{thread.pk}@localhost>"
    assert len(mail.outbox) == 3
    assert {(heads(message)["In-Reply-To"], heads(message)["References"]) for message in mail.outbox} == {
        (about, about)
    }
    assert len({heads(message)["Message-ID"] for message in mail.outbox}) == 3


def test_second_copy_after_a_crash_has_the_same_id_and_other_words_have_another(thread, bob, bea):
    reply(thread, bea, "One.")
    (pk,) = announce_all()
    ids = []
    for _copy in range(2):
        Notification.objects.update(mailed_at=None)  # as after a crash between the mail server and the commit
        assert actions.mail_talk(pk) is True
        ids.append(heads(mail.outbox[-1])["Message-ID"])
    reply(thread, bea, "Two.")
    Notification.objects.update(mailed_at=None)
    announce_all()
    actions.mail_talk(pk)
    ids.append(heads(mail.outbox[-1])["Message-ID"])

    assert ids[0] == ids[1] != ids[2]


# --- What it looks like ----------------------------------------------------------------------------------


def test_html_loads_nothing_and_knows_the_dark(thread, bea, work):
    reply(thread, bea, "![a picture](https://tracker.example/x.png) and [a link](https://a.example/) and @bob")
    work()

    html = html_of(mail.outbox[0])
    assert [tag for tag in ("<img", "<link", "<script", "url(", "@import", "<iframe") if tag in html] == []
    assert '<meta name="color-scheme" content="light dark">' in html
    assert "prefers-color-scheme: dark" in html
    assert 'href="http://localhost:8000/people/bob/"' in html
    assert 'href="/' not in html


@pytest.mark.parametrize(
    ("stored", "mailed"),
    [
        ('<p><img src="/i/1.png" alt="a &lt;b&gt; &amp; c">x</p>', "<p>a &lt;b&gt; &amp; cx</p>"),
        ('<p><img alt="" src="https://x.example/">y</p>', "<p>y</p>"),
        ("<p><img>z</p>", "<p>z</p>"),
        ('<a href="/people/bob/">@bob</a>', '<a href="https://s.example/people/bob/">@bob</a>'),
        ('<a href="#p3">#3</a>', '<a href="https://s.example/t/1-x/2/#p3">#3</a>'),
        ('<a href="?page=2">2</a>', '<a href="https://s.example/t/1-x/2/?page=2">2</a>'),
        ('<a href="https://o.example/" rel="ugc">o</a>', '<a href="https://o.example/" rel="ugc">o</a>'),
        ('<p>href="/not/a/link"</p>', '<p>href="/not/a/link"</p>'),
    ],
)
def test_html_for_mail_has_words_for_images_and_whole_addresses(stored, mailed):
    assert html_for_mail(stored, page="https://s.example/t/1-x/2/") == mailed


def test_text_of_a_post_is_escaped_in_html_and_as_it_was_typed_in_text(thread, bea, work):
    reply(thread, bea, 'R&D <b>"sold"</b> 5 < 6')
    work()

    (message,) = mail.outbox
    assert 'R&D <b>"sold"</b> 5 < 6' in message.body
    assert "<b>" not in html_of(message)
    assert "R&amp;D" in html_of(message)


def test_long_post_is_cut_in_both_parts_and_says_so(thread, bea, work):
    post = reply(thread, bea, "**word** " * 400 + "the very end")
    work()

    (message,) = mail.outbox
    for text in (message.body, html_of(message)):
        assert 1400 < len(text) < 12_000
        assert "Read the rest and answer" in text
        assert "the very end" not in text
        assert f"http://localhost:8000{post.get_absolute_url()}" in text
    assert html_of(message).count("<strong>word</strong>") > 200
    assert html_of(message).count("<strong>") == html_of(message).count("</strong>")


@pytest.mark.parametrize("name", ["Re: you\r\nBcc: all@evil.example", "a\nb", "a\u2028b", "a\x85b"])
def test_no_title_writes_a_header(name, thread, bob, bea, work):
    Thread.objects.filter(pk=thread.pk).update(title=f"{name} in a title of a thread")
    reply(thread, bea, "A reply.")
    work()

    (message,) = mail.outbox
    assert message.recipients() == ["bob@example.org"]
    assert "Bcc" not in message.message()
    assert len(message.subject.splitlines()) == 1


def test_mail_is_in_the_language_of_the_site_whatever_the_worker_spoke_last(thread, bea):
    reply(thread, bea, "A reply.")
    (pk,) = announce_all()

    with translation.override("de"):
        actions.mail_talk(pk)
        assert translation.get_language() == "de"

    assert "Bea replied in your thread" in mail.outbox[0].body
    assert '<html lang="en">' in html_of(mail.outbox[0])


# --- Two workers -----------------------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_two_workers_with_two_posts_of_one_thread_send_one_mail(thread, bea):
    reply(thread, bea, "One.")
    reply(thread, bea, "Two.")
    ids = announce_all()
    empty_queue()
    ready, outcomes = threading.Barrier(2), []

    def send(pk: int) -> None:
        try:
            ready.wait(timeout=5)
            outcomes.append(actions.mail_talk(pk))
        finally:
            connection.close()

    threads = [threading.Thread(target=send, args=[pk]) for pk in ids]
    for one in threads:
        one.start()
    for one in threads:
        one.join(timeout=20)

    assert sorted(outcomes) == [False, True]
    (message,) = mail.outbox
    assert ("One." in message.body, "Two." in message.body) == (True, True)
    assert not Notification.objects.waiting().exists()
