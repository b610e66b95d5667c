"""Hiding whole threads."""

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from community.core.live import THREAD, notify
from community.forum.models import Thread


@transaction.atomic
def withhold_thread(thread: Thread) -> bool:
    """Hide a shown thread until a moderator has decided, because members reported it. False if it is not shown."""
    now = _locked(thread)
    if now.published_at is None or now.hidden_at is not None:
        return False
    return _write(thread, hidden_at=timezone.now(), is_withheld=True)


@transaction.atomic
def hide_thread(thread: Thread, *, reason: str) -> bool:
    """Take a thread away that is shown or withheld, with the reason for its author. False if it is neither."""
    now = _locked(thread)
    if now.published_at is None or (now.hidden_at is not None and not now.is_withheld):
        return False
    return _write(thread, hidden_at=timezone.now(), is_withheld=False, hidden_reason=reason)


@transaction.atomic
def restore_thread(thread: Thread) -> bool:
    """Show a hidden thread again. False if it is not hidden."""
    if _locked(thread).hidden_at is None:
        return False
    return _write(thread, hidden_at=None, is_withheld=False, hidden_reason="")


def _locked(thread: Thread) -> Thread:
    return Thread.objects.select_for_update(no_key=True).get(pk=thread.pk)


def _write(thread: Thread, **fields) -> bool:
    Thread.objects.filter(pk=thread.pk).update(**fields, version=F("version") + 1)
    thread.refresh_from_db()
    notify(THREAD, thread.pk)
    return True
