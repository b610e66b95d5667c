"""What the history of one post reads."""

from dataclasses import dataclass

from community.forum.models import Post, Revision

MOST_REVISIONS = 50  # on the page; who edits more often than that is read by nobody


@dataclass(frozen=True)
class PostHistory:
    """A shown post and its edits, the latest first."""

    post: Post
    revisions: list[Revision]


def post_history(viewer, thread_id: int, number: int) -> PostHistory | None:
    """The edits of a post, if the viewer may read it and it was edited. Two queries."""
    posts = Post.objects.visible_to(viewer).published().select_related("thread")
    post = posts.filter(thread_id=thread_id, number=number, edited_at__isnull=False).first()
    if post is None:
        return None
    revisions = Revision.objects.visible_to(viewer).filter(post=post).select_related("edited_by")
    return PostHistory(post, list(revisions.order_by("-number")[:MOST_REVISIONS]))


def own_removed_post(viewer, thread_id: int, number: int) -> Post | None:
    """A post that the viewer wrote and removed, or has brought back already. One query."""
    posts = Post.objects.by(viewer).select_related("thread").filter(thread_id=thread_id, number=number)
    return posts.filter(state__in=[Post.State.DELETED, Post.State.PUBLISHED]).first()
