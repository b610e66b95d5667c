"""What the screens about effect reports read."""

from dataclasses import dataclass

from django.db.models import JSONField, OuterRef, Subquery, Value
from django.db.models.functions import JSONObject

from community.accounts import rules as people
from community.core.refusals import Refused, allowed
from community.programs import rules
from community.programs.models import CensusStep, Change, EffectReport, Tier
from community.programs.queries.census import LEAST, Census, count_census


@dataclass(frozen=True)
class EffectPart:
    """What the page of a change says about its effect: to the viewer, and what others told.

    ``report`` is that of the viewer's company, or the consultant's own; ``refusal`` why they are not counted;
    ``census`` is there for partners and moderators once five companies have come together.
    """

    report: dict | None
    refusal: str
    for_company: bool
    reads_census: bool
    missing: int
    census: Census | None = None


@dataclass(frozen=True)
class CensusPage:
    """The census of one selection. ``tiers`` are those that can be chosen."""

    part: EffectPart
    census: Census | None
    tiers: dict[str, Tier]


def effect_annotations(viewer) -> dict:
    """For a queryset of changes: the viewer's own report, and for partners what the census last counted."""
    own = EffectReport.objects.visible_to(viewer).filter(change=OuterRef("pk"))
    fields = {name: name for name in ("affected", "cost", "customers", "plan", "reported_at")}
    counted = CensusStep.objects.filter(change=OuterRef("pk")).values("reports")
    nothing = Value(None, output_field=JSONField())
    return {
        "own_report": Subquery(own.values(row=JSONObject(**fields, by="reported_by__name"))[:1])
        if people.is_member(viewer)
        else nothing,
        "counted_reports": Subquery(counted[:1]) if people.is_partner(viewer) else nothing,
    }


def effect_part(change: Change, viewer, chosen: dict[str, str] | None = None) -> EffectPart:
    """What is said about the effect of a change that ``change_for`` or ``change_with_effects`` gave. No query."""
    try:
        rules.check_can_report_effect(viewer, change)
        refusal = ""
    except Refused as refused:
        refusal = refused.sentence
    reads_census = allowed(rules.check_can_read_census, viewer, change)
    shown = reads_census and change.affected_companies >= LEAST and change.counted_reports
    company_id = viewer.company.pk if reads_census and viewer.company is not None else None
    return EffectPart(
        report=change.own_report,
        refusal=refusal,
        for_company=people.is_member(viewer) and viewer.company is not None,
        reads_census=reads_census,
        missing=max(LEAST - change.affected_companies, 0),
        census=count_census(change.counted_reports, chosen or {}, company_id) if shown else None,
    )


def census_page(change: Change, viewer, chosen: dict[str, str]) -> CensusPage:
    """The census of a selection, for those who may read it. One query: the names of the tiers."""
    part = effect_part(change, viewer, chosen)
    offered = part.census.offered if part.census else []
    ids = [selection.value for selection in offered if selection.dimension == "tier"]
    tiers = Tier.objects.filter(pk__in=ids).select_related("program").order_by("program__name", "rank")
    return CensusPage(part, part.census, {str(tier.pk): tier for tier in tiers} if ids else {})
