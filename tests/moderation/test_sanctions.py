"""Warnings, silence and suspensions: who may, what they do, that they end by themselves, that the person is told."""

from datetime import timedelta

import pytest
import time_machine
from allauth.usersessions.models import UserSession
from django.core import mail
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from community.accounts import actions as accounts
from community.accounts import rules as people
from community.accounts.models import Sanction, User
from community.accounts.models.sanctions import IN_FORCE
from community.core.refusals import Refused
from community.forum import actions as forum
from community.forum.models import Post
from community.live.queries import Standing, members_of
from community.moderation import actions
from community.moderation.models import Decision, Report
from community.notifications.actions import mail as send
from community.notifications.models import Notification
from tests import factories as make

pytestmark = pytest.mark.django_db

REASON = "Called three people liars."
DAY = timedelta(hours=24)


@pytest.fixture
def thread(bea):
    return make.make_thread(bea)


def sanction(person, mona, kind: str, lasts: timedelta | None = DAY, **more) -> Sanction:
    assert actions.sanction(person, moderator=mona, kind=kind, reason=REASON, lasts=lasts, **more)
    return Sanction.objects.latest("pk")


def loaded(person) -> User:
    """As the site loads whoever opens a page."""
    return User.objects.with_company().with_sanction().get(pk=person.pk)


# --- Who may -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("who", "whom", "may"),
    [
        ("mona", "bob", True), ("ada", "mona", True), ("ada", "bob", True), ("mona", "ada", False),
        ("mona", "mona", False), ("ada", "ada", False), ("bob", "bea", False), ("carla", "bob", False),
    ],
)  # fmt: skip
def test_who_may_sanction_whom(request, who, whom, may):
    judge, person = request.getfixturevalue(who), request.getfixturevalue(whom)
    if may:
        assert actions.sanction(person, moderator=judge, kind="warn", reason=REASON)
    else:
        with pytest.raises(Refused):
            actions.sanction(person, moderator=judge, kind="suspend", reason=REASON, lasts=DAY)
    assert (Sanction.objects.count(), Decision.objects.count()) == ((1, 1) if may else (0, 0))


def test_a_moderator_does_not_lift_what_an_administrator_is_under(mona, ada):
    found = sanction(ada, make.make_user("omar", role="admin"), "silence")
    with pytest.raises(Refused):
        actions.lift_sanction(found, moderator=mona, reason="Why not.")


