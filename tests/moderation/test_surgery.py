"""Moving, splitting and merging: what hangs on the posts goes along, old addresses lead to them, nothing is lost."""

import datetime as dt
import threading
from io import StringIO

import pytest
import time_machine
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from community.activity.models import Activity
from community.core.refusals import Refused
from community.forum import actions as forum
from community.forum import queries as forum_queries
from community.forum.models import AcceptedAnswer, Draft, Post, Thread, ThreadReader
from community.forum.rules import without_limits
from community.moderation import actions
from community.moderation.models import Decision
from community.notifications.recipients import recipients_for
from tests import factories as make

pytestmark = pytest.mark.django_db
WHY = "It belongs there."


@pytest.fixture
def here(bob):
    """1 by Bob; 2, 3 below it, 4 below 2; and one that waits below 4."""
    thread = make.make_thread(bob, title="Where the portal has gone to")
    second = make.make_post(thread, source="Second")
    make.make_post(thread, source="Third")
    fourth = make.make_post(thread, source="Fourth", parent=second)
    make.make_held_post(thread, source="Waits", parent=fourth)
    return Thread.objects.get(pk=thread.pk)


@pytest.fixture
def there(bea):
    return Thread.objects.get(pk=make.make_thread(bea, title="What replaces the old portal", source="Opening").pk)


def post(source: str) -> Post:
    return Post.objects.select_related("thread").get(source=source)


def shape(thread) -> list[tuple]:
    rows = Post.objects.filter(thread=thread).order_by("number", "pk")
    return list(rows.values_list("source", "number", "parent__source", "depth", "state"))


def counters() -> str:
    out = StringIO()
    call_command("check_counters", stdout=out)
    return out.getvalue().strip()


def test_a_post_moves_with_all_that_answers_it_also_what_waits(here, there, mona):
    assert actions.move_post(post("Second"), into=there, moderator=mona, reason=WHY) is True

    assert shape(there) == [
        ("Opening", 1, None, 0, "published"), ("Second", 2, None, 0, "published"),
        ("Fourth", 3, "Second", 1, "published"), ("Waits", None, "Fourth", 0, "held"),
    ]  # fmt: skip
    assert [row[1] for row in shape(here)] == [1, 3]
    here.refresh_from_db()
    assert (here.last_number, here.post_count, counters()) == (4, 2, "All counters equal their rows.")
    assert make.make_post(here).number == 5  # no number is given twice
    assert [post.number for post in forum_queries.tree_page(there, mona).posts] == [1, 2, 3]
    assert actions.move_post(post("Second"), into=there, moderator=mona, reason=WHY) is False
    assert Decision.objects.values_list("verb", "reason").get() == ("move_post", WHY)


def test_old_permalinks_lead_to_the_new_place_for_those_who_may_see_it(here, there, mona, bob, client):
    old = post("Fourth").get_absolute_url()
    actions.move_post(post("Second"), into=there, moderator=mona, reason=WHY)

    assert client.get(old)["Location"] == post("Fourth").get_absolute_url()
    Thread.objects.filter(pk=there.pk).update(hidden_at=timezone.now())
    absent = client.get(f"/t/{here.pk}/987654/")
    assert (client.get(old).status_code, absent.status_code) == (404, 404)
    Thread.objects.filter(pk=there.pk).update(hidden_at=None)
    actions.move_post(post("Second"), into=here, moderator=mona, reason=WHY)
    assert client.get(old)["Location"] == f"/t/{here.slugged_id}/6/" == post("Fourth").get_absolute_url()
    assert counters() == "All counters equal their rows."


def test_what_was_read_and_kept_and_is_being_written_goes_along(here, there, mona, carla, nils):
    second, fourth = post("Second"), post("Fourth")
    forum.bookmark_post(fourth, member=carla)
    forum.mark_read(here, member=carla, numbers=[4])
    forum.mark_read(there, member=carla, up_to=1)
    forum.save_draft(nils, thread=here, parent=second, source="An answer")

    actions.move_post(second, into=there, moderator=mona, reason=WHY)

    read = forum_queries.thread_for(carla, there.pk).reading
    assert (read.unread, read.is_unread(3)) == ([2], False)
    assert carla.bookmarks.get().post.thread == there
    draft = Draft.objects.get()
    assert draft.get_absolute_url() == f"/t/{there.slugged_id}/2/reply/"
    levels = dict(ThreadReader.objects.filter(thread=there).values_list("member", "level"))
    assert (levels[second.author_id], levels[carla.pk]) == ("watching", "normal")


