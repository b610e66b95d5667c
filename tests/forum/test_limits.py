"""How fast one may write: in one process and in many, and what is said to who is too fast."""

import datetime as dt
import uuid

import pytest
import time_machine
from django.utils import timezone

from community.core.refusals import TooSoon, in_words
from community.forum import actions, rules
from community.forum.models import Post, Thread
from community.moderation import actions as moderation
from community.moderation.models import Report
from tests import factories as make
from tests.forum.test_models import at_once
from tests.forum.test_views import hidden, typed

NOW = dt.datetime(2026, 11, 20, 12, tzinfo=dt.UTC)
MONTH = dt.timedelta(days=30)


@pytest.fixture
def clock():
    with time_machine.travel(NOW, tick=False) as clock:
        yield clock


def joined_long_ago(person):
    person.joined_at = NOW - MONTH
    person.save(update_fields=["joined_at"])
    return person


@pytest.fixture
def ben(db, clock):
    """A partner of old, who has not written for a while."""
    return joined_long_ago(make.make_partner("ben"))


@pytest.fixture
def thread(db, clock):
    return make.make_thread()


def reply(author, thread, source="", **more) -> Post:
    return actions.post_reply(author=author, thread=thread, source=source or make.unique("Words"), **more)


def start(author) -> Thread:
    return actions.start_thread(
        author=author,
        kind="question",
        title=make.unique("Which route still works"),
        tags=[],
        source=make.unique("Words"),
    )


def wait_of(act) -> dt.timedelta | None:
    """How long somebody is asked to wait; None if they need not."""
    try:
        act()
    except TooSoon as refusal:
        return refusal.wait
    return None


# --- between posts ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("member_for", "passed", "left"),
    [
        (MONTH, 14, 1), (MONTH, 15, None), (dt.timedelta(hours=23), 15, 105), (dt.timedelta(hours=23), 119, 1),
        (dt.timedelta(hours=23), 120, None), (dt.timedelta(hours=24), 15, None),
    ],
)  # fmt: skip
def test_one_waits_15_seconds_between_posts_and_120_on_the_first_day(member_for, passed, left, ben, thread, clock):
    ben.joined_at = NOW + dt.timedelta(seconds=passed) - member_for
    reply(ben, thread)
    clock.shift(passed)

    wait = wait_of(lambda: reply(ben, thread))

    assert wait == (None if left is None else dt.timedelta(seconds=left))
    assert Post.objects.filter(author=ben).count() == (2 if left is None else 1)


def test_a_thread_and_a_held_post_count_as_posts(ben, thread, clock, nils):
    start(ben)
    assert wait_of(lambda: reply(ben, thread)) == dt.timedelta(seconds=15)
    assert reply(nils, thread).is_held
    assert wait_of(lambda: reply(nils, thread)) == dt.timedelta(seconds=120)


def test_the_same_form_and_the_same_text_sent_again_are_no_second_post(ben, thread):
    key = uuid.uuid4()
    first = reply(ben, thread, "Once.", form_key=key)

    assert reply(ben, thread, "Once.", form_key=key) == first
    assert reply(ben, thread, "Once.") == first


def test_moderators_do_not_wait(thread, mona):
    assert wait_of(lambda: [reply(mona, thread) for _time in range(3)]) is None


def test_others_need_not_wait_for_me(ben, thread):
    reply(ben, thread)

    assert wait_of(lambda: reply(joined_long_ago(make.make_partner()), thread)) is None


def test_what_was_written_long_ago_is_loaded_without_a_wait(ben, thread):
    with rules.without_limits():
        reply(ben, thread)
        reply(ben, thread)

    assert wait_of(lambda: reply(ben, thread)) == dt.timedelta(seconds=15)


