"""Blocking: two people are kept apart, and whoever is blocked cannot find that out."""

import pytest

from community.activity.models import Activity
from community.core.refusals import Refused
from community.moderation import actions as moderation
from community.networking import actions, queries
from community.networking.models import Block, Introduction, PeerFollow
from community.notifications.actions import announce
from community.notifications.models import Notification
from community.web.exports import file_of
from tests import factories as make
from tests.accounts.pages import text_of
from tests.leaks.test_masked import unpacked

pytestmark = pytest.mark.django_db


def sentence(act) -> str:
    with pytest.raises(Refused) as refused:
        act()
    return refused.value.sentence


def test_follows_and_requests_between_them_end_and_none_begins(bob, bea, browse):
    actions.follow_peer(bob, member=bea)
    actions.follow_peer(bea, member=bob)
    asked = make.make_introduction(bob, bea)
    answer = browse(bob).post("/people/bea/block/", follow=True)

    assert "You block Bea" in text_of(answer)
    assert not PeerFollow.objects.exists()
    asked.refresh_from_db()
    assert asked.withdrawn_at is not None
    for one, other in ((bob, bea), (bea, bob)):
        assert sentence(lambda o=one, t=other: actions.follow_peer(t, member=o)) == f"{other.name} cannot be followed."
        ask = lambda o=one, t=other: make.make_introduction(o, t)  # noqa: E731 - one line for each direction
        assert sentence(ask) == f"{other.name} takes no requests for introductions."


def test_what_the_blocked_one_reads_is_what_others_read_of_who_refuses(bob, bea, browse):
    """Refused because of a setting and refused because of a block: the same pages and the same sentences."""
    client = browse(bea)

    def seen() -> list[str]:
        pages = [text_of(client.get(page)) for page in ("/people/bob/", "/people/bob/introduction/", "/")]
        return [*pages, text_of(client.post("/people/bob/follow/", follow=True))]

    actions.set_peer_settings(bob, may_be_followed=False, takes_introductions=False)
    refused = seen()
    actions.set_peer_settings(bob, may_be_followed=True, takes_introductions=True)
    actions.block_person(bea, member=bob)

    assert seen() == refused
    assert "networking.block.member.json" not in unpacked(file_of(bea))
    assert "networking.block.member.json" in unpacked(file_of(bob))
    assert not Notification.objects.filter(recipient=bea).exists()


def test_blocker_hears_nothing_of_what_the_blocked_one_writes_under_their_name(bob, bea):
    thread = make.make_thread(bob)
    own = make.make_post(thread, bob)
    actions.block_person(bea, member=bob)
    for masked in (False, True):
        make.make_post(thread, bea, parent=own, source=make.unique("What do you say, @bob?"), masked=masked)
    for activity in Activity.objects.filter(verb="post.created"):
        announce(activity)

    authors = [row.activity.actor.name for row in Notification.objects.filter(recipient=bob)]
    assert len(authors) == 1
    assert authors[0].startswith("Verified partner"), "nobody is told whose it is by its silence"


def test_request_of_somebody_who_was_blocked_is_gone_for_the_blocker_and_waits_for_the_other(bob, bea, browse):
    asked = make.make_introduction(bea, bob)
    before = text_of(browse(bea).get(asked.get_absolute_url()))
    actions.block_person(bea, member=bob)

    assert browse(bob).get(asked.get_absolute_url()).status_code == 404
    assert browse(bob).post(f"{asked.get_absolute_url()}accept/", {"contact": "Here"}).status_code == 404
    assert text_of(browse(bea).get(asked.get_absolute_url())) == before


def test_list_is_the_blocker_s_alone_and_unblocking_starts_from_there(bob, bea, mona, browse):
    actions.follow_peer(bea, member=bob)
    actions.block_person(bea, member=bob)

    assert "Bea" in text_of(browse(bob).get("/accounts/peers/blocked/"))
    assert [text_of(browse(who).get("/accounts/peers/blocked/")).count("Bob") for who in (bea, mona)] == [0, 0]
    answer = browse(bob).post("/people/bea/block/", {"stop": "1", "list": "1"}, follow=True)
    assert answer.redirect_chain[-1][0] == "/accounts/peers/blocked/"
    assert not Block.objects.exists()
    assert not PeerFollow.objects.exists(), "what it ended does not come back"
    assert make.make_introduction(bea, bob).target == bob


def test_blocked_with_names_both_sides_and_a_company_s_posts_leave_the_blocker_s_list(bob, bea, nils, mona):
    actions.block_person(bea, member=bob)
    actions.block_person(bob, member=nils)
    actions.follow_peer(bea.company, member=bob)
    make.make_thread(bea)

    assert set(queries.blocked_with(bob)) == {bea.pk, nils.pk}
    assert set(queries.blocked_with(bea)) == {bob.pk}
    assert queries.posts_of_followed(bob).items == []


def test_nobody_blocks_themselves_or_a_pseudonym_and_moderators_decide_as_ever(bob, mona, browse):
    face = make.make_post(masked=True).author
    assert sentence(lambda: actions.block_person(bob, member=bob)) == "This is you."
    assert "nothing to block" in sentence(lambda: actions.block_person(face, member=bob))
    actions.block_person(mona, member=bob)
    post = make.make_post(author=bob)
    moderation.hide_post(post, moderator=mona, reason="Off topic.")
    assert Introduction.objects.count() == 0
    assert post.refresh_from_db() is None
    assert post.state == "hidden"