def test_a_split_is_a_thread_of_the_one_who_wrote_its_first_post(here, mona):
    with pytest.raises(Refused, match="opens the thread"):
        actions.split_thread(here, numbers=[1], title="x" * 20, kind="question", tags=[], moderator=mona, reason=WHY)
    made = actions.split_thread(
        here, numbers=[4, 3], title="Two other things", kind="discussion", tags=[make.make_tag()], moderator=mona,
        reason=WHY,
    )  # fmt: skip

    assert [row[:3] for row in shape(made)] == [("Third", 1, None), ("Fourth", 2, None), ("Waits", None, "Fourth")]
    assert (made.author, made.created_at, made.tags.count()) == (post("Third").author, post("Third").created_at, 1)
    assert (made.post_count, counters()) == (2, "All counters equal their rows.")
    assert [thread.pk for thread in forum_queries.thread_list(mona).items] == [made.pk, here.pk]


def test_a_merged_thread_is_an_address_alone(here, there, mona, bob, bea, nils, client):
    forum.accept_answer(post("Third"), by=bob)
    for thread, text in ((here, "Mine here"), (there, "Mine there")):
        forum.save_draft(nils, thread=thread, source=text)
    address, third = here.get_absolute_url(), post("Third").get_absolute_url()

    assert actions.merge_thread(here, into=there, moderator=mona, reason=WHY) is True
    assert actions.merge_thread(Thread.objects.get(pk=here.pk), into=there, moderator=mona, reason=WHY) is False

    assert [row[:3] for row in shape(there)][1:5] == [
        (shape(there)[1][0], 2, None), ("Second", 3, None), ("Third", 4, None), ("Fourth", 5, "Second"),
    ]  # fmt: skip
    assert (shape(here), counters()) == ([], "All counters equal their rows.")
    moved = client.get(address)
    assert (moved.status_code, moved["Location"]) == (301, there.get_absolute_url())
    assert client.get(third)["Location"] == f"/t/{there.slugged_id}/4/"
    assert (AcceptedAnswer.objects.get().thread, AcceptedAnswer.objects.get().post) == (there, post("Third"))
    assert Draft.objects.get().source == "Mine there\n\nMine here"
    assert set(ThreadReader.objects.filter(level="watching").values_list("thread", flat=True)) == {there.pk}
    assert [thread.pk for thread in forum_queries.thread_list(mona).items] == [there.pk]
    third_thread = make.make_thread()
    actions.merge_thread(there, into=third_thread, moderator=mona, reason=WHY)
    assert client.get(address)["Location"] == third_thread.get_absolute_url()
    Thread.objects.filter(pk=third_thread.pk).update(hidden_at=timezone.now())
    assert client.get(address).status_code == 404


def test_a_reply_that_comes_meanwhile_goes_where_the_conversation_is(here, there, mona, bob, client):
    client.force_login(bob)
    replies, parent = f"/t/{here.slugged_id}/replies/", post("Fourth").number
    stale = Thread.objects.get(pk=here.pk)
    actions.merge_thread(here, into=there, moderator=mona, reason=WHY)
    with pytest.raises(Refused, match="Send your text again"):
        forum.post_reply(author=bob, thread=stale, source="On the way")

    with without_limits():
        client.post(replies, {"source": "To the thread"})
        client.post(replies, {"source": "To the fourth", "parent": parent})

    assert [row[:3] for row in shape(there) if row[0].startswith("To the")] == [
        ("To the thread", 6, None), ("To the fourth", 7, "Fourth"),
    ]  # fmt: skip


def test_somebody_who_has_an_old_copy_of_a_moved_post_is_told(here, there, mona, bob):
    stale = post("Second")
    actions.move_post(post("Second"), into=there, moderator=mona, reason=WHY)

    for act in (lambda: forum.hide_post(stale, reason=WHY), lambda: forum.give_signal(stale, by=bob, kind="helpful")):
        with pytest.raises(Refused, match="has just been moved"):
            act()
        stale.thread_id = here.pk


REFUSED = [
    ("rumour", "is for partners only"), ("change", "discussion of a change"), ("hidden", "is not shown"),
    ("same", "the same thread"),
]  # fmt: skip


@pytest.mark.parametrize(("what", "sentence"), REFUSED, ids=[row[0] for row in REFUSED])
def test_what_may_not_be_merged(what, sentence, here, there, mona):
    if what == "hidden":
        Thread.objects.filter(pk=here.pk).update(hidden_at=timezone.now())
    source = {"rumour": lambda: make.make_rumour().thread, "change": lambda: make.make_change().thread}.get(
        what, lambda: here
    )()
    before = shape(there)

    with pytest.raises(Refused, match=sentence if what != "rumour" else "discussion of a change"):
        actions.merge_thread(source, into=there if what != "same" else here, moderator=mona, reason=WHY)
    if what == "rumour":
        told = make.make_post(source)
        with pytest.raises(Refused, match=sentence):
            actions.move_post(told, into=there, moderator=mona, reason=WHY)
    assert shape(there) == before


