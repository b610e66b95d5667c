"""What the screens about vendors and changes read."""

import datetime as dt
from dataclasses import dataclass, field

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, Max, OuterRef, Prefetch, Q, prefetch_related_objects
from django.db.models.functions import JSONObject
from django.utils import timezone

from community.accounts.models import CompanySize, PartnerRole
from community.core.dates import FuzzyDate, parse_fuzzy
from community.core.paging import PAGE_SIZE, number_in
from community.programs.models import Change, ChangeStep, ChangeTerm, Program, Tier, Vendor
from community.programs.querysets import ROW_PARTS
from community.programs.states import SETTLED, State

AHEAD_LIMIT = 60  # rows; a timetable is read from the top, and nobody plans further


@dataclass(frozen=True)
class Timetable:
    """What is ahead (nearest first, first page only) and what is behind (latest first, in pages)."""

    ahead: list[Change]
    behind: list[Change]
    count: int
    next_key: str | None = None


@dataclass(frozen=True)
class Filters:
    """What a list of changes is narrowed to; everything empty means all."""

    vendor: Vendor | None = None
    program: Program | None = None
    tag: object | None = None
    kind: str = ""
    state: str = ""
    direction: str = ""
    since: dt.date | None = None
    until: dt.date | None = None

    def apply(self, changes):
        wanted = {
            "vendor": self.vendor, "programs": self.program, "tags": self.tag, "kind": self.kind,
            "direction": self.direction, "timetable_on__gte": self.since, "timetable_on__lte": self.until,
        }  # fmt: skip
        changes = changes.filter(**{name: value for name, value in wanted.items() if value})
        if self.state == "expected":
            return changes.exclude(state__in=SETTLED)
        return changes.filter(state=self.state) if self.state else changes


def timetable(viewer, filters: Filters, *, after: str = "") -> Timetable:
    """A page of the change list. Five queries: the count, the rows of both halves, their programs and terms.

    Args:
        after: the ``next_key`` of the page before; what is ahead stands on the first page only.
    """
    changes = filters.apply(Change.objects.visible_to(viewer).published())
    ahead = [] if after else list(changes.ahead().select_related("vendor")[:AHEAD_LIMIT])
    rows = list(_below(changes.behind(), after).select_related("vendor")[: PAGE_SIZE + 1])
    shown = rows[:PAGE_SIZE]
    prefetch_related_objects([*ahead, *shown], *ROW_PARTS)
    return Timetable(ahead, shown, changes.count(), _key(shown[-1]) if len(rows) > PAGE_SIZE else None)


def act_by(viewer, *, limit: int = 5) -> list[Change]:
    """The next dates. Three queries."""
    return list(Change.objects.visible_to(viewer).published().ahead().for_rows()[:limit])


def newly_moved(viewer, *, limit: int = 10) -> list[Change]:
    """What moved last, each with its latest step as ``last_step``. Two queries."""
    latest = Prefetch("steps", ChangeStep.objects.order_by("-happened_on", "-pk"), to_attr="latest_steps")
    changes = Change.objects.visible_to(viewer).published().newest_moves_first().select_related("vendor")
    return list(changes.prefetch_related(latest)[:limit])


@dataclass(frozen=True)
class ChangePage:
    """All of a change but its discussion."""

    change: Change
    terms: list
    sources: list
    programs: list[Program]
    audience: str
    timeline: list["TimelineRow"]
    near: list[Change]


@dataclass(frozen=True)
class TimelineRow:
    """A step, or a date that is still ahead (``planned``)."""

    date: FuzzyDate
    state: str
    step: ChangeStep | None = None
    planned: str = ""
    moves: list["Moved"] = field(default_factory=list)


@dataclass(frozen=True)
class Moved:
    """A date that a step moved."""

    field: str
    was: FuzzyDate | None
    now: FuzzyDate | None


def change_for(viewer, pk: int) -> Change | None:
    """The change with its vendor, terms and tiers, if the viewer may see it. One query."""
    terms = ChangeTerm.objects.filter(change=OuterRef("pk")).order_by("position")
    tiers = Tier.objects.filter(changes=OuterRef("pk")).order_by("rank")
    changes = Change.objects.visible_to(viewer).select_related("vendor", "proposed_by")
    return (
        changes.annotate(
            term_rows=ArraySubquery(terms.values(row=JSONObject(what="what", old="old", new="new"))),
            tier_names=ArraySubquery(tiers.values("name")),
        )
        .filter(pk=pk)
        .first()
    )


def change_page(change: Change, viewer) -> ChangePage:
    """All of a change that ``change_for`` gave. Four queries, whatever the length of the history."""
    steps = list(change.steps.select_related("source", "recorded_by__membership__company"))
    return ChangePage(
        change=change,
        terms=change.term_rows,
        sources=list(change.sources.all()),
        programs=list(change.programs.select_related("vendor")),
        audience=_audience(change),
        timeline=[_row(step) for step in steps] + _planned(change),
        near=_near(change, viewer),
    )


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


def vendor_by_slug(slug: str) -> Vendor | None:
    """The vendor with its programs and their tiers: three queries."""
    return Vendor.objects.prefetch_related("programs__tiers").filter(slug=slug).first()


def program_by_slug(vendor_slug: str, slug: str) -> Program | None:
    """The program with its vendor and tiers: two queries."""
    programs = Program.objects.select_related("vendor").prefetch_related("tiers")
    return programs.filter(vendor__slug=vendor_slug, slug=slug).first()


def _key(change: Change) -> str:
    return f"{change.timetable_on or ''}.{change.pk}"


def _below(changes, after: str):
    """The rows after the one that ``after`` names, in the order of ``behind()``."""
    day, _dot, number = after.partition(".")
    pk = number_in(number)
    if pk is None:
        return changes
    try:
        date = dt.date.fromisoformat(day) if day else None
    except ValueError:
        return changes
    if date is None:
        return changes.filter(timetable_on=None, pk__lt=pk)
    earlier = Q(timetable_on__lt=date) | Q(timetable_on=date, pk__lt=pk) | Q(timetable_on=None)
    return changes.filter(earlier)


def _row(step: ChangeStep) -> TimelineRow:
    moves = [
        Moved(name, parse_fuzzy(was), parse_fuzzy(now))
        for name, was, now in (
            ("effective", step.effective_was, step.effective_now),
            ("act_by", step.act_by_was, step.act_by_now),
        )
        if now
    ]
    return TimelineRow(parse_fuzzy(step.happened_on), step.to_state, step=step, moves=moves)


def _planned(change: Change) -> list[TimelineRow]:
    """The dates that are still ahead, as the dotted end of the timeline."""
    if change.is_over:
        return []
    dates = [("act_by", change.act_by, State.ANNOUNCED), ("effective", change.effective, State.IN_FORCE)]
    rows = [TimelineRow(date, state, planned=name) for name, date, state in dates if date and date.days_left >= 0]
    return sorted(rows, key=lambda row: row.date.first_day)


def _audience(change: Change) -> str:
    """The facets in one line, as "Silver, Gold · resellers · DE, AT"; empty means everybody."""
    facets = [
        change.tier_names,
        [str(PartnerRole(role).label) for role in change.audience_roles],
        change.audience_countries,
        [str(CompanySize(size).label) for size in change.audience_sizes],
    ]
    return " · ".join(", ".join(facet) for facet in facets if facet)


def _near(change: Change, viewer) -> list[Change]:
    """Other changes of the same vendor, the latest moves first."""
    others = Change.objects.visible_to(viewer).published().filter(vendor=change.vendor).exclude(pk=change.pk)
    return list(others.newest_moves_first()[:4])
