"""Looking who stands behind a pseudonym."""

from django.db import transaction

from community.accounts import masks
from community.accounts.models import User
from community.moderation import rules
from community.moderation.logbook import logged
from community.moderation.models import Decision

Verb = Decision.Verb


@transaction.atomic
def lift_mask(face: User, *, moderator, reason: str, is_told: bool = True) -> User | None:
    """Who it is, for this one look; each stands in the log. None if the person has left, and nobody knows any more.

    Args:
        is_told: whether the person hears of it, with the reason.
    Raises:
        Refused: not an administrator, or not a reason.
    """
    rules.check_can_lift_mask(moderator, reason)
    logged(moderator, Verb.LIFT_MASK if is_told else Verb.LIFT_MASK_UNTOLD, face, reason)
    return masks.lift(face, by=moderator, reason=reason if is_told else "")
