"""Who is told of what happened, and what they read."""

import pytest

from community.activity.models import Activity
from community.forum import actions as forum
from community.forum.models import Post, Thread
from community.moderation import actions as moderation
from community.notifications import actions, news, queries
from community.notifications.kinds import KINDS
from community.notifications.models import Notification
from community.notifications.recipients import WHO
from community.programs import actions as programs
from tests import factories as make
from tests.accounts.pages import text_of

pytestmark = pytest.mark.django_db


def told() -> list[tuple[str, str]]:
    """Everybody who was told, with the kind, in order of names."""
    return sorted(Notification.objects.values_list("recipient__handle", "kind"))


@pytest.fixture
def thread(bob):
    """Bob's thread."""
    return make.make_thread(bob)


def test_author_of_the_thread_hears_of_a_reply(thread, bea, work):
    forum.post_reply(author=bea, thread=thread, source="Try the renewal desk.")
    work()

    assert told() == [("bob", "post.in_your_thread")]


def test_one_who_is_answered_hears_of_the_answer(thread, bob, bea, nils, work):
    question = make.make_post(thread, bea)
    make.make_post(thread, make.make_partner("zoe"))  # whom nobody answers, and who watches since she has written

    forum.post_reply(author=make.make_partner("petra"), thread=thread, source="Yes.", parent=question)
    work()

    assert told() == [
        ("bea", "post.answers_you"), ("bob", "post.in_your_thread"), ("zoe", "post.in_watched_thread"),
    ]  # fmt: skip


def test_one_who_is_mentioned_hears_of_it(thread, bea, carla, work):
    forum.post_reply(author=bea, thread=thread, source="@carla knows the desk; @nobody does not. See `@bob`.")
    work()

    assert told() == [("bob", "post.in_your_thread"), ("carla", "post.mentions_you")]


def test_one_concerned_in_three_ways_is_told_once_for_the_weightiest(thread, bob, bea, work):
    forum.post_reply(author=bea, thread=thread, source="@bob, yes.", parent=thread.posts.get())
    work()

    assert told() == [("bob", "post.answers_you")]


def test_nobody_hears_of_an_own_post(thread, bob, work):
    forum.post_reply(author=bob, thread=thread, source="@bob answers himself.", parent=thread.posts.get())
    work()

    assert told() == []


def test_held_post_tells_nobody_until_it_is_shown(thread, bob, nils, mona, carla, work):
    held = forum.post_reply(author=nils, thread=thread, source="@carla, like this.", parent=thread.posts.get())
    work()
    assert told() == []

    moderation.approve_post(held, moderator=mona)
    work()
    assert told() == [("bob", "post.answers_you"), ("carla", "post.mentions_you"), ("nils", "post.approved")]


def test_moderator_who_approves_an_answer_to_an_own_post_is_not_told(nils, mona, work):
    thread = make.make_thread(mona)
    held = forum.post_reply(author=nils, thread=thread, source="Here it is.", parent=thread.posts.get())

    moderation.approve_post(held, moderator=mona)
    work()

    assert told() == [("nils", "post.approved")]


def test_post_that_is_gone_when_the_worker_comes_tells_nobody(thread, bea, mona, work):
    post = forum.post_reply(author=bea, thread=thread, source="@carla, quick.")
    forum.delete_post(post, by=bea)
    work()

    assert told() == []


def test_one_who_may_not_see_the_discussion_is_not_told_of_a_mention_there(carla, bea, bob, work):
    """Not even that there is something: Carla, a consultant, does not hear of rumours."""
    rumour = make.make_rumour()

    forum.post_reply(author=bea, thread=rumour.thread, source="@carla and @bob, have you heard?")
    work()

    assert told() == [("bob", "post.mentions_you")]
    assert queries.unread_count(carla) == 0


def test_suspended_member_is_not_told(thread, bea, sam, work):
    forum.post_reply(author=bea, thread=thread, source="@sam knew it.")
    work()

    assert told() == [("bob", "post.in_your_thread")]


