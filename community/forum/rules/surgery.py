"""What may be moved where, split off, and merged. Who may is for moderation to say."""

from collections.abc import Iterable

from django.contrib.auth.models import AnonymousUser
from django.utils.translation import gettext as _

from community.core.refusals import Refused
from community.forum.models import Post, Thread
from community.programs.models import Change

# Others say more than a title, tags and a text: they are written anew.
PLAIN_KINDS = (Thread.Kind.QUESTION, Thread.Kind.DISCUSSION, Thread.Kind.ANNOUNCEMENT)


def check_can_take_from(thread: Thread) -> None:
    """Raises Refused where a post would come before others than those for whom it was written."""
    if thread.merged_into_id:
        raise Refused(_("This thread was merged into another one meanwhile."))
    if thread.published_at is None or thread.hidden_at is not None:
        raise Refused(_("This thread is not shown. Decide about it first."))
    if thread.change_id and not Change.objects.visible_to(AnonymousUser()).filter(pk=thread.change_id).exists():
        raise Refused(_("What is said about a rumour is for partners only, so it stays there."))


def check_can_put_into(thread: Thread) -> None:
    """Raises Refused unless posts may come into the thread."""
    if thread.merged_into_id:
        raise Refused(_("The other thread was merged into another one meanwhile."))
    if thread.published_at is None or thread.hidden_at is not None:
        raise Refused(_("The other thread is not shown. Decide about it first."))


def check_is_same_circle(source: Thread, target: Thread) -> None:
    """Raises Refused where posts would come before others than those for whom they were written."""
    if source.circle_id != target.circle_id:
        raise Refused(_("What was written in a group stays in it, and nothing comes into it from outside."))


def check_can_move(post: Post) -> None:
    """Raises Refused unless the post is shown and may leave its thread: what opens one goes with the whole of it."""
    check_can_take_from(post.thread)
    if not post.is_published:
        raise Refused(_("This post is not shown, so it stays where it is."))
    if post.thread.change_id:
        return
    if not Post.objects.filter(thread=post.thread_id, number__lt=post.number).exists():
        raise Refused(_("This post opens the thread. Merge the whole thread instead."))


def posts_to_split_off(thread: Thread, numbers: Iterable[int]) -> list[Post]:
    """The posts with these numbers, in their order.

    Raises:
        Refused: one of them is not shown in the thread, or may not leave it.
    """
    check_can_take_from(thread)
    wanted = set(numbers)
    posts = list(Post.objects.published().filter(thread=thread, number__in=wanted).order_by("number"))
    if not wanted or {post.number for post in posts} != wanted:
        raise Refused(_("Not all of these posts are shown in the thread. Look at their numbers again."))
    for post in posts:
        post.thread = thread
        check_can_move(post)
    return posts


def check_can_merge(thread: Thread, into: Thread) -> None:
    """Raises Refused unless all of one thread may go into the other."""
    if thread.pk == into.pk:
        raise Refused(_("This is the same thread. Name another one."))
    if thread.change_id:
        raise Refused(_("This is the discussion of a change. It stays; merge the other thread into it."))
    check_can_take_from(thread)
    check_can_put_into(into)
    check_is_same_circle(thread, into)


def check_can_be_called(thread: Thread, title: str) -> None:
    """Raises Refused where the title is not the thread's own."""
    if thread.change_id and title != thread.title:
        raise Refused(_("The discussion of a change is called as the change."))


def check_can_be_of_kind(thread: Thread, kind: str) -> None:
    """Raises Refused where a thread would lack what its kind says besides, or would lose it."""
    if kind != thread.kind and not {kind, thread.kind} <= set(PLAIN_KINDS):
        raise Refused(_("Threads of this kind have fields of their own, so it cannot be changed."))
