"""What the page about one's own business reads."""

from dataclasses import dataclass

from community.accounts.countries import NAMES as COUNTRY_NAMES
from community.accounts.models import Company, FacetFields, PersonalFacets
from community.programs.models import Holding, Program


@dataclass(frozen=True)
class Business:
    """What a company, or a member without one, has told of itself. ``facets`` is None if nothing yet."""

    company: Company | None
    facets: FacetFields | None
    holdings: list[Holding]

    @property
    def home(self) -> str:
        """The name of the country in which the company sits, which counts without being told."""
        return COUNTRY_NAMES.get(self.company.country, "") if self.company else ""


def business_of(member) -> Business:
    """What the member's company holds and is, or the member. Two queries."""
    kind = Company if member.company is not None else PersonalFacets
    whose = {"pk": member.company.pk} if member.company is not None else {"member": member}
    facets = kind.objects.select_related("facets_changed_by").filter(**whose).first()
    holdings = Holding.objects.visible_to(member).held_by(member).by_vendor()
    return Business(member.company, facets, list(holdings))


def holdings_of(company: Company, viewer) -> list[Holding]:
    """The programs that a company is in, as far as it shows them to the viewer. One query."""
    holdings = Holding.objects.visible_to(viewer).filter(company=company)
    return list(holdings.select_related("program__vendor", "tier").by_vendor())


def offered_programs() -> list[Program]:
    """All programs by vendor, with their tiers. Two queries."""
    return list(Program.objects.select_related("vendor").prefetch_related("tiers").order_by("vendor__name", "name"))