def test_the_database_refuses_a_sanction_of_oneself_and_one_without_a_reason(bob, mona):
    for wrong in ({"given_by": bob, "reason": REASON}, {"given_by": mona, "reason": ""}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Sanction.objects.create(person=bob, kind="warn", **wrong)


def test_it_is_in_the_log_with_its_case_and_its_reason_is_for_moderators(browse, bob, mona):
    found = sanction(bob, mona, "suspend", case="report-12")
    actions.lift_sanction(found, moderator=mona, reason="They said sorry.")

    rows = Decision.objects.order_by("pk").values_list("verb", "target_kind", "target_id", "reason", "case")
    assert list(rows) == [
        ("suspend", "sanction", found.pk, REASON, "report-12"),
        ("lift_sanction", "sanction", found.pk, "They said sorry.", ""),
    ]
    public, staff = browse().get("/moderation/log/").text, browse(mona).get("/moderation/log/").text
    assert "suspended a member" in public
    assert (REASON in public, REASON in staff, bob.name in public) == (False, True, False)


def test_the_second_of_two_moderators_sees_that_the_first_has_decided(bob, mona, ada):
    assert actions.sanction(bob, moderator=mona, kind="silence", reason=REASON, lasts=DAY, seen=0)
    assert not actions.sanction(bob, moderator=ada, kind="suspend", reason=REASON, lasts=DAY, seen=0)
    assert Sanction.objects.get().kind == "silence"


# --- Silence -------------------------------------------------------------------------------------------------


def test_who_is_silenced_reads_and_is_told_why_and_until_when(browse, bob, mona, thread):
    found = sanction(bob, mona, "silence")
    page = browse(bob).get(thread.get_absolute_url())

    assert thread.title in page.text
    assert REASON in page.text
    assert "You can read, but not write, until" in page.text
    assert 'id="reply"' not in page.text
    with pytest.raises(Refused, match=REASON):
        forum.post_reply(author=loaded(bob), thread=thread, source="Nevertheless.")
    assert found.is_in_force


WRITES = {
    "reply": ("/t/{thread}/replies/", {"source": "Nevertheless, I write this."}),
    "thread": ("/t/new/", {"kind": "discussion", "title": "A title long enough", "source": "Text."}),
    "signal": ("/t/{thread}/1/signals/", {"kind": "helpful"}),
    "report": ("/t/{thread}/1/report/", {"reason": "spam", "note": "Nevertheless"}),
    "propose": ("/changes/propose/", {"title": "Nevertheless"}),
    "affected": ("/changes/{change}/affected/", {}),
    "profile": ("/accounts/profile/", {"name": "Bob the loud", "title": "", "about": ""}),
    "application": ("/accounts/partner/", {"company_name": "Nevertheless"}),
}


@pytest.mark.parametrize("what", WRITES)
def test_who_is_silenced_writes_nothing_and_keeps_the_text(browse, bob, mona, thread, what):
    opening = make.make_post(thread)
    change = make.make_change()
    sanction(bob, mona, "silence")
    before = (Post.objects.count(), Report.objects.count(), bob.name)
    address, sent = WRITES[what]

    answer = browse(bob).post(address.format(thread=thread.pk, change=change.pk), sent)

    assert answer.status_code == 403
    assert REASON in answer.text
    assert sent.get("source", "") in answer.text
    bob.refresh_from_db()
    assert (Post.objects.count(), Report.objects.count(), bob.name) == before
    assert opening.signals.count() == 0


@pytest.mark.parametrize(
    ("address", "sent"),
    [
        ("/inbox/read/", {}),
        ("/t/{thread}/watch/", {"level": "watching"}),
        ("/accounts/logout/", {}),
        ("/keys/", {"on": "1"}),
    ],
)
def test_who_is_silenced_still_does_what_is_their_own(browse, bob, mona, thread, address, sent):
    sanction(bob, mona, "silence")
    assert browse(bob).post(address.format(thread=thread.pk), sent).status_code == 302


def test_a_silenced_moderator_decides_nothing(browse, mona, ada):
    post = make.make_held_post()
    sanction(mona, ada, "silence")
    with pytest.raises(Refused, match=REASON):
        actions.approve_post(post, moderator=loaded(mona))


# --- Suspension ----------------------------------------------------------------------------------------------


def test_who_is_suspended_is_out_at_once_everywhere_and_comes_back_by_signing_in(browse, mona):
    dora = make.make_partner("dora", password=make.PASSWORD)
    here, there = browse(), browse(dora)
    here.post("/accounts/login/", {"login": dora.email, "password": make.PASSWORD})
    key = here.session.session_key
    assert UserSession.objects.filter(user=dora).count() == 1
    seen = Standing.of({key}, {dora.pk}, set(), set())
    assert (set(members_of({key})), seen.sessions) == ({key}, {key})

    sanction(dora, mona, "suspend")

    assert [client.get("/inbox/").status_code for client in (here, there)] == [302, 302]
    assert members_of({key, there.session.session_key}) == {}
    now = Standing.of({key}, {dora.pk}, set(), set())
    assert (now.members, now.sessions) == ({}, set())
    with time_machine.travel(timezone.now() + DAY + timedelta(seconds=1), tick=False):
        assert here.get("/inbox/").status_code == 302  # that session has ended
        again = browse()
        again.post("/accounts/login/", {"login": dora.email, "password": make.PASSWORD})
        assert again.get("/inbox/").status_code == 200


def test_only_the_right_password_learns_of_the_suspension(browse, mona):
    dora = make.make_partner("dora", password=make.PASSWORD)
    wrong = {"login": dora.email, "password": "not-the-password"}
    before = browse().post("/accounts/login/", wrong)
    sanction(dora, mona, "suspend", lasts=timedelta(days=7))

    after = browse().post("/accounts/login/", wrong)
    right = browse().post("/accounts/login/", {**wrong, "password": make.PASSWORD})

    assert (before.status_code, after.status_code) == (200, 200)
    assert REASON not in after.text
    assert "suspended" not in after.text
    assert right.status_code == 403
    assert "You cannot sign in until" in right.text
    assert REASON in right.text


def test_posts_of_who_is_suspended_stay(browse, bob, mona, thread):
    post = make.make_post(thread, bob, source="This stays where it is.")
    sanction(bob, mona, "suspend", lasts=None)

    assert post.source in browse().get(thread.get_absolute_url()).text
    assert browse().get(bob.get_absolute_url()).status_code == 200


def test_mails_that_wait_are_not_sent_but_the_one_about_it_is(bob, mona, thread, work, nils):
    held = make.make_held_post(thread, nils)
    work()
    mail.outbox.clear()
    actions.decline_post(held, moderator=mona, reason="Off topic.")
    sanction(nils, mona, "suspend", lasts=timedelta(days=3))

    work()

    assert [letter.subject.partition(" until")[0] for letter in mail.outbox] == [
        "You are suspended: you cannot sign in"
    ]
    assert REASON in mail.outbox[0].body
    assert list(Notification.objects.filter(recipient=nils, mailed_at=None).values_list("kind", flat=True)) == [
        "post.declined"
    ]


def test_somebody_suspended_is_no_moderator_to_count_on(mona, ada):
    sanction(mona, ada, "suspend")
    assert list(people.moderators()) == [ada]


# --- Time ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("lasts", "days"), [(DAY, 1), (timedelta(days=3), 3), (timedelta(days=7), 7), (timedelta(days=30), 30)]
)
def test_it_ends_by_itself_to_the_second(bob, mona, lasts, days):
    with time_machine.travel("2026-11-02T10:00:00Z", tick=False) as clock:
        sanction(bob, mona, "silence", lasts)
        clock.shift(timedelta(days=days) - timedelta(seconds=1))
        assert people.is_silenced(loaded(bob))
        clock.shift(timedelta(seconds=1))
        assert not people.is_silenced(loaded(bob))
        assert people.may_converse(loaded(bob))


