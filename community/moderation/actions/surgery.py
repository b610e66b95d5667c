"""What moderators do to put posts and threads where they belong. Whose posts move is told why."""

from collections.abc import Iterable

from django.db import transaction

from community.forum import actions as forum_actions
from community.forum.models import Post, Thread
from community.moderation import rules
from community.moderation.logbook import logged
from community.moderation.models import Decision

Verb = Decision.Verb


@transaction.atomic
def move_post(post: Post, *, into: Thread, moderator, reason: str) -> bool:
    """Move a post with all that answers it. False if it is there. See ``forum.actions.move_post``."""
    rules.check_can_moderate(moderator)
    return forum_actions.move_post(post, into=into, by=moderator, reason=reason) and logged(
        moderator, Verb.MOVE_POST, post, reason
    )


@transaction.atomic
def split_thread(
    thread: Thread, *, numbers: Iterable[int], title: str, kind: str, tags, moderator, reason: str
) -> Thread:
    """Let posts begin a thread of their own. See ``forum.actions.split_thread``."""
    rules.check_can_moderate(moderator)
    made = forum_actions.split_thread(
        thread, numbers=numbers, title=title, kind=kind, tags=tags, by=moderator, reason=reason
    )
    logged(moderator, Verb.SPLIT_THREAD, made, reason)
    return made


@transaction.atomic
def merge_thread(thread: Thread, *, into: Thread, moderator, reason: str) -> bool:
    """Let a thread go up in another one. False if it did. See ``forum.actions.merge_thread``."""
    rules.check_can_moderate(moderator)
    return forum_actions.merge_thread(thread, into=into, by=moderator, reason=reason) and logged(
        moderator, Verb.MERGE_THREAD, into, reason
    )


@transaction.atomic
def change_thread(thread: Thread, *, title: str, kind: str, tags, moderator, reason: str) -> bool:
    """Give a thread another title, kind or tags. False if it has them."""
    rules.check_can_moderate(moderator)
    return forum_actions.change_thread(thread, title=title, kind=kind, tags=tags, by=moderator) and logged(
        moderator, Verb.CHANGE_THREAD, thread, reason
    )