# --- threads ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("member_for", "most"), [(MONTH, 20), (dt.timedelta(hours=2), 3)])
def test_one_starts_20_threads_within_24_hours_and_3_on_the_first_day(member_for, most, ben, clock):
    ben.joined_at = NOW - member_for
    for _thread in range(most):
        start(ben)
        clock.shift(180)

    assert wait_of(lambda: start(ben)) == dt.timedelta(hours=24) - dt.timedelta(seconds=180 * most)
    clock.shift(dt.timedelta(hours=24) - dt.timedelta(seconds=180 * most))
    assert wait_of(lambda: start(ben)) is None


def test_a_thread_too_many_says_in_how_many_hours(ben):
    ben.joined_at = NOW
    Thread.objects.bulk_create(
        Thread(kind="question", title="One of many threads", author=ben, created_at=NOW) for _n in range(3)
    )

    with pytest.raises(TooSoon) as refusal:
        rules.check_pace_of_threads(ben)

    assert refusal.value.sentence == (
        "You have started 3 threads within a day. The next one can be started in 24 hours. Your text stays here."
    )


# --- heat ---------------------------------------------------------------------------------------------


@pytest.fixture
def hot(thread):
    """A thread with a chain of which a post is reported, and one that is quiet. Gives the posts by name."""
    with rules.without_limits():
        first = make.make_post(thread)
        flagged = make.make_post(thread, parent=first)
        deep = make.make_post(thread, parent=flagged)
        quiet = make.make_post(thread)
        moderation.report(flagged, reporter=make.make_user(), reason="unkind")
    return {"flagged": flagged, "first": first, "deep": deep, "quiet": quiet}


def minutes(count: int) -> dt.timedelta:
    return dt.timedelta(minutes=count)


def test_a_chain_with_a_flag_takes_two_minutes_and_one_for_each_flag(hot, thread, ben, clock):
    for parent, wait in (
        (hot["first"], minutes(3)),
        (hot["deep"], minutes(3)),
        (hot["quiet"], None),
        (None, minutes(3)),
    ):
        with rules.without_limits():
            reply(ben, thread)
        clock.shift(15)
        asked = wait_of(lambda parent=parent: reply(ben, thread, parent=parent))
        assert asked == (wait and wait - dt.timedelta(seconds=15)), parent
        clock.shift(minutes(10))


def test_each_flag_is_one_minute_more_and_a_decision_ends_it(hot, thread, ben, mona, clock):
    reply(ben, thread)
    moderation.report(hot["flagged"], reporter=make.make_user(), reason="spam")
    moderation.report(hot["deep"], reporter=make.make_user(), reason="spam")
    clock.shift(20)
    assert wait_of(lambda: reply(ben, thread)) == minutes(5) - dt.timedelta(seconds=20)

    moderation.dismiss_reports(hot["flagged"], moderator=mona, reason="A fair question.")
    assert wait_of(lambda: reply(ben, thread)) == minutes(3) - dt.timedelta(seconds=20)
    moderation.hide_post(hot["deep"], moderator=mona, reason="Unkind.")
    assert wait_of(lambda: reply(ben, thread)) is None


def test_however_many_flags_nobody_waits_more_than_half_an_hour(hot, thread, ben):
    reply(ben, thread)
    Post.objects.filter(pk=hot["flagged"].pk).update(flag_count=500)

    with time_machine.travel(NOW + dt.timedelta(seconds=15), tick=False):
        assert wait_of(lambda: reply(ben, thread)) == minutes(30) - dt.timedelta(seconds=15)


def test_the_heat_of_one_thread_slows_no_other(hot, thread, ben, clock):
    reply(ben, thread)
    clock.shift(15)

    assert wait_of(lambda: reply(ben, make.make_thread())) is None


def test_a_report_again_is_no_second_flag(hot, mona):
    post, reporter = hot["quiet"], make.make_user()

    for _time in range(2):
        moderation.report(post, reporter=reporter, reason="spam")

    post.refresh_from_db()
    assert post.flag_count == 1


# --- reports and previews -----------------------------------------------------------------------------


