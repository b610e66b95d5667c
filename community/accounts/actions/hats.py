"""Asking for a vendor's hat, granting it and taking it off."""

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from community.accounts import rules
from community.accounts.models import Hat, HatRequest, User, VerificationEvidence
from community.activity.actions import record
from community.core.refusals import Refused


@transaction.atomic
def ask_for_hat(*, requester, vendor, proof_url: str, text: str, url: str = "") -> HatRequest:
    """Ask to speak for a vendor. A moderator decides.

    Args:
        proof_url: an https address that everybody may follow; it is shown beside the hat.
        text, url: what only moderators read, kept apart.
    Raises:
        Refused: the person wears this hat already, or a request for it is waiting.
    """
    User.objects.select_for_update(no_key=True).get(pk=requester.pk)  # two presses of the button wait for each other
    rules.check_can_ask_for_hat(requester, vendor)
    if requester.hat_requests.pending().filter(vendor=vendor).exists():
        raise Refused(_("Your request for this hat is waiting for a moderator. You will hear by mail."))
    asked = HatRequest.objects.create(requester=requester, vendor=vendor, proof_url=proof_url)
    VerificationEvidence.objects.create(owner=requester, hat_request=asked, text=text, url=url)
    record("hat.asked_for", actor=requester, target=asked)
    return asked


@transaction.atomic
def grant_hat(asked: HatRequest, *, by) -> Hat | None:
    """The requester may speak for the vendor from now on. None if the request is decided already.

    Raises:
        Refused: the person wears this hat already.
    """
    asked = _locked(asked)
    if not asked.is_pending:
        return None
    try:
        with transaction.atomic():
            hat = Hat.objects.create(
                wearer_id=asked.requester_id, vendor_id=asked.vendor_id, proof_url=asked.proof_url,
                granted_at=timezone.now(),
            )  # fmt: skip
    except IntegrityError:
        raise Refused(_("This person wears that hat already.")) from None
    _decide(asked, HatRequest.State.GRANTED, "")
    record("hat.granted", actor=by, target=asked)
    return hat


@transaction.atomic
def decline_hat(asked: HatRequest, *, by, reason: str) -> bool:
    """Turn a request down with a reason. False if it is decided already."""
    asked = _locked(asked)
    if not asked.is_pending:
        return False
    _decide(asked, HatRequest.State.DECLINED, reason)
    record("hat.declined", actor=by, target=asked)
    return True


@transaction.atomic
def doff_hat(hat: Hat, *, by, reason: str = "") -> bool:
    """Take a hat off, one's own or as a moderator; posts that were written under it keep saying so, with the date.

    Returns:
        False if it is off already.
    Raises:
        Refused: it is somebody else's, and the person does not moderate.
    """
    rules.check_can_doff_hat(by, hat)
    hat = Hat.objects.select_for_update(no_key=True).get(pk=hat.pk)
    if hat.doffed_at is not None:
        return False
    hat.doffed_at = timezone.now()
    hat.save(update_fields=["doffed_at"])
    record("hat.doffed", actor=by, target=hat, reason=reason)
    return True


def _locked(asked: HatRequest) -> HatRequest:
    return HatRequest.objects.select_for_update(no_key=True).get(pk=asked.pk)


def _decide(asked: HatRequest, state: str, reason: str) -> None:
    asked.state, asked.reason, asked.decided_at = state, reason, timezone.now()
    asked.save(update_fields=["state", "reason", "decided_at"])
