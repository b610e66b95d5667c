"""What waits of those who want to be verified as somebody, in the facts that a line of the queue has."""

from django.db.models import Count

from community.accounts.models import CompanyClaim, HatRequest


def hat_requests(viewer) -> list[tuple]:
    """Kind, id, title, why and since when, of the requests for hats that wait, oldest first. One query."""
    rows = HatRequest.objects.visible_to(viewer).pending().select_related("requester", "vendor").oldest_first()
    return [("hat", row.pk, row.vendor.name, f"{row.requester.name} · {row.proof_url}", row.created_at) for row in rows]


def claims(viewer) -> list[tuple]:
    """The same of claims of companies' pages. One query."""
    rows = CompanyClaim.objects.visible_to(viewer).pending().select_related("claimant", "company").oldest_first()
    return [("claim", row.pk, row.company.name, row.claimant.name, row.created_at) for row in rows]


def waiting(viewer) -> list:
    """How many wait, each kind as a query that can be joined to others."""
    return [
        CompanyClaim.objects.visible_to(viewer).pending().order_by().values("state").annotate(n=Count("pk"))
        .values("n"),
        HatRequest.objects.visible_to(viewer).pending().order_by().values("state").annotate(n=Count("pk")).values("n"),
    ]  # fmt: skip
