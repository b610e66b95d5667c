"""What the open pages are told, and whether they may still be. All of it from rows, nothing is written.

Asked for many pages at once: a reply that a thousand people wait for costs as much as one for ten.
"""

from collections import defaultdict
from dataclasses import dataclass
from typing import NamedTuple

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.models import Session
from django.utils import timezone
from django.utils.crypto import constant_time_compare

from community.accounts.models import User
from community.core.live import TALK
from community.forum import queries as forum
from community.forum.models import CircleSeat, Post, Thread
from community.networking.models import Conversation, Participant

MOST = 100  # replies told at once; what is more is told with the next


class Admission(NamedTuple):
    """Of a page that may be open: whose it is, on what that depends, and the number of its thread's newest post."""

    member: int
    standing: tuple
    newest: int | None


def admissions(asked: set[tuple[str, int | None]]) -> dict[tuple[str, int | None], Admission]:
    """Of pages, each a session key and a thread or None, those that may be open.

    Four queries for any number of them, one more for threads of groups, and two or three for each thread.
    """
    members = members_of({key for key, _thread in asked})
    watchers = defaultdict(set)
    for key, thread in asked:
        if thread and key in members:
            watchers[thread].add(members[key].pk)
    threads = {
        thread.pk: thread
        for thread in Thread.objects.filter(pk__in=watchers).select_related("change", "author", "circle")
    }
    standings = _standings(Thread, OF_A_THREAD, threads)
    circles = _seats_in_circles({member.pk for member in members.values()}, standings)
    readers = {pk: forum.readers_of_thread(thread, watchers[pk]) for pk, thread in threads.items()}
    found = {}
    for key, thread in asked:
        member = members.get(key)
        if member and (thread is None or member.pk in readers.get(thread, ())):
            newest = threads[thread].last_number if thread else None
            place = standings.get(thread), circles.get((member.pk, thread))
            found[key, thread] = Admission(member.pk, (_standing(member), place), newest)
    return found


def admissions_to_talks(asked: set[tuple[str, int]]) -> dict[tuple[str, tuple[str, int]], Admission]:
    """As ``admissions``, of pages that show a conversation: for those who are in it. Four queries for any number."""
    members = members_of({key for key, _talk in asked}) if asked else {}
    ids = {member.pk for member in members.values()}
    seats = _seats(ids, {talk for _key, talk in asked}) if ids else {}
    newest = last_numbers({talk for _key, talk in asked}) if seats else {}
    return {
        (key, (TALK, talk)): Admission(
            members[key].pk, (_standing(members[key]), seats[members[key].pk, talk]), newest[talk]
        )
        for key, talk in asked
        if key in members and (members[key].pk, talk) in seats
    }


def last_numbers(conversations: set[int]) -> dict[int, int]:
    """The number of the last message of each. One query."""
    return dict(Conversation.objects.filter(pk__in=conversations).values_list("pk", "last_number"))


def members_of(session_keys: set[str]) -> dict[str, User]:
    """Whose sessions these are; without those that have ended or whose member is suspended or has another password.

    Staff who must set up a second factor first hear of nothing.

    As ``django.contrib.auth.get_user``, but it never changes a session: no cookie could follow. Two queries.
    """
    facts = {}
    for session in Session.objects.filter(pk__in=session_keys, expire_date__gt=timezone.now()):
        said = session.get_decoded()
        if said.get(BACKEND_SESSION_KEY) in settings.AUTHENTICATION_BACKENDS:
            facts[session.pk] = (said.get(SESSION_KEY, ""), said.get(HASH_SESSION_KEY, ""))
    ids = {pk for pk, _hash in facts.values() if pk.isdecimal()}
    active = User.objects.active().with_company().with_second_factor().filter(pk__in=ids)
    users = {str(user.pk): user for user in active if not user.lacks_second_factor}
    return {
        key: users[pk]
        for key, (pk, known) in facts.items()
        if pk in users and constant_time_compare(known, users[pk].get_session_auth_hash())
    }


def replies_after(thread_id: int, number: int) -> list[int]:
    """The numbers of the shown posts after this one, in order, for those who may see the thread. One query."""
    posts = Post.objects.published().filter(thread=thread_id, number__gt=number)
    return list(posts.order_by("number").values_list("number", flat=True)[:MOST])


# On what it depends who may read what; when one of them differs, it is asked anew.
OF_A_MEMBER = ("pk", "password", "is_active", "role", "membership__company")
OF_A_THREAD = (
    "pk", "author", "hidden_at", "published_at", "change__publication", "change__state", "change__never_announced",
    "change__proposed_by", "circle",
)  # fmt: skip


def _standing(user: User) -> tuple:
    """The values of OF_A_MEMBER, of somebody loaded with their company."""
    company = user.company
    return (user.pk, user.password, user.is_active, user.role, company.pk if company else None)


def _standings(model, facts: tuple[str, ...], ids) -> dict[int, tuple]:
    return {row[0]: row for row in model.objects.filter(pk__in=ids).values_list(*facts)}


def _seats(members: set[int], conversations: set[int]) -> dict[tuple[int, int], int]:
    """The places of these members in these conversations, by both. Who has left has none."""
    seats = Participant.objects.here().filter(person__in=members, conversation__in=conversations)
    return {(person, talk): pk for person, talk, pk in seats.values_list("person", "conversation", "pk")}


def _seats_in_circles(members: set[int], standings: dict[int, tuple]) -> dict[tuple[int, int], int]:
    """The seats of these members in the groups of these threads, by member and thread: as long as they read along."""
    threads = [pk for pk, facts in standings.items() if facts[-1] is not None]
    if not threads:
        return {}
    seats = CircleSeat.objects.filter(person__in=members, circle__threads__in=threads)
    return {(person, thread): pk for person, thread, pk in seats.values_list("person", "circle__threads", "pk")}


@dataclass(frozen=True)
class Standing:
    """How things stand for many pages at once. Three queries for any number of them, one for threads of groups, and
    one for conversations."""

    sessions: set[str]  # those that have not ended
    members: dict[int, tuple]
    threads: dict[int, tuple]
    circles: dict[tuple[int, int], int]  # seats in their groups, by member and thread
    seats: dict[tuple[int, int], int]  # in conversations, by member and conversation

    @classmethod
    def of(cls, sessions: set[str], members: set[int], threads: set[int], talks: set[int]) -> "Standing":
        lasting = Session.objects.filter(pk__in=sessions, expire_date__gt=timezone.now())
        shown = _standings(Thread, OF_A_THREAD, threads)
        return cls(
            set(lasting.values_list("pk", flat=True)),
            _standings(User, OF_A_MEMBER, User.objects.active().filter(pk__in=members).values("pk")),
            shown,
            _seats_in_circles(members, shown),
            _seats(members, talks) if talks else {},
        )

    def place(self, member: int, thread: int | None, talk: int | None) -> tuple | int | None:
        """How what the page shows stands."""
        if talk:
            return self.seats.get((member, talk))
        return self.threads.get(thread), self.circles.get((member, thread))
