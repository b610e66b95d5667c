"""The one place where the log grows."""

from community.moderation.models import Decision


def logged(moderator, verb: str, target, reason: str = "") -> bool:
    """Write one row: who did what to which thing, and why. In the transaction that does it. Always True."""
    Decision.objects.create(
        moderator=moderator,
        role=moderator.role,
        verb=verb,
        target_kind=target._meta.model_name,
        target_id=target.pk,
        reason=reason,
    )
    return True
