"""Threads of closed groups: for their members as all others are, for everybody else as if they were not there."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from community.accounts.models import User
from community.core.refusals import Refused
from community.forum import actions as forum
from community.forum import queries
from community.forum.models import Thread, ThreadReader
from community.live.queries import Standing, admissions
from community.moderation import actions as moderation
from community.moderation.queries import queue
from community.networking import actions
from community.networking import queries as peers
from community.networking.models import GroupMembership
from community.notifications.queries import inbox
from tests import factories as make
from tests.accounts.pages import text_of
from tests.clients import sign_in
from tests.leaks.test_counters import TOKEN

pytestmark = pytest.mark.django_db

WORD = "Quillwort"  # in the title and every text of the closed group's thread


class World:
    """A closed group of Bob and Bea with a question that Bob asked and Bea answered well; the others are outside."""

    def __init__(self, work):
        self.bob, self.bea = make.make_partner("olaf"), make.make_partner("olga")
        self.outside = {
            "visitor": None, "consultant": make.make_user("cora"), "partner": make.make_partner("paul"),
            "moderator": make.make_moderator("moni"),
        }  # fmt: skip
        self.tag = make.make_tag("renewal")
        make.make_profile(self.bea, skills=[self.tag])
        self.shown = make.make_thread(self.bob, tags=[self.tag], title="What everybody reads about renewals")
        make.make_post(self.shown, self.bea)
        for person in self.outside.values():
            if person is not None and person.company is not None:
                actions.follow_peer(self.bea, member=person)
        self.before = {who: self.seen_by(who) for who in self.outside}
        self.group = make.make_group(self.bob, self.bea, admission="invitation", name="Known to two")
        actions.watch_group(self.group, by=self.bea, is_watching=True)
        self.thread = forum.start_thread(
            author=self.bob, kind="question", title=f"{WORD} and who still sells it", tags=[self.tag],
            source=f"{WORD}, @cora @paul @olga", circle=self.group,
        )  # fmt: skip
        self.answer = forum.post_reply(author=self.bea, thread=self.thread, source=f"{WORD}: I do.")
        forum.accept_answer(self.answer, by=self.bob)
        forum.give_signal(self.answer, by=self.bob, kind="helpful")
        work()

    def pages(self) -> list[str]:
        return [
            "/", "/t/", "/t/?kind=unanswered", "/tags/renewal/", "/people/olga/", "/following/people/", "/groups/",
            "/tags/renewal/who-can-help/", f"/t/similar/?title={WORD}+and+who+still+sells", "/moderation/log/",
        ]  # fmt: skip

    def seen_by(self, who: str) -> dict[str, tuple]:
        client = sign_in(self.outside[who]) if self.outside[who] else sign_in()
        answers = {page: client.get(page) for page in self.pages()}
        return {page: (answer.status_code, _still(answer.content.decode())) for page, answer in answers.items()}


def _still(page: str) -> str:
    """Without what goes by with the time."""
    return re.sub(r'<time[^>]*>[^<]*</time>|nonce="[^"]*"', "", TOKEN.sub("", page))


@pytest.fixture(scope="module")
def world(once):
    return once(World)


def test_no_page_of_others_changes_by_it(world):
    """Lists, home, tags, persons' pages with their counts, who can help, what followed people write, similar titles,
    the log, and the number beside the inbox: to the byte. Moderators come to it by its address."""
    for who in world.outside:
        assert world.seen_by(who) == world.before[who], who


def test_its_addresses_are_there_for_members_and_moderators(world, browse):
    address, post = world.thread.get_absolute_url(), world.answer
    clients = {who: browse(person) if person else browse() for who, person in world.outside.items()}
    clients |= {"bob": browse(world.bob)}
    for page in (address, f"{address}2/", world.group.get_absolute_url()):
        found = {who for who, client in clients.items() if client.get(page).status_code in {200, 302}}
        assert found == {"bob", "moderator"}, page
    assert clients["partner"].post(f"{address}replies/", {"source": "Let me in."}).status_code == 404
    assert clients["partner"].get(f"/posts/{post.pk}/").status_code == 404


def test_members_find_it_where_they_find_all_others(world, browse):
    member = browse(world.bea)
    for page in ("/t/", "/", "/tags/renewal/", "/people/olaf/", f"/t/similar/?title={WORD}+and+who+still+sells",
                 "/t/?list=watched", world.group.get_absolute_url()):  # fmt: skip
        assert WORD in member.get(page).content.decode(), page
    said = [line.text for line in _inbox(world.bea)]
    assert said == [f"Olaf mentioned you in “{world.thread.title}”"], "a mention weighs more than the group"
    assert {message.to[0] for message in mail.outbox if WORD in str(message.message())} <= {
        world.bea.email, world.bob.email,
    }  # fmt: skip


def test_who_watches_a_group_is_told_of_new_threads_alone(work, bob, bea, nils):
    group = make.make_group(bob, bea, nils, admission="request")
    actions.watch_group(group, by=bea, is_watching=True)
    thread = forum.start_thread(
        author=bob, kind="discussion", title="Who comes on Monday evening", tags=[], source="I do.", circle=group
    )
    forum.post_reply(author=nils, thread=thread, source="So do I.")
    work()

    assert [line.text for line in _inbox(bea)] == ["Bob began “Who comes on Monday evening” in a group of yours"]
    actions.remove_member(GroupMembership.objects.get(person=bea), by=bob)
    assert [line.url for line in _inbox(bea)] == [""], "what one may not see any more is not shown"


def test_who_is_out_reads_nothing_from_that_moment_on(browse, work, bob, bea, nils):
    """Pages, lists, bookmarks, the open page's line, mails, and the form that was open."""
    group = make.make_group(bob, bea, admission="request")
    thread = make.make_thread(bob, circle=group)
    forum.bookmark_post(thread.posts.get(), member=bea)
    ThreadReader.objects.update_or_create(thread=thread, member=bea, defaults={"level": "watching"})
    client = browse(bea)
    asked = {(client.session.session_key, thread.pk)}
    (admitted,) = admissions(asked).values()
    standing = Standing.of({client.session.session_key}, {bea.pk}, {thread.pk}, set())
    assert (standing.members[bea.pk], standing.place(bea.pk, thread.pk, None)) == admitted.standing

    actions.remove_member(GroupMembership.objects.get(person=bea), by=bob)

    now = Standing.of({client.session.session_key}, {bea.pk}, {thread.pk}, set())
    assert now.place(bea.pk, thread.pk, None) != admitted.standing[1]
    assert admissions(asked) == {}
    forum.post_reply(author=bob, thread=thread, source="What nobody else shall read, @bea.")
    work()
    assert [message for message in mail.outbox if "nobody else" in str(message.message())] == []
    assert _inbox(bea) == []
    lists = ["/t/", "/t/?list=watched", "/t/?list=bookmarks"]
    assert [thread.title in text_of(client.get(page)) for page in lists] == [False] * 3
    assert client.get(thread.get_absolute_url()).status_code == 404
    with pytest.raises(Refused, match="not in this group any more"):
        forum.post_reply(author=User.objects.get(pk=bea.pk), thread=thread, source="One more thing.")


