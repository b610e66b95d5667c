"""What open pages are told, by the process that tells them: in time, once, and nothing that they may not know."""

import time
from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.db import connection, transaction
from django.utils import timezone

from community.accounts.models import Membership, Sanction
from community.core.live import MEMBER, THREAD, notify
from community.forum import actions as forum
from community.forum.models import Post, Thread
from community.moderation import actions as moderation
from community.networking import actions
from community.notifications import actions as notifications
from tests import factories as make
from tests.live.lines import Event, Line, health, live_process, wait_until_nobody_listens

pytestmark = pytest.mark.django_db(transaction=True)

IN_TIME = 2.0  # seconds from the commit to the page
ENDED = 5.0  # seconds from the moment that somebody may no longer read


@pytest.fixture(scope="module")
def port(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), live_process() as port:
        yield port


@pytest.fixture
def thread(db):
    return make.make_thread(make.make_partner("tom"))


@pytest.fixture
def watch(port, browse):
    """``watch(bob, thread)`` is a page that Bob has open, with its first word read: how much is in his inbox."""
    lines = []

    def open_line(user, thread=None, **asked):
        line = Line(port, browse(user), thread=thread, **asked)
        lines.append(line)
        assert line.status == 200
        assert line.event().name == "inbox"
        return line

    yield open_line
    for line in lines:
        line.close()
    wait_until_nobody_listens(port)


# --- New replies --------------------------------------------------------------------------------------


def test_a_reply_is_told_within_two_seconds_by_its_number_alone(watch, bob, bea, thread):
    page = watch(bob, thread)
    post = make.make_post(thread, bea)
    written = time.monotonic()

    event = page.event()
    assert time.monotonic() - written < IN_TIME
    assert event == Event("replies", {"thread": thread.pk, "numbers": [post.number]}, id=str(post.number))


def test_it_is_told_at_commit_and_not_before_and_never_after_a_rollback(watch, bob, bea, thread):
    page = watch(bob, thread)
    with transaction.atomic():
        make.make_post(thread, bea)
        transaction.set_rollback(True)
    with transaction.atomic():
        kept = make.make_post(thread, bea)
        time.sleep(0.5)
        committed = time.monotonic()

    assert page.event().facts["numbers"] == [kept.number]
    assert time.monotonic() - committed < IN_TIME


def test_another_thread_is_not_told_of(watch, bob, bea, thread):
    page = watch(bob, thread)
    make.make_post(make.make_thread(bea), bea)

    assert page.is_silent(1.0)


def test_several_pages_of_several_people_are_told(watch, bob, bea, carla, thread):
    pages = [watch(bob, thread), watch(bob, thread), watch(carla, thread)]
    make.make_post(thread, bea)

    assert [page.event().facts["numbers"] for page in pages] == [[2], [2], [2]]


# --- What was missed ----------------------------------------------------------------------------------


def test_who_comes_back_is_told_what_was_missed_from_the_rows(port, browse, watch, bob, bea, thread):
    page = watch(bob, thread)
    make.make_post(thread, bea)
    last = page.event().id
    page.close()
    make.make_post(thread, bea)
    make.make_post(thread, bea)

    back = watch(bob, thread, last=last)
    assert back.event() == Event("replies", {"thread": thread.pk, "numbers": [3, 4]}, id="4")
    assert back.is_silent(0.5)


def test_the_page_says_up_to_where_it_was_written(watch, bob, bea, thread):
    make.make_post(thread, bea)

    assert watch(bob, thread, after=1).event().facts["numbers"] == [2]
    assert watch(bob, thread, after=0).event().facts["numbers"] == [1, 2]
    assert watch(bob, thread, after=2).is_silent(0.5)
    assert watch(bob, thread).is_silent(0.5)


def test_a_process_that_knows_nothing_of_the_line_knows_what_was_missed(watch, browse, bob, bea, thread):
    watch(bob, thread).close()
    make.make_post(thread, bea)

    with live_process() as another, Line(another, browse(bob), thread=thread, last="1") as page:
        assert [page.event().name, page.event().facts] == ["inbox", {"thread": thread.pk, "numbers": [2]}]


def test_what_was_said_while_the_database_did_not_listen_is_told_afterwards(watch, port, bob, bea, thread):
    page = watch(bob, thread)
    with transaction.atomic():
        make.make_post(thread, bea)
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity"
                " WHERE application_name = 'backchannel live' AND datname = current_database()"
            )
            assert cursor.fetchall() == [(True,)]

    assert [page.event().name, page.event().facts["numbers"]] == ["inbox", [2]]
    assert health(port)[1]["database"] == "ok"


