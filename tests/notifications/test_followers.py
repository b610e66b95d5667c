"""Who hears what moved, and who does not."""

import datetime as dt

import pytest
from django.core import mail
from django.utils import timezone

from community.moderation import actions as moderation
from community.notifications.models import Notification
from community.programs import actions as programs
from community.programs import queries
from community.programs.actions import Evidence
from community.programs.models import Change
from community.tags.models import TagFollow
from tests import factories as make
from tests.accounts.pages import text_of

pytestmark = pytest.mark.django_db


def told() -> list[tuple[str, str]]:
    return sorted(Notification.objects.values_list("recipient__handle", "kind"))


@pytest.fixture
def tag():
    return make.make_tag("renewals")


@pytest.fixture
def program():
    return make.make_program(make.make_vendor("Kestrel"))


@pytest.fixture
def everybody(program, tag, bob, bea, carla, alice, nils, sam, mona, ada):
    """Each follows something; Ada all at once; Nils nothing; Sam is suspended."""
    for member, thing in [(bob, program.vendor), (bea, program), (sam, program.vendor), (ada, program.vendor)]:
        programs.follow(thing, member=member) if member != sam else sam.program_follows.create(vendor=thing)
    for member in (carla, ada):
        TagFollow.objects.create(member=member, tag=tag)
    programs.follow(program, member=ada)


def record(program, tag, **facts) -> Change:
    return make.make_draft(vendor=program.vendor, programs=[program], tags=[tag], **facts)


def publish(change, by) -> Change:
    moderation.publish_change(change, moderator=by)
    change.refresh_from_db()
    return change


@pytest.fixture
def change(everybody, program, tag, nils, mona, alice, work):
    """Published and told of; Nils proposed it, Alice and Ada watch it."""
    found = publish(record(program, tag, proposed_by=nils, effective=make.day("2026-12-01")), mona)
    for member in (alice, make_ada()):
        programs.follow(found, member=member)
    work()
    Notification.objects.all().delete()
    mail.outbox.clear()
    return found


def make_ada():
    from community.accounts.models import User

    return User.objects.get(handle="ada")


def test_publication_tells_followers_and_the_proposer_in_other_words(everybody, program, tag, nils, mona, work):
    publish(record(program, tag, proposed_by=nils), mona)
    work()

    assert told() == [
        ("ada", "change.published.vendor"), ("bea", "change.published.program"), ("bob", "change.published.vendor"),
        ("carla", "change.published.tag"), ("nils", "change.published"),
    ]  # fmt: skip
    assert [message.to for message in mail.outbox] == [["nils@example.org"]]


def move(change, by, **facts):
    given = {"to": "postponed", "on": timezone.localdate(), "why": "A letter.", "source": Evidence("A letter")} | facts
    return programs.record_step(change, by=by, **given)


ALL = [("ada", "watching"), ("alice", "watching"), ("bea", "program"), ("bob", "vendor"), ("carla", "tag"),
       ("nils", "proposer")]  # fmt: skip


def test_a_step_tells_everybody_once_for_the_weightiest_reason_and_not_the_actor(change, mona, work):
    programs.follow(change, member=mona)

    move(change, mona, effective=make.day("2027-01-01"))
    work()

    assert told() == [(who, f"change.moved.{why}") for who, why in ALL]
    mails = {message.to[0]: message for message in mail.outbox}
    assert sorted(mails) == [f"{who}@example.org" for who, _why in ALL]
    subject = f"Postponed, in force from 1 Dec 2026 → 1 Jan 2027: “{change.title}”"
    assert {message.subject for message in mails.values()} == {subject}
    why = {who: message.body.split("Why you get this: ")[1].split("\n")[0] for who, message in mails.items()}
    assert why == {
        "ada@example.org": "You watch this change.", "alice@example.org": "You watch this change.",
        "bea@example.org": "You follow one of its programs.", "bob@example.org": "You follow Kestrel.",
        "carla@example.org": "You follow one of its tags.", "nils@example.org": "You proposed the change.",
    }  # fmt: skip


def test_the_day_that_comes_by_itself_is_told_too(change, work):
    Change.objects.filter(pk=change.pk).update(effective_on=timezone.localdate())
    programs.put_all_in_force()
    work()

    assert told() == [(who, f"change.moved.{why}") for who, why in ALL]


def test_history_that_is_completed_later_is_news_for_nobody(change, mona, work):
    move(change, mona, to="confirmed", on=timezone.localdate() - dt.timedelta(days=31))
    work()

    assert told() == []


def edit(change, by, *, note="", is_substantive=False, **new) -> None:
    facts = queries.facts_of(Change.objects.get(pk=change.pk))
    programs.revise_change(
        change, by=by, version=queries.version_of(queries.texts_of(facts)), note=note,
        is_substantive=is_substantive, **facts | new,
    )  # fmt: skip


