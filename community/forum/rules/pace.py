"""How fast one may write, and how often ask for what costs the site something.

The numbers are product.md 4.2. They are asked inside the transaction that writes, with the author's row locked, so
that they hold for any number of processes. See docs/decisions/0020-limits.md.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime, timedelta

from django.db.models import Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from community.accounts import rules as people
from community.core.pace import check_pace
from community.core.refusals import TooSoon, in_words
from community.forum.models import Post, Thread
from community.forum.tree import WIDTH

FIRST_DAY = timedelta(days=1)  # of a membership: when machines write, and people read
BETWEEN_POSTS = timedelta(seconds=15)  # nobody reads and answers faster than that
BETWEEN_FIRST_POSTS = timedelta(seconds=120)
A_DAY = timedelta(days=1)  # any 24 hours
THREADS_A_DAY = 20
THREADS_ON_FIRST_DAY = 3
HEAT = timedelta(minutes=2)  # in a chain with flagged posts: time to think again
HEAT_PER_FLAG = timedelta(minutes=1)
HOTTEST = timedelta(minutes=30)  # however many flags: slower than that is locked, which is for moderators to decide

_lifted: ContextVar[bool] = ContextVar("limits_lifted", default=False)


@contextmanager
def without_limits() -> Iterator[None]:
    """Nobody has to wait in here: what was written long ago is loaded again."""
    token = _lifted.set(True)
    try:
        yield
    finally:
        _lifted.reset(token)


def limits_hold() -> bool:
    """Whether anybody has to wait at all."""
    return not _lifted.get()


def check_pace_of_posts(user, thread=None, parent=None) -> None:
    """Raises TooSoon if the person wrote a moment ago, or has just written where tempers are high."""
    if not _is_limited(user):
        return
    wrote = Post.objects.by(user).order_by("-created_at")
    _wait_since(_last(wrote), BETWEEN_FIRST_POSTS if is_new(user) else BETWEEN_POSTS)
    if thread is not None and (flags := flags_around(thread, parent)):
        heat = min(HEAT + flags * HEAT_PER_FLAG, HOTTEST)
        _wait_since(_last(wrote.filter(thread=thread)), heat, is_hot=True)


def check_pace_of_threads(user) -> None:
    """Raises TooSoon if the person has started as many threads as one may in 24 hours."""
    if not _is_limited(user):
        return
    most = THREADS_ON_FIRST_DAY if is_new(user) else THREADS_A_DAY
    said = _(
        "You have started %(count)d threads within a day. The next one can be started in %(wait)s."
        " Your text stays here."
    )
    check_pace(Thread.objects.by(user), "created_at", most=most, within=A_DAY, sentence=said)


def flags_around(thread, parent=None) -> int:
    """How many open flags there are in the chain that a reply would belong to; without a parent, in the thread."""
    flagged = thread.posts.filter(flag_count__gt=0)
    if parent is not None:
        flagged = flagged.filter(path__startswith=parent.path[:WIDTH])
    return flagged.aggregate(flags=Sum("flag_count"))["flags"] or 0


def _is_limited(user) -> bool:
    return limits_hold() and not people.is_moderator(user)


def is_new(user) -> bool:
    """Whether it is the person's first day."""
    return timezone.now() < user.joined_at + FIRST_DAY


def _last(posts) -> datetime | None:
    return posts.values_list("created_at", flat=True).first()


def _wait_since(last: datetime | None, pause: timedelta, *, is_hot: bool = False) -> None:
    left = last + pause - timezone.now() if last else timedelta()
    if left <= timedelta():
        return
    sentence = (
        _(
            "Posts here were reported, so this conversation goes slower. You can post again in %(wait)s."
            " Your text stays here."
        )
        if is_hot
        else _("You can post again in %(wait)s. Your text stays here.")
    )
    raise TooSoon(sentence % {"wait": in_words(left)}, left)
