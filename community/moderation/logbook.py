"""The one place where the log grows."""

from community.accounts import rules as people
from community.moderation.models import Decision


def logged(moderator, verb: str, target, reason: str = "", *, case: str = "") -> bool:
    """Write one row: who did what to which thing, and why. In the transaction that does it. Always True.

    Args:
        case: what of the queue it was decided beside ("report-12").
    """
    Decision.objects.create(
        moderator=moderator,
        role=_role(moderator),
        verb=verb,
        target_kind=target._meta.model_name,
        target_id=target.pk,
        reason=reason,
        case=case,
    )
    return True


def _role(moderator) -> str:
    """As moderator of which part, for those who moderate no more: all they have, for a thing may belong to several."""
    if people.is_moderator(moderator) or not people.moderates_a_part(moderator):
        return moderator.role
    names = ", ".join(sorted(scope.name for scope in moderator.scopes.select_related("vendor", "tag")))
    return f"moderator:{names}"[:100]