def test_title_kind_and_tags(here, mona, bob):
    forum.accept_answer(post("Third"), by=bob)
    tag = make.make_tag()
    new = {"title": "A title that says more", "kind": "discussion", "tags": [tag]}

    assert actions.change_thread(here, **new, moderator=mona, reason=WHY) is True
    assert actions.change_thread(here, **new, moderator=mona, reason=WHY) is False
    here.refresh_from_db()
    assert (here.title, here.kind, list(here.tags.all())) == ("A title that says more", "discussion", [tag])
    assert not AcceptedAnswer.objects.exists()
    for thread, kind, title in ((here, "offer", here.title), (make.make_change().thread, "change", "Another title")):
        with pytest.raises(Refused):
            actions.change_thread(thread, title=title, kind=kind, tags=[], moderator=mona, reason=WHY)


def test_a_pin_ends_by_itself(here, mona):
    today = timezone.localdate()
    assert actions.pin_thread(here, moderator=mona, until=today) is True
    assert [thread.pk for thread in forum_queries.pinned_threads(mona)] == [here.pk]
    assert forum_queries.thread_list(mona).items == []

    with time_machine.travel(timezone.now() + dt.timedelta(days=1), tick=False):
        assert (forum_queries.pinned_threads(mona), Thread.objects.get(pk=here.pk).is_pinned) == ([], False)
        assert [thread.pk for thread in forum_queries.thread_list(mona).items] == [here.pk]
        with pytest.raises(Refused, match="This day is over"):
            actions.pin_thread(here, moderator=mona, until=today)
        assert actions.pin_thread(here, moderator=mona) is True


def test_authors_are_told_with_the_reason_if_they_may_read_it_there(here, there, mona):
    second, fourth = post("Second"), post("Fourth")
    actions.move_post(second, into=there, moderator=mona, reason=WHY)

    told = recipients_for(Activity.objects.get(verb="post.moved"))
    assert told == dict.fromkeys([second.author_id, fourth.author_id, post("Waits").author_id], "post.moved")
    Thread.objects.filter(pk=there.pk).update(hidden_at=timezone.now())
    assert recipients_for(Activity.objects.get(verb="post.moved")) == {}


def test_each_is_said_on_a_page_before_it_is_done(here, there, mona, bob, client):
    addresses = [f"/t/{here.slugged_id}/{name}/" for name in ("split", "merge", "change", "2/move")]
    client.force_login(bob)
    assert {client.get(address).status_code for address in addresses} == {404}
    assert {client.post(address, {"confirm": "1"}).status_code for address in addresses} == {404}
    client.force_login(mona)
    sent = {"into": f"https://elsewhere.example{there.get_absolute_url()}", "reason": WHY}

    assert {client.get(address).status_code for address in addresses} == {200}
    page = client.post(addresses[3], sent).content.decode()
    assert "2 posts move to “What replaces the old portal”." in page
    assert ("1 post that waits goes along." in page, "3 authors are told" in page) == (True, True)
    assert post("Second").thread == here
    assert client.post(addresses[3], {"into": "987654321", "reason": WHY, "confirm": "1"}).status_code == 422
    done = client.post(addresses[3], sent | {"confirm": "1"})
    assert done["Location"] == post("Second").get_absolute_url() == f"/t/{there.slugged_id}/2/"
    split = {"numbers": "#3", "title": "Something else entirely", "kind": "question", "reason": WHY}
    assert "1 post moves to “Something else entirely”." in client.post(addresses[0], split).content.decode()
    client.post(addresses[0], split | {"confirm": "1"})
    client.post(addresses[1], sent | {"confirm": "1"})
    assert list(Decision.objects.order_by("pk").values_list("verb", flat=True)) == [
        "move_post", "split_thread", "merge_thread",
    ]  # fmt: skip
    assert counters() == "All counters equal their rows."


@pytest.mark.django_db(transaction=True)
def test_two_merges_crosswise_and_replies_at_once_lose_nothing():
    mona, writer = make.make_moderator(), make.make_partner()
    one, two = make.make_thread(), make.make_thread()
    barrier, failed = threading.Barrier(4), []

    def run(act):
        try:
            barrier.wait(timeout=10)
            act()
        except Refused:
            pass
        except Exception as error:
            failed.append(error)
        finally:
            connection.close()

    acts = [
        lambda: actions.merge_thread(one, into=two, moderator=mona, reason=WHY),
        lambda: actions.merge_thread(two, into=one, moderator=mona, reason=WHY),
        lambda: forum.post_reply(author=writer, thread=one, source="To one"),
        lambda: forum.post_reply(author=make_writer, thread=two, source="To two"),
    ]
    make_writer = make.make_partner()
    runs = [threading.Thread(target=run, args=[act]) for act in acts]
    for thread in runs:
        thread.start()
    for thread in runs:
        thread.join(timeout=30)

    assert failed == []
    merged = Thread.objects.exclude(merged_into=None).get()
    left = Thread.objects.get(merged_into=None)
    assert (merged.merged_into, Post.objects.filter(thread=merged).count()) == (left, 0)
    assert list(left.posts.order_by("number").values_list("number", flat=True)) == [*range(1, left.posts.count() + 1)]
    assert counters() == "All counters equal their rows."
