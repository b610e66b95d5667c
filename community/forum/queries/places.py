"""Where a post or thread is now that stood elsewhere, as far as the viewer may see it there."""

from collections.abc import Iterable

from community.forum.models import Post, Thread


def merged_into(viewer, pk: int) -> Thread | None:
    """The thread into which that one was merged. One query."""
    return Thread.objects.visible_to(viewer).filter(merged=pk).first()


def moved_post(viewer, thread_id: int, number: int) -> Post | None:
    """The shown post or stub that stood there under that number. One query."""
    posts = Post.objects.filter(
        former_places__thread=thread_id, former_places__number=number, number__isnull=False,
        thread__in=Thread.objects.visible_to(viewer),
    )  # fmt: skip
    return posts.only("number", "state", "thread_id", "thread__title").select_related("thread").first()


def with_replies(thread: Thread, roots: Iterable[int]) -> set[int]:
    """The ids of posts with all below them, also those that wait or were declined. One query."""
    below: dict[int | None, list[int]] = {}
    for pk, parent in Post.objects.filter(thread=thread).values_list("pk", "parent"):
        below.setdefault(parent, []).append(pk)
    found, todo = set(), list(roots)
    while todo:
        pk = todo.pop()
        if pk not in found:
            found.add(pk)
            todo += below.get(pk, [])
    return found
