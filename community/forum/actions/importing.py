"""Keeping discussions that were held elsewhere: many posts at once, numbered and counted as if written one by one.

Nobody hears of them, nobody watches them, nothing is recorded as having happened here; no limit and no hold applies.
"""

import datetime as dt
from dataclasses import dataclass, field

from django.db import connection, transaction
from django.db.models import F

from community.accounts.actions import stand_in
from community.core.markup import Rendered
from community.forum.models import (
    AcceptedAnswer,
    DiscussionSource,
    ImportedPerson,
    ImportedPost,
    ImportedThread,
    Post,
    Thread,
)
from community.forum.tree import depth_of, path_below

AT_ONCE = 500  # rows in one statement


@dataclass(frozen=True)
class PostToImport:
    """A post of another community. ``parent`` and ``author`` are keys of that community."""

    key: str
    author: str
    author_name: str
    written_at: dt.datetime
    source: str
    rendered: Rendered
    parent: str = ""
    is_accepted: bool = False


@dataclass(frozen=True)
class ThreadToImport:
    """A thread of another community, with what is said of it where it was held."""

    key: str
    title: str
    kind: str
    url: str = ""
    licence: str = ""
    tags: list[str] = field(default_factory=list)
    closed_at: dt.datetime | None = None
    lock_reason: str = ""


@dataclass(frozen=True)
class Imported:
    """What came of it."""

    thread: Thread
    is_new: bool
    posts: int
    people: int


@transaction.atomic
def import_posts(
    of: ThreadToImport, *, source: DiscussionSource, posts: list[PostToImport], tags=()
) -> Imported | None:
    """Keep the posts that are not here yet, in the order given; the thread is opened if need be. None if all are.

    A parent stands before its children, here or from an earlier time; the first post opens a new thread.
    """
    source = DiscussionSource.objects.select_for_update(no_key=True).get(
        pk=source.pk
    )  # two imports of one source take turns
    known = set(source.posts.filter(key__in=[post.key for post in posts]).values_list("key", flat=True))
    posts = [post for post in posts if post.key not in known]
    if not posts:
        return None
    members, people = _members(source, posts)
    imported = source.threads.filter(key=of.key).first()
    if imported is None:
        thread = _open_thread(of, source, author=members[posts[0].author], tags=tags, at=posts[0].written_at)
    else:
        thread = Thread.objects.select_for_update(no_key=True).get(
            pk=imported.thread.merged_into_id or imported.thread_id
        )
    rows = _place(thread, source, posts, members)
    _keep(thread, source, rows, posts)
    _accept(thread, rows, posts)
    return Imported(thread, imported is None, len(rows), people)


def _members(source: DiscussionSource, posts: list[PostToImport]) -> tuple[dict[str, int], int]:
    """The accounts that stand for the authors, and how many of them are new."""
    names = {post.author: post.author_name for post in posts}
    members = dict(source.people.filter(key__in=names).values_list("key", "member"))
    missing = {key: name for key, name in names.items() if key not in members}
    made = stand_in(missing, imported_from=source.name)
    ImportedPerson.objects.bulk_create(
        [ImportedPerson(member=member, source=source, key=key) for key, member in made.items()]
    )
    return members | {key: member.pk for key, member in made.items()}, len(made)


def _open_thread(of: ThreadToImport, source: DiscussionSource, *, author: int, tags, at: dt.datetime) -> Thread:
    thread = Thread.objects.create(
        kind=of.kind,
        title=of.title,
        author_id=author,
        published_at=at,
        locked_at=of.closed_at,
        lock_reason=of.lock_reason,
    )
    Thread.objects.filter(pk=thread.pk).update(created_at=at)
    thread.tags.set(tags)
    ImportedThread.objects.create(
        thread=thread, source=source, key=of.key, url=of.url, licence=of.licence, tags=of.tags
    )
    return thread


def _place(thread: Thread, source: DiscussionSource, posts: list[PostToImport], members: dict[str, int]) -> list[Post]:
    """The rows, numbered from where the thread ends, each with its place in the tree."""
    above = _parents_here(thread, source, posts)
    rows = []
    for pk, number, post in zip(_new_ids(len(posts)), range(thread.last_number + 1, 2**31), posts, strict=False):
        parent, parent_path = above.get(post.parent, (None, ""))
        path = path_below(parent_path, number)
        rows.append(
            Post(
                pk=pk, thread=thread, number=number, parent_id=parent, path=path, depth=depth_of(path),
                author_id=members[post.author], source=post.source, html=post.rendered.html,
                renderer_version=post.rendered.version, mentions=[], published_at=post.written_at,
                state_changed_at=post.written_at,
            )
        )  # fmt: skip
        above[post.key] = pk, path
    return rows


def _parents_here(thread: Thread, source: DiscussionSource, posts: list[PostToImport]) -> dict[str, tuple[int, str]]:
    """Posts of the thread from an earlier time that are answered now: their ids and paths."""
    keys = {post.parent for post in posts if post.parent} - {post.key for post in posts}
    found = source.posts.filter(key__in=keys, post__thread=thread, post__number__isnull=False)
    return {key: (pk, path) for key, pk, path in found.values_list("key", "post", "post__path")}


def _new_ids(count: int) -> list[int]:
    """Ids before there are rows, so that all of a thread, whoever answers whom, go in at once."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence('forum_post', 'id')) FROM generate_series(1, %s)", [count]
        )
        return sorted(row[0] for row in cursor.fetchall())


def _keep(thread: Thread, source: DiscussionSource, rows: list[Post], posts: list[PostToImport]) -> None:
    Post.objects.bulk_create(rows, batch_size=AT_ONCE)
    # Django sets the time of writing to now on every insert.
    Post.objects.filter(pk__gte=rows[0].pk, pk__lte=rows[-1].pk, thread=thread).update(created_at=F("published_at"))
    ImportedPost.objects.bulk_create(
        [ImportedPost(post=row, source=source, key=post.key) for row, post in zip(rows, posts, strict=True)],
        batch_size=AT_ONCE,
    )
    thread.last_number = rows[-1].number
    thread.post_count += len(rows)
    thread.version += len(rows)
    if thread.last_post_at is None or rows[-1].published_at >= thread.last_post_at:
        thread.last_post_at, thread.last_post_by_id = rows[-1].published_at, rows[-1].author_id
    thread.save(update_fields=["last_number", "post_count", "version", "last_post_at", "last_post_by"])


def _accept(thread: Thread, rows: list[Post], posts: list[PostToImport]) -> None:
    """The answer that was accepted there is accepted here, by whoever asked; a choice made here stays."""
    accepted = next((row for row, post in zip(rows, posts, strict=True) if post.is_accepted), None)
    if accepted is None or thread.kind != Thread.Kind.QUESTION or accepted.number == 1:
        return
    AcceptedAnswer.objects.get_or_create(
        thread=thread,
        defaults={"post": accepted, "accepted_by_id": thread.author_id, "accepted_at": accepted.published_at},
    )
