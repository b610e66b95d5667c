"""What moderators do with threads."""

import datetime as dt

from django.db import transaction

from community.activity.actions import record
from community.forum import actions as forum_actions
from community.moderation import rules
from community.moderation.logbook import logged
from community.moderation.models import Decision

Verb = Decision.Verb


@transaction.atomic
def lock_thread(thread, *, moderator, reason: str) -> bool:
    """No more replies, with the reason that everybody reads; its author is told. False if it is locked already."""
    rules.check_can_moderate(moderator, thread)
    if not forum_actions.lock_thread(thread, reason=reason):
        return False
    record("thread.locked", actor=moderator, target=thread)
    return logged(moderator, Verb.LOCK_THREAD, thread, reason)


@transaction.atomic
def unlock_thread(thread, *, moderator) -> bool:
    """Replies are open again. False if they were."""
    rules.check_can_moderate(moderator, thread)
    return forum_actions.unlock_thread(thread) and logged(moderator, Verb.UNLOCK_THREAD, thread)


@transaction.atomic
def pin_thread(thread, *, moderator, until: dt.date | None = None) -> bool:
    """The thread stands above the list, to the end of that day if one is named. False if it does already."""
    rules.check_can_moderate(moderator, thread)
    return forum_actions.pin_thread(thread, until=until) and logged(moderator, Verb.PIN_THREAD, thread)


@transaction.atomic
def unpin_thread(thread, *, moderator) -> bool:
    """The thread takes its place in the list again. False if it had it."""
    rules.check_can_moderate(moderator, thread)
    return forum_actions.unpin_thread(thread) and logged(moderator, Verb.UNPIN_THREAD, thread)
