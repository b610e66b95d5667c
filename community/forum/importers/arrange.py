"""A conversation in order: by date, and nobody answers what was not said yet."""

import datetime as dt
import heapq
from collections.abc import Collection

from .base import FoundPost, FoundThread, Report

OLDEST = dt.datetime(1980, 1, 1, tzinfo=dt.UTC)  # an earlier date is the zero of some clock


def arrange(thread: FoundThread, report: Report, *, now: dt.datetime, known: Collection[str] = ()) -> list[FoundPost]:
    """The posts that are taken, in the order of their numbers, each with a date and with a parent before it or none.

    The opening post comes first. Posts are left out for their own reasons; those below them move up. Parents that are
    neither there nor ``known`` from before, and circles of them, are told in the report.
    """
    posts = _once(thread, report)
    opener = thread.posts[0].key if thread.posts else ""
    parents = _parents(posts, opener, thread, report, known)
    for key, post in posts.items():
        if post.skip:
            report.skip(post.skip, thread.title)
        elif post.parent not in known or post.parent in posts:
            post.parent = _kept_parent(key, parents, posts)
    kept = {key: post for key, post in posts.items() if not post.skip}
    _date_all(list(kept.values()), thread, report, now)
    return _by_date(kept, opener)


def _once(thread: FoundThread, report: Report) -> dict[str, FoundPost]:
    posts: dict[str, FoundPost] = {}
    for post in thread.posts:
        if post.key in posts:
            report.skip("posts that stand there twice", thread.title)
        else:
            posts[post.key] = post
    return posts


def _parents(
    posts: dict[str, FoundPost], opener: str, thread: FoundThread, report: Report, known: Collection[str]
) -> dict[str, str]:
    """The parent of each post that has one in the thread; a circle is opened where it was found."""
    parents: dict[str, str] = {}
    for key, post in posts.items():
        if not post.parent or key == opener:
            continue
        if post.parent in posts:
            parents[key] = post.parent
        elif post.parent not in known:
            report.note("what it answers is not there: it stands on the first level", thread.title)
    safe: set[str] = {key for key in posts if key not in parents}
    for start in list(posts):
        way: dict[str, None] = {}
        key = start
        while key not in safe and key not in way:
            way[key] = None
            key = parents[key]
        if key not in safe:
            report.note("they answer each other in a circle: it was opened", thread.title)
            del parents[key]
        safe.update(way)
    return parents


def _kept_parent(key: str, parents: dict[str, str], posts: dict[str, FoundPost]) -> str:
    """The nearest post above that is taken, or none."""
    above = parents.get(key, "")
    while above and posts[above].skip:
        above = parents.get(above, "")
    return above


def _by_date(posts: dict[str, FoundPost], opener: str) -> list[FoundPost]:
    place = {key: number for number, key in enumerate(posts)}
    below: dict[str, list[str]] = {}
    for key, post in posts.items():
        below.setdefault(post.parent if post.parent in posts else "", []).append(key)

    def rank(key: str) -> tuple:
        return key != opener, posts[key].written_at, place[key]

    waiting = [(rank(key), key) for key in below.get("", [])]
    heapq.heapify(waiting)
    ordered = []
    while waiting:
        _rank, key = heapq.heappop(waiting)
        ordered.append(posts[key])
        for child in below.get(key, []):
            heapq.heappush(waiting, (rank(child), child))
    return ordered


def _date_all(posts: list[FoundPost], thread: FoundThread, report: Report, now: dt.datetime) -> None:
    """A post without a usable date has that of the one before it; the first that of the next, or of the import."""
    previous = next((post.written_at for post in posts if _is_date(post.written_at, now)), None) or now
    for post in posts:
        if not _is_date(post.written_at, now):
            wrong = "a date in the future or before 1980" if post.written_at else "no date"
            report.note(f"{wrong}: it has that of the post beside it", thread.title)
            post.written_at = previous
        previous = post.written_at


def _is_date(when: dt.datetime | None, now: dt.datetime) -> bool:
    return when is not None and OLDEST < when <= now
