"""Posts that members keep, and are reminded of."""

import datetime as dt

import pytest
import time_machine
from django.core import mail
from django.utils import timezone

from community.activity.models import Activity
from community.core.refusals import Refused
from community.forum import actions, queries
from community.forum.models import Bookmark, Thread
from community.moderation import actions as moderation
from community.notifications.models import Notification
from community.notifications.queries import inbox
from tests import factories as make

pytestmark = pytest.mark.django_db

NOW = dt.datetime(2026, 11, 27, 9, tzinfo=dt.UTC)
TODAY = NOW.date()


@pytest.fixture
def post(bea):
    return make.make_post(make.make_thread(bea), bea)


def kept(member) -> list[int]:
    return [row.post_id for row in queries.bookmarks(member).items]


def test_a_post_is_kept_once_and_dropped_once(post, bob, bea):
    assert actions.bookmark_post(post, member=bob) is True
    assert actions.bookmark_post(post, member=bob) is False
    assert (kept(bob), kept(bea)) == ([post.pk], [])
    assert actions.drop_bookmark(post, member=bob) is True
    assert actions.drop_bookmark(post, member=bob) is False
    assert kept(bob) == []


def test_the_latest_kept_stand_first_and_are_paged(bob, bea):
    thread = make.make_thread(bea)
    posts = [make.make_post(thread, bea) for _n in range(23)]
    for post in posts:
        actions.bookmark_post(post, member=bob)
    first = queries.bookmarks(bob)
    second = queries.bookmarks(bob, before=str(first.next_key))

    assert [row.post_id for row in [*first.items, *second.items]] == [post.pk for post in posts[::-1]]
    assert (len(first.items), second.next_key) == (20, None)


def test_what_may_no_longer_be_read_is_not_kept_in_sight(bob, bea, mona, browse):
    thread, other = make.make_thread(bea), make.make_thread(bea)
    hidden, removed, elsewhere, shown = (make.make_post(t, bea) for t in (thread, thread, other, thread))
    for post in (hidden, removed, elsewhere, shown):
        actions.bookmark_post(post, member=bob)
    moderation.hide_post(hidden, moderator=mona, reason="LEAK of a reason")
    actions.delete_post(removed, by=bea)
    Thread.objects.filter(pk=other.pk).update(hidden_at=timezone.now())

    assert kept(bob) == [shown.pk]
    page = browse(bob).get("/t/?list=bookmarks").text
    assert [p.source in page for p in (hidden, removed, elsewhere, shown)] == [False, False, False, True]
    assert browse(bob).get(f"{thread.get_absolute_url()}{hidden.number}/reminder/").status_code == 404


def test_posts_say_whether_the_reader_keeps_them(post, bob, bea, browse):
    actions.bookmark_post(post, member=bob)
    address = post.thread.get_absolute_url()

    assert browse(bob).get(address).text.count("Bookmarked") == 1
    assert browse(bea).get(address).text.count("Bookmarked") == 0
    assert "ookmark" not in browse().get(address).text


def test_keeping_answers_in_place_and_without_scripts(post, bob, browse):
    client, address = browse(bob), f"{post.get_absolute_url()}bookmark/"
    part = client.post(address, headers={"HX-Request": "true"}).text
    assert ('aria-pressed="true"' in part, "Remind me" in part, "<html" in part) == (True, True, False)
    assert client.post(address, {"stop": "1"})["Location"] == post.get_absolute_url()
    assert kept(bob) == []
    client.post(address)
    assert client.post(address, {"stop": "1", "from_list": "1"})["Location"] == "/t/?list=bookmarks"


@pytest.mark.parametrize("what", ["held", "hidden", "absent"])
def test_what_is_not_shown_cannot_be_kept(what, bob, bea, nils, mona, browse):
    thread = make.make_thread(bea)
    number = make.make_hidden_post(thread, bea).number if what == "hidden" else 7

    assert browse(bob).post(f"{thread.get_absolute_url()}{number}/bookmark/").status_code == 404
    assert not Bookmark.objects.exists()


