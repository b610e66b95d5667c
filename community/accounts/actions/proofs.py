"""What becomes of private proofs."""

from datetime import timedelta

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from community.accounts.models import VerificationEvidence
from community.core.refusals import Refused

EVIDENCE_KEPT = timedelta(days=90)  # after the decision: long enough to ask again why it was so


def remove_evidence(evidence: VerificationEvidence, *, by) -> bool:
    """Its owner takes a private proof back, for good. False if it is gone already.

    Raises:
        Refused: it is not theirs, or a moderator still has to decide with it.
    """
    if evidence.owner_id != by.pk:
        raise Refused(_("Only who gave a proof may remove it."))
    if evidence.goes_with.is_pending:
        raise Refused(_("A moderator still needs this proof. You can remove it once your request is decided."))
    removed, _rows = VerificationEvidence.objects.filter(pk=evidence.pk).delete()
    return bool(removed)


def drop_old_evidence() -> int:
    """Remove private proofs whose requests were decided 90 days ago. Returns how many."""
    then = timezone.now() - EVIDENCE_KEPT
    decided = Q(hat_request__decided_at__lt=then) | Q(application__decided_at__lt=then)
    decided |= Q(claim__decided_at__lt=then)
    removed, _rows = VerificationEvidence.objects.filter(decided).delete()
    return removed