def test_a_substantive_edit_is_told_with_what_it_corrected(change, mona, work):
    edit(change, mona, effective=make.day("2026-12-02"), audience_note="For all.", note="Misread.")
    work()

    assert told() == [(who, f"change.revised.{why}") for who, why in ALL]
    assert mail.outbox[0].subject == (
        f"Record corrected, In force from 1 Dec 2026 → 2 Dec 2026, For whom, in words: “{change.title}”"
    )


def test_wording_is_told_to_nobody_unless_it_is_raised(change, mona, work):
    edit(change, mona, summary="Without the typo.")
    work()
    assert told() == []

    edit(change, mona, summary="With another meaning.", is_substantive=True)
    work()
    assert told() == [(who, f"change.revised.{why}") for who, why in ALL]


def test_polishing_a_draft_is_told_to_nobody(everybody, program, tag, nils, work):
    draft = record(program, tag, proposed_by=nils)
    edit(draft, nils, audience_note="For all.")
    work()

    assert told() == []


def test_rumour_is_told_to_partners_and_only_once_it_is_listed(everybody, program, tag, nils, mona, work):
    rumour = publish(record(program, tag, proposed_by=nils, state="rumoured", evidence=[]), mona)
    work()
    assert told() == [("nils", "change.published")]

    programs.support_rumour(rumour, member=make.make_partner("zoe"))
    work()
    assert told() == [
        ("ada", "change.listed.vendor"), ("bea", "change.listed.program"), ("bob", "change.listed.vendor"),
        ("nils", "change.listed.proposer"), ("nils", "change.published"),
    ]  # fmt: skip


def test_rumour_that_nobody_supports_says_what_moved_to_those_only_who_watch_it(
    everybody, program, tag, nils, bea, mona, work
):
    rumour = publish(record(program, tag, proposed_by=nils, state="rumoured", evidence=[]), mona)
    programs.follow(rumour, member=bea)
    work()
    Notification.objects.all().delete()

    edit(rumour, mona, audience_note="For all.")
    work()

    assert told() == [("bea", "change.revised.watching"), ("nils", "change.revised.proposer")]


@pytest.mark.parametrize("make_it", ["draft", "declined", "published", "unlisted", "listed", "dead"])
def test_readers_are_those_to_whom_the_page_is_shown(make_it, bob, bea, carla, alice, nils, sam, mona, ada):
    cast = [bob, bea, carla, alice, nils, sam, mona, ada]
    change = make.make_draft(proposed_by=nils, state="announced" if make_it == "published" else "rumoured", evidence=(
        [] if make_it in {"unlisted"} else [Evidence("A letter")]))  # fmt: skip
    if make_it == "declined":
        moderation.decline_change(change, moderator=mona, reason="No.")
    elif make_it != "draft":
        publish(change, mona)
    if make_it == "dead":
        move(change, mona, to="withdrawn")
    change.refresh_from_db()

    active = [member for member in cast if member.is_active]  # the suspended hear of nothing
    seen = {member.pk for member in active if Change.objects.visible_to(member).filter(pk=change.pk).exists()}

    assert queries.readers_of(change, [member.pk for member in cast]) == seen


def test_asking_costs_the_same_for_one_follower_and_for_many(change, mona, django_assert_max_num_queries):
    from community.activity.models import Activity
    from community.notifications.recipients import recipients_for

    move(change, mona, effective=make.day("2027-01-01"))
    activity = Activity.objects.filter(verb="change.moved").latest("pk")
    for _n in range(10):
        programs.follow(change, member=make.make_user())

    with django_assert_max_num_queries(6):
        assert len(recipients_for(activity)) == 16


def test_inbox_says_what_moved_and_nothing_once_it_is_a_secret(change, mona, bob, browse, work):
    move(change, mona, effective=make.day("2027-01-01"))
    edit(change, mona, audience_note="For all.")
    work()
    page = text_of(browse(bob).get("/inbox/"))
    assert f"Postponed, in force from 1 Dec 2026 → 1 Jan 2027: “{change.title}”" in page
    assert f"Record corrected, For whom, in words: “{change.title}”" in page

    Change.objects.filter(pk=change.pk).update(publication="draft")
    assert change.title not in text_of(browse(bob).get("/inbox/"))


def test_mail_is_not_sent_to_one_who_may_no_longer_read(change, mona, work):
    move(change, mona, effective=make.day("2027-01-01"))
    from community.activity.models import Activity
    from community.notifications import actions

    actions.announce(Activity.objects.filter(verb="change.moved").latest("pk"))
    Change.objects.filter(pk=change.pk).update(publication="draft")
    work()

    assert sorted(message.to for message in mail.outbox) == [["ada@example.org"], ["nils@example.org"]]
