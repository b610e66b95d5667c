"""Taking back what was decided a moment ago: applications, requests and texts wait as they did."""

from django.db import transaction
from django.db.models import ProtectedError
from django.utils.translation import gettext as _

from community.accounts import withholding
from community.accounts.models import (
    Company,
    CompanyClaim,
    Hat,
    HatRequest,
    Membership,
    PartnerApplication,
    WithheldText,
)
from community.activity.models import Activity
from community.core.columns import give_columns
from community.core.refusals import Refused


@transaction.atomic
def reopen_application(application: PartnerApplication, *, columns: dict, company: dict | None = None) -> None:
    """An application waits again; whom it had made a partner is none.

    Args:
        columns: of the application, as ``core.columns.columns_of`` kept them.
        company: those of its company as that was before; None if there was none.
    Raises:
        Refused: the applicant has done something as a partner, or applied again.
    """
    applicant = application.applicant
    if applicant.applications.pending().exists():
        raise Refused(_("%(name)s has applied again. Decide about that.") % {"name": applicant.name})
    if application.state == PartnerApplication.State.APPROVED:
        _check_is_idle(applicant, application.decided_at)
        _leave_company(applicant.membership, company)
    give_columns(application, columns)


@transaction.atomic
def reopen_hat_request(asked: HatRequest, *, columns: dict) -> None:
    """A request for a hat waits again; the hat that it gave is gone.

    Raises:
        Refused: the hat was worn meanwhile, or asked for again.
    """
    if asked.requester.hat_requests.pending().filter(vendor=asked.vendor_id).exists():
        raise Refused(_("%(name)s has asked again. Decide about that.") % {"name": asked.requester.name})
    if asked.state == HatRequest.State.GRANTED:
        _check_is_idle(asked.requester, asked.decided_at)
        _remove(Hat.objects.filter(wearer=asked.requester_id, vendor=asked.vendor_id, granted_at__gte=asked.created_at))
    give_columns(asked, columns)


@transaction.atomic
def reopen_company_claim(claim: CompanyClaim, *, columns: dict) -> None:
    """A claim of a company's page waits again.

    Raises:
        Refused: its keeper has written on the page, or claimed it again.
    """
    others = CompanyClaim.objects.filter(company=claim.company_id, claimant=claim.claimant_id).exclude(pk=claim.pk)
    if others.pending().exists():
        raise Refused(_("%(name)s has asked again. Decide about that.") % {"name": claim.claimant.name})
    if claim.state == CompanyClaim.State.GRANTED:
        _check_is_idle(claim.claimant, claim.decided_at)
    give_columns(claim, columns)


@transaction.atomic
def put_texts_back(of, *, waiting: int | None) -> None:
    """What a person or company says of themselves waits again, or is shown again, as it did.

    Args:
        waiting: the ``WithheldText`` that waited; None if the texts were shown.
    """
    of = type(of).objects.select_for_update(no_key=True).get(pk=of.pk)
    if waiting is None:
        taken = of.withheld_texts.order_by("-pk").first()
        give_columns(of, taken.texts)
        taken.delete()
        return
    kept = WithheldText.objects.get(pk=waiting)
    if not kept.reason:  # they were given back
        give_columns(of, dict.fromkeys(withholding.TEXTS[type(of)], ""))
    give_columns(kept, {"decided_at": None, "reason": ""})


def distrust(author) -> None:
    """The person's posts wait again, as a newcomer's do."""
    author.trusted_at = None
    author.save(update_fields=["trusted_at"])


def _check_is_idle(person, since) -> None:
    if Activity.objects.filter(actor=person, created_at__gt=since).exists():
        raise Refused(_("%(name)s has used it already. Speak with them, or impose a sanction.") % {"name": person.name})


def _leave_company(membership: Membership, before: dict | None) -> None:
    company = membership.company
    membership.delete()
    if before is None:
        _remove(Company.objects.filter(pk=company.pk))
    else:
        give_columns(company, before)


def _remove(rows) -> None:
    try:
        rows.delete()
    except ProtectedError:
        raise Refused(_("Others build on it already. It cannot be taken back any more.")) from None
