"""Looking for words within one thread."""

import re
from dataclasses import dataclass

from django.contrib.postgres.search import SearchHeadline, SearchQuery
from django.db.models import F

from community.core.paging import PAGE_SIZE, KeysetPage, keyset_page, number_in
from community.forum.models import Post, Thread
from community.forum.querysets.posts import WORDS

# Characters that nobody types: what stands between them was looked for.
FROM, TO = "\ue000", "\ue001"

WITHIN_WORDS = re.compile(r"(?<=\w)-(?=\w)")  # the parts of such words stand alone, see WORDS


@dataclass(frozen=True)
class Hit:
    """A post with the words. ``parts`` are pieces of its text, each with whether it was looked for."""

    post: Post
    parts: list[tuple[str, bool]]


def search_thread(thread: Thread, viewer, words: str, *, before: str = "") -> KeysetPage:
    """The shown posts of a thread with the words, the latest first: all of them, "in a row" between quotes, -without,
    or one or another; by their English stems or as they are written. One query a page."""
    words = WITHIN_WORDS.sub(" ", words)
    asked = SearchQuery(words, search_type="websearch", config="simple")
    stems = SearchQuery(words, search_type="websearch", config="english")
    query = asked | stems
    posts = Post.objects.visible_to(viewer).published().filter(thread=thread)
    found = posts.annotate(words=WORDS).filter(words=query)
    last = number_in(before, most=2**31 - 1)
    if last:
        found = found.filter(number__lt=last)
    headline = SearchHeadline(
        F("source"), query, config="english", start_sel=FROM, stop_sel=TO, max_words=40, min_words=20,
        max_fragments=2, fragment_delimiter=" … ",
    )  # fmt: skip
    rows = found.select_related("author").defer("html").annotate(headline=headline).order_by("-number")
    page = keyset_page(rows, size=PAGE_SIZE, key=lambda post: post.number)
    for post in page.items:
        post.thread = thread
    return KeysetPage([Hit(post, parts_of(post.headline)) for post in page.items], page.next_key)


def parts_of(headline: str) -> list[tuple[str, bool]]:
    """The headline as pieces of text. They are text: escape them like any other."""
    before, *found = headline.split(FROM)
    parts = [(before, False)]
    for piece in found:
        hit, _to, rest = piece.partition(TO)
        parts += [(hit, True), (rest, False)]
    return [(text.replace(TO, ""), is_hit) for text, is_hit in parts if text]
