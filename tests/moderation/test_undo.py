"""A decision can be taken back for ten minutes: then all is as it was, and nobody hears of it."""

import datetime as dt

import pytest
import time_machine
from django.utils import timezone

from community.accounts.models import Company, Hat, Membership
from community.core.refusals import Refused
from community.forum import actions as forum
from community.forum.models import Draft, FormerPlace, Post
from community.moderation import actions, queries
from community.moderation.models import Decision, Report, Undo
from community.programs import actions as programs
from tests import factories as make
from tests.leaks.rows import fingerprint

pytestmark = pytest.mark.django_db

REASON = "Quotes a letter under NDA."
MINUTE = dt.timedelta(minutes=1)


def reported(thing):
    for _each in range(2):
        actions.report(thing, reporter=make.make_partner(), reason="spam")
    thing.refresh_from_db()
    return thing


def withheld(thing):
    for _each in range(3):
        actions.report(thing, reporter=make.make_partner(), reason="spam")
    thing.refresh_from_db()
    return thing


def hidden_post() -> Post:
    return make.make_hidden_post(reason="Was hidden earlier.")


def declined_post() -> Post:
    post = make.make_held_post()
    forum.decline_post(post, reason="Was declined earlier.")
    return post


def opening_post() -> Post:
    thread = make.make_thread(make.make_partner(trusted=False))
    return thread.posts.get()


def talkative():
    return make.make_partner(title="Owner", about="Sells what nobody needs.")


def notice():
    from tests.moderation.test_notices import a_notice

    return a_notice()


UNDONE = [
    (make.make_held_post, "approve_post", {}),
    (make.make_held_post, "approve_post", {"trust": True}),
    (opening_post, "approve_post", {}),
    (declined_post, "approve_post", {}),
    (make.make_held_post, "decline_post", {"reason": REASON}),
    (opening_post, "decline_post", {"reason": REASON}),
    (make.make_post, "hide_post", {"reason": REASON}),
    (lambda: reported(make.make_post()), "hide_post", {"reason": REASON}),
    (lambda: withheld(make.make_post()), "hide_post", {"reason": REASON}),
    (hidden_post, "restore_post", {"reason": REASON}),
    (lambda: reported(make.make_post()), "dismiss_reports", {"reason": REASON}),
    (lambda: withheld(make.make_post()), "dismiss_reports", {"reason": REASON}),
    (lambda: reported(make.make_thread()), "hide_reported", {"reason": REASON}),
    (lambda: withheld(make.make_thread()), "dismiss_reports", {"reason": REASON}),
    (lambda: reported(make.make_change()), "hide_reported", {"reason": REASON}),
    (lambda: withheld(make.make_change()), "dismiss_reports", {"reason": REASON}),
    (lambda: reported(talkative()), "hide_reported", {"reason": REASON}),
    (lambda: withheld(talkative()), "hide_reported", {"reason": REASON}),
    (lambda: withheld(talkative()), "dismiss_reports", {"reason": REASON}),
    (lambda: reported(talkative()), "dismiss_reports", {"reason": REASON}),
    (make.make_application, "approve_application", {}),
    (make.make_application, "decline_application", {"reason": REASON}),
    (make.make_draft, "publish_change", {}),
    (make.make_draft, "decline_change", {"reason": REASON}),
    (make.make_hat_request, "grant_hat", {}),
    (make.make_hat_request, "decline_hat", {"reason": REASON}),
    (make.make_claim, "grant_claim", {}),
    (make.make_claim, "decline_claim", {"reason": REASON}),
    (notice, "decide_notice", {"acted_on": True, "reason": REASON}),
]

# What a decision and its undoing leave behind: that they were.
TRACES = {
    "activity_activity", "activity_withdrawal", "moderation_decision", "moderation_seal", "moderation_loghead",
    "procrastinate_jobs", "procrastinate_events", "programs_historyentry",
}  # fmt: skip
# A number that was given is not given again; the discussion of a change stays, and is shown to nobody; and a page
# that was shown has a newer version.
LEFT = {
    "approve_post": {"forum_formerplace", "forum_thread", "forum_draft"},
    "publish_change": {"forum_thread"},
    "hide_post": {"forum_thread"}, "restore_post": {"forum_thread"}, "hide_reported": {"forum_thread"},
    "dismiss_reports": {"forum_thread"}, "decline_post": {"forum_thread", "forum_draft"},
}  # fmt: skip


@pytest.fixture
def undone(mona):
    """Decides and takes it back at once."""

    def do(thing, name: str, **words) -> Undo:
        assert getattr(actions, name)(thing, moderator=mona, **words) is True
        offer = Undo.objects.latest("pk")
        assert actions.undo(offer, moderator=mona) is True
        return offer

    return do


