"""Keeping the page of a company."""

from django.db import transaction
from django.utils import timezone

from community.accounts import rules, withholding
from community.accounts.actions.people import verified_domain
from community.accounts.models import Company, CompanyClaim, User, VerificationEvidence
from community.activity.actions import record

State = CompanyClaim.State


@transaction.atomic
def claim_company(company: Company, *, claimant, text: str = "", url: str = "") -> CompanyClaim:
    """Ask to keep a company's page. Granted at once to who has a verified address of its mail domain.

    Args:
        text, url: how a moderator can check it; only moderators read it.
    Raises:
        Refused: not one of its people, or a claim of theirs is open.
    """
    User.objects.select_for_update(no_key=True).get(pk=claimant.pk)  # two presses of the button wait for each other
    rules.check_can_claim(claimant, company)
    claim = CompanyClaim.objects.create(company=company, claimant=claimant)
    if has_address_of(company, person=claimant):
        _decide(claim, State.GRANTED, "")
        record("claim.granted", actor=None, target=claim)
        return claim
    VerificationEvidence.objects.create(owner=claimant, claim=claim, text=text, url=url)
    record("claim.made", actor=claimant, target=claim)
    return claim


@transaction.atomic
def grant_claim(claim: CompanyClaim, *, by) -> bool:
    """The claimant keeps the page from now on. False if the claim is decided already.

    Raises:
        Refused: they have left the company meanwhile.
    """
    claim = _locked(claim)
    if not claim.is_pending:
        return False
    rules.check_belongs_to(claim.claimant, claim.company)
    _decide(claim, State.GRANTED, "")
    record("claim.granted", actor=by, target=claim)
    return True


@transaction.atomic
def decline_claim(claim: CompanyClaim, *, by, reason: str) -> bool:
    """Turn a claim down with a reason. False if it is decided already."""
    claim = _locked(claim)
    if not claim.is_pending:
        return False
    _decide(claim, State.DECLINED, reason)
    record("claim.declined", actor=by, target=claim)
    return True


@transaction.atomic
def end_claim(claim: CompanyClaim, *, by, reason: str = "") -> bool:
    """The keeper keeps the page no longer: they give it up, or a moderator takes it from them. False if that is so.

    Raises:
        Refused: it is somebody else's, and the person does not moderate.
    """
    rules.check_can_end_claim(by, claim)
    claim = _locked(claim)
    if claim.state != State.GRANTED or claim.ended_at is not None:
        return False
    claim.ended_at = timezone.now()
    claim.save(update_fields=["ended_at"])
    record("claim.ended", actor=by, target=claim, reason=reason)
    return True


@transaction.atomic
def edit_company(
    company: Company, *, by, website: str, country: str, roles, description: str, programs_shown_to: str
) -> bool:
    """Its keeper writes what the page says. False if it says so already.

    Raises:
        Refused: the person does not keep the page.
    """
    company = Company.objects.select_for_update(no_key=True).get(pk=company.pk)
    rules.check_can_edit_company(by, company)
    said = {"website": website, "country": country, "roles": sorted(roles), "description": description}
    said["programs_shown_to"] = programs_shown_to
    changed = {name: value for name, value in said.items() if getattr(company, name) != value}
    if not changed:
        return False
    if "roles" in changed:  # they decide whether a change touches its people
        changed |= {"facets_changed_by": by, "facets_changed_at": timezone.now()}
    withholding.write_texts(company, **changed)
    record("company.edited", actor=by, target=company)
    return True


def has_address_of(company: Company, *, person) -> bool:
    """Whether the person's verified address is of the company's mail domain."""
    return bool(company.email_domain) and company.email_domain == verified_domain(person)


def _locked(claim: CompanyClaim) -> CompanyClaim:
    rows = CompanyClaim.objects.select_for_update(no_key=True, of=["self"])
    return rows.select_related("claimant__membership__company", "company").get(pk=claim.pk)


def _decide(claim: CompanyClaim, state: str, reason: str) -> None:
    claim.state, claim.reason, claim.decided_at = state, reason, timezone.now()
    claim.save(update_fields=["state", "reason", "decided_at"])
