"""What moderators decide: its effect, its one row in the log, and that doing it twice is fine."""

import pytest

from community.accounts import actions as accounts
from community.accounts.models import CompanyClaim, Hat
from community.core.refusals import Refused
from community.forum.models import Post, Thread
from community.moderation import actions
from community.moderation.models import Decision, Report
from community.programs import actions as programs
from community.programs.models import Change, OfficialAnswer, Question
from tests import factories as make
from tests.leaks.rows import fingerprint

pytestmark = pytest.mark.django_db

REASON = "Quotes a letter under NDA."


def log() -> list[tuple]:
    """The log as it stands, oldest first."""
    return list(
        Decision.objects.order_by("pk").values_list("verb", "target_kind", "target_id", "reason", "moderator__handle")
    )


def reported_post() -> Post:
    post = make.make_post()
    actions.report(post, reporter=make.make_user(), reason="spam")
    return post


def reported_thread() -> Thread:
    thread = make.make_thread()
    actions.report(thread, reporter=make.make_user(), reason="spam")
    return thread


def hidden_change() -> Change:
    change = make.make_change()
    programs.hide_change(change, reason="Was hidden earlier.")
    return change


def hidden_post() -> Post:
    post = make.make_post()
    post.state, post.state_reason = Post.State.HIDDEN, "Was hidden earlier."
    post.save()
    return post


def locked_thread() -> Thread:
    thread = make.make_thread()
    Thread.objects.filter(pk=thread.pk).update(locked_at=thread.created_at, lock_reason="Settled.")
    return Thread.objects.get(pk=thread.pk)


def pinned_thread() -> Thread:
    thread = make.make_thread()
    Thread.objects.filter(pk=thread.pk).update(pinned_at=thread.created_at)
    return Thread.objects.get(pk=thread.pk)


def hidden_question() -> Question:
    question = make.make_question()
    programs.hide_question(question, by=make.make_moderator(), reason="Was hidden earlier.")
    question.refresh_from_db()
    return question


def answer() -> OfficialAnswer:
    return make.make_answer(make.make_question()).answer


def hidden_answer() -> OfficialAnswer:
    said = answer()
    programs.hide_answer(said, by=make.make_moderator(), reason="Was hidden earlier.")
    said.refresh_from_db()
    return said


def keeping() -> CompanyClaim:
    claim = make.make_claim()
    accounts.grant_claim(claim, by=None)
    return claim


def hat() -> Hat:
    return make.make_representative().hats.get()


IN_TEST_QUESTIONS = {"merge_question", "hand_over_question"}  # what they need is more than a thing
IN_TEST_SANCTIONS = {"warn", "silence", "suspend", "lift_sanction"}  # of people
TEXT = "Do customers under a running agreement keep their cases?"

# Name: (a thing in the state before, the action with its arguments, the field and its value after)
DECISIONS = {
    "approve_post": (make.make_held_post, {}, {"state": "published", "number": 2}),
    "decline_post": (make.make_held_post, {"reason": REASON}, {"state": "declined", "state_reason": REASON}),
    "hide_post": (make.make_post, {"reason": REASON}, {"state": "hidden", "state_reason": REASON, "number": 2}),
    "restore_post": (hidden_post, {"reason": REASON}, {"state": "published", "state_reason": "", "number": 2}),
    "dismiss_reports": (reported_post, {"reason": REASON}, {"state": "published"}),
    "lock_thread": (make.make_thread, {"reason": REASON}, {"is_locked": True, "lock_reason": REASON}),
    "unlock_thread": (locked_thread, {}, {"is_locked": False, "lock_reason": ""}),
    "pin_thread": (make.make_thread, {}, {"is_pinned": True}),
    "unpin_thread": (pinned_thread, {}, {"is_pinned": False}),
    "approve_application": (make.make_application, {}, {"state": "approved"}),
    "decline_application": (make.make_application, {"reason": REASON}, {"state": "declined", "reason": REASON}),
    "grant_claim": (make.make_claim, {}, {"state": "granted"}),
    "decline_claim": (make.make_claim, {"reason": REASON}, {"state": "declined", "reason": REASON}),
    "end_claim": (keeping, {"reason": REASON}, {"state": "granted"}),
    "grant_hat": (make.make_hat_request, {}, {"state": "granted"}),
    "decline_hat": (make.make_hat_request, {"reason": REASON}, {"state": "declined", "reason": REASON}),
    "doff_hat": (hat, {"reason": REASON}, {"is_worn": False}),
    "edit_question": (make.make_question, {"text": TEXT}, {"text": TEXT, "number": 1}),
    "hide_question": (make.make_question, {"reason": REASON}, {"hidden_reason": REASON, "is_standing": False}),
    "show_question": (hidden_question, {}, {"hidden_reason": "", "is_standing": True}),
    "hide_answer": (answer, {"reason": REASON}, {"hidden_reason": REASON}),
    "show_answer": (hidden_answer, {}, {"hidden_reason": "", "hidden_at": None}),
    "hide_reported": (reported_thread, {"reason": REASON}, {"hidden_reason": REASON, "is_withheld": False}),
    "restore_reported": (hidden_change, {"reason": REASON}, {"publication": "published", "declined_reason": ""}),
    "publish_change": (make.make_draft, {}, {"publication": "published", "is_published": True}),
    "decline_change": (make.make_draft, {"reason": REASON}, {"publication": "declined", "declined_reason": REASON}),
}


