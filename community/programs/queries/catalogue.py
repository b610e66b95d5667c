"""What the pages of vendors and programs read."""

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, Max, OuterRef, Prefetch, Q
from django.utils import timezone

from community.programs.models import Change, Follow, Program, Tier, Vendor
from community.programs.queries.vendor_record import with_record
from community.programs.states import SETTLED, State


def vendors(viewer) -> list[Vendor]:
    """All vendors by name with how many changes are known and ahead. One query."""
    today = timezone.localdate()
    seen = Q(changes__in=Change.objects.visible_to(viewer).published())
    to_come = seen & Q(changes__timetable_on__gte=today) & ~Q(changes__state__in=SETTLED - {State.IN_FORCE})
    return list(
        Vendor.objects.annotate(
            change_count=Count("changes", filter=seen),
            ahead_count=Count("changes", filter=to_come),
            last_moved=Max("changes__moved_at", filter=seen),
        ).order_by("name")
    )


def vendor_names() -> list[str]:
    """Names and short names of all vendors, for which nobody else may pass. One query."""
    return [word for pair in Vendor.objects.values_list("name", "slug") for word in pair]


def vendor_by_slug(slug: str, viewer) -> Vendor | None:
    """The vendor with programs and the names of their tiers, the rows of its record, and whether the viewer follows
    it: two queries."""
    vendors = with_record(Vendor.objects.annotate(is_followed=Follow.objects.exists_for(viewer, "vendor")))
    tiers = Tier.objects.filter(program=OuterRef("pk")).order_by("rank").values("name")
    programs = Program.objects.annotate(tier_names=ArraySubquery(tiers))
    return vendors.prefetch_related(Prefetch("programs", programs)).filter(slug=slug).first()


def program_by_slug(vendor_slug: str, slug: str, viewer) -> Program | None:
    """The program with its vendor and tiers, and whether the viewer follows it: two queries."""
    programs = Program.objects.annotate(is_followed=Follow.objects.exists_for(viewer, "program"))
    programs = programs.select_related("vendor").prefetch_related("tiers")
    return programs.filter(vendor__slug=vendor_slug, slug=slug).first()
