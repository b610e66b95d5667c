"""What the open pages are told, and whether they may still be. All of it from rows, nothing is written."""

from dataclasses import dataclass

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY, load_backend
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.utils import timezone
from django.utils.crypto import constant_time_compare

from community.accounts import rules as people
from community.accounts.models import User
from community.forum.models import Post, Thread

MOST = 100  # replies told at once; what is more is told with the next


def member_of(session_key: str) -> User | None:
    """Whose session it is; None if it has ended, or its member is suspended or has another password by now.

    As ``django.contrib.auth.get_user``, but it never changes the session: no cookie could follow.
    """
    session = SessionStore(session_key).load()
    if session.get(BACKEND_SESSION_KEY) not in settings.AUTHENTICATION_BACKENDS:
        return None
    user = load_backend(session[BACKEND_SESSION_KEY]).get_user(session.get(SESSION_KEY))
    if not user or not people.is_member(user):
        return None
    known = constant_time_compare(session.get(HASH_SESSION_KEY, ""), user.get_session_auth_hash())
    user._prefetched_objects_cache.clear()  # 3 KB of queries; no rule of reading asks for the hats
    return user if known else None


def replies_after(viewer: User, thread_id: int, number: int) -> list[int]:
    """The numbers of the shown posts after this one that the viewer may see, in order. One query."""
    posts = Post.objects.visible_to(viewer).published().filter(thread=thread_id, number__gt=number)
    return list(posts.order_by("number").values_list("number", flat=True)[:MOST])


# On what it depends who may read what; when one of them differs, it is asked anew.
OF_A_MEMBER = ("pk", "password", "is_active", "role", "membership__company")
OF_A_THREAD = (
    "pk", "author", "hidden_at", "published_at", "change__publication", "change__state", "change__never_announced",
    "change__proposed_by",
)  # fmt: skip


def standing_of_member(user: User) -> tuple:
    """The values of OF_A_MEMBER, of somebody loaded with their company."""
    company = user.company
    return (user.pk, user.password, user.is_active, user.role, company.pk if company else None)


def thread_for(viewer: User, thread_id: int) -> tuple[tuple, int] | None:
    """The values of OF_A_THREAD and the number of its newest post, if the viewer may see the thread. One query."""
    rows = Thread.objects.visible_to(viewer).filter(pk=thread_id).values_list(*OF_A_THREAD, "last_number")
    row = rows.first()
    return (row[:-1], row[-1]) if row else None


@dataclass(frozen=True)
class Standing:
    """How things stand for many pages at once. Three queries for any number of them."""

    sessions: set[str]  # those that have not ended
    members: dict[int, tuple]
    threads: dict[int, tuple]

    @classmethod
    def of(cls, sessions: set[str], members: set[int], threads: set[int]) -> "Standing":
        lasting = Session.objects.filter(pk__in=sessions, expire_date__gt=timezone.now())
        return cls(
            set(lasting.values_list("pk", flat=True)),
            {row[0]: row for row in User.objects.filter(pk__in=members).values_list(*OF_A_MEMBER)},
            {row[0]: row for row in Thread.objects.filter(pk__in=threads).values_list(*OF_A_THREAD)},
        )