# Of one action for several kinds of things.
VERBS = {"hide_reported": "hide_thread", "restore_reported": "restore_change"}


@pytest.mark.parametrize("name", DECISIONS)
def test_decision_does_its_work_and_writes_one_row_into_the_log(name, mona):
    make_thing, arguments, after = DECISIONS[name]
    thing, before = make_thing(), len(log())

    assert getattr(actions, name)(thing, moderator=mona, **arguments) is True

    thing.refresh_from_db()
    assert {field: getattr(thing, field) for field in after} == after
    verb = VERBS.get(name, name)
    assert log()[before:] == [(verb, thing._meta.model_name, thing.pk, arguments.get("reason", ""), "mona")]
    assert Decision.objects.latest("pk").role == "moderator"


@pytest.mark.parametrize("name", DECISIONS)
def test_decision_taken_twice_says_no_and_writes_nothing(name, mona, ada):
    make_thing, arguments, _after = DECISIONS[name]
    thing = make_thing()
    decide = getattr(actions, name)
    decide(thing, moderator=mona, **arguments)
    before = fingerprint()

    assert decide(type(thing).objects.get(pk=thing.pk), moderator=ada, **arguments) is False
    assert fingerprint() == before


@pytest.mark.parametrize("who", ["carla", "nils", "bob", "alice", "sam", "visitor"])
@pytest.mark.parametrize("name", DECISIONS)
def test_nobody_else_decides(name, who, request):
    make_thing, arguments, _after = DECISIONS[name]
    thing, nobody = make_thing(), request.getfixturevalue(who)
    before = fingerprint()

    with pytest.raises(Refused, match="Only moderators may do this"):
        getattr(actions, name)(thing, moderator=nobody, **arguments)
    assert fingerprint() == before


@pytest.mark.parametrize("name", ["approve_post", "decline_post", "hide_post", "restore_post", "dismiss_reports"])
def test_nobody_decides_about_an_own_post(name, mona):
    make_thing, arguments, _after = DECISIONS[name]
    thing = make_thing()
    Post.objects.filter(pk=thing.pk).update(author=mona)
    thing = Post.objects.get(pk=thing.pk)
    before = fingerprint()

    with pytest.raises(Refused, match="This is yours. Another moderator decides about it"):  # noqa: RUF043 - a full stop fits as well
        getattr(actions, name)(thing, moderator=mona, **arguments)
    assert fingerprint() == before


@pytest.mark.parametrize("name", ["approve_application", "decline_application"])
def test_nobody_decides_about_an_own_application(name, mona):
    application = make.make_application(mona)
    before = fingerprint()

    with pytest.raises(Refused, match="This is yours"):
        getattr(actions, name)(application, moderator=mona, **DECISIONS[name][1])
    assert fingerprint() == before


def test_table_names_every_decision():
    elsewhere = {verb for verb in Decision.Verb.values if "source" in verb or "update" in verb or "watch_word" in verb}
    elsewhere |= {"move_post", "split_thread", "merge_thread", "change_thread"}  # in test_surgery
    elsewhere |= {"undo"}  # in test_undo
    elsewhere |= {"lift_mask", "lift_mask_untold"}  # in test_masks
    elsewhere |= {"give_scope", "end_scope"}  # in test_scopes
    elsewhere |= {"act_on_notice", "dismiss_notice"}  # in test_notices
    elsewhere |= {"uphold_appeal", "overturn_appeal"}  # in test_appeals
    elsewhere |= {"hide_change", "hide_profile", "hide_company", "restore_thread"}  # in test_reports
    of_peers = ("route", "message", "introduction", "teaming", "group", "event")
    elsewhere |= {
        verb for verb in Decision.Verb.values if verb.endswith(of_peers)
    }  # in test_reports, test_private_reports
    decisions = {VERBS.get(name, name) for name in DECISIONS}
    assert set(Decision.Verb.values) - elsewhere == {
        *decisions, "trust_author", *IN_TEST_QUESTIONS, *IN_TEST_SANCTIONS,
    }  # fmt: skip


def test_approving_and_trusting_are_two_rows_and_later_posts_are_shown_at_once(nils, mona):
    thread = make.make_thread()
    held = make.make_held_post(thread, nils)

    assert actions.approve_post(held, moderator=mona, trust=True) is True

    nils.refresh_from_db()
    assert nils.trusted_at is not None
    assert log() == [("approve_post", "post", held.pk, "", "mona"), ("trust_author", "user", nils.pk, "", "mona")]
    assert make.make_post(thread, nils).state == "published"


