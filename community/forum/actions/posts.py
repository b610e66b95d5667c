"""Showing posts and taking them away."""

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_lazy

from community.accounts import masks
from community.activity.actions import record
from community.core.live import THREAD, notify
from community.core.refusals import Refused
from community.forum import rules
from community.forum.actions.drafts import give_back, take_again
from community.forum.models import Post, Thread
from community.forum.tree import depth_of, path_below

MOVED = gettext_lazy("This post has just been moved to another thread. Look at it there, then try again.")


@transaction.atomic
def publish_post(post: Post) -> bool:
    """Show a held or declined post: it gets the next number. False if it is shown already."""
    thread = Thread.objects.select_for_update(no_key=True).get(pk=post.thread_id)
    read_again(post, thread=thread)
    if post.number is not None:
        return False
    give_number(thread, to=post)
    post.save()
    show_thread(thread)
    take_again(post)
    return True


@transaction.atomic
def decline_post(post: Post, *, reason: str) -> bool:
    """A held post is not shown; its text goes back to its author’s drafts. False if it does not wait."""
    read_again(post, thread=Thread.objects.select_for_update(no_key=True).get(pk=post.thread_id))
    if not post.is_held:
        return False
    _change_state(post, Post.State.DECLINED, reason)
    give_back(post)
    return True


@transaction.atomic
def hide_post(post: Post, *, reason: str) -> bool:
    """Take a post away that is shown or withheld; its number stays, with the reason. False if it is neither."""
    return _leave_stub(post, Post.State.HIDDEN, reason)


@transaction.atomic
def withhold_post(post: Post) -> bool:
    """Hide a shown post until a moderator has decided, because members reported it. False if it is not shown."""
    thread = Thread.objects.select_for_update(no_key=True).get(pk=post.thread_id)
    read_again(post, thread=thread)
    if not post.is_published:
        return False
    _change_state(post, Post.State.HIDDEN, "", hold_rule=Post.HoldRule.REPORTED)
    recount(thread)
    return True


@transaction.atomic
def restore_post(post: Post) -> bool:
    """Show a hidden post again under its old number. False if it is not hidden."""
    thread = Thread.objects.select_for_update(no_key=True).get(pk=post.thread_id)
    read_again(post, thread=thread)
    if post.state != Post.State.HIDDEN:
        return False
    _change_state(post, Post.State.PUBLISHED, "")
    recount(thread)
    return True


@transaction.atomic
def delete_post(post: Post, *, by) -> bool:
    """The author takes a post back; its number stays. False if it is gone already.

    Raises:
        Refused: somebody else's post.
    """
    if post.state == Post.State.DELETED and masks.is_self(by, post.author_id):
        return False
    rules.check_can_delete(by, post)
    deleted = _leave_stub(post, Post.State.DELETED, "")
    if deleted:
        record("post.deleted", actor=post.author, target=post)
    return deleted


@transaction.atomic
def flag_post(post: Post, *, times: int = 1) -> None:
    """That many more reports of the post are open: replies around it slow down."""
    _move_flags(post, times)


@transaction.atomic
def unflag_post(post: Post, *, times: int) -> None:
    """That many reports of the post are decided."""
    _move_flags(post, -times)


def _move_flags(post: Post, by: int) -> None:
    Thread.objects.select_for_update(no_key=True).get(pk=post.thread_id)  # who edits the post meanwhile saves it whole
    Post.objects.filter(pk=post.pk).update(flag_count=F("flag_count") + by)


def read_again(post: Post, *, thread: Thread) -> None:
    """The post as it is now, with its thread locked.

    Raises:
        Refused: a moderator has moved it out of that thread.
    """
    post.refresh_from_db()
    if post.thread_id != thread.pk:
        raise Refused(MOVED)


def give_number(thread: Thread, *, to: Post) -> None:
    """Give a post the next number of the (locked) thread, and its place in the tree. Saves neither."""
    post, now = to, timezone.now()
    thread.last_number += 1
    thread.post_count += 1
    thread.version += 1
    thread.last_post_at = now
    thread.last_post_by_id = post.author_id
    post.number = thread.last_number
    post.path = path_below(post.parent.path if post.parent else "", post.number)
    post.depth = depth_of(post.path)
    post.state = Post.State.PUBLISHED
    post.state_reason = ""
    post.state_changed_at = post.published_at = now


def show_thread(thread: Thread) -> None:
    """Save what ``give_number`` counted; a thread is shown from its first shown post on."""
    thread.published_at = thread.published_at or timezone.now()
    thread.save(update_fields=["last_number", "post_count", "version", "last_post_at", "last_post_by", "published_at"])
    notify(THREAD, thread.pk)


def _leave_stub(post: Post, state: str, reason: str) -> bool:
    thread = Thread.objects.select_for_update(no_key=True).get(pk=post.thread_id)
    read_again(post, thread=thread)
    if not (post.is_published or (post.is_withheld and state == Post.State.HIDDEN)):
        return False
    _change_state(post, state, reason)
    recount(thread)
    return True


def _change_state(post: Post, state: str, reason: str, *, hold_rule: str = "") -> None:
    if hold_rule or post.is_withheld:  # what held it before it was first shown stays with it
        post.hold_rule = hold_rule
    post.state = state
    post.state_reason = reason
    post.state_changed_at = timezone.now()
    post.save(update_fields=["state", "state_reason", "state_changed_at", "hold_rule"])


def recount(thread: Thread) -> None:
    """Count again after a post of the (locked) thread came or went without a new number."""
    shown = Post.objects.published().filter(thread=thread)
    last = shown.order_by("-published_at", "-number").first()  # what was moved here is older than its number
    Thread.objects.filter(pk=thread.pk).update(
        post_count=shown.count(),
        last_post_at=last.state_changed_at if last else None,
        last_post_by=last.author_id if last else None,
        version=F("version") + 1,
    )
