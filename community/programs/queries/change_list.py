"""What lists of changes read."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Prefetch, Q, prefetch_related_objects

from community.core.paging import PAGE_SIZE, number_in
from community.programs.models import Change, ChangeStep, Program, Question, Vendor
from community.programs.querysets import ROW_PARTS, Facets
from community.programs.states import SETTLED

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
    unanswered: bool = False
    touches: str = ""  # "yes", "maybe", or "either" for both

    def apply(self, changes, viewer):
        wanted = {
            "vendor": self.vendor, "programs": self.program, "tags": self.tag, "kind": self.kind,
            "direction": self.direction, "timetable_on__gte": self.since, "timetable_on__lte": self.until,
        }  # fmt: skip
        changes = changes.filter(**{name: value for name, value in wanted.items() if value})
        if self.unanswered:
            changes = changes.filter(Exists(Question.objects.unanswered().filter(change=OuterRef("pk"))))
        if self.touches:
            verdicts = ["yes", "maybe"] if self.touches == "either" else [self.touches]
            changes = changes.touching(Facets.of(viewer), *verdicts)
        if self.state == "expected":
            return changes.exclude(state__in=SETTLED)
        return changes.filter(state=self.state) if self.state else changes


def timetable(viewer, filters: Filters, *, after: str = "") -> Timetable:
    """A page of the change list. Five queries: the count, the rows of both halves, their programs and terms.

    Args:
        after: the ``next_key`` of the page before; what is ahead stands on the first page only.
    """
    changes = filters.apply(Change.objects.visible_to(viewer).published(), viewer)
    marked = changes.select_related("vendor").with_touch(Facets.of(viewer)).with_clock()
    ahead = [] if after else list(marked.ahead()[:AHEAD_LIMIT])
    rows = list(_below(marked.behind(), after)[: PAGE_SIZE + 1])
    shown = rows[:PAGE_SIZE]
    prefetch_related_objects([*ahead, *shown], *ROW_PARTS)
    return Timetable(ahead, shown, changes.count(), _key(shown[-1]) if len(rows) > PAGE_SIZE else None)


def act_by(viewer, *, limit: int = 5) -> list[Change]:
    """The next dates. Three queries."""
    return list(Change.objects.visible_to(viewer).published().ahead().for_rows(viewer)[:limit])


def newly_moved(viewer, *, limit: int = 10) -> list[Change]:
    """What moved last, each with its latest step as ``last_step``. Two queries."""
    latest = Prefetch("steps", ChangeStep.objects.order_by("-happened_on", "-pk"), to_attr="latest_steps")
    changes = Change.objects.visible_to(viewer).published().newest_moves_first().select_related("vendor")
    return list(changes.prefetch_related(latest)[:limit])


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
