"""What the page of one change reads."""

import datetime as dt
from dataclasses import dataclass, field

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef
from django.db.models.functions import JSONObject

from community.accounts.models import CompanySize, PartnerRole
from community.core.dates import FuzzyDate, parse_fuzzy
from community.programs.models import (
    Change,
    ChangeSource,
    ChangeStep,
    ChangeTerm,
    ChangeVisit,
    Follow,
    Program,
    Tier,
)
from community.programs.states import State
from community.tags.models import Tag

NEAR = 4  # other changes of the vendor beside the page


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
    tags: list[Tag]

    @property
    def step_count(self) -> int:
        return sum(row.step is not None for row in self.timeline)


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
    """The change with all around it that is short, and the viewer's marks, if they may see it. One query."""
    terms = ChangeTerm.objects.filter(change=OuterRef("pk")).order_by("position")
    tiers = Tier.objects.filter(changes=OuterRef("pk")).order_by("rank")
    changes = Change.objects.visible_to(viewer).select_related("vendor", "proposed_by")
    return (
        changes.annotate(
            term_rows=ArraySubquery(terms.values(row=JSONObject(what="what", old="old", new="new"))),
            tier_names=ArraySubquery(tiers.values("name")),
            is_watched=Follow.objects.exists_for(viewer, "change"),
            visit_rows=ChangeVisit.objects.rows_for(viewer),
            **_lists(viewer),
        )
        .filter(pk=pk)
        .first()
    )


def _lists(viewer) -> dict[str, ArraySubquery]:
    """Programs, sources, tags and the changes near by, each as rows of plain values."""
    programs = Program.objects.filter(changes=OuterRef("pk")).order_by("name", "pk")
    sources = ChangeSource.objects.filter(change=OuterRef("pk")).order_by("captured_on", "pk")
    tags = Tag.objects.filter(changes=OuterRef("pk")).order_by("name")
    others = Change.objects.visible_to(viewer).published().filter(vendor=OuterRef("vendor")).exclude(pk=OuterRef("pk"))
    return {
        "program_rows": _rows(programs, "id", "name", "slug"),
        "source_rows": _rows(sources, "id", "title", "url", "captured_on", "attribution"),
        "tag_rows": _rows(tags, "id", "name"),
        "near_rows": _rows(others.newest_moves_first()[:NEAR], "id", "title", "state"),
    }


def _rows(things, *fields: str) -> ArraySubquery:
    return ArraySubquery(things.values(row=JSONObject(**{field: field for field in fields})))


def change_page(change: Change, viewer) -> ChangePage:
    """All of a change that ``change_for`` gave. One query, whatever the length of the history."""
    steps = list(change.steps.select_related("source", "recorded_by__membership__company"))
    return ChangePage(
        change=change,
        terms=change.term_rows,
        sources=[_source(row) for row in change.source_rows],
        programs=[Program(vendor=change.vendor, **row) for row in change.program_rows],
        audience=_audience(change),
        timeline=[_row(step) for step in steps] + _planned(change),
        near=[Change(vendor=change.vendor, **row) for row in change.near_rows],
        tags=[Tag(**row) for row in change.tag_rows],
    )


def _source(row: dict) -> ChangeSource:
    return ChangeSource(**row | {"captured_on": dt.date.fromisoformat(row["captured_on"])})


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
