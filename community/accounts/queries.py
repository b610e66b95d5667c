"""What is asked about people."""

from django.db.models import F

from community.accounts.models import Hat, HatRequest, User


def names_of_staff() -> list[str]:
    """Names and handles of those who moderate and administrate. One query."""
    staff = User.objects.exclude(role=User.Role.MEMBER).values_list("name", "handle")
    return [word for pair in staff for word in pair]


def hats_of(person: User, viewer) -> list[Hat]:
    """The hats that somebody wears, then those they wore, each the latest first. One query."""
    hats = Hat.objects.visible_to(viewer).filter(wearer=person).select_related("vendor")
    return list(hats.order_by(F("doffed_at").desc(nulls_first=True), "-granted_at"))


def hat_requests_of(viewer) -> list[HatRequest]:
    """The requests for hats that the viewer has made, the latest first, with their private proofs. One query."""
    requests = HatRequest.objects.visible_to(viewer).filter(requester=viewer)
    return list(requests.select_related("vendor", "evidence").order_by("-created_at", "-pk"))