@pytest.mark.parametrize(
    ("decide", "expected"),
    [
        (lambda post, mona: moderation.decline_post(post, moderator=mona, reason="No."), [("nils", "post.declined")]),
        (lambda post, mona: forum.publish_post(post) and moderation.hide_post(post, moderator=mona, reason="No."),
         [("nils", "post.hidden")]),
        (lambda post, mona: forum.publish_post(post) and forum.hide_post(post, reason="No.")
         and moderation.restore_post(post, moderator=mona, reason="Yes."), [("nils", "post.restored")]),
    ],
    ids=["declined", "hidden", "restored"],
)  # fmt: skip
def test_author_alone_hears_of_a_decision(decide, expected, thread, nils, mona, work):
    held = make.make_held_post(thread, nils, source="@carla, like this.")

    assert decide(held, mona)
    work()

    assert told() == expected


@pytest.mark.parametrize("publish", [True, False])
def test_proposer_hears_what_became_of_the_change(publish, bob, mona, work):
    facts = {"kind": "fee", "title": "A fee that nobody announced", "evidence": [programs.Evidence(title="Letter")]}
    change = programs.propose_change(proposer=bob, vendor=make.make_vendor(), **facts)

    if publish:
        moderation.publish_change(change, moderator=mona)
    else:
        moderation.decline_change(change, moderator=mona, reason="No source.")
    work()

    assert told() == [("bob", "change.published" if publish else "change.declined")]


def test_imported_change_has_nobody_to_tell(mona, work):
    moderation.publish_change(make.make_draft(), moderator=mona)
    work()

    assert told() == []


@pytest.mark.parametrize("approve", [True, False])
def test_applicant_hears_the_decision(approve, carla, mona, work):
    application = make.make_application(carla)

    if approve:
        moderation.approve_application(application, moderator=mona)
    else:
        moderation.decline_application(application, moderator=mona, reason="No imprint.")
    work()

    assert told() == [("carla", "application.approved" if approve else "application.declined")]


@pytest.mark.parametrize("agree", [True, False])
def test_all_who_reported_hear_the_outcome(agree, thread, bea, nils, carla, mona, work):
    post = make.make_post(thread, bea)
    for reporter in (nils, carla, mona):
        moderation.report(post, reporter=reporter, reason="spam")

    decide = moderation.hide_post if agree else moderation.dismiss_reports
    decide(post, moderator=mona, reason="Looked at.")
    work()

    reporters = [("carla", "report.closed"), ("nils", "report.closed")]  # Mona decided herself
    author = [("bea", "reported.withheld"), ("bea", "post.hidden" if agree else "reported.restored")]
    assert told() == sorted([*reporters, *author])


def test_report_and_proposal_tell_nobody_by_themselves(thread, bob, bea, work):
    moderation.report(make.make_post(thread, bea), reporter=bob, reason="spam")
    work()

    assert told() == []


def test_telling_twice_tells_once(thread, bea, work):
    forum.post_reply(author=bea, thread=thread, source="@carla, once.")
    activity = Activity.objects.latest("pk")
    work()
    before = list(Notification.objects.values_list("pk", flat=True))

    actions.announce(activity)
    actions.announce(activity)

    assert list(Notification.objects.values_list("pk", flat=True)) == before


def test_every_kind_that_is_given_has_its_words():
    verbs = set(WHO)
    given = (verbs - {"post.created"} - {"change.moved", "change.revised", "change.listed"}) | {
        "post.answers_you", "post.mentions_you", "post.in_your_thread", "post.in_watched_thread", "post.in_your_group",
        "question.for_your_vendor",
        *(f"{verb}.inbox" for verb in verbs if verb.startswith("deadline.")), *(name for name, _words in news.kinds()),
    }  # fmt: skip

    assert given == set(KINDS)
    assert all(str(kind.why).endswith(".") for kind in KINDS.values())


# --- Reading them ----------------------------------------------------------------------------------------


def inbox(client) -> str:
    return text_of(client.get("/inbox/"))


