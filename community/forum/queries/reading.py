"""What members have read: annotations of threads, and what they say in words.

None of it costs a query of its own: it comes with the rows of the threads.
"""

import datetime as dt
from dataclasses import dataclass, field

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Case, Exists, F, OuterRef, Q, Subquery, When
from django.utils import timezone

from community.accounts import masks
from community.accounts import rules as people
from community.accounts.models import User
from community.forum.models import Post, Thread, ThreadReader
from community.forum.querysets.reading import MOST_COUNTED, unread_by
from community.programs import queries as programs

GAP = dt.timedelta(days=30)  # so long a silence is said: what stands above may not hold any more


@dataclass(frozen=True)
class Reading:
    """What a member has read of a thread.

    ``unread`` and ``since_visit`` are numbers of shown posts by others, the first ``MOST_COUNTED`` of them: not read
    yet, and written since their last visit, which ended at ``since``.
    """

    level: str = ThreadReader.Level.NORMAL
    has_begun: bool = False
    read: int = 0
    ahead: frozenset[int] = frozenset()
    since: dt.datetime | None = None
    since_number: int | None = None
    unread: list[int] = field(default_factory=list)
    since_visit: list[int] = field(default_factory=list)

    @property
    def first_unread(self) -> int | None:
        return self.unread[0] if self.unread else None

    @property
    def unread_label(self) -> str:
        return _label(len(self.unread))

    @property
    def shows_unread(self) -> bool:
        """Whether a list says it: not of what the member has muted."""
        return bool(self.unread) and self.level != ThreadReader.Level.MUTED

    @property
    def is_read(self) -> bool:
        return self.has_begun and not self.unread

    @property
    def is_since_visit(self) -> bool:
        """Whether all that is new came since the last visit."""
        return self.since is not None and bool(self.since_visit) and set(self.unread) <= set(self.since_visit)

    @property
    def new_label(self) -> str:
        """How many are new, since the visit or at all."""
        return _label(len(self.since_visit if self.is_since_visit else self.unread))

    def is_unread(self, number: int) -> bool:
        return self.has_begun and number > self.read and number not in self.ahead

    def is_new(self, number: int) -> bool:
        """Not read yet, or written since the last visit: that stays marked until this visit is over."""
        return self.is_unread(number) or (self.since_number is not None and number > self.since_number)


def with_reading(viewer) -> dict:
    """Annotations of threads for ``attach_reading``; nothing for visitors."""
    if not people.is_member(viewer):
        return {}
    unread = Post.objects.filter(*unread_by(viewer))
    return {
        "reader_rows": ThreadReader.objects.row_for(viewer),
        "unread_numbers": ArraySubquery(unread.order_by("number").values("number")[:MOST_COUNTED]),
    }


def since_visit(viewer) -> dict:
    """One annotation more, for the page of a thread: what was written since the last visit."""
    if not people.is_member(viewer):
        return {}
    mine = ThreadReader.objects.filter(member=viewer, thread=OuterRef(OuterRef("pk")))
    is_here = When(visited_at__gt=timezone.now() - ThreadReader.VISIT, then=F("before_number"))
    seen = mine.values(seen=Case(is_here, default=F("visited_number")))[:1]
    shown = Post.objects.published().exclude(author__in=masks.selves(viewer))
    fresh = shown.filter(thread=OuterRef("pk"), number__gt=Subquery(seen))
    return {"since_numbers": ArraySubquery(fresh.order_by("number").values("number")[:MOST_COUNTED])}


def attach_reading(threads: list[Thread]) -> list[Thread]:
    """Give each thread its ``reading``, from what ``with_reading`` annotated; None for visitors."""
    for thread in threads:
        thread.reading = _reading_of(thread)
    return threads


def mark_posts(posts: list[Post], reading: Reading | None, viewer) -> None:
    """Say of every post of a page whether it is new to the viewer, where the new ones begin, and how long a silence
    came before it. Of stubs nothing is said. No query."""
    above, has_new = None, False
    for post in posts:
        shown = post.state == Post.State.PUBLISHED
        # Of a stub only what it says is loaded: nothing else may be asked of it.
        post.is_new = bool(
            reading and shown and not masks.is_self(viewer, post.author_id) and reading.is_new(post.number)
        )
        post.opens_new = post.is_new and not has_new
        post.months_later, post.days_later = _silence(above, post) if shown and above else (0, 0)
        has_new = has_new or post.is_new
        above = post if shown else above