def test_trusting_somebody_who_is_trusted_is_no_news(bob, mona):
    held = make.make_held_post()
    Post.objects.filter(pk=held.pk).update(author=bob)

    actions.approve_post(Post.objects.get(pk=held.pk), moderator=mona, trust=True)

    assert [row[0] for row in log()] == ["approve_post"]


def test_trust_pressed_on_a_post_that_is_decided_trusts_nobody(nils, mona, ada):
    held = make.make_held_post(make.make_thread(), nils)
    stale = Post.objects.get(pk=held.pk)
    actions.decline_post(held, moderator=ada, reason=REASON)

    assert actions.approve_post(stale, moderator=mona, trust=True) is False

    nils.refresh_from_db()
    assert nils.trusted_at is None


def test_declined_post_may_be_shown_after_all_by_somebody_who_knows(mona, ada):
    held = make.make_held_post()
    actions.decline_post(held, moderator=mona, reason=REASON)

    assert actions.approve_post(Post.objects.get(pk=held.pk), moderator=ada) is True

    held.refresh_from_db()
    assert (held.state, held.state_reason, held.number) == ("published", "", 2)


def test_published_change_has_its_discussion_once(mona):
    draft = make.make_draft()
    actions.decline_change(draft, moderator=mona, reason=REASON)

    actions.publish_change(Change.objects.get(pk=draft.pk), moderator=mona)

    thread = Thread.objects.get(change=draft)
    assert (thread.kind, thread.title, thread.post_count) == ("change", draft.title, 0)


def test_decision_by_an_administrator_is_logged_with_that_role(ada):
    actions.hide_post(make.make_post(), moderator=ada, reason=REASON)

    assert Decision.objects.get().role == "admin"


# --- Reports ---------------------------------------------------------------------------------------------


def test_second_report_by_the_same_person_is_the_first(bob, bea):
    post = make.make_post()

    first = actions.report(post, reporter=bob, reason="spam", note="Third time this week.")
    second = actions.report(post, reporter=bob, reason="unkind", note="And rude.")
    other = actions.report(post, reporter=bea, reason="spam")

    assert first == second != other
    assert list(Report.objects.order_by("pk").values_list("reporter__handle", "reason", "note")) == [
        ("bob", "spam", "Third time this week."), ("bea", "spam", ""),
    ]  # fmt: skip


def test_hiding_agrees_with_all_who_reported_and_keeping_disagrees(bob, bea, mona):
    hidden, kept = make.make_post(), make.make_post()
    for post in (hidden, kept):
        for reporter in (bob, bea):
            actions.report(post, reporter=reporter, reason="spam")

    actions.hide_post(hidden, moderator=mona, reason=REASON)
    actions.dismiss_reports(kept, moderator=mona, reason="It is a fair question.")

    assert list(Report.objects.order_by("pk").values_list("post", "upheld")) == [
        (hidden.pk, True), (hidden.pk, True), (kept.pk, False), (kept.pk, False),
    ]  # fmt: skip
    assert not Report.objects.open().exists()


def test_after_a_decision_the_post_may_be_reported_anew(bob, mona):
    post = make.make_post()
    actions.report(post, reporter=bob, reason="spam")
    actions.dismiss_reports(post, moderator=mona, reason="Fine.")

    actions.report(post, reporter=bob, reason="unkind")

    assert list(Report.objects.order_by("pk").values_list("reason", "upheld")) == [("spam", False), ("unkind", None)]


@pytest.mark.parametrize("state", ["held", "declined", "hidden", "deleted"])
def test_what_is_not_shown_cannot_be_reported(browse, bob, state):
    thread = make.make_thread()
    post = make.make_post(thread)
    never_shown = {"number": None, "published_at": None} if state in {"held", "declined"} else {}
    Post.objects.filter(pk=post.pk).update(state=state, hold_rule="first_posts", **never_shown)

    page = browse(bob).post(f"/t/{thread.pk}/2/report/", {"reason": "spam"})

    assert page.status_code == 404
    with pytest.raises(Refused, match="not shown any more"):
        actions.report(Post.objects.get(pk=post.pk), reporter=bob, reason="spam")
    assert not Report.objects.exists()


def test_report_form_sends_a_report_and_keeps_what_was_typed(browse, bob):
    post = make.make_post()
    client, address = browse(bob), f"/t/{post.thread_id}/2/report/"

    refused = client.post(address, {"reason": "", "note": "Third time this week."})
    assert refused.status_code == 422
    assert "Third time this week." in refused.content.decode()
    assert not Report.objects.exists()

    sent = client.post(address, {"reason": "spam", "note": "Third time this week."})
    assert (sent.status_code, sent["Location"]) == (302, post.get_absolute_url())
    assert Report.objects.get().reporter == bob
