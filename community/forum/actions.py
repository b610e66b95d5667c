"""What people do in threads."""

from datetime import timedelta

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from community.accounts.models import User
from community.accounts.rules import represents
from community.activity.actions import record
from community.core import markup
from community.core.refusals import Refused
from community.forum import rules
from community.forum.models import Post, Thread
from community.forum.tree import depth_of, path_below
from community.programs.models import Change

PARENT_GONE = gettext_lazy("The post you answer has been removed. Your text is kept: reply to the thread instead.")
SAME_TEXT = timedelta(minutes=1)  # a second press of the button, not a second thought


@transaction.atomic
def start_thread(*, author, kind: str, title: str, tags, source: str) -> Thread:
    """Open a thread with its first post. Both wait if the post does.

    Raises:
        Refused: the person may not start threads, or the text cannot be shown.
    """
    rules.check_can_start_thread(author)
    rendered = _render(source)
    User.objects.select_for_update(no_key=True).get(pk=author.pk)  # two presses of the button wait for each other
    existing = _same_thread(author, title, source)
    if existing:
        return existing
    thread = Thread.objects.create(kind=kind, title=title, author=author)
    thread.tags.set(tags)
    _write(author=author, thread=thread, parent=None, source=source, rendered=rendered)
    return thread


@transaction.atomic
def open_change_thread(change: Change) -> Thread:
    """The discussion of a change; opened once, and the same one given back after that."""
    thread, _created = Thread.objects.get_or_create(
        change=change,
        defaults={"kind": Thread.Kind.CHANGE, "title": change.title, "published_at": timezone.now()},
    )
    return thread


@transaction.atomic
def post_reply(*, author, thread: Thread, source: str, parent: Post | None = None) -> Post:
    """Write a reply. The same text from the same author within a minute gives back the first post.

    Raises:
        Refused: the person may not reply here, the post answered is gone, or the text cannot be shown.
    """
    rendered = _render(source)
    thread = Thread.objects.select_for_update().get(pk=thread.pk)
    rules.check_can_reply(author, thread)
    existing = _same_post(author, thread, parent, source)
    if existing:
        return existing
    if parent is not None:
        parent = Post.objects.published().filter(thread=thread, pk=parent.pk).first()
        if parent is None:
            raise Refused(PARENT_GONE)
    return _write(author=author, thread=thread, parent=parent, source=source, rendered=rendered)


@transaction.atomic
def publish_post(post: Post) -> bool:
    """Show a held or declined post: it gets the next number. False if it is shown already."""
    thread = Thread.objects.select_for_update().get(pk=post.thread_id)
    post.refresh_from_db()
    if post.number is not None:
        return False
    _give_number(thread, post)
    post.save()
    _opened(thread)
    return True


@transaction.atomic
def decline_post(post: Post, *, reason: str) -> bool:
    """A held post is not shown; its author keeps the text. False if it does not wait."""
    Thread.objects.select_for_update().get(pk=post.thread_id)
    post.refresh_from_db()
    if not post.is_held:
        return False
    _change_state(post, Post.State.DECLINED, reason)
    return True


@transaction.atomic
def hide_post(post: Post, *, reason: str) -> bool:
    """Take a shown post away; its number stays, with the reason. False if it is not shown."""
    return _leave_stub(post, Post.State.HIDDEN, reason)


@transaction.atomic
def restore_post(post: Post) -> bool:
    """Show a hidden post again under its old number. False if it is not hidden."""
    thread = Thread.objects.select_for_update().get(pk=post.thread_id)
    post.refresh_from_db()
    if post.state != Post.State.HIDDEN:
        return False
    _change_state(post, Post.State.PUBLISHED, "")
    _recount(thread)
    return True


@transaction.atomic
def delete_post(post: Post, *, by) -> bool:
    """The author takes a post back; its number stays. False if it is gone already.

    Raises:
        Refused: somebody else's post.
    """
    if post.state == Post.State.DELETED and post.author_id == by.pk:
        return False
    rules.check_can_delete(by, post)
    deleted = _leave_stub(post, Post.State.DELETED, "")
    if deleted:
        record("post.deleted", actor=by, target=post)
    return deleted


