"""Writing in threads, and what moves with it."""

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob

from community.activity.models import Activity
from community.core.refusals import Refused
from community.forum import actions
from community.forum.models import Post, Thread
from tests import factories as make

pytestmark = pytest.mark.django_db


def test_reply_gets_the_next_number_and_moves_the_counters(bob, bea):
    thread = make.make_thread(bob)

    post = actions.post_reply(author=bea, thread=thread, source="The renewal desk answers until noon.")

    thread.refresh_from_db()
    assert (post.number, post.state) == (2, Post.State.PUBLISHED)
    assert (thread.last_number, thread.post_count, thread.last_post_by) == (2, 2, bea)
    assert "renewal desk" in post.html


def test_reply_records_one_activity_and_one_job(bob, bea):
    thread = make.make_thread(bob)
    before = ProcrastinateJob.objects.count()

    post = actions.post_reply(author=bea, thread=thread, source="One fact, one job.")

    activity = Activity.objects.latest("pk")
    jobs = list(ProcrastinateJob.objects.order_by("pk"))[before:]
    assert (activity.verb, activity.target_id, activity.actor) == ("post.created", post.pk, bea)
    assert [(job.task_name, job.args) for job in jobs] == [("notifications.announce", {"activity_id": activity.pk})]


def test_same_text_within_a_minute_is_one_post(bob, bea):
    thread = make.make_thread(bob)

    first = actions.post_reply(author=bea, thread=thread, source="Sent twice by a double click.")
    second = actions.post_reply(author=bea, thread=thread, source="Sent twice by a double click.")

    assert first == second
    assert thread.posts.count() == 2


def test_first_three_posts_of_a_new_partner_are_held(nils, bob, mona):
    from community.moderation.actions import approve_post

    thread = make.make_thread(bob)
    states = []
    for n in range(5):
        post = actions.post_reply(author=nils, thread=thread, source=f"Post number {n} of a newcomer.")
        states.append(post.state)
        if post.is_held:
            approve_post(post, moderator=mona)

    assert states == ["held", "held", "held", "published", "published"]


def test_held_post_has_no_number_and_moves_no_counter(nils, bob):
    thread = make.make_thread(bob)

    post = actions.post_reply(author=nils, thread=thread, source="Waiting words of Nils.")

    thread.refresh_from_db()
    assert (post.number, post.path, thread.last_number, thread.post_count) == (None, "", 1, 1)


def test_approved_post_gets_the_number_of_the_moment_it_is_shown(nils, bob, bea):
    thread = make.make_thread(bob)
    held = actions.post_reply(author=nils, thread=thread, source="Written first, shown second.")
    shown = actions.post_reply(author=bea, thread=thread, source="Written second, shown first.")

    assert actions.publish_post(held) is True

    held.refresh_from_db()
    assert (shown.number, held.number) == (2, 3)
    assert actions.publish_post(held) is False


def test_thread_of_a_newcomer_waits_until_its_opening_post_is_approved(nils, visitor):
    thread = make.make_thread(nils)

    assert thread.published_at is None
    assert not Thread.objects.visible_to(visitor).exists()

    actions.publish_post(thread.posts.get())

    assert list(Thread.objects.visible_to(visitor)) == [thread]


def test_hidden_post_keeps_its_number_and_leaves_the_count(bob, bea):
    thread = make.make_thread(bob)
    post = make.make_post(thread, bea)

    assert actions.hide_post(post, reason="Quotes a confidential letter.") is True
    assert actions.hide_post(post, reason="Again.") is False

    thread.refresh_from_db()
    post.refresh_from_db()
    assert (post.number, post.state_reason, thread.last_number, thread.post_count) == (
        2, "Quotes a confidential letter.", 2, 1,
    )  # fmt: skip
    assert thread.last_post_by == bob

    assert actions.restore_post(post) is True
    thread.refresh_from_db()
    assert (thread.post_count, thread.last_post_by) == (2, bea)


def test_paths_follow_the_tree(bob):
    thread = make.make_thread(bob)
    first = thread.posts.get()
    reply = make.make_post(thread, parent=first)
    other = make.make_post(thread)
    deeper = make.make_post(thread, parent=reply)

    order = list(thread.posts.order_by("path").values_list("number", "depth"))

    assert order == [(first.number, 0), (reply.number, 1), (deeper.number, 2), (other.number, 0)]


def test_replies_to_a_removed_post_are_refused_with_the_text_kept(bob, bea):
    thread = make.make_thread(bob)
    post = make.make_post(thread, bea)
    actions.hide_post(post, reason="Rule 2.")

    with pytest.raises(Refused, match="has been removed"):
        actions.post_reply(author=bob, thread=thread, source="An answer.", parent=post)


def test_locked_thread_refuses_partners_and_admits_moderators(bob, bea, mona):
    thread = make.make_thread(bob)
    assert actions.lock_thread(thread, reason="Settled in March.") is True
    assert actions.lock_thread(thread, reason="Again.") is False

    with pytest.raises(Refused, match="Settled in March"):
        actions.post_reply(author=bea, thread=thread, source="One more word.")
    assert actions.post_reply(author=mona, thread=thread, source="Locked because it is settled.").number == 2


@pytest.mark.parametrize("who", ["carla", "sam"])
def test_consultants_and_suspended_members_cannot_reply(who, request, bob):
    with pytest.raises(Refused):
        actions.post_reply(author=request.getfixturevalue(who), thread=make.make_thread(bob), source="May I?")


def test_author_removes_an_own_post_and_nobody_elses(bob, bea):
    thread = make.make_thread(bob)
    post = make.make_post(thread, bea)

    with pytest.raises(Refused):
        actions.delete_post(post, by=bob)
    assert actions.delete_post(post, by=bea) is True

    thread.refresh_from_db()
    assert (Post.objects.get(pk=post.pk).state, thread.post_count, thread.last_number) == ("deleted", 1, 2)


def test_reply_costs_a_constant_number_of_statements(bob, bea, django_assert_max_num_queries):
    thread = make.make_thread(bob)
    for _n in range(30):
        make.make_post(thread)

    with django_assert_max_num_queries(16):
        actions.post_reply(author=bea, thread=thread, source="About ten statements, whatever the thread.")
