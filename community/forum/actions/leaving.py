"""What becomes of the texts of somebody who leaves."""

from django.db import transaction
from django.utils import timezone

from community.forum.actions.posts import _leave_stub
from community.forum.models import Draft, Image, Post, Revision, Thread


@transaction.atomic
def forget_texts(author, *, shown_too: bool) -> int:
    """Empty the author's texts that nobody reads, and with ``shown_too`` those that everybody does, which leave stubs.

    What was never shown, because it waits or was declined, goes without a stub: it has no number to keep.

    Returns:
        How many were emptied.
    """
    posts = Post.objects.filter(author=author, erased_at=None)
    never_shown = posts.filter(number=None)
    Thread.objects.filter(published_at=None, author=author).delete()  # with the post by which it waits
    never_shown.delete()
    if shown_too:
        for post in posts.published().select_related("thread"):
            _leave_stub(post, Post.State.DELETED, "")
    keys = list(posts.exclude(state=Post.State.PUBLISHED).values_list("pk", flat=True))
    Revision.objects.filter(post__in=keys).delete()
    Draft.objects.filter(edits__in=keys).delete()
    Image.posts.through.objects.filter(post__in=keys).delete()
    return Post.objects.filter(pk__in=keys).update(
        state=Post.State.DELETED, source="", html="", fingerprint="", mentions=[], erased_at=timezone.now()
    )  # fmt: skip
