"""Reading the ways to a vendor."""

from dataclasses import dataclass, field

from community.accounts import rules as people
from community.networking.models import ContactRoute
from community.networking.queries.diary import figures_of
from community.programs.models import Vendor


@dataclass(frozen=True)
class ContactMap:
    """The ways to a vendor as the viewer may read them, the best first; visitors learn how many there are.

    ``figures`` is what the diaries say, see ``queries.count_diary``.
    """

    count: int
    works: list[ContactRoute] = field(default_factory=list)
    unconfirmed: list[ContactRoute] = field(default_factory=list)
    broken: list[ContactRoute] = field(default_factory=list)
    hidden: list[ContactRoute] = field(default_factory=list)
    figures: dict | None = None


def contact_map(viewer, vendor: Vendor) -> ContactMap:
    """All of a vendor, with what the diaries say. Two queries."""
    return ways_to(viewer, vendor, figures_of(vendor))


def ways_to(viewer, vendor: Vendor, figures: dict | None = None) -> ContactMap:
    """All of a vendor; what the diaries say as far as it is given. One query."""
    shown = ContactRoute.objects.shown().filter(vendor=vendor)
    if not people.is_member(viewer):
        return ContactMap(shown.count())
    rows = ContactRoute.objects.visible_to(viewer).filter(vendor=vendor).with_standing(viewer).best_first()
    routes = list(rows.select_related("program"))
    by_route = figures["routes"] if figures else {}
    for route in routes:
        route.vendor, route.figures = vendor, by_route.get(str(route.pk))
    seen = [route for route in routes if route.hidden_at is None]
    return ContactMap(
        count=len(seen),
        works=[route for route in seen if not (route.is_broken or route.is_unconfirmed)],
        unconfirmed=[route for route in seen if route.is_unconfirmed],
        broken=[route for route in seen if route.is_broken],
        hidden=[route for route in routes if route.hidden_at is not None],
        figures=figures,
    )


def route_for(viewer, pk: int) -> ContactRoute | None:
    """One that the viewer may read, with its vendor and how it stands. One query."""
    rows = ContactRoute.objects.visible_to(viewer).with_standing(viewer).select_related("vendor", "program")
    return rows.filter(pk=pk).first()
