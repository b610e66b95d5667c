"""Two moderators press at the same moment, each from a page that was loaded before: one decision stands."""

import threading
from functools import partial

import pytest
from django.db import connection
from django.utils import timezone

from community.accounts.models import User
from community.core.refusals import Refused
from community.forum import actions as forum
from community.moderation import actions
from community.moderation.models import Claim, Decision, Undo
from tests import factories as make
from tests.leaks.rows import empty_queue

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _own_queue(transactional_db):
    empty_queue()
    yield
    empty_queue()


REASON = {"reason": "Two at once."}
PAIRS = [
    (make.make_held_post, ("approve_post", {}), ("approve_post", {})),
    (make.make_held_post, ("approve_post", {}), ("decline_post", REASON)),
    (make.make_held_post, ("decline_post", REASON), ("decline_post", REASON)),
    (make.make_post, ("hide_post", REASON), ("hide_post", REASON)),
    (make.make_application, ("approve_application", {}), ("decline_application", REASON)),
    (make.make_draft, ("publish_change", {}), ("decline_change", REASON)),
    (make.make_thread, ("lock_thread", REASON), ("lock_thread", REASON)),
]


@pytest.mark.parametrize(
    ("make_thing", "one", "other"), PAIRS, ids=lambda value: value[0] if type(value) is tuple else ""
)
def test_one_decision_stands(make_thing, one, other, mona, ada):
    thing = make_thing()
    ready, outcomes = threading.Barrier(2), []

    def decide(moderator, name, arguments) -> None:
        try:
            seen = type(thing).objects.get(pk=thing.pk)
            decider = User.objects.get(pk=moderator.pk)
            ready.wait(timeout=5)
            outcomes.append(getattr(actions, name)(seen, moderator=decider, **arguments))
        finally:
            connection.close()

    threads = [
        threading.Thread(target=decide, args=(moderator, *press)) for moderator, press in ((mona, one), (ada, other))
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=20)

    assert sorted(outcomes) == [False, True]
    assert Decision.objects.count() == 1


def test_button_on_an_old_page_does_not_overrule_a_colleague(browse, mona, ada):
    held, draft = make.make_held_post(), make.make_draft()
    actions.decline_post(held, moderator=ada, **REASON)
    actions.decline_change(draft, moderator=ada, **REASON)

    client = browse(mona)
    pages = [
        client.post(f"/moderation/posts/{held.pk}/approve/", {"seen": "held.1"}, follow=True),
        client.post(f"/moderation/changes/{draft.pk}/publish/", {"seen": "draft"}, follow=True),
    ]

    said = "Decided meanwhile. What you pressed changed nothing."
    assert [said in page.content.decode() for page in pages] == [True, True]
    held.refresh_from_db()
    draft.refresh_from_db()
    assert (held.state, draft.publication) == ("declined", "declined")


@pytest.mark.parametrize(("make_thing", "address", "seen"), [
    (make.make_held_post, "/moderation/posts/", "held.1"),
    (make.make_draft, "/moderation/changes/", "draft"),
])  # fmt: skip
def test_page_of_a_case_sends_back_what_it_showed(browse, mona, make_thing, address, seen):
    page = browse(mona).get(f"{address}{make_thing().pk}/").content.decode()

    assert f'<input type="hidden" name="seen" value="{seen}">' in page


def at_once(*acts) -> list:
    """What each gives, called in a thread of its own at one moment."""
    ready, outcomes = threading.Barrier(len(acts)), []

    def run(act) -> None:
        try:
            ready.wait(timeout=5)
            outcomes.append(act())
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=20)
    return outcomes


@pytest.mark.parametrize("is_over", [False, True])
def test_of_two_who_take_a_case_one_has_it(is_over, mona, ada):
    key = f"post-{make.make_held_post().pk}"
    if is_over:  # the row is there already, and both find it over
        Claim.objects.create(case=key, moderator=make.make_moderator(), until=timezone.now())

    outcomes = at_once(*(partial(actions.claim_case, key, moderator=moderator) for moderator in (mona, ada)))

    assert sorted(outcomes) == [False, True]
    assert Claim.objects.get().moderator in (mona, ada)


def test_of_two_presses_of_undo_one_takes_it_back(mona):
    held = make.make_held_post()
    actions.approve_post(held, moderator=mona)
    offer = Undo.objects.get()

    outcomes = at_once(*(partial(actions.undo, offer, moderator=mona) for _press in range(2)))

    assert sorted(outcomes) == [False, True]
    assert Decision.objects.filter(verb="undo").count() == 1


def test_reply_and_undo_at_once_leave_no_answer_to_nothing(mona, bob):
    held = make.make_held_post()
    actions.approve_post(held, moderator=mona)
    offer, thread = Undo.objects.get(), held.thread
    parent = type(held).objects.get(pk=held.pk)

    def answer() -> str:
        try:
            forum.post_reply(author=bob, thread=thread, source="Thank you for that.", parent=parent)
        except Refused:
            return "refused"
        return "answered"

    def undo() -> str:
        try:
            actions.undo(offer, moderator=mona)
        except Refused:
            return "refused"
        return "undone"

    assert sorted(at_once(answer, undo)) in (["answered", "refused"], ["refused", "undone"])
    held.refresh_from_db()
    assert held.is_published == held.replies.exists()
