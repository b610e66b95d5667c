"""What moderators decide about the hats of those who speak for vendors."""

from django.db import transaction

from community.accounts import actions as account_actions
from community.accounts.models import Hat, HatRequest
from community.moderation import rules
from community.moderation.actions.claims import end_claims
from community.moderation.actions.undoing import can_be_undone
from community.moderation.logbook import logged
from community.moderation.models import Decision

Verb = Decision.Verb


@can_be_undone
def grant_hat(asked: HatRequest, *, moderator) -> bool:
    """Let somebody speak for a vendor. False if the request is decided already."""
    rules.check_can_decide(moderator, asked.requester)
    end_claims(moderator, cases=(f"hat-{asked.pk}",))
    return account_actions.grant_hat(asked, by=moderator) is not None and logged(moderator, Verb.GRANT_HAT, asked)


@can_be_undone
def decline_hat(asked: HatRequest, *, moderator, reason: str) -> bool:
    """Turn a request for a hat down; the requester reads the reason. False if it is decided already."""
    rules.check_can_decide(moderator, asked.requester)
    end_claims(moderator, cases=(f"hat-{asked.pk}",))
    return account_actions.decline_hat(asked, by=moderator, reason=reason) and logged(
        moderator, Verb.DECLINE_HAT, asked, reason
    )


@transaction.atomic
def doff_hat(hat: Hat, *, moderator, reason: str) -> bool:
    """Take somebody's hat off; they read the reason. False if it is off already."""
    rules.check_can_moderate(moderator)
    return account_actions.doff_hat(hat, by=moderator, reason=reason) and logged(moderator, Verb.DOFF_HAT, hat, reason)