# --- Inbox --------------------------------------------------------------------------------------------


def test_the_inbox_counts_up_for_its_member_alone_and_down_when_it_is_read(watch, work, bob, bea, mona, thread):
    mine, others = watch(bob), watch(bea)
    post = make.make_post(thread, bob)
    moderation.hide_post(post, moderator=mona, reason="Off topic.")
    work()

    assert mine.event() == Event("inbox", {"unread": 1, "messages": 0})
    notifications.mark_read(bob)
    assert mine.event() == Event("inbox", {"unread": 0, "messages": 0})
    assert others.is_silent(0.5)


# --- Held and hidden ----------------------------------------------------------------------------------


def test_a_held_post_is_told_to_nobody_until_it_is_shown(watch, bob, nils, mona, carla, thread):
    pages = [watch(bob, thread), watch(carla, thread)]
    held = make.make_held_post(thread, nils)
    assert held.state == Post.State.HELD
    time.sleep(1)
    moderation.approve_post(held, moderator=mona)

    shown = Post.objects.get(pk=held.pk).number
    assert [page.event().facts["numbers"] for page in pages] == [[shown], [shown]]


def test_a_post_that_was_hidden_meanwhile_is_not_replayed(watch, bob, bea, mona, thread):
    hidden, shown = make.make_post(thread, bea), make.make_post(thread, bea)
    moderation.hide_post(hidden, moderator=mona, reason="Off topic.")

    assert watch(bob, thread, after=1).event().facts["numbers"] == [shown.number]


# --- Who may ------------------------------------------------------------------------------------------


def test_visitors_and_sessions_that_are_over_are_sent_away(port, browse, bob, sam, thread):
    client = browse(bob)
    with Line(port, browse(), thread=thread) as visitor, Line(port, browse(sam), thread=thread) as suspended:
        assert (visitor.status, suspended.status) == (204, 204)
    client.logout()
    with Line(port, client, thread=thread) as signed_out:
        assert signed_out.status == 204


def test_a_hidden_thread_and_one_that_is_not_there_are_refused_alike(port, browse, bob, thread):
    Thread.objects.filter(pk=thread.pk).update(hidden_at=timezone.now())
    with Line(port, browse(bob), thread=thread) as hidden, Line(port, browse(bob), thread=Thread(pk=10**8)) as absent:
        assert (hidden.status, absent.status) == (204, 204)


def test_a_thread_about_a_rumour_is_for_partners(port, browse, bob, carla):
    rumour = make.make_rumour(vendor=make.make_vendor())
    thread = Thread.objects.filter(change=rumour).first() or forum.open_change_thread(rumour)
    with Line(port, browse(bob), thread=thread) as partner, Line(port, browse(carla), thread=thread) as consultant:
        assert (partner.status, consultant.status) == (200, 204)


def _sign_out(bob, thread):
    Session.objects.all().delete()


def _let_session_expire(bob, thread):
    Session.objects.update(expire_date=timezone.now())


def _suspend(bob, thread):
    bob.is_active = False
    bob.save(update_fields=["is_active"])


def _suspend_for_a_day(bob, thread):
    Sanction.objects.create(
        person=bob,
        kind="suspend",
        reason="Loud.",
        given_by=make.make_moderator(),
        until=timezone.now() + timedelta(days=1),
    )


def _new_password(bob, thread):
    bob.set_password("another-one-entirely")
    bob.save(update_fields=["password"])


def _hide_thread(bob, thread):
    Thread.objects.filter(pk=thread.pk).update(hidden_at=timezone.now())


def _delete_thread(bob, thread):
    thread.posts.all().delete()
    thread.delete()


@pytest.mark.parametrize(
    "happen",
    [_sign_out, _let_session_expire, _suspend, _suspend_for_a_day, _new_password, _hide_thread, _delete_thread],
)
def test_the_stream_ends_within_five_seconds_of(happen, watch, bob, thread):
    page = watch(bob, thread)
    time.sleep(2.5)  # a look has found everything as it should be
    happen(bob, thread)

    assert page.end_after() < ENDED


def test_who_is_no_partner_any_more_no_longer_hears_of_a_rumour(watch, bob, bea):
    rumour = make.make_rumour(vendor=make.make_vendor())
    thread = Thread.objects.filter(change=rumour).first() or forum.open_change_thread(rumour)
    leaving, staying = watch(bob, thread), watch(bea, thread)
    Membership.objects.filter(user=bob).delete()

    assert leaving.end_after() < ENDED
    make.make_post(thread, bea)
    assert staying.event().facts["numbers"] == [1]


