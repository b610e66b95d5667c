"""Taking a case, so that two do not look at the same one."""

from datetime import timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from community.moderation import rules
from community.moderation.models import Claim

LASTS = timedelta(minutes=30)  # long enough to read a long thread, short enough to be forgotten over lunch


@transaction.atomic
def claim_case(case: str, *, moderator, takes_over: bool = False) -> bool:
    """Take a case for half an hour; asked again, for half an hour from then. False if a colleague has it.

    Args:
        takes_over: take it also from a colleague, who may have been called away.
    """
    rules.check_is_at_the_desk(moderator)
    mine = {"moderator": moderator, "until": timezone.now() + LASTS}
    free = Q() if takes_over else Q(moderator=moderator) | Q(until__lte=timezone.now())
    Claim.objects.bulk_create([Claim(case=case, **mine)], ignore_conflicts=True)  # two at once: one row
    return Claim.objects.filter(free, case=case).update(**mine) > 0


def release_case(case: str, *, moderator) -> bool:
    """Let others look at a case. False if the moderator has not taken it."""
    deleted, _rows = Claim.objects.filter(case=case, moderator=moderator).delete()
    return deleted > 0


def end_claims(moderator, *, cases: tuple[str, ...]) -> None:
    """The case is decided, so nobody looks at it any more. In the transaction that decides.

    Raises:
        Refused: a colleague has taken it.
    """
    rules.check_is_not_claimed(moderator, *cases)
    Claim.objects.filter(case__in=cases).delete()
