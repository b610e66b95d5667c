"""Taking back what was decided a moment ago: posts and threads are what they were."""

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from community.core.columns import give_columns
from community.core.live import THREAD, notify
from community.core.refusals import Refused
from community.forum.actions.drafts import give_back, take_again
from community.forum.actions.posts import read_again, recount
from community.forum.models import AcceptedAnswer, FormerPlace, Post, Thread


@transaction.atomic
def put_post_back(post: Post, *, columns: dict[str, object], hides_thread: bool = False) -> None:
    """Give a post the state, rule and reason that it had. One that was not shown leaves its number, which is never
    given again.

    Args:
        columns: ``state`` and what goes with it, as ``core.columns.columns_of`` kept them.
        hides_thread: the thread was first shown with this post.
    Raises:
        Refused: others have answered it, or said that it answers the question.
    """
    thread = Thread.objects.select_for_update(no_key=True).get(pk=post.thread_id)
    read_again(post, thread=thread)
    was_held_back = post.number is not None and columns["state"] not in Post.NUMBERED
    if was_held_back:
        _check_nothing_stands_on(post, hides_thread=hides_thread)
        _leave_place(post)
    give_columns(post, columns)
    if post.is_held:
        take_again(post)
    elif post.state == Post.State.DECLINED:
        give_back(post)
    recount(thread)
    if hides_thread:
        Thread.objects.filter(pk=thread.pk).update(published_at=None)
    notify(THREAD, thread.pk)


@transaction.atomic
def put_thread_back(thread: Thread, *, columns: dict[str, object]) -> None:
    """Show or hide a thread as it was."""
    thread = Thread.objects.select_for_update(no_key=True).get(pk=thread.pk)
    give_columns(thread, columns)
    Thread.objects.filter(pk=thread.pk).update(version=F("version") + 1)
    notify(THREAD, thread.pk)


def _check_nothing_stands_on(post: Post, *, hides_thread: bool) -> None:
    others = Post.objects.filter(thread=post.thread_id).exclude(pk=post.pk)
    if post.replies.exists() or (hides_thread and others.exists()):
        raise Refused(_("Somebody has answered this post. Hide it instead: its place stays, and so do the answers."))
    if AcceptedAnswer.objects.filter(post=post).exists():
        raise Refused(_("This post was accepted as the answer. Hide it instead: its place stays."))


def _leave_place(post: Post) -> None:
    FormerPlace.objects.create(thread_id=post.thread_id, number=post.number, post=post)
    post.number = post.published_at = None
    post.path, post.depth = "", 0
    # With its state in one statement, as the database wants it.
    post.state = Post.State.HELD
    post.save(update_fields=["number", "published_at", "path", "depth", "state"])
