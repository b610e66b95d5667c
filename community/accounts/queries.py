"""What is asked about people."""

from django.db.models import F

from community.accounts.models import (
    Company,
    CompanyClaim,
    Hat,
    HatRequest,
    PartnerApplication,
    PartnerRole,
    User,
    Vouch,
    WithheldText,
)


def names_of_staff() -> list[str]:
    """Names and handles of those who moderate and administrate. One query."""
    staff = User.objects.exclude(role=User.Role.MEMBER).values_list("name", "handle")
    return [word for pair in staff for word in pair]


def withheld_of(person, viewer) -> WithheldText | None:
    """What waits for a moderator of what a person's profile says, for the person and moderators. One query, and none
    for visitors."""
    return WithheldText.objects.visible_to(viewer).waiting().filter(person=person).first()


def hats_of(person: User, viewer) -> list[Hat]:
    """The hats that somebody wears, then those they wore, each the latest first. One query."""
    hats = Hat.objects.visible_to(viewer).filter(wearer=person).select_related("vendor")
    return list(hats.order_by(F("doffed_at").desc(nulls_first=True), "-granted_at"))


def hat_requests_of(viewer) -> list[HatRequest]:
    """The requests for hats that the viewer has made, the latest first, with their private proofs. One query."""
    requests = HatRequest.objects.visible_to(viewer).filter(requester=viewer)
    return list(requests.select_related("vendor", "evidence").order_by("-created_at", "-pk"))


def asked_to_vouch(application: PartnerApplication) -> list[Vouch]:
    """Whom the applicant has asked by name, for the applicant: not what came of it. One query."""
    asked = application.vouches.exclude(asked_at=None).select_related("voucher")
    return list(asked.defer("answer", "answered_at", "company").order_by("asked_at"))


def vouch_by(viewer, application: PartnerApplication) -> Vouch | None:
    """What the viewer was asked or has said of the application. One query."""
    return Vouch.objects.visible_to(viewer).filter(application=application, voucher=viewer).first()


def vouches_for(application: PartnerApplication, viewer) -> list[Vouch]:
    """What partners said of the application, for moderators. One query."""
    said = Vouch.objects.visible_to(viewer).filter(application=application).exclude(answer="")
    return list(said.select_related("voucher", "company").order_by("answered_at"))


def people_of(company: Company, viewer) -> list[User]:
    """The company's people, as far as the viewer may see them, in the order of their names. One query."""
    return list(User.objects.visible_to(viewer).filter(membership__company=company).order_by("name", "pk"))


def roles_of(company: Company) -> list:
    """What the company says that it does, in words."""
    return [PartnerRole(role).label for role in company.roles if role in PartnerRole.values]


def keepers_of(company: Company) -> list[CompanyClaim]:
    """The claims by which people keep the company's page now. One query."""
    return list(company.claims.keeping().select_related("claimant").order_by("decided_at"))


def claim_by(viewer, company: Company) -> CompanyClaim | None:
    """The viewer's latest claim of the company's page that has not ended. One query, none for visitors."""
    if not viewer.is_authenticated:
        return None
    own = CompanyClaim.objects.visible_to(viewer).filter(claimant=viewer, company=company, ended_at=None)
    return own.select_related("evidence").order_by("-pk").first()