def test_one_reports_20_posts_within_24_hours(ben, thread, clock):
    with rules.without_limits():
        posts = [make.make_post(thread) for _n in range(21)]
    for post in posts[:20]:
        moderation.report(post, reporter=ben, reason="spam")

    with pytest.raises(TooSoon):
        moderation.report(posts[20], reporter=ben, reason="spam")
    again = moderation.report(posts[0], reporter=ben, reason="spam")

    assert Report.objects.filter(reporter=ben).count() == 20
    assert again.post_id == posts[0].pk
    clock.shift(dt.timedelta(hours=24))
    assert wait_of(lambda: moderation.report(posts[20], reporter=ben, reason="spam")) is None


def test_a_report_too_many_keeps_its_words(ben, thread, browse, monkeypatch):
    monkeypatch.setattr("community.moderation.rules.REPORTS_A_DAY", 0 + 1)
    with rules.without_limits():
        first, second = make.make_post(thread), make.make_post(thread)
    moderation.report(first, reporter=ben, reason="spam")

    answer = browse(ben).post(f"/t/{thread.pk}/{second.number}/report/", {"reason": "spam", "note": "Look at this."})

    assert answer.status_code == 429
    assert "Look at this." in answer.text
    assert answer.headers["Retry-After"] == "86400"


def test_sixty_previews_in_a_minute_are_enough(ben, browse, clock, monkeypatch):
    monkeypatch.setattr("community.forum.actions.tallies.PREVIEWS", rules.Allowance(3, minutes(1)))
    reader = browse(ben)
    codes = [reader.post("/t/preview/", {"source": "Words."}).status_code for _time in range(3)]
    clock.shift(20)
    answer = reader.post("/t/preview/", {"source": "Words."})

    assert codes == [200, 200, 200]
    assert (answer.status_code, answer.headers["Retry-After"]) == (429, "40")
    assert answer.text == "That was often. Try again in 40 seconds. Your text stays here."
    clock.shift(40)
    assert reader.post("/t/preview/", {"source": "Words."}).status_code == 200


# --- pages --------------------------------------------------------------------------------------------


def test_a_reply_too_soon_is_answered_with_the_wait_and_the_text(ben, thread, browse, clock):
    reader, address = browse(ben), f"{thread.get_absolute_url()}replies/"
    assert reader.post(address, {"source": "First."}).status_code == 302
    clock.shift(3)
    key = str(uuid.uuid4())

    answer = reader.post(address, {"source": "Second thoughts.", "form_key": key})

    assert (answer.status_code, answer.headers["Retry-After"]) == (429, "12")
    assert "You can post again in 12 seconds. Your text stays here." in answer.text
    assert typed(answer) == "Second thoughts."
    assert hidden(answer, "form_key") == [key]
    clock.shift(12)
    assert reader.post(address, {"source": "Second thoughts.", "form_key": key}).status_code == 302


def test_a_thread_too_soon_is_answered_with_the_wait_and_the_text(ben, thread, browse, clock):
    tag = make.make_tag()
    reply(ben, thread)

    answer = browse(ben).post(
        "/t/new/", {"kind": "question", "title": "A question too early", "source": "Typed text.", "tags": [tag.name]}
    )

    assert (answer.status_code, answer.headers["Retry-After"]) == (429, "15")
    assert "You can post again in 15 seconds. Your text stays here." in answer.text
    assert typed(answer) == "Typed text."
    assert not Thread.objects.filter(author=ben).exists()


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (0.2, "1 second"), (1, "1 second"), (11.2, "12 seconds"), (120, "120 seconds"), (121, "3 minutes"),
        (7200, "120 minutes"), (7201, "3 hours"), (86400, "24 hours"),
    ],
)  # fmt: skip
def test_a_wait_is_said_in_words_and_never_too_short(seconds, words):
    assert in_words(dt.timedelta(seconds=seconds)) == words


# --- many processes -----------------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_ten_replies_in_ten_threads_at_once_are_one(monkeypatch):
    ben = make.make_partner("ben")
    with rules.without_limits():
        threads = [make.make_thread() for _n in range(10)]

    results = at_once([lambda thread=thread: reply(ben, thread) for thread in threads])

    assert [type(result).__name__ for result in results].count("Post") == 1
    assert [type(result).__name__ for result in results].count("TooSoon") == 9
    assert Post.objects.filter(author=ben).count() == 1


