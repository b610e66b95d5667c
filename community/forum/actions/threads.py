"""Locking and pinning threads."""

import datetime as dt

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from community.core.refusals import Refused
from community.forum.models import Thread


@transaction.atomic
def lock_thread(thread: Thread, *, reason: str) -> bool:
    """No more replies. False if it is locked already."""
    return _flag(thread, locked_at=timezone.now(), lock_reason=reason)


@transaction.atomic
def unlock_thread(thread: Thread) -> bool:
    """Replies are open again. False if they were."""
    return _flag(thread, locked_at=None, lock_reason="")


@transaction.atomic
def pin_thread(thread: Thread, *, until: dt.date | None = None) -> bool:
    """The thread stands above the list, to the end of that day or until somebody unpins it. False if it does already.

    Raises:
        Refused: the day is over.
    """
    if until is not None and until < timezone.localdate():
        raise Refused(_("This day is over. Choose today or a later day."))
    thread.refresh_from_db()
    if thread.pinned_at is not None and not thread.is_pinned:
        unpin_thread(thread)  # its day is over: it is pinned anew
    return _flag(thread, pinned_at=timezone.now(), pinned_until=until)


@transaction.atomic
def unpin_thread(thread: Thread) -> bool:
    """The thread takes its place in the list again. False if it had it."""
    return _flag(thread, pinned_at=None, pinned_until=None)


def _flag(thread: Thread, **fields) -> bool:
    """Set the fields unless the first of them is as wished already."""
    locked = Thread.objects.select_for_update(no_key=True).get(pk=thread.pk)
    name, value = next(iter(fields.items()))
    if (getattr(locked, name) is None) == (value is None):
        return False
    Thread.objects.filter(pk=thread.pk).update(**fields, version=F("version") + 1)
    thread.refresh_from_db()
    return True