def test_inbox_says_what_happened_and_leads_there(browse, thread, bob, bea, work):
    post = forum.post_reply(author=bea, thread=thread, source="Try the renewal desk.")
    work()

    client = browse(bob)
    page = client.get("/inbox/").content.decode()

    assert f"Bea replied in your thread “{thread.title}”" in page
    assert f'href="{post.get_absolute_url()}"' in page
    assert client.get(post.get_absolute_url(), follow=True).status_code == 200


def test_inbox_is_ones_own(browse, thread, bea, carla, work):
    forum.post_reply(author=bea, thread=thread, source="For Bob.")
    work()

    assert thread.title not in inbox(browse(carla))
    assert browse().get("/inbox/")["Location"] == "/accounts/login/?next=/inbox/"


@pytest.mark.parametrize("how", ["hidden", "deleted", "thread hidden"])
def test_what_has_gone_meanwhile_is_not_shown_any_more(how, browse, thread, bob, bea, mona, carla, work):
    post = forum.post_reply(author=bea, thread=thread, source="@carla, look.")
    work()
    client = browse(carla)
    assert thread.title in inbox(client)

    if how == "hidden":
        moderation.hide_post(post, moderator=mona, reason="Under NDA.")
    elif how == "deleted":
        forum.delete_post(Post.objects.get(pk=post.pk), by=bea)
    else:
        Thread.objects.filter(pk=thread.pk).update(hidden_at=post.created_at)

    assert "Something you were told of is no longer shown." in inbox(client)
    assert thread.title not in inbox(client)
    assert thread.slugged_id not in client.get("/inbox/").content.decode()


def test_reporter_who_may_no_longer_see_the_thread_does_not_learn_its_title(browse, thread, bea, carla, mona, work):
    post = make.make_post(thread, bea)
    moderation.report(post, reporter=carla, reason="spam")
    moderation.dismiss_reports(post, moderator=mona, reason="Fine.")
    work()
    client = browse(carla)
    assert thread.slugged_id in client.get("/inbox/").content.decode()

    Thread.objects.filter(pk=thread.pk).update(hidden_at=post.created_at)

    assert thread.slugged_id not in client.get("/inbox/").content.decode()


def test_number_of_new_ones_is_that_of_the_rows_and_goes_when_they_are_read(browse, thread, bob, bea, work):
    for n in range(3):
        forum.post_reply(author=bea, thread=thread, source=f"Reply {n}.")
    work()
    assert queries.unread_count(bob) == Notification.objects.filter(recipient=bob, read_at=None).count() == 3

    client = browse(bob)
    client.get("/inbox/")
    assert queries.unread_count(bob) == 3  # looking is not yet reading
    client.post("/inbox/read/")
    assert queries.unread_count(bob) == 0


def test_marking_read_touches_nobody_elses(browse, thread, bob, bea, carla, work):
    forum.post_reply(author=bea, thread=thread, source="@carla and Bob.")
    work()

    assert actions.mark_read(bob) == 1
    assert actions.mark_read(bob) == 0
    assert queries.unread_count(carla) == 1


def test_inbox_goes_on_page_by_page_without_a_gap(thread, bob, bea, work):
    for n in range(25):
        forum.post_reply(author=bea, thread=thread, source=f"Reply {n}.")
    work()

    first = queries.inbox(bob)
    second = queries.inbox(bob, before=first.next_key)

    shown = [line.notification.pk for line in [*first.items, *second.items]]
    assert shown == list(Notification.objects.filter(recipient=bob).order_by("-pk").values_list("pk", flat=True))
    assert (len(first.items), second.next_key) == (20, None)


def test_inbox_costs_the_same_for_one_line_and_for_many(browse, thread, bob, bea, work, django_assert_max_num_queries):
    forum.post_reply(author=bea, thread=thread, source="One.")
    work()
    client = browse(bob)
    with django_assert_max_num_queries(20) as once:
        client.get("/inbox/")
    for n in range(5):
        forum.post_reply(author=bea, thread=thread, source=f"More {n}.")
    work()

    with django_assert_max_num_queries(len(once)):
        client.get("/inbox/")
