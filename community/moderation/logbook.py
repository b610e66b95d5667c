"""The one place where the log grows."""

from community.moderation.models import Decision


def logged(moderator, verb: str, target, reason: str = "", *, case: str = "") -> bool:
    """Write one row: who did what to which thing, and why. In the transaction that does it. Always True.

    Args:
        case: what of the queue it was decided beside ("report-12").
    """
    Decision.objects.create(
        moderator=moderator,
        role=moderator.role,
        verb=verb,
        target_kind=target._meta.model_name,
        target_id=target.pk,
        reason=reason,
        case=case,
    )
    return True
