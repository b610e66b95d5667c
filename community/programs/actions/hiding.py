"""Hiding changes that were published. What became of them meanwhile (a day that came, a step) waits with them."""

from django.db import transaction

from community.programs.models import Change


@transaction.atomic
def withhold_change(change: Change) -> bool:
    """Hide a published change until a moderator has decided, because members reported it. False if it is not shown."""
    return _go(change, Change.Publication.REPORTED, {Change.Publication.PUBLISHED})


@transaction.atomic
def hide_change(change: Change, *, reason: str) -> bool:
    """Take a change away that is published or withheld, with the reason for its proposer. False if it is neither."""
    before = {Change.Publication.PUBLISHED, Change.Publication.REPORTED}
    return _go(change, Change.Publication.HIDDEN, before, reason)


@transaction.atomic
def restore_change(change: Change) -> bool:
    """Show a hidden change again; it is no news to anybody. False if it is not hidden."""
    return _go(change, Change.Publication.PUBLISHED, {Change.Publication.REPORTED, Change.Publication.HIDDEN})


def _go(change: Change, to: str, before: set[str], reason: str = "") -> bool:
    if Change.objects.select_for_update(no_key=True).get(pk=change.pk).publication not in before:
        return False
    Change.objects.filter(pk=change.pk).update(publication=to, declined_reason=reason)
    change.refresh_from_db()
    return True
