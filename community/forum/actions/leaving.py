"""What becomes of the texts of somebody who leaves."""

from django.db import transaction
from django.utils import timezone

from community.forum.actions.posts import _leave_stub
from community.forum.models import Draft, Image, Post, Revision


@transaction.atomic
def forget_texts(author, *, shown_too: bool) -> int:
    """Empty the author's texts that nobody reads, and with ``shown_too`` those that everybody does, which leave stubs.

    Returns:
        How many were emptied.
    """
    posts = Post.objects.filter(author=author, erased_at=None)
    if shown_too:
        for post in posts.published().select_related("thread"):
            _leave_stub(post, Post.State.DELETED, "")
    keys = list(posts.exclude(state=Post.State.PUBLISHED).values_list("pk", flat=True))
    Revision.objects.filter(post__in=keys).delete()
    Draft.objects.filter(edits__in=keys).delete()
    Image.posts.through.objects.filter(post__in=keys).delete()
    return Post.objects.filter(pk__in=keys).update(
        state=Post.State.DELETED, source="", html="", mentions=[], erased_at=timezone.now()
    )  # fmt: skip
