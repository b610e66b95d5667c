"""Does a change touch me? The audience of a change against what somebody tells of their business, as one expression.

Facet by facet: nobody named means everybody; told and named passes; told and not named is a no; not told is unknown.
One no makes it "no", else one unknown "maybe", else it is "yes". The facet that decided is the first of its sort in
the order of ``FACETS``; of a yes it is the narrowest of tier, program and vendor.
"""

from dataclasses import dataclass

from django.apps import apps
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Case, CharField, Exists, OuterRef, Q, TextChoices, Value, When
from django.db.models.functions import JSONObject

from community.accounts import rules as people

# The order in which the facets are asked. A change that names no program is for those who hold one of its vendor.
FACETS = ["program", "vendor", "tier", "role", "country", "size"]


class Touch(TextChoices):
    YES = "yes"
    MAYBE = "maybe"
    NO = "no"


@dataclass(frozen=True)
class Facets:
    """What a company tells of its business, or a member without one. Empty means not told.

    What they hold stays in the database: the verdict asks for it in its own query.
    """

    company_id: int | None = None
    member_id: int | None = None
    roles: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    size: str = ""

    @classmethod
    def of(cls, viewer) -> "Facets | None":
        """The facets of a member, from what came along when they were loaded: no query. None for visitors."""
        if not people.is_member(viewer):
            return None
        company = viewer.company
        if company is not None:
            countries = {*company.countries, company.country} - {""}
            return cls(company.pk, None, tuple(company.roles), tuple(sorted(countries)), company.size)
        own = getattr(viewer, "personal_facets", None)
        if own is None:
            return cls(member_id=viewer.pk)
        return cls(None, viewer.pk, tuple(own.roles), tuple(own.countries), own.size)

    @property
    def owner(self) -> dict[str, int]:
        """Whose holdings count."""
        return {"company": self.company_id} if self.company_id else {"member": self.member_id}


def touch_annotations(facets: Facets) -> dict:
    """The verdict, the deciding facet and what is needed to say it, for a queryset of changes."""
    held = _held(facets).filter(program__vendor=OuterRef("vendor")).order_by("program__name")
    tiers = apps.get_model("programs", "Tier").objects.filter(changes=OuterRef("pk")).order_by("program", "rank")
    return {
        "touch_code": touch_code(facets),
        "touch_held": ArraySubquery(
            held.values(
                row=JSONObject(
                    program="program__name", program_id="program", tier="tier__name", tier_id="tier", since="since_year"
                )
            )
        ),
        "touch_tiers": ArraySubquery(
            tiers.values(row=JSONObject(id="pk", name="name", program_id="program", program="program__name"))
        ),
    }


def touch_code(facets: Facets) -> Case:
    """The verdict and the facet that decided, in one word each: "no tier"."""
    cases = (When(row.holds, then=Value(f"{row.verdict} {row.facet}")) for row in _verdicts(facets))
    return Case(*cases, output_field=CharField())


@dataclass(frozen=True)
class _Row:
    """If this holds, and nothing above it did, this is the verdict, and this the facet that decided."""

    holds: Q
    verdict: str
    facet: str


def _verdicts(facets: Facets) -> list[_Row]:
    tests = [*_tests_of_holdings(facets), *_tests_of_the_rest(facets)]
    audience = apps.get_model("programs", "Change").audience_tiers.through.objects.filter(change=OuterRef("pk"))
    programs = apps.get_model("programs", "Change").programs.through.objects.filter(change=OuterRef("pk"))
    return [
        *(_Row(no, Touch.NO, facet) for facet, no, _unknown in tests if no is not None),
        *(_Row(unknown, Touch.MAYBE, facet) for facet, _no, unknown in tests if unknown is not None),
        _Row(Q(Exists(audience)), Touch.YES, "tier"),
        _Row(Q(Exists(programs)), Touch.YES, "program"),
        _Row(Q(pk__isnull=False), Touch.YES, "vendor"),
    ]


def _tests_of_holdings(facets: Facets) -> list[tuple[str, Q, Q]]:
    """(facet, when it says no, when it is unknown); the unknown is asked only where nothing said no."""
    change = apps.get_model("programs", "Change")
    held = _held(facets)
    programs = change.programs.through.objects.filter(change=OuterRef("pk"))
    tiers = change.audience_tiers.through.objects.filter(change=OuterRef("pk"))
    told = Q(Exists(held))
    for_programs, for_tiers = Q(Exists(programs)), Q(Exists(tiers))
    holds_program = Q(Exists(programs.filter(program__in=held.values("program"))))
    holds_of_vendor = Q(Exists(held.filter(program__vendor=OuterRef("vendor"))))
    holds_tier = Q(Exists(tiers.filter(tier__in=held.filter(tier__isnull=False).values("tier"))))
    tier_not_told = Q(Exists(held.filter(tier=None, program__tiers__changes=OuterRef("pk"))))
    return [
        ("program", for_programs & told & ~holds_program, for_programs & ~told),
        ("vendor", ~for_programs & told & ~holds_of_vendor, ~for_programs & ~told),
        ("tier", for_tiers & told & ~holds_tier & ~tier_not_told, for_tiers & ~holds_tier),
    ]


def _tests_of_the_rest(facets: Facets) -> list[tuple[str, Q | None, Q | None]]:
    """Role, country and size: the change names them, and what is told of them stands in ``facets``."""
    told = {
        "role": ("audience_roles", list(facets.roles)),
        "country": ("audience_countries", list(facets.countries)),
        "size": ("audience_sizes", [facets.size] if facets.size else []),
    }
    tests = []
    for facet, (field, values) in told.items():
        named = ~Q(**{field: []})
        tests.append((facet, named & ~Q(**{f"{field}__overlap": values}), None) if values else (facet, None, named))
    return tests


def _held(facets: Facets):
    return apps.get_model("programs", "Holding").objects.filter(**facets.owner)
