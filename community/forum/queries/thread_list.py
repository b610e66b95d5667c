"""What lists of threads and posts read."""

import datetime as dt

from django.db.models import Count, Exists, OuterRef, Q

from community.core.paging import PAGE_SIZE, KeysetPage, keyset_page, number_in
from community.forum.models import Circle, Post, Thread
from community.forum.queries.reading import attach_reading, with_reading


def thread_list(viewer, *, kind: str = "", before: str = "") -> KeysetPage:
    """Threads with the newest posts first; those that are pinned stand above. Two queries a page."""
    threads = Thread.objects.listed_for(viewer).not_pinned().talking_first()
    rows = after_key(_of_kind(threads, kind), before).for_rows().annotate(**with_reading(viewer))
    page = keyset_page(rows, size=PAGE_SIZE, key=thread_key)
    attach_reading(page.items)
    return page


def pinned_threads(viewer) -> list[Thread]:
    """What stands above the list, the latest pin first. Two queries."""
    pinned = Thread.objects.listed_for(viewer).pinned()
    return attach_reading(list(pinned.order_by("-pinned_at").for_rows().annotate(**with_reading(viewer))[:5]))


def talking(viewer, *, limit: int = 10) -> list[Thread]:
    """Where something was said last. Two queries."""
    threads = Thread.objects.listed_for(viewer).talking_first().for_rows()
    return attach_reading(list(threads.annotate(**with_reading(viewer))[:limit]))


def threads_with_tag(viewer, tag, *, limit: int = 50) -> list[Thread]:
    """Threads under a tag, newest posts first. Two queries."""
    threads = Thread.objects.listed_for(viewer).filter(tags=tag)
    return attach_reading(list(threads.talking_first().for_rows().annotate(**with_reading(viewer))[:limit]))


def threads_of_circle(viewer, circle: Circle, *, before: str = "") -> KeysetPage:
    """A page of the threads of a group, newest posts first. Two queries."""
    threads = Thread.objects.visible_to(viewer).published().filter(circle=circle).talking_first()
    rows = after_key(threads, before).for_rows().annotate(**with_reading(viewer))
    page = keyset_page(rows, size=PAGE_SIZE, key=thread_key)
    attach_reading(page.items)
    return page


def posts_by(person, viewer, *, limit: int = 10) -> list[Post]:
    """The latest shown posts of a person, with their threads. One query."""
    posts = Post.objects.listed_for(viewer).filter(author=person)
    return list(posts.select_related("thread").order_by("-created_at")[:limit])


def counts_of_posts_by(person, viewer) -> dict[str, int]:
    """How many shown posts of the person the viewer may read: ``posts``; and in the discussions of how many changes one
    of them helped: ``changes``. One query."""
    posts = Post.objects.listed_for(viewer).filter(author=person)
    helped = Q(thread__change__isnull=False) & Q(Exists(Post.objects.helpful().filter(pk=OuterRef("pk"))))
    return posts.aggregate(posts=Count("pk"), changes=Count("thread", distinct=True, filter=helped))


def _of_kind(threads, kind: str):
    if kind == "unanswered":
        return threads.filter(kind=Thread.Kind.QUESTION, post_count=1)
    return threads.filter(kind=kind) if kind else threads


def thread_key(thread: Thread) -> str:
    """What names a thread's place in the order of ``talking_first()``."""
    return f"{thread.last_post_at.isoformat()}.{thread.pk}"


def after_key(threads, key: str):
    """The threads after the one that ``key`` names, in the order of ``talking_first()``."""
    moment, _dot, number = key.rpartition(".")
    pk = number_in(number)
    if pk is None:
        return threads
    try:
        last = dt.datetime.fromisoformat(moment)
    except ValueError:
        return threads
    if last.tzinfo is None:
        return threads
    return threads.filter(Q(last_post_at__lt=last) | Q(last_post_at=last, pk__lt=pk))
