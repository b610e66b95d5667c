"""Emptying texts for good: of posts that were taken back, and of somebody who leaves."""

from django.db import transaction
from django.utils import timezone

from community.forum import rules
from community.forum.actions.posts import _leave_stub
from community.forum.models import Draft, Image, Post, Revision, Thread


@transaction.atomic
def erase_removed_posts() -> int:
    """Really remove the texts, and their history, that authors took back a day ago. Returns how many."""
    due = timezone.now() - rules.ERASED_AFTER
    posts = Post.objects.select_for_update(skip_locked=True).filter(
        state=Post.State.DELETED, erased_at=None, state_changed_at__lte=due
    )
    return _erase(posts)


@transaction.atomic
def forget_texts(author, *, shown_too: bool) -> int:
    """Empty the author's texts that nobody reads, and with ``shown_too`` those that everybody does, which leave stubs.

    What they wrote under a pseudonym is theirs as well. What was never shown, because it waits or was declined, goes
    without a stub: it has no number to keep.

    Returns:
        How many were emptied.
    """
    posts = Post.objects.by(author).filter(erased_at=None)
    Thread.objects.by(author).filter(published_at=None).delete()  # with the post by which it waits
    posts.filter(number=None).delete()
    if shown_too:
        for post in posts.published().select_related("thread"):
            _leave_stub(post, Post.State.DELETED, "")
    return _erase(posts.exclude(state=Post.State.PUBLISHED))


def _erase(posts) -> int:
    """Empty the posts, with what they said before and what was being written of them.

    Their images are in use no more, and go with the next round of ``remove_unused_images`` that finds them so.
    """
    keys = list(posts.values_list("pk", flat=True))
    Revision.objects.filter(post__in=keys).delete()
    Draft.objects.filter(edits__in=keys).delete()
    Image.posts.through.objects.filter(post__in=keys).delete()
    return Post.objects.filter(pk__in=keys).update(
        state=Post.State.DELETED, source="", html="", mentions=[], fingerprint="", erased_at=timezone.now()
    )