def first_unread(thread: Thread) -> int | None:
    """The number of the first post that the viewer has not read; the thread comes from ``thread_for``."""
    return thread.reading.first_unread if thread.reading else None


def last_number(thread: Thread) -> int | None:
    """The number of the last shown post. One query."""
    shown = Post.objects.published().filter(thread=thread)
    return shown.order_by("-number").values_list("number", flat=True).first()


def watchers_of(thread: Thread) -> set[int]:
    """The ids of those who watch a thread. Whether they may see it, whoever tells them asks. One query."""
    return set(ThreadReader.objects.watching().filter(thread=thread).values_list("member", flat=True))


def readers_of(post: Post, ids) -> set[int]:
    """Of these people the ones to whom ``Post.objects.visible_to`` shows the post. Two queries for however many.

    The post comes with its thread, and that with its change.
    """
    if post.state == "published":
        return readers_of_thread(post.thread, ids)
    insider = Q(role__in=["moderator", "admin"])
    own = Q(pk=masks.person_of(post.author).pk) if post.state in {"held", "declined", "hidden"} else Q()
    concerned = User.objects.filter(insider | own, pk__in=list(ids), is_active=True)
    return readers_of_thread(post.thread, concerned.values_list("pk", flat=True))


def readers_of_thread(thread: Thread, ids) -> set[int]:
    """Of these people the ones to whom ``Thread.objects.visible_to`` shows the thread. Two queries for however many.

    The thread comes with its change, and with its circle, or one query more is asked for that.
    """
    insider = Q(role__in=["moderator", "admin"])
    readers = User.objects.filter(pk__in=list(ids), is_active=True)
    if thread.hidden_at or not thread.published_at:
        readers = readers.filter(insider | Q(pk__in=_starter(thread)))
    if thread.circle_id and thread.circle.is_closed:
        partner = Q(membership__isnull=False, circle_seats__circle=thread.circle_id)
        readers = readers.filter(insider | partner)
    found = set(readers.values_list("pk", flat=True))
    return programs.readers_of(thread.change, found) if thread.change else found


def _starter(thread: Thread) -> list[int]:
    """The id of the person who started the thread."""
    return [masks.person_of(thread.author).pk] if thread.author_id else []


def who_mute(thread: Thread, members) -> set[int]:
    """Of some members the ids of those who have muted the thread. One query."""
    rows = ThreadReader.objects.filter(thread=thread, member__in=members, level=ThreadReader.Level.MUTED)
    return set(rows.values_list("member", flat=True))


def still_to_read(posts, member):
    """Of some posts those that the member has not read, but for threads that they mute. No query of its own."""
    rows = ThreadReader.objects.filter(member=member, thread=OuterRef("thread"))
    is_read = Q(last_read_number__gte=OuterRef("number")) | Q(read_ahead__contains=[OuterRef("number")])
    return posts.exclude(Exists(rows.filter(is_read | Q(level=ThreadReader.Level.MUTED))))


def has_unread(viewer):
    """A filter of threads: those that the viewer reads, with shown posts by others that they have not read."""
    return Exists(Post.objects.filter(*unread_by(viewer)))


def _reading_of(thread: Thread) -> Reading | None:
    rows = getattr(thread, "reader_rows", None)
    if rows is None:
        return None
    if not rows:
        return Reading()
    (row,) = rows
    return Reading(
        level=row["level"], has_begun=True, read=row["read"], ahead=frozenset(row["ahead"]),
        since=dt.datetime.fromisoformat(row["since"]) if row["since"] else None, since_number=row["number"],
        unread=thread.unread_numbers, since_visit=getattr(thread, "since_numbers", []),
    )  # fmt: skip


def _silence(above: Post, post: Post) -> tuple[int, int]:
    """Whole months, or days if they are fewer than two months, that nobody wrote; nothing if it was not long."""
    gap = post.published_at - above.published_at
    if gap < GAP:
        return 0, 0
    months = int(gap.days / 30.44)
    return (months, 0) if months > 1 else (0, gap.days)


def _label(count: int) -> str:
    return f"{MOST_COUNTED - 1}+" if count >= MOST_COUNTED else str(count)
