"""Who may write in which thread."""

import pytest
from django.utils import timezone

from community.core.refusals import Refused, allowed
from community.forum import actions, rules
from community.forum.models import Thread
from tests import factories as make

pytestmark = pytest.mark.django_db

WRITERS = [
    ("visitor", False, False), ("carla", False, False), ("sam", False, False), ("alice", False, True),
    ("nils", True, True), ("bob", True, True), ("mona", True, True), ("ada", True, True),
]  # fmt: skip


@pytest.mark.parametrize(("who", "starts", "replies"), WRITERS)
def test_partners_start_threads_and_representatives_reply_too(who, starts, replies, request):
    person, thread = request.getfixturevalue(who), make.make_thread()

    assert allowed(rules.check_can_start_thread, person) is starts
    assert allowed(rules.check_can_reply, person, thread) is replies


@pytest.mark.parametrize(
    ("who", "sentence"),
    [
        ("visitor", "Sign in to reply."),
        ("sam", "Sign in to reply."),
        ("carla", "Partners reply. Apply as a partner with your company; it takes a minute."),
    ],
)
def test_a_refusal_to_reply_gives_its_reason_and_the_way_on(who, sentence, request):
    with pytest.raises(Refused) as refusal:
        rules.check_can_reply(request.getfixturevalue(who), make.make_thread())

    assert refusal.value.sentence == sentence


@pytest.mark.parametrize(
    ("who", "sentence"),
    [
        ("visitor", "Sign in to start a thread."),
        ("carla", "Partners start threads. Apply as a partner with your company; it takes a minute."),
        ("alice", "Partners start threads. Apply as a partner with your company; it takes a minute."),
    ],
)
def test_a_refusal_to_start_a_thread_gives_its_reason_and_the_way_on(who, sentence, request):
    with pytest.raises(Refused) as refusal:
        rules.check_can_start_thread(request.getfixturevalue(who))

    assert refusal.value.sentence == sentence


CLOSED = [
    ("waiting", {"published_at": None}, "This thread waits for a moderator. Replies open when it is approved.", False),
    ("hidden", {"hidden_at": timezone.now()}, "This thread is hidden. Nobody can reply.", False),
    ("locked", {"locked_at": timezone.now(), "lock_reason": "Settled."}, "This thread is locked: Settled.", True),
]


@pytest.mark.parametrize(("name", "state", "sentence", "moderators_may"), CLOSED, ids=[row[0] for row in CLOSED])
def test_a_closed_thread_says_why(name, state, sentence, moderators_may, bob, mona):
    thread = make.make_thread()
    Thread.objects.filter(pk=thread.pk).update(**state)
    thread.refresh_from_db()

    with pytest.raises(Refused) as refusal:
        rules.check_can_reply(bob, thread)
    assert refusal.value.sentence == sentence
    assert allowed(rules.check_can_reply, mona, thread) is moderators_may


def test_only_the_author_removes_a_post_and_only_while_it_is_shown(bob, bea, mona, visitor):
    post = make.make_post(author=bea)

    assert [allowed(rules.check_can_delete, person, post) for person in (bea, bob, mona, visitor)] == [
        True, False, False, False,
    ]  # fmt: skip
    actions.hide_post(post, reason="Rule 2.")
    post.refresh_from_db()
    with pytest.raises(Refused, match=r"^This post is not shown, so there is nothing to remove.$"):
        rules.check_can_delete(bea, post)


def test_a_suspended_author_removes_nothing(bea):
    post = make.make_post(author=bea)
    bea.is_active = False

    assert not allowed(rules.check_can_delete, bea, post)
