"""The lists of threads that are about the viewer: unread, own, watched."""

from django.db.models import Q

from community.accounts import masks
from community.core.paging import PAGE_SIZE, KeysetPage, keyset_page
from community.forum.models import Post, Thread, ThreadReader
from community.forum.queries.reading import attach_reading, has_unread, with_reading
from community.forum.queries.thread_list import after_key, thread_key

UNREAD, MINE, WATCHED, BOOKMARKS = "unread", "mine", "watched", "bookmarks"
OWN_LISTS = (UNREAD, MINE, WATCHED, BOOKMARKS)


def own_threads(viewer, which: str, *, before: str = "") -> KeysetPage:
    """A page of the threads that the viewer has begun to read and not finished, has written in, or watches; those
    with the newest posts first. Two queries a page."""
    threads = OWN[which](Thread.objects.listed_for(viewer), viewer).talking_first()
    rows = after_key(threads, before).for_rows().annotate(**with_reading(viewer))
    page = keyset_page(rows, size=PAGE_SIZE, key=thread_key)
    attach_reading(page.items)
    return page


def _unread(threads, viewer):
    rows = ThreadReader.objects.visible_to(viewer).not_muted()
    return threads.filter(has_unread(viewer), pk__in=rows.values("thread"))


def _mine(threads, viewer):
    written = Post.objects.by(viewer).published()
    return threads.filter(Q(author__in=masks.selves(viewer)) | Q(pk__in=written.values("thread")))


def _watched(threads, viewer):
    return threads.filter(pk__in=ThreadReader.objects.visible_to(viewer).watching().values("thread"))


OWN = {UNREAD: _unread, MINE: _mine, WATCHED: _watched}
