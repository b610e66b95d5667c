"""What a moderator should know before posts go elsewhere."""

from dataclasses import dataclass

from django.db.models import Count, Q

from community.forum.models import Post, Thread
from community.forum.queries import with_replies


@dataclass(frozen=True)
class Moving:
    """How many posts would move, how many of them wait for a moderator, and how many people would be told."""

    posts: int
    waiting: int
    people: int


def moving(viewer, thread: Thread, roots=None) -> Moving:
    """What would move: the posts with these ids and all below them; without any, all of the thread. Two queries."""
    posts = Post.objects.visible_to(viewer).filter(thread=thread)
    if roots is not None:
        posts = posts.filter(pk__in=with_replies(thread, roots))
    counts = posts.aggregate(
        posts=Count("pk", filter=Q(number__isnull=False)), waiting=Count("pk", filter=Q(state="held")),
        people=Count("author", distinct=True, filter=Q(author__imported_from="")),
    )  # fmt: skip
    return Moving(**counts)
