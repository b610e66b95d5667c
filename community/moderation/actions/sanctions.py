"""Warning, silencing and suspending people."""

from datetime import timedelta

from django.db import transaction

from community.accounts import actions as account_actions
from community.accounts.models import Sanction, User
from community.moderation.logbook import logged
from community.moderation.models import Decision

Verb = Decision.Verb
VERBS = {Sanction.Kind.WARN: Verb.WARN, Sanction.Kind.SILENCE: Verb.SILENCE, Sanction.Kind.SUSPEND: Verb.SUSPEND}


@transaction.atomic
def sanction(
    person: User, *, moderator, kind: str, reason: str, lasts: timedelta | None = None, case: str = "", seen=None
) -> bool:
    """Warn, silence or suspend somebody; they read the reason. False if another moderator did something meanwhile.

    Args:
        case: what of the queue it comes of ("report-12").
        lasts, seen: see ``accounts.actions.impose_sanction``.
    """
    imposed = account_actions.impose_sanction(person, by=moderator, kind=kind, reason=reason, lasts=lasts, seen=seen)
    return imposed is not None and logged(moderator, VERBS[kind], imposed, reason, case=case)


@transaction.atomic
def lift_sanction(sanction: Sanction, *, moderator, reason: str, case: str = "") -> bool:
    """End silence or a suspension before its time. False if it is over already."""
    return account_actions.lift_sanction(sanction, by=moderator) and logged(
        moderator, Verb.LIFT_SANCTION, sanction, reason, case=case
    )
