"""The one place where the log grows."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from community.accounts import rules as people
from community.moderation.models import Decision

_collected: ContextVar[list[Decision] | None] = ContextVar("logged", default=None)


@contextmanager
def collected() -> Iterator[list[Decision]]:
    """The rows that are written in here, in order."""
    rows: list[Decision] = []
    token = _collected.set(rows)
    try:
        yield rows
    finally:
        _collected.reset(token)


def logged(moderator, verb: str, target, reason: str = "", *, case: str = "") -> bool:
    """Write one row: who did what to which thing, and why. In the transaction that does it. Always True.

    Args:
        target: a thing, or the kind and id of one that may be gone.
        case: what of the queue it was decided beside ("report-12"), or what it answers ("appeal-3").
    """
    kind, pk = target if isinstance(target, tuple) else (target._meta.model_name, target.pk)
    row = Decision.objects.create(
        moderator=moderator,
        role=_role(moderator),
        verb=verb,
        target_kind=kind,
        target_id=pk,
        reason=reason,
        case=case,
    )
    rows = _collected.get()
    if rows is not None:
        rows.append(row)
    return True


def _role(moderator) -> str:
    """As moderator of which part, for those who moderate no more: all they have, for a thing may belong to several."""
    if people.is_moderator(moderator) or not people.moderates_a_part(moderator):
        return moderator.role
    names = ", ".join(sorted(scope.name for scope in moderator.scopes.select_related("vendor", "tag")))
    return f"moderator:{names}"[:100]
