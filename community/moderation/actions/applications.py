"""What moderators decide about partner applications."""

from community.accounts import actions as account_actions
from community.moderation import rules
from community.moderation.actions.claims import end_claims
from community.moderation.actions.undoing import can_be_undone
from community.moderation.logbook import logged
from community.moderation.models import Decision

Verb = Decision.Verb


@can_be_undone
def approve_application(application, *, moderator, email_domain: str = "") -> bool:
    """Make a consultant a partner. False if the application is decided already."""
    rules.check_can_decide(moderator, application.applicant)
    end_claims(moderator, cases=(f"application-{application.pk}",))
    return account_actions.approve_application(application, by=moderator, email_domain=email_domain) and logged(
        moderator, Verb.APPROVE_APPLICATION, application
    )


@can_be_undone
def decline_application(application, *, moderator, reason: str) -> bool:
    """Turn an application down; the applicant reads the reason. False if it is decided already."""
    rules.check_can_decide(moderator, application.applicant)
    end_claims(moderator, cases=(f"application-{application.pk}",))
    return account_actions.decline_application(application, by=moderator, reason=reason) and logged(
        moderator, Verb.DECLINE_APPLICATION, application, reason
    )
