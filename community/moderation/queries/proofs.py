"""What waits of those who want to be verified as somebody."""

from django.db.models import F

from community.accounts.models import CompanyClaim, HatRequest


def hat_requests(viewer):
    """The requests for hats that wait, each with ``since``."""
    rows = HatRequest.objects.visible_to(viewer).pending().select_related("requester", "vendor")
    return rows.annotate(since=F("created_at"))


def claims(viewer):
    """The claims of companies' pages that wait, each with ``since``."""
    rows = CompanyClaim.objects.visible_to(viewer).pending().select_related("claimant", "company")
    return rows.annotate(since=F("created_at"))