@pytest.mark.parametrize(("make_thing", "name", "words"), UNDONE, ids=lambda value: value if type(value) is str else "")
def test_all_is_as_it_was(make_thing, name, words, undone, mona):
    thing = make_thing()
    before, waiting = fingerprint(), [(item.key, item.since) for item in queries.queue(mona)]

    undone(thing, name, **words)

    after = fingerprint()
    assert {table for table in after if after[table] != before[table]} <= TRACES | LEFT.get(name, set())
    assert [(item.key, item.since) for item in queries.queue(mona)] == waiting
    last = Decision.objects.latest("pk")
    assert (last.verb, last.target_id, last.moderator) == ("undo", thing.pk, mona)


@pytest.mark.parametrize(("make_thing", "name", "words"), UNDONE, ids=lambda value: value if type(value) is str else "")
def test_what_was_taken_back_can_be_decided_anew(make_thing, name, words, undone, mona, ada):
    thing = make_thing()

    undone(thing, name, **words)

    assert getattr(actions, name)(type(thing).objects.get(pk=thing.pk), moderator=ada, **words) is True


def test_undoing_is_a_row_of_the_log_that_names_what_it_takes_back(undone):
    held = make.make_held_post()

    undone(held, "approve_post")

    decided, back = Decision.objects.order_by("pk")
    assert (back.verb, back.target_kind, back.target_id, back.case) == (
        "undo",
        "post",
        held.pk,
        f"decision-{decided.pk}",
    )


def test_number_of_an_approved_post_is_never_given_again(undone, mona, browse, bob):
    held = make.make_held_post()
    thread = held.thread

    undone(held, "approve_post")
    later = make.make_post(thread)
    held.refresh_from_db()

    assert (held.state, held.number, held.hold_rule) == ("held", None, "first_posts")
    assert FormerPlace.objects.get().number == 2
    assert later.number == 3
    assert browse(bob).get(f"/t/{thread.slugged_id}/2/").status_code == 404
    assert actions.approve_post(held, moderator=mona) is True
    assert Post.objects.get(pk=held.pk).number == 4
    assert browse(bob).get(f"/t/{thread.slugged_id}/2/", follow=True).status_code == 200


def test_opening_post_takes_its_thread_along(undone, browse, bob):
    post = opening_post()

    undone(post, "approve_post")

    assert browse(bob).get(post.thread.get_absolute_url()).status_code == 404


def test_trust_goes_with_the_approval(undone, nils):
    undone(make.make_held_post(author=nils), "approve_post", trust=True)

    nils.refresh_from_db()
    assert nils.trusted_at is None


def test_text_of_a_declined_post_leaves_the_drafts_again(undone, nils):
    undone(make.make_held_post(author=nils), "decline_post", reason=REASON)

    assert not Draft.objects.exists()


def test_partner_is_a_consultant_again_and_the_new_company_is_gone(undone):
    application = make.make_application()

    undone(application, "approve_application")

    assert not Membership.objects.filter(user=application.applicant).exists()
    assert not Company.objects.filter(name=application.company_name).exists()


# --- Not any more ----------------------------------------------------------------------------------------


@pytest.fixture
def offer(mona):
    def decided(thing, name: str, **words) -> Undo:
        assert getattr(actions, name)(thing, moderator=mona, **words) is True
        return Undo.objects.latest("pk")

    return decided


def refused(offer: Undo, moderator) -> str:
    """The sentence; nothing is written."""
    before = fingerprint()
    with pytest.raises(Refused) as refusal:
        actions.undo(offer, moderator=moderator)
    assert fingerprint() == before
    return refusal.value.sentence


def test_ten_minutes_and_not_longer(offer, mona):
    given = offer(make.make_held_post(), "approve_post")

    with time_machine.travel(timezone.now() + 10 * MINUTE):
        assert refused(given, mona) == "The ten minutes are over, and those concerned are told. Decide anew."
    with time_machine.travel(timezone.now() + 9.9 * MINUTE):
        assert actions.undo(given, moderator=mona) is True


def test_only_who_decided_or_an_administrator(offer, ada, bob):
    given, other = offer(make.make_held_post(), "approve_post"), make.make_moderator("olga")

    assert refused(given, other) == "Mona decided this. They or an administrator can take it back."
    assert refused(given, bob) == "Only moderators may do this."
    assert actions.undo(given, moderator=ada) is True


def test_twice_says_no_and_writes_nothing(offer, mona):
    given = offer(make.make_held_post(), "approve_post")
    actions.undo(given, moderator=mona)
    before = fingerprint()

    assert actions.undo(given, moderator=mona) is False
    assert fingerprint() == before