def test_who_belongs_to_no_company_any_more_reads_what_everybody_reads(bob, bea):
    group = make.make_group(bob, bea, admission="request")
    thread = make.make_thread(bob, circle=group)
    bea.membership.delete()
    bea = User.objects.get(pk=bea.pk)

    assert not Thread.objects.visible_to(bea).filter(pk=thread.pk).exists()
    assert queries.readers_of_thread(thread, {bob.pk, bea.pk}) == {bob.pk}


def test_moderators_decide_what_waits_there_and_those_of_a_part_do_not(browse, bob, nils, mona):
    tag = make.make_tag("renewal")
    part = make.make_scoped("pia", tag=tag)
    group = make.make_group(bob, nils, admission="invitation")
    thread = make.make_thread(bob, circle=group, tags=[tag])
    held = make.make_held_post(thread, nils)

    assert [len(queue(person)) for person in (mona, part)] == [1, 0]
    assert browse(part).get(thread.get_absolute_url()).status_code == 404
    moderation.approve_post(held, moderator=mona)
    assert browse(mona).get(thread.get_absolute_url()).status_code == 200


def test_what_is_written_in_a_group_stays_in_it(bob, bea):
    group, other = make.make_group(bob, admission="request"), make.make_group(bob, admission="request")
    inside, outside = make.make_thread(bob, circle=group), make.make_thread(bob)
    reply = make.make_post(inside, bob)
    by = {"by": make.make_moderator()}

    for target in (outside, make.make_thread(bob, circle=other)):
        with pytest.raises(Refused, match="stays in it"):
            forum.move_post(reply, into=target, **by)
        with pytest.raises(Refused, match="stays in it"):
            forum.merge_thread(inside, into=target, **by)
    split = forum.split_thread(inside, numbers=[2], title="A matter of its own in it", kind="discussion", tags=[], **by)
    assert split.circle_id == group.pk
    with pytest.raises(Refused, match="Join it first"):
        make.make_thread(bea, circle=group)
    with pytest.raises(Refused, match="pseudonym would hide little"):
        make.make_thread(bob, circle=group, masked=True)
    actions.end_group(group, by=bob)
    with pytest.raises(Refused, match="This group has ended"):
        make.make_post(inside, bob)


def test_a_draft_for_a_group_that_one_has_left_says_that_everybody_would_read_it(browse, bob, bea):
    group = make.make_group(bob, bea, admission="request")
    client = browse(bea)
    words = {"kind": "discussion", "title": "Where do we meet in December", "source": "Our room.", "group": group.pk}
    client.post("/t/new/draft/", words)
    assert "Its members and moderators read it" in text_of(client.get("/t/new/"))

    actions.leave_group(group, by=bea)

    assert "everybody would read it" in text_of(client.get("/t/new/"))
    make.make_tag("x")
    answer = client.post("/t/new/", words | {"tags": ["x"]})
    assert (answer.status_code, Thread.objects.by(bea).count()) == (422, 0)


def test_questions_of_closed_groups_are_offered_to_nobody(bob, bea):
    group = make.make_group(bob, bea, admission="request")
    threads = [make.make_thread(bob, circle=group), make.make_thread(bob, circle=make.make_group(bob)),
               make.make_thread(bob)]  # fmt: skip
    Thread.objects.update(published_at=timezone.now() - timedelta(days=3))

    assert {thread.pk for thread in peers.questions_to_offer()} == {threads[1].pk, threads[2].pk}


def _inbox(person) -> list:
    return inbox(User.objects.get(pk=person.pk)).items
