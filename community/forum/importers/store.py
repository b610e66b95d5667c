"""Keeping what a format found: texts are made ready first, then each thread goes in at once.

Broken off at any point and begun again, it gives what one run gives: every thread and post has its key.
"""

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path

from django.db import IntegrityError
from django.utils import timezone
from django.utils.text import slugify

from community.core import markup
from community.forum.actions import PostToImport, ThreadToImport, import_posts
from community.forum.models import DiscussionImport, DiscussionSource, Thread
from community.tags.models import MOST_TAGS, Tag

from .arrange import arrange
from .base import FoundPost, FoundThread, Reading, Report
from .formats import FORMATS
from .masks import mask
from .names import display_name, fit_title, one_line
from .texts import absolute, plain, to_markdown

NO_TEXT = "*(no text)*"
SOURCE_LENGTH = 60


@dataclass
class Wishes:
    """What the operator says of an import."""

    format: str
    path: Path
    source: str = ""
    url: str = ""
    licence: str = ""
    kind: str = ""
    tags: list[Tag] = field(default_factory=list)
    only_look: bool = False


def import_discussions(
    wishes: Wishes, *, tick: Callable[[str, float, Report], None] = lambda *_how_far: None
) -> Report:
    """Read everything, keep what is not here yet, and tell what came of it. Raises UnreadableError."""
    reader = FORMATS[wishes.format]
    name = source_name(wishes)
    report = Report(source=name)
    reading = Reading(wishes.path, report, wishes.url, lambda stage, part: tick(stage, part, report))
    if wishes.only_look:
        for thread in reader.threads(reading):
            _look(thread, report)
        return report
    source, _is_new = DiscussionSource.objects.get_or_create(name=name, defaults={"url": absolute(wishes.url, "")})
    run = DiscussionImport.objects.create(
        source=source, format=wishes.format, file=wishes.path.name[:200], started_at=timezone.now()
    )
    keeper = _Keeper(wishes, source, report, licence=wishes.licence or reader.LICENCE)
    try:
        for thread in reader.threads(reading):
            keeper.keep(thread)
    finally:
        run.ended_at, run.report = timezone.now(), report.as_json()
        run.save(update_fields=["ended_at", "report"])
    return report


def source_name(wishes: Wishes) -> str:
    """What the source is called here: as the operator says, or as it says itself."""
    name = wishes.source or FORMATS[wishes.format].source_name(wishes.path)
    return mask(one_line(name))[:SOURCE_LENGTH].strip() or wishes.format


def _look(thread: FoundThread, report: Report) -> None:
    posts = arrange(thread, report, now=timezone.now())
    report.threads_read += bool(posts)
    report.posts_read += len(posts)


class _Keeper:
    def __init__(self, wishes: Wishes, source: DiscussionSource, report: Report, *, licence: str):
        self.wishes, self.source, self.report, self.licence = wishes, source, report, licence
        self.tags = {tag.name: tag for tag in Tag.objects.all()}
        self.now = timezone.now()

    def keep(self, thread: FoundThread) -> None:
        """One thread, with those of its posts that are not here yet."""
        known = self._known(thread)
        posts = arrange(thread, self.report, now=self.now, known=known)
        if not posts:
            return
        self.report.threads_read += 1
        self.report.posts_read += len(posts)
        new = [post for post in posts if post.key[:250] not in known]
        self.report.posts_unchanged += len(posts) - len(new)
        if not new:
            return
        title, is_cut = fit_title(thread.title, self.source.name, posts[0].text)
        head = f"**{plain(mask(one_line(thread.title)))}**\n\n" if is_cut else ""
        if is_cut:
            self.report.note("the title is longer than 255 characters: the whole stands in the first post", title)
        ready = [self._ready(post, thread, head if post is posts[0] else "") for post in new]
        self._count(self._import(self._about(thread, title, posts), ready, tags=self._tags(thread)))

    def _known(self, thread: FoundThread) -> set[str]:
        keys: Iterable[str] = {key[:250] for post in thread.posts for key in (post.key, post.parent) if key}
        return set(self.source.posts.filter(key__in=keys).values_list("key", flat=True))

    def _import(self, about: ThreadToImport, posts: list[PostToImport], *, tags: list[Tag]):
        try:
            return import_posts(about, source=self.source, posts=posts, tags=tags)
        except IntegrityError:  # somebody took a handle meanwhile: the next attempt sees it
            return import_posts(about, source=self.source, posts=posts, tags=tags)

    def _count(self, made) -> None:
        if made is not None:
            self.report.threads += made.is_new
            self.report.posts += made.posts
            self.report.people += made.people

    def _about(self, thread: FoundThread, title: str, posts: list[FoundPost]) -> ThreadToImport:
        closed_at = None
        if thread.is_closed:
            last = max(post.written_at for post in posts)
            closed_at = thread.closed_at if thread.closed_at and thread.closed_at <= self.now else last
        return ThreadToImport(
            key=thread.key[:200], title=title, kind=self._kind(thread),
            url=absolute(thread.url, self.wishes.url)[:1000],
            licence=one_line(thread.licence or self.licence)[:120], tags=_tag_names(thread), closed_at=closed_at,
            lock_reason=f"Closed at {self.source.name} on {closed_at:%Y-%m-%d}."[:300] if closed_at else "",
        )  # fmt: skip

    def _kind(self, thread: FoundThread) -> str:
        return self.wishes.kind or (Thread.Kind.QUESTION if thread.is_question else Thread.Kind.DISCUSSION)

    def _tags(self, thread: FoundThread) -> list[Tag]:
        """Those of ours that are called as theirs; if there are none, those the operator named."""
        same = (self.tags.get(slugify(name).replace("_", "-")) for name in thread.tags)
        found = list(dict.fromkeys(tag for tag in same if tag))[:MOST_TAGS] or self.wishes.tags
        if not found:
            self.report.note("none of its tags is one of ours: it has none (give some with --tag)", thread.title)
        return found

    def _ready(self, post: FoundPost, thread: FoundThread, head: str) -> PostToImport:
        text = to_markdown(post.text, post.markup, thread.url or self.wishes.url)
        if text.is_cut:
            self.report.note("the text is longer than 32,000 characters: its end is at the source", thread.title)
        if text.is_bare:
            self.report.note("the formatting is too much for a parser: the words were taken", thread.title)
        source = (head + (text.markdown or NO_TEXT))[: markup.MAX_SOURCE]
        if not text.markdown:
            self.report.note("there is no text in it", thread.title)
        return PostToImport(
            key=post.key[:250], author=post.author.key[:200], author_name=display_name(post.author.name),
            written_at=post.written_at.astimezone(dt.UTC), source=source, rendered=self._rendered(source, thread),
            parent=post.parent[:250], is_accepted=post.is_accepted,
        )  # fmt: skip

    def _rendered(self, source: str, thread: FoundThread) -> markup.Rendered:
        """As any post is rendered; nobody is mentioned. What cannot be is shown as it was typed."""
        try:
            rendered = markup.render(source, handles=())
        except markup.CannotRender:
            rendered = None
        if rendered is None or rendered.hold_reason:
            self.report.note("it cannot be shown with its formatting: it is shown as plain text", thread.title)
        return rendered or markup.rendered_plainly(source)


def _tag_names(thread: FoundThread) -> list[str]:
    names = (mask(one_line(name))[:60] for name in thread.tags)
    return list(dict.fromkeys(name for name in names if name))[:20]
