"""What moderators decide about who keeps the page of a company."""

from django.db import transaction

from community.accounts import actions as account_actions
from community.accounts.models import CompanyClaim
from community.moderation import rules
from community.moderation.actions.claims import end_claims
from community.moderation.actions.undoing import can_be_undone
from community.moderation.logbook import logged
from community.moderation.models import Decision

Verb = Decision.Verb


@can_be_undone
def grant_claim(claim: CompanyClaim, *, moderator) -> bool:
    """Let somebody keep the page of their company. False if the claim is decided already."""
    rules.check_can_decide(moderator, claim.claimant)
    end_claims(moderator, cases=(f"claim-{claim.pk}",))
    return account_actions.grant_claim(claim, by=moderator) and logged(moderator, Verb.GRANT_CLAIM, claim)


@can_be_undone
def decline_claim(claim: CompanyClaim, *, moderator, reason: str) -> bool:
    """Turn a claim down; the claimant reads the reason. False if it is decided already."""
    rules.check_can_decide(moderator, claim.claimant)
    end_claims(moderator, cases=(f"claim-{claim.pk}",))
    return account_actions.decline_claim(claim, by=moderator, reason=reason) and logged(
        moderator, Verb.DECLINE_CLAIM, claim, reason
    )


@transaction.atomic
def end_claim(claim: CompanyClaim, *, moderator, reason: str) -> bool:
    """Take a page from its keeper; they read the reason. False if they keep it no longer."""
    rules.check_can_moderate(moderator)
    return account_actions.end_claim(claim, by=moderator, reason=reason) and logged(
        moderator, Verb.END_CLAIM, claim, reason
    )
