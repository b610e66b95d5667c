"""Whose posts a moderator reads first, and why: one small rule for each reason, in the order in which they are told.

What a rule says to the author is the label in ``Post.HoldRule``; ``because`` is what it says to moderators. A rule
looks at a ``Writing``, so each can be tried with one that nobody has written. See docs/decisions/0040-holding-rules.md.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property

from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from community.accounts import rules as people
from community.core.markup import Rendered
from community.core.refusals import Refused
from community.forum.models import Post, Thread, WatchedWord
from community.forum.wording import fingerprint_of, readings_of

FIRST_POSTS = 3  # product.md 4.6: enough to see how somebody writes, few enough not to drive them away
MOST_LINKS = 2  # product.md 4.6: the source and the vendor's page; advertisers need more
MOST_MENTIONS = 2  # whom one answers and whom one asks; who calls many by name is new to none of them
FASTEST = timedelta(seconds=3)  # product.md 4.6: nobody opens a form and says something in less
SAME_TEXT_WITHIN = timedelta(days=7)  # those who post a text everywhere do it within days
FLOOD_POSTS = 5  # within FLOOD_WITHIN: who has something to say waits for the first answer
FLOOD_WITHIN = timedelta(hours=1)

_ADDRESS = re.compile(r"https?://|\bwww\.", re.IGNORECASE)
_LINK = re.compile(r'<a\b[^>]*\bhref="(?:https?:|mailto:)', re.IGNORECASE)


@dataclass
class Writing:
    """A post that is about to be kept, as the rules see it. Its author is a person, whatever they sign with.

    ``besides`` is what is written with it: the title, and the words of its kind. ``typed_for`` is how long its form was
    open; None if it was written in none.
    """

    author: object
    source: str
    rendered: Rendered
    thread: Thread | None = None
    besides: str = ""
    typed_for: timedelta | None = None

    @cached_property
    def shown(self) -> int:
        """How many posts of the author are shown."""
        return Post.objects.by(self.author).published().count()

    @cached_property
    def is_by_newcomer(self) -> bool:
        return is_newcomer(self.author, shown=lambda: self.shown)


@dataclass(frozen=True)
class HoldingRule:
    """Holds what ``catches`` says of a writing, if ``concerns`` its author; ``because`` tells moderators."""

    name: str
    concerns: Callable[[Writing], bool]
    catches: Callable[[Writing], bool]
    because: str


def is_newcomer(author, *, shown: Callable[[], int] | None = None) -> bool:
    """Not trusted by anybody, and known by fewer than FIRST_POSTS shown posts."""
    if people.is_trusted(author):
        return False
    return (shown() if shown else Post.objects.by(author).published().count()) < FIRST_POSTS


def cannot_be_shown(writing: Writing) -> bool:
    """The renderer gave plain text, since its two sanitisers did not agree."""
    return bool(writing.rendered.hold_reason)


def has_watched_words(writing: Writing) -> bool:
    """In the text, or in what is written with it."""
    return bool(watched_words_in(writing.source, writing.rendered.html, writing.besides))


def was_typed_too_fast(writing: Writing) -> bool:
    """The first post of somebody, sent right after the form was opened; or by a form that does not say when."""
    return writing.shown == 0 and writing.typed_for is not None and writing.typed_for < FASTEST


def has_many_links(writing: Writing) -> bool:
    """Of any kind that leads away, also where it is only written out."""
    return max(len(_ADDRESS.findall(writing.source)), len(_LINK.findall(writing.rendered.html))) > MOST_LINKS


def mentions_many(writing: Writing) -> bool:
    """Members who would be told of it."""
    return len(writing.rendered.mentions) > MOST_MENTIONS


def stands_elsewhere(writing: Writing) -> bool:
    """The same words, in another thread, by the same person or by another newcomer; shown or not."""
    fingerprint = fingerprint_of(writing.source)
    if not fingerprint:
        return False
    recent = Post.objects.filter(fingerprint=fingerprint, created_at__gt=timezone.now() - SAME_TEXT_WITHIN)
    elsewhere = recent.exclude(thread=writing.thread) if writing.thread else recent
    if elsewhere.by(writing.author).exists():
        return True
    # A pseudonym says nothing of how well its person is known.
    others = elsewhere.filter(author__trusted_at=None, author__role="member", author__is_face=False)
    shown = Count("author__posts", filter=Q(author__posts__state="published"))
    return others.annotate(shown=shown).filter(shown__lt=FIRST_POSTS).exists()


def comes_in_a_flood(writing: Writing) -> bool:
    """After that many others, shown or not."""
    recent = Post.objects.by(writing.author).filter(created_at__gt=timezone.now() - FLOOD_WITHIN)
    return recent.count() >= FLOOD_POSTS


def _everybody(writing: Writing) -> bool:
    return True


def _all_but_moderators(writing: Writing) -> bool:
    return not people.is_moderator(writing.author)


def _newcomers(writing: Writing) -> bool:
    return writing.is_by_newcomer


RULES: tuple[HoldingRule, ...] = (
    HoldingRule(
        Post.HoldRule.MARKUP, _everybody, cannot_be_shown,
        gettext_lazy("The two sanitisers do not agree about its HTML, so it is kept as plain text."),
    ),
    HoldingRule(
        Post.HoldRule.WORDS, _all_but_moderators, has_watched_words,
        gettext_lazy("It has a watched word. Trusted authors are not excepted."),
    ),
    HoldingRule(
        Post.HoldRule.LINKS, _newcomers, has_many_links,
        gettext_lazy("A newcomer’s post with more than two links."),
    ),
    HoldingRule(
        Post.HoldRule.MENTIONS, _newcomers, mentions_many,
        gettext_lazy("A newcomer calls more than two people by name."),
    ),
    HoldingRule(
        Post.HoldRule.COPY, _newcomers, stands_elsewhere,
        gettext_lazy("The same words stand in another thread, by this newcomer or another one, within seven days."),
    ),
    HoldingRule(
        Post.HoldRule.SPEED, _newcomers, was_typed_too_fast,
        gettext_lazy("A first post, sent within three seconds of opening its form; or its form did not say when."),
    ),
    HoldingRule(
        Post.HoldRule.FLOOD, _newcomers, comes_in_a_flood,
        gettext_lazy("A newcomer’s sixth post within an hour, or later."),
    ),
    HoldingRule(
        Post.HoldRule.FIRST_POSTS, _newcomers, lambda writing: True,
        gettext_lazy("One of the first three posts of a newcomer; nothing else is the matter."),
    ),
)  # fmt: skip


def hold_rule(writing: Writing) -> str:
    """The name of the first rule by which a post waits for a moderator, or empty."""
    return next((rule.name for rule in RULES if rule.concerns(writing) and rule.catches(writing)), "")


def hold_rule_of_edit(post: Post, writing: Writing) -> str:
    """By which rule a held post waits when it has another text: the more telling one of two. It waits in any case."""
    order = [rule.name for rule in RULES]
    return min({post.hold_rule, hold_rule(writing)} - {""}, key=order.index)


def because(post: Post) -> str:
    """What moderators are told of why the post waits."""
    return next((rule.because for rule in RULES if rule.name == post.hold_rule), "")


def watched_words_in(source: str, html: str = "", besides: str = "") -> list[str]:
    """The watched words in a text: its source, its HTML, and what was written besides. One query."""
    readings = readings_of(f"{source}\n{besides}", html)
    return [word.word for word in WatchedWord.objects.watched() if any(f" {word.plain} " in text for text in readings)]


def check_watched_words(author, source: str, html: str = "", *, before: tuple[str, str] = ("", "")) -> None:
    """Raises Refused where a text would be shown at once that has watched words: an edit, a summary, a remark.

    Those that stood there ``before`` may stay: a moderator has read them.
    """
    if people.is_moderator(author):
        return
    found = watched_words_in(source, html)
    if found and not set(found) <= set(watched_words_in(*before)):
        raise Refused(
            _("This has a word that moderators read first. Write it in a new post, which then waits for them.")
        )
