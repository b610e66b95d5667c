"""What lists of changes read."""

import datetime as dt
from collections import Counter
from dataclasses import dataclass, field

from django.db.models import Exists, OuterRef, Prefetch, Q, Value, prefetch_related_objects

from community.core.paging import KeysetPage, keyset_page, number_in
from community.programs.models import Change, ChangeStep, Program, Question, Tier, Vendor
from community.programs.querysets import ROW_PARTS, Facets
from community.programs.states import SETTLED

LIST_SIZE = 50  # rows of each half of a page: a screenful is eight, and a phone still loads it at once
COUNT_CAP = 1_000  # changes that are counted exactly; beyond that nobody needs the number
LATER, MOVED = "later.", "moved."  # with what the keys of those pages begin; those of what is behind need nothing


@dataclass(frozen=True)
class Timetable:
    """What is ahead (nearest first) and what is behind (latest first), or all by its ``newest`` moves; each in pages.

    ``later_key`` continues what is ahead, ``next_key`` what is behind or the newest. ``count`` is at most one more
    than ``COUNT_CAP``.
    """

    ahead: list[Change]
    behind: list[Change]
    count: int
    next_key: str | None = None
    later_key: str | None = None
    newest: list[Change] = field(default_factory=list)

    @property
    def is_counted(self) -> bool:
        """Whether ``count`` is exact."""
        return self.count <= COUNT_CAP


@dataclass(frozen=True)
class Filters:
    """What a list of changes is narrowed to; everything empty means all.

    ``since`` and ``until`` are about the last day to act; of a month or quarter any day will do.
    """

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
    tier: Tier | None = None
    country: str = ""

    def apply(self, changes, viewer):
        wanted = {
            "vendor": self.vendor, "programs": self.program, "tags": self.tag, "kind": self.kind,
            "direction": self.direction,
        }  # fmt: skip
        changes = changes.filter(**{name: value for name, value in wanted.items() if value})
        if self.unanswered:
            changes = changes.filter(Exists(Question.objects.unanswered().filter(change=OuterRef("pk"))))
        if self.touches:
            verdicts = ["yes", "maybe"] if self.touches == "either" else [self.touches]
            changes = changes.touching(Facets.of(viewer), *verdicts)
        if self.since or self.until:
            changes = changes.act_by_between(self.since, self.until)
        if self.tier:
            changes = changes.for_tier(self.tier)
        if self.country:
            changes = changes.for_country(self.country)
        if self.state == "expected":
            return changes.exclude(state__in=SETTLED)
        return changes.filter(state=self.state) if self.state else changes


def timetable(viewer, filters: Filters, *, after: str = "", sort: str = "") -> Timetable:
    """A page of the change list. Five queries: the count, the rows of both halves, their programs and terms.

    Args:
        after: a key of the page before. The first page shows both halves, every further one goes on with one of them.
        sort: "moved" for one list by the newest moves instead of both halves by their day.
    """
    changes = filters.apply(Change.objects.visible_to(viewer).published(), viewer)
    count = changes.order_by()[: COUNT_CAP + 1].count()
    marked = changes.select_related("vendor").with_touch(Facets.of(viewer)).with_clock()
    if sort == "moved":
        page = keyset_page(_moved_before(marked, after), size=LIST_SIZE, key=_moved_key)
        prefetch_related_objects(page.items, *ROW_PARTS)
        return Timetable([], [], count, next_key=page.next_key, newest=page.items)
    later = after.startswith(LATER)
    ahead = _half(_above(marked.ahead(), after), LATER) if later or not after else KeysetPage([], None)
    behind = KeysetPage([], None) if later else _half(_below(marked.behind(), after), "")
    prefetch_related_objects([*ahead.items, *behind.items], *ROW_PARTS)
    return Timetable(ahead.items, behind.items, count, next_key=behind.next_key, later_key=ahead.next_key)


def new_since(viewer, looked: list[tuple[int, Filters, dt.datetime]], *, most: int) -> dict[int, int]:
    """How many changes that fit each of the filters came or moved after a moment. One query for all of them.

    Args:
        looked: a number to know the search by, its filters, and when the viewer last looked.
        most: what is counted of one search; one more than that means "more".
    """
    seen = Change.objects.visible_to(viewer).published()
    parts = [
        filters.apply(seen, viewer).filter(moved_at__gt=moment).order_by().values_list(Value(number))[: most + 1]
        for number, filters, moment in looked
    ]
    if not parts:
        return {}
    return Counter(number for (number,) in parts[0].union(*parts[1:], all=True))


def act_by(viewer, *, limit: int = 5) -> list[Change]:
    """The next dates. Three queries."""
    return list(Change.objects.visible_to(viewer).published().ahead().for_rows(viewer)[:limit])


def newly_moved(viewer, *, limit: int = 10) -> list[Change]:
    """What moved last, each with its latest step as ``last_step``. Two queries."""
    latest = Prefetch("steps", ChangeStep.objects.order_by("-happened_on", "-pk"), to_attr="latest_steps")
    changes = Change.objects.visible_to(viewer).published().newest_moves_first().select_related("vendor")
    return list(changes.prefetch_related(latest)[:limit])


def _half(changes, beginning: str) -> KeysetPage:
    return keyset_page(
        changes,
        size=LIST_SIZE,
        key=lambda change: f"{beginning}{change.timetable_on or ''}.{change.pk}",
    )


def _moved_key(change: Change) -> str:
    return f"{MOVED}{change.moved_at.isoformat()}.{change.pk}"


def _read_key(after: str, beginning: str, read) -> tuple[object, int] | None:
    """What a key says, as the moment or day (None if undated) and the number of a change; None if it is unreadable."""
    text, _dot, number = after.removeprefix(beginning).rpartition(".")
    pk = number_in(number)
    if pk is None:
        return None
    try:
        return read(text) if text else None, pk
    except ValueError:
        return None


def _below(changes, after: str):
    """The rows after the one that ``after`` names, in the order of ``behind()``."""
    key = _read_key(after, "", dt.date.fromisoformat)
    if key is None:
        return changes
    day, pk = key
    if day is None:
        return changes.filter(timetable_on=None, pk__lt=pk)
    earlier = Q(timetable_on__lt=day) | Q(timetable_on=day, pk__lt=pk) | Q(timetable_on=None)
    return changes.filter(earlier)


def _above(changes, after: str):
    """The rows after the one that ``after`` names, in the order of ``ahead()``."""
    key = _read_key(after, LATER, dt.date.fromisoformat)
    if key is None or key[0] is None:
        return changes
    day, pk = key
    return changes.filter(Q(timetable_on__gt=day) | Q(timetable_on=day, pk__gt=pk))


def _moved_before(changes, after: str):
    """The rows after the one that ``after`` names, by their newest moves."""
    changes = changes.newest_moves_first()
    key = _read_key(after, MOVED, dt.datetime.fromisoformat)
    if key is None or key[0] is None or key[0].tzinfo is None:
        return changes
    moment, pk = key
    return changes.filter(Q(moved_at__lt=moment) | Q(moved_at=moment, pk__lt=pk))