def test_a_change_that_takes_nothing_away_ends_nothing(watch, bob, bea, thread):
    page = watch(bob, thread)
    bob.role = "moderator"
    bob.save(update_fields=["role"])
    time.sleep(2.5)
    make.make_post(thread, bea)

    assert page.event().facts["numbers"] == [2]


def test_the_oldest_of_too_many_pages_of_one_member_goes(watch, bob, bea, thread):
    pages = [watch(bob, thread) for _page in range(9)]

    assert pages[0].end_after() < ENDED
    make.make_post(thread, bea)
    assert [page.event().facts["numbers"] for page in pages[1:]] == [[2]] * 8


# --- The line -----------------------------------------------------------------------------------------


def test_the_stream_is_one_that_nobody_keeps_and_no_proxy_holds_back(port, browse, bob):
    with Line(port, browse(bob)) as line:
        told = {name: line.headers[name] for name in ("Content-Type", "Cache-Control", "X-Accel-Buffering")}

    assert told == {"Content-Type": "text/event-stream", "Cache-Control": "no-store", "X-Accel-Buffering": "no"}


@pytest.mark.parametrize("query", ["thread=x&after=y", "thread=-1", "thread=99999999999999999999", "after=%00"])
def test_nonsense_in_the_address_is_no_thread(query, port, browse, bob):
    import http.client

    asked = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    asked.request("GET", f"/live/?{query}", headers={"Cookie": f"session={browse(bob).cookies['session'].value}"})
    assert asked.getresponse().status == 200
    asked.close()


def test_an_idle_stream_beats_ends_in_good_time_and_a_cut_one_is_forgotten(browse, bob, bea):
    hurry = (
        "import community.live.hub as h, community.live.server as s; s.BEAT_EVERY = 0.3; h.LONGEST = 4.0; h.LOOK = 0.3"
    )
    with live_process(hurry) as port:
        with Line(port, browse(bea)) as line:
            line.event()
            assert health(port)[1]["streams"] == 1
        deadline = time.monotonic() + 2
        while health(port)[1]["streams"]:
            assert time.monotonic() < deadline
            time.sleep(0.05)
        with Line(port, browse(bob)) as line:
            assert 3 < line.end_after() < 6
            assert line.beats >= 5


def test_a_process_keeps_one_connection_however_many_pages_are_open(watch, bob, bea, carla, thread):
    def connections() -> int:
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()")
            return cursor.fetchone()[0]

    before = connections()
    for member in (bob, bea, carla):
        watch(member, thread)
    assert connections() == before


# --- What is said to PostgreSQL -------------------------------------------------------------------------


def test_many_are_told_in_one_statement(django_assert_num_queries):
    with django_assert_num_queries(1):
        notify(MEMBER, *range(1, 3001))
    with django_assert_num_queries(0):
        notify(THREAD)


def test_the_web_server_says_that_nothing_is_live_where_nobody_routes_it(browse):
    assert browse().get("/live/").status_code == 204


# --- Conversations --------------------------------------------------------------------------------------


def talk_line(port, browse, user, talk, after: int = 1) -> Line:
    return Line(port, browse(user), conversation=talk, after=after)


def test_a_message_is_told_to_those_who_are_in_the_conversation_and_to_nobody_else(port, browse, bob, bea, nils, mona):
    talk = make.make_conversation(bob, bea)
    with talk_line(port, browse, bea, talk) as page:
        assert page.event() == Event("inbox", {"unread": 0, "messages": 1})
        make.make_message(talk, bob)
        told = {event.name: event for event in (page.event(), page.event())}
        assert told["messages"] == Event("messages", {"conversation": talk.pk, "last": 2}, id="2")
    assert [talk_line(port, browse, person, talk).status for person in (nils, mona)] == [204, 204]
    wait_until_nobody_listens(port)


def test_who_has_left_a_conversation_hears_nothing_more_of_it(port, browse, bob, bea, nils):
    talk = make.make_conversation(bob, bea, nils)
    with talk_line(port, browse, bea, talk) as page:
        assert page.event().name == "inbox"
        actions.leave_conversation(talk, member=bea)
        make.make_message(talk, bob)
        assert page.end_after() < 5
    wait_until_nobody_listens(port)