@transaction.atomic
def lock_thread(thread: Thread, *, reason: str) -> bool:
    """No more replies. False if it is locked already."""
    return _flag(thread, locked_at=timezone.now(), lock_reason=reason)


@transaction.atomic
def unlock_thread(thread: Thread) -> bool:
    """Replies are open again. False if they were."""
    return _flag(thread, locked_at=None, lock_reason="")


@transaction.atomic
def pin_thread(thread: Thread) -> bool:
    """The thread stands above the list. False if it does already."""
    return _flag(thread, pinned_at=timezone.now())


@transaction.atomic
def unpin_thread(thread: Thread) -> bool:
    """The thread takes its place in the list again. False if it had it."""
    return _flag(thread, pinned_at=None)


def _render(source: str) -> markup.Rendered:
    candidates = markup.candidate_handles(source)
    handles = set(User.objects.filter(handle__in=candidates).values_list("handle", flat=True)) if candidates else set()
    try:
        return markup.render(source, handles=handles)
    except markup.CannotRender as refusal:
        raise Refused(_(str(refusal))) from None


def _same_thread(author, title: str, source: str) -> Thread | None:
    recent = timezone.now() - SAME_TEXT
    return Thread.objects.filter(
        author=author, title=title, created_at__gte=recent, posts__author=author, posts__source=source
    ).first()


def _same_post(author, thread: Thread, parent: Post | None, source: str) -> Post | None:
    recent = timezone.now() - SAME_TEXT
    return Post.objects.filter(
        author=author, thread=thread, parent=parent, source=source, created_at__gte=recent
    ).first()


def _write(*, author, thread: Thread, parent: Post | None, source: str, rendered: markup.Rendered) -> Post:
    post = Post(
        thread=thread, author=author, parent=parent, source=source, html=rendered.html,
        renderer_version=rendered.version, mentions=list(rendered.mentions), speaks_for_id=_speaks_for(author, thread),
    )  # fmt: skip
    rule = rules.hold_rule(author, rendered)
    if rule:
        post.state = Post.State.HELD
        post.hold_rule = rule
        post.save()
        record("post.held", actor=author, target=post)
        return post
    _give_number(thread, post)
    post.save()
    _opened(thread)
    record("post.created", actor=author, target=post)
    return post


def _speaks_for(author, thread: Thread) -> int | None:
    """A representative's word in the discussion of their own vendor's change is said for the vendor."""
    if thread.change_id is None:
        return None
    vendor_id = thread.change.vendor_id
    return vendor_id if vendor_id in represents(author) else None


def _give_number(thread: Thread, post: Post) -> None:
    """The next number of the (locked) thread, and the place in its tree."""
    now = timezone.now()
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
    post.state_changed_at = now


def _opened(thread: Thread) -> None:
    thread.published_at = thread.published_at or timezone.now()
    thread.save(update_fields=["last_number", "post_count", "version", "last_post_at", "last_post_by", "published_at"])


def _leave_stub(post: Post, state: str, reason: str) -> bool:
    thread = Thread.objects.select_for_update().get(pk=post.thread_id)
    post.refresh_from_db()
    if not post.is_published:
        return False
    _change_state(post, state, reason)
    _recount(thread)
    return True


def _change_state(post: Post, state: str, reason: str) -> None:
    post.state = state
    post.state_reason = reason
    post.state_changed_at = timezone.now()
    post.save(update_fields=["state", "state_reason", "state_changed_at"])


def _recount(thread: Thread) -> None:
    """After a post of the (locked) thread came or went without a new number."""
    shown = Post.objects.published().filter(thread=thread)
    last = shown.order_by("-number").first()
    Thread.objects.filter(pk=thread.pk).update(
        post_count=shown.count(),
        last_post_at=last.state_changed_at if last else None,
        last_post_by=last.author_id if last else None,
        version=F("version") + 1,
    )


def _flag(thread: Thread, **fields) -> bool:
    """Set the fields unless the first of them is as wished already."""
    locked = Thread.objects.select_for_update().get(pk=thread.pk)
    name, value = next(iter(fields.items()))
    if (getattr(locked, name) is None) == (value is None):
        return False
    Thread.objects.filter(pk=thread.pk).update(**fields, version=F("version") + 1)
    thread.refresh_from_db()
    return True