def test_what_has_no_end_ends_when_it_is_lifted(bob, mona):
    found = sanction(bob, mona, "silence", None)
    with time_machine.travel(timezone.now() + timedelta(days=4000), tick=False):
        assert people.is_silenced(loaded(bob))
    assert actions.lift_sanction(found, moderator=mona, reason="Enough.")
    assert not actions.lift_sanction(found, moderator=mona, reason="Enough.")
    assert not people.is_silenced(loaded(bob))


def test_the_strictest_counts(bob, mona):
    sanction(bob, mona, "silence", None)
    suspension = sanction(bob, mona, "suspend")
    sanction(bob, mona, "warn")

    assert people.is_suspended(loaded(bob))
    actions.lift_sanction(suspension, moderator=mona, reason="Enough.")
    assert (people.is_suspended(loaded(bob)), people.is_silenced(loaded(bob))) == (False, True)
    asked = User.objects.get(pk=bob.pk).sanctions.in_force().strictest_first().values_list(IN_FORCE, flat=True).first()
    assert asked == loaded(bob).sanction_in_force


def test_it_comes_along_with_the_person_at_no_query(browse, bob, mona):
    client = browse(bob)
    client.get("/about/")
    with CaptureQueriesContext(connection) as without:
        client.get("/about/")
    sanction(bob, mona, "silence")
    with CaptureQueriesContext(connection) as with_it:
        assert REASON in client.get("/about/").text
    assert len(with_it) == len(without)


