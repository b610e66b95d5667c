"""Following people and companies: what they write under their names, unless they refuse to be followed."""

import pytest
from django.utils import timezone

from community.accounts.models import User
from community.core.refusals import Refused
from community.forum.models import Thread
from community.moderation import actions as moderation
from community.networking import actions, queries
from community.networking.models import PeerFollow
from tests import factories as make
from tests.accounts.pages import text_of

pytestmark = pytest.mark.django_db

FEED = "/following/people/"


def read_by(viewer) -> list:
    return queries.posts_of_followed(viewer).items


def test_what_followed_people_and_people_of_followed_companies_write(bob, bea, nils, carla, browse):
    client = browse(carla)
    client.post(f"{bob.get_absolute_url()}follow/")
    client.post(f"{bea.company.get_absolute_url()}follow/")
    opening = make.make_thread(bob, title="Which route is still open to us").posts.get()
    reply = make.make_post(opening.thread, bea)
    make.make_post(opening.thread, make.make_partner())

    assert read_by(carla) == [reply, opening]
    page = text_of(client.get(FEED))
    assert "Which route is still open to us" in page
    assert "started the thread" in page
    client.post(f"{bob.get_absolute_url()}follow/", {"stop": "1"})
    assert read_by(carla) == [reply]


def test_posts_under_a_pseudonym_are_not_in_it(bob, bea, carla):
    for thing in (bob, bob.company):
        actions.follow_peer(thing, member=carla)
    thread = make.make_thread(bea)
    masked = make.make_post(thread, bob, masked=True)
    named = make.make_post(thread, bob)

    assert read_by(carla) == [named]
    with pytest.raises(Refused, match="cannot be followed"):
        actions.follow_peer(User.objects.get(pk=masked.author_id), member=carla)


def test_only_what_the_reader_may_see(bob, bea, nils, carla, mona):
    for reader in (carla, bea, mona):
        for writer in (bob, nils):
            actions.follow_peer(writer, member=reader)
    shown = make.make_post(make.make_thread(bea), bob)
    make.make_hidden_post(shown.thread, bob)
    rumour = make.make_rumour().thread
    said = make.make_post(rumour, bob)
    hidden = make.make_thread(bob)
    Thread.objects.filter(pk=hidden.pk).update(hidden_at=timezone.now())
    make.make_held_post(shown.thread, nils)

    assert (read_by(carla), read_by(bea), read_by(mona)) == ([shown], [said, shown], [said, shown])


def test_list_of_whom_one_follows_names_them_and_ends_it(bob, bea, nils, carla, browse):
    for thing in (bob, bea.company, nils):
        actions.follow_peer(thing, member=carla)
    actions.follow_peer(nils, member=bea)
    actions.set_peer_settings(nils, may_be_followed=False)
    client = browse(carla)

    assert [row.followed for row in queries.followed_by(carla).items] == [bea.company, bob]
    assert "Stop following" in text_of(client.get("/following/who/"))
    client.post(f"{bea.company.get_absolute_url()}follow/", {"stop": "1"})
    assert [row.followed for row in queries.followed_by(carla).items] == [bob]
    client.post(f"{bob.get_absolute_url()}follow/", {"stop": "1"})
    assert "You follow nobody yet" in text_of(client.get("/following/who/"))


def test_who_refuses_is_not_followed_and_leaves_the_lists_of_who_did(bob, carla, nils, browse):
    actions.follow_peer(bob, member=carla)
    actions.follow_peer(bob.company, member=carla)
    colleague = make.make_partner(company=bob.company)
    make.make_thread(bob)
    post = make.make_thread(colleague).posts.get()
    actions.set_peer_settings(bob, may_be_followed=False, followers_shown_to="members")

    assert read_by(carla) == [post]
    with pytest.raises(Refused, match="Bob cannot be followed"):
        actions.follow_peer(bob, member=nils)
    assert "/people/bob/follow/" not in browse(nils).get("/people/bob/").content.decode()
    assert browse(nils).get("/people/bob/followers/").status_code == 404
    answer = browse(nils).post("/people/bob/follow/", follow=True)
    assert "Bob cannot be followed" in answer.content.decode()
    assert not PeerFollow.objects.filter(member=nils).exists()


def test_suspended_and_closed_people_are_read_no_more(bob, sam, carla, mona):
    actions.follow_peer(bob, member=carla)
    make.make_thread(bob)
    assert len(read_by(carla)) == 1

    moderation.sanction(bob, moderator=mona, kind="suspend", reason="Spam.")

    assert read_by(carla) == []
    with pytest.raises(Refused, match="cannot be followed"):
        actions.follow_peer(sam, member=carla)


def test_following_twice_is_following_once_and_nobody_follows_themselves(bob, carla):
    assert [actions.follow_peer(bob, member=carla) for _time in range(2)] == [True, False]
    assert [actions.unfollow_peer(bob, member=carla) for _time in range(2)] == [True, False]
    with pytest.raises(Refused, match="This is you"):
        actions.follow_peer(bob, member=bob)


@pytest.mark.parametrize(("shown_to", "seen_by"), [("me", {"bob"}), ("members", {"bob", "carla", "nils"})])
def test_who_follows_is_seen_by_whom_the_followed_chose(shown_to, seen_by, bob, carla, nils, browse):
    actions.follow_peer(bob, member=carla)
    actions.set_peer_settings(bob, followers_shown_to=shown_to)
    here = "/people/bob/followers/"

    pages = {person.handle: browse(person).get(here) for person in (bob, carla, nils)}
    assert {handle for handle, page in pages.items() if page.status_code == 200} == seen_by
    assert {handle for handle, page in pages.items() if "Carla" in text_of(page)} == seen_by
    assert browse().get(here).status_code == 302
    linked = {
        person.handle for person in (bob, carla, nils) if here in browse(person).get("/people/bob/").content.decode()
    }
    assert linked == seen_by
    assert {person.handle for person in (carla, nils) if PeerFollow.objects.visible_to(person).of(bob).exists()} >= {
        "carla"
    }
    assert PeerFollow.objects.visible_to(nils).exists() == (shown_to == "members")


def test_feed_continues_where_it_ends(bob, carla, browse):
    actions.follow_peer(bob, member=carla)
    thread = make.make_thread(bob)
    for _number in range(20):
        make.make_post(thread, bob)
    client = browse(carla)
    first = client.get(FEED).context["page"]
    second = client.get(f"{FEED}?before={first.next_key}").context["page"]

    assert [post.number for post in first.items + second.items] == list(range(21, 0, -1))
    assert second.next_key is None