def test_not_what_was_answered(offer, mona, bob):
    held = make.make_held_post()
    given = offer(held, "approve_post")
    forum.post_reply(author=bob, thread=held.thread, source="Thank you, that helps.", parent=held)

    assert refused(given, mona).startswith("Somebody has answered this post. Hide it instead")


def test_not_a_thread_in_which_others_write(offer, mona, bob):
    post = opening_post()
    given = offer(post, "approve_post")
    make.make_post(post.thread, bob)

    assert refused(given, mona).startswith("Somebody has answered this post.")


def test_not_an_accepted_answer(offer, mona, bob):
    thread = make.make_thread(bob, kind="question")
    held = make.make_held_post(thread)
    given = offer(held, "approve_post")
    forum.accept_answer(Post.objects.get(pk=held.pk), by=bob)

    assert refused(given, mona).startswith("This post was accepted as the answer.")


CHANGED = "Something about it has changed since. Look at it, then decide anew."


def test_not_what_a_colleague_has_decided_about_since(offer, mona, ada):
    post = reported(make.make_post())
    given = offer(post, "hide_post", reason=REASON)
    actions.restore_post(Post.objects.get(pk=post.pk), moderator=ada, reason="A fair question.")

    assert refused(given, mona) == CHANGED


def test_not_what_was_reported_anew(offer, mona, bob):
    post = reported(make.make_post())
    given = offer(post, "dismiss_reports", reason=REASON)
    actions.report(post, reporter=bob, reason="unkind")

    assert refused(given, mona) == CHANGED


def test_not_what_its_author_has_taken_up_again(offer, mona, nils):
    held = make.make_held_post(author=nils)
    given = offer(held, "decline_post", reason=REASON)
    Draft.objects.update(source="Written anew, without the letter.")

    assert refused(given, mona) == CHANGED


def test_not_a_partner_who_has_written(offer, mona):
    application = make.make_application()
    given = offer(application, "approve_application")
    make.make_thread(type(application.applicant).objects.get(pk=application.applicant_id))

    assert refused(given, mona).endswith("has used it already. Speak with them, or impose a sanction.")


def test_not_a_company_that_others_have_joined(offer, mona):
    application = make.make_application()
    given = offer(application, "approve_application")
    make.make_user(company=Company.objects.get(name=application.company_name))

    assert refused(given, mona) == CHANGED


def test_not_an_applicant_who_has_applied_again(offer, mona):
    application = make.make_application()
    given = offer(application, "decline_application", reason=REASON)
    make.make_application(application.applicant)

    assert refused(given, mona).endswith("has applied again. Decide about that.")


def test_not_a_change_that_members_follow(offer, mona, bob):
    draft = make.make_draft()
    given = offer(draft, "publish_change")
    draft.refresh_from_db()
    programs.follow(draft, member=bob)

    assert refused(given, mona).startswith("Members follow this change")


def test_not_a_change_in_whose_discussion_somebody_wrote(offer, mona, bob):
    draft = make.make_draft()
    given = offer(draft, "publish_change")
    make.make_post(draft.thread, bob)

    assert refused(given, mona).startswith("Members write about this change")


def test_not_a_hat_that_was_worn(offer, mona):
    asked = make.make_hat_request()
    given = offer(asked, "grant_hat")
    thread = make.make_thread()
    forum.post_reply(
        author=asked.requester, thread=thread, source="We look into it.", hat=Hat.objects.get(wearer=asked.requester)
    )

    assert refused(given, mona).endswith("has used it already. Speak with them, or impose a sanction.")


def test_moderator_of_a_part_whose_scope_has_ended_takes_nothing_back():
    vendor = make.make_vendor()
    scoped = make.make_scoped(vendor=vendor)
    draft = make.make_draft(vendor=vendor)
    actions.decline_change(draft, moderator=scoped, reason=REASON)
    actions.end_scope(scoped.scopes.get(), moderator=make.make_user(role="admin"))
    scoped = type(scoped).objects.get(pk=scoped.pk)

    assert refused(Undo.objects.get(), scoped) == "Only moderators may do this."


def test_sanctions_are_not_among_it(mona, nils):
    actions.sanction(nils, moderator=mona, kind="silence", reason=REASON)

    assert not Undo.objects.exists()


def test_night_forgets_what_can_be_taken_back_no_more(offer):
    offer(make.make_held_post(), "approve_post")

    assert actions.forget_undos() == 0
    with time_machine.travel(timezone.now() + 21 * MINUTE):
        assert actions.forget_undos() == 1
    assert Decision.objects.count() == 1


def test_reports_that_are_open_again_count_as_before(undone, mona):
    post = reported(make.make_post())
    count = post.flag_count

    undone(post, "hide_post", reason=REASON)

    post.refresh_from_db()
    assert (post.flag_count, Report.objects.open().count()) == (count, 2)