def test_a_day_is_set_and_taken_back_on_its_page(post, bob, browse):
    with time_machine.travel(NOW, tick=False):
        actions.bookmark_post(post, member=bob)
        address = f"{post.get_absolute_url()}reminder/"
        client = browse(bob)
        assert client.get(address).status_code == 200

        assert client.post(address, {"on": "2026-12-01"})["Location"] == "/t/?list=bookmarks"
        assert "reminder on 1 Dec 2026" in client.get("/t/?list=bookmarks").text
        for bad, said in (("2026-11-26", "This day is over."), ("soon", "Write it as 2027-01-31")):
            answer = client.post(address, {"on": bad})
            assert (answer.status_code, said in answer.text, bad in answer.text) == (422, True, True)
        assert Bookmark.objects.get().remind_on == dt.date(2026, 12, 1)
        client.post(address, {"on": ""})
        assert Bookmark.objects.get().remind_on is None


def test_a_day_that_is_over_is_refused_and_the_same_day_is_no_change(post, bob):
    with time_machine.travel(NOW, tick=False):
        actions.bookmark_post(post, member=bob)
        bookmark = Bookmark.objects.get()
        with pytest.raises(Refused, match="This day is over"):
            actions.set_bookmark_reminder(bookmark, on=TODAY - dt.timedelta(days=1))
        assert actions.set_bookmark_reminder(bookmark, on=TODAY) is True
        assert actions.set_bookmark_reminder(bookmark, on=TODAY) is False


def test_one_is_reminded_on_the_day_once_and_again_on_another_day(post, bob, work):
    with time_machine.travel(NOW, tick=False) as clock:
        actions.bookmark_post(post, member=bob)
        actions.set_bookmark_reminder(Bookmark.objects.get(), on=TODAY + dt.timedelta(days=2))
        work()
        mail.outbox.clear()
        told = []
        for _day in range(5):
            told.append(actions.remind_of_bookmarks())
            clock.shift(dt.timedelta(days=1))
        assert told == [0, 0, 1, 0, 0]
        work()
        (line,) = [line for line in inbox(bob).items if line.notification.kind == "bookmark.due"]
        assert line.text == f"You wanted to come back to #2 in “{post.thread.title}”"
        assert line.url == post.get_absolute_url()
        assert [message.to for message in mail.outbox] == [[bob.email]]

        actions.set_bookmark_reminder(Bookmark.objects.get(), on=timezone.localdate())
        assert actions.remind_of_bookmarks() == 1


def test_a_day_that_the_worker_missed_is_made_up_for(post, bob):
    with time_machine.travel(NOW, tick=False) as clock:
        actions.bookmark_post(post, member=bob)
        actions.set_bookmark_reminder(Bookmark.objects.get(), on=TODAY)
        clock.shift(dt.timedelta(days=9))
        assert (actions.remind_of_bookmarks(), actions.remind_of_bookmarks()) == (1, 0)


def test_nobody_is_reminded_of_what_they_may_not_read_or_no_longer_keep(bob, bea, mona, work):
    with time_machine.travel(NOW, tick=False):
        thread = make.make_thread(bea)
        hidden, dropped = make.make_post(thread, bea), make.make_post(thread, bea)
        for post in (hidden, dropped):
            actions.bookmark_post(post, member=bob)
            actions.set_bookmark_reminder(Bookmark.objects.get(post=post), on=TODAY)
        actions.remind_of_bookmarks()
        moderation.hide_post(hidden, moderator=mona, reason="Quotes a letter.")
        actions.drop_bookmark(dropped, member=bob)
        work()

    assert Activity.objects.filter(verb="bookmark.due").count() == 2
    assert not Notification.objects.filter(kind="bookmark.due").exists()