@pytest.mark.django_db(transaction=True)
def test_ten_threads_at_once_are_as_many_as_one_may(monkeypatch):
    monkeypatch.setattr("community.forum.rules.pace.BETWEEN_FIRST_POSTS", dt.timedelta(0))
    ben = make.make_partner("ben")

    results = at_once([lambda: start(ben)] * 10)

    assert [type(result).__name__ for result in results].count("Thread") == 3
    assert [type(result).__name__ for result in results].count("TooSoon") == 7
    assert Thread.objects.filter(author=ben).count() == 3


@pytest.mark.django_db(transaction=True)
def test_ten_previews_and_ten_reports_at_once_are_counted_each(monkeypatch):
    monkeypatch.setattr("community.forum.actions.tallies.PREVIEWS", rules.Allowance(4, dt.timedelta(minutes=1)))
    monkeypatch.setattr("community.moderation.rules.REPORTS_A_DAY", 4)
    ben = make.make_partner("ben")
    with rules.without_limits():
        posts = [make.make_post() for _n in range(10)]

    previews = at_once([lambda: actions.count_preview(ben)] * 10)
    reports = at_once([lambda post=post: moderation.report(post, reporter=ben, reason="spam") for post in posts])

    assert previews.count(None) == 4
    assert [type(result).__name__ for result in reports].count("Report") == 4
    assert sum(Post.objects.values_list("flag_count", flat=True)) == 4


# --- threads that have come to rest -------------------------------------------------------------------


@pytest.fixture
def resting(thread, clock):
    clock.shift(dt.timedelta(days=180, seconds=1))
    return thread


def test_reviving_an_old_thread_is_asked_once(resting, ben, browse, clock):
    reader, address = browse(ben), resting.get_absolute_url()
    assert "The last post here was written" in reader.get(address).text

    first = reader.post(f"{address}replies/", {"source": "Is it still so?"})
    assert first.status_code == 422
    assert "Nobody has written here for a long time. Tick that you want to reply." in first.text
    assert typed(first) == "Is it still so?"
    assert resting.posts.count() == 1

    assert reader.post(f"{address}replies/", {"source": "Is it still so?", "revive": "on"}).status_code == 302
    assert "The last post here was written" not in reader.get(address).text
    clock.shift(15)
    assert reader.post(f"{address}replies/", {"source": "One more thing."}).status_code == 302


def test_the_tick_stays_while_one_waits(resting, ben, browse):
    reply(ben, make.make_thread())

    answer = browse(ben).post(f"{resting.get_absolute_url()}replies/", {"source": "Is it still so?", "revive": "on"})

    assert answer.status_code == 429
    assert 'id="id_revive"' in answer.text
    assert (
        "checked" in answer.text.partition('id="id_revive"')[0][-120:] + answer.text.partition('id="id_revive"')[2][:40]
    )


def test_a_thread_of_180_days_is_not_asked_about(thread, ben, browse, clock):
    clock.shift(dt.timedelta(days=180))

    assert not Thread.objects.get(pk=thread.pk).is_at_rest
    assert browse(ben).post(f"{thread.get_absolute_url()}replies/", {"source": "Words."}).status_code == 302


def test_a_discussion_without_posts_is_not_at_rest(clock):
    assert not Thread(last_post_at=None).is_at_rest
    assert Thread(last_post_at=timezone.now() - dt.timedelta(days=181)).is_at_rest


def test_pseudonyms_are_no_way_around_the_limits(ben, thread, clock):
    """Who writes under one has written, and who starts a thread under one has started it."""
    reply(ben, thread, mask="Verified partner")
    ben.refresh_from_db()

    assert wait_of(lambda: reply(ben, make.make_thread())) == rules.pace.BETWEEN_POSTS
    clock.shift(rules.pace.BETWEEN_POSTS)
    assert wait_of(lambda: reply(ben, make.make_thread(), mask="Verified partner")) is None
