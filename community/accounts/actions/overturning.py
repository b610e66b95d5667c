"""Turning back what was decided about somebody, because the decision was wrong. Each says False where there is nothing
left to turn back. Nobody is told of it here: whoever asks for it answers the person."""

from django.db import transaction
from django.utils import timezone

from community.accounts import rules
from community.accounts.actions.companies import grant_claim
from community.accounts.actions.hats import grant_hat
from community.accounts.actions.people import approve_application
from community.accounts.models import CompanyClaim, Hat, HatRequest, Membership, PartnerApplication, Sanction, User


@transaction.atomic
def approve_declined_application(application: PartnerApplication, *, by) -> bool:
    """Make the applicant a partner after all. False if they are one, or have asked anew."""
    applicant = User.objects.select_for_update(no_key=True).get(pk=application.applicant_id)
    if applicant.company is not None or applicant.applications.pending().exists():
        return False
    return _reopen(application) and approve_application(application, by=by)


@transaction.atomic
def grant_declined_hat(asked: HatRequest, *, by) -> bool:
    """Let the requester speak for the vendor after all. False if they do, or have asked anew."""
    requester = User.objects.select_for_update(no_key=True).get(pk=asked.requester_id)
    speaks = requester.hats.worn().filter(vendor=asked.vendor_id).exists()
    if speaks or requester.hat_requests.pending().filter(vendor=asked.vendor_id).exists():
        return False
    return _reopen(asked) and grant_hat(asked, by=by) is not None


@transaction.atomic
def grant_declined_claim(claim: CompanyClaim, *, by) -> bool:
    """Let the claimant keep the page after all. False if they have left the company, keep it, or have asked anew."""
    return _may_keep(claim) and _reopen(claim) and grant_claim(claim, by=by)


@transaction.atomic
def give_page_back(claim: CompanyClaim) -> bool:
    """Let somebody keep the page again that was taken from them. False if they have left the company, or keep it."""
    return _may_keep(claim) and bool(
        CompanyClaim.objects.filter(pk=claim.pk, ended_at__isnull=False).update(ended_at=None)
    )


@transaction.atomic
def don_hat_again(hat: Hat) -> bool:
    """Let somebody speak for the vendor again. False if they do."""
    wearer = User.objects.select_for_update(no_key=True).get(pk=hat.wearer_id)
    if wearer.hats.worn().filter(vendor=hat.vendor_id).exists():
        return False
    return bool(Hat.objects.filter(pk=hat.pk, doffed_at__isnull=False).update(doffed_at=None))


@transaction.atomic
def take_sanction_back(sanction: Sanction, *, by) -> bool:
    """It should not have been: also a warning, and what is over by itself. False if it was lifted.

    Raises:
        Refused: the person may not.
    """
    rules.check_can_sanction(by, sanction.person)
    return bool(Sanction.objects.filter(pk=sanction.pk, lifted_at=None).update(lifted_by=by, lifted_at=timezone.now()))


def _reopen(asked: PartnerApplication | HatRequest | CompanyClaim) -> bool:
    """What was declined waits again, for the decision that follows in the same transaction."""
    declined = type(asked).objects.filter(pk=asked.pk, state="declined")
    return bool(declined.update(state="pending", reason="", decided_at=None))


def _may_keep(claim: CompanyClaim) -> bool:
    """Whether they belong to the company, and have no other claim of its page that is open."""
    User.objects.select_for_update(no_key=True).get(pk=claim.claimant_id)
    belongs = Membership.objects.filter(user=claim.claimant_id, company=claim.company_id).exists()
    others = CompanyClaim.objects.filter(company=claim.company_id, claimant=claim.claimant_id, ended_at=None)
    return belongs and not others.exclude(pk=claim.pk).exclude(state="declined").exists()