# --- Being told ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "says"),
    [("warn", "A moderator has warned you"), ("silence", "You are silenced"), ("suspend", "You are suspended")],
)
def test_the_person_is_told_by_mail_and_on_their_own_page(browse, bob, mona, work, kind, says):
    found = sanction(bob, mona, kind)
    work()

    (letter,) = mail.outbox
    assert letter.to == [bob.email]
    assert letter.subject.startswith(says)
    assert REASON in letter.body
    assert mona.name not in letter.body
    if kind != "warn":
        actions.lift_sanction(found, moderator=mona, reason="Enough.")
        work()
        assert mail.outbox[-1].subject.startswith("A moderator lifted this")
    inbox, standing = (browse(bob).get(page).text for page in ("/inbox/", "/accounts/standing/"))
    assert says in inbox
    assert REASON in inbox
    assert REASON in standing
    assert mona.name not in standing
    assert not send(Notification.objects.filter(recipient=bob).first().pk)  # once


def test_only_the_person_and_moderators_see_it(bob, bea, mona, visitor):
    found = sanction(bob, mona, "warn")
    sees = [list(Sanction.objects.visible_to(who)) for who in (bob, mona, bea, visitor)]
    assert sees == [[found], [found], [], []]


def test_one_s_standing_names_what_waits_and_what_was_decided_and_nobody(browse, nils, mona, bea):
    thread = make.make_thread(bea)
    held, declined = (make.make_held_post(thread, nils) for _turn in range(2))
    actions.decline_post(declined, moderator=mona, reason="Off topic, alas.")
    hidden = make.make_held_post(thread, nils)
    actions.approve_post(hidden, moderator=mona)
    hidden.refresh_from_db()
    actions.report(hidden, reporter=bea, reason="unkind", note="He insults me.")
    actions.hide_post(hidden, moderator=mona, reason="Insults.")
    application = make.make_application(nils)
    actions.decline_application(application, moderator=mona, reason="No imprint.")
    make.settle()

    page = browse(nils).get("/accounts/standing/").text

    for words in ("Off topic, alas.", "Insults.", "No imprint.", str(held.get_hold_rule_display())):
        assert words in page
    for words in ("He insults me.", "report", mona.name):
        assert words not in page.partition("<main")[2].partition("</main")[0]
    assert "nothing waits" in browse(make.make_partner()).get("/accounts/standing/").text


# --- The page ------------------------------------------------------------------------------------------------


def test_a_moderator_suspends_from_the_case_and_lifts_it(browse, bob, mona):
    post = make.make_post(author=bob)
    client = browse(mona)
    assert f"/moderation/people/bob/?case=post-{post.pk}" in client.get(f"/moderation/posts/{post.pk}/").text
    assert "/moderation/people/bob/" in client.get("/people/bob/").text
    assert f'value="post-{post.pk}"' in client.get(f"/moderation/people/bob/?case=post-{post.pk}").text

    sent = {"kind": "suspend", "lasts": "7d", "reason": REASON, "case": f"post-{post.pk}", "seen": "0"}
    assert client.post("/moderation/people/bob/sanction/", sent | {"reason": ""}).status_code == 422
    assert client.post("/moderation/people/bob/sanction/", sent).status_code == 302
    assert client.post("/moderation/people/bob/sanction/", sent).status_code == 302  # sent again

    found = Sanction.objects.get()
    assert found.until - found.given_at > timedelta(days=6, hours=23)
    assert Decision.objects.get().case == f"post-{post.pk}"
    client.post(f"/moderation/sanctions/{found.pk}/lift/", {"reason": "Enough."})
    found.refresh_from_db()
    assert (found.is_in_force, found.lifted_by) == (False, mona)


@pytest.mark.parametrize("who", [None, "bob", "bea"])
def test_for_others_the_page_does_not_exist(browse, request, bob, mona, who):
    client = browse(request.getfixturevalue(who) if who else None)
    found = sanction(bob, mona, "warn")
    status = 302 if who is None else 404
    assert client.get("/moderation/people/bob/").status_code == status
    for address in ("/moderation/people/bob/sanction/", f"/moderation/sanctions/{found.pk}/lift/"):
        assert client.post(address, {"kind": "warn", "reason": "x"}).status_code == (401 if who is None else 404)
    assert Sanction.objects.count() == 1


def test_sessions_are_ended_for_that_person_only(browse, bob, bea):
    assert accounts.end_sessions(bob) == 0
    assert browse(bea).get("/inbox/").status_code == 200
