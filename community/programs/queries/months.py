"""What the timeline of months reads: one line for each change, and where on it its dates lie."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import OuterRef, Subquery
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from community.core.dates import FuzzyDate
from community.programs.models import Change, ChangeStep
from community.programs.queries.change_list import COUNT_CAP, Filters
from community.programs.states import State

MONTHS = 9  # shown at once: two behind us and half a year ahead
STEP = 3  # months further by "earlier" and "later"
MOST_ROWS = 60  # a longer chart is read by nobody; filters make it shorter
LABEL_LEFT_OF = 62  # per cent of the width beyond which a label no longer fits to the right
MOVED = {State.POSTPONED, State.WITHDRAWN, State.SUPERSEDED}
TAKEN_BACK = {State.WITHDRAWN, State.SUPERSEDED}


@dataclass(frozen=True)
class Month:
    """A month of the axis: its first day and where it begins."""

    first_day: dt.date
    x: str
    has_year: bool


@dataclass(frozen=True)
class Label:
    """The words beside a line, and on which side of ``x`` they stand."""

    x: str
    text: str
    note: str
    is_left: bool


@dataclass(frozen=True)
class ChartRow:
    """The line of one change. Places are per cents of the width, as SVG writes them; None if not in these months.

    ``act`` and ``end`` are a place, or two if only the month or quarter is known.
    """

    change: Change
    start: str | None
    line: tuple[str, str] | None
    force: tuple[str, str] | None
    act: tuple[str, ...] | None
    end: tuple[str, ...] | None
    gone: str | None
    label: Label
    words: str
    is_dotted: bool


@dataclass(frozen=True)
class MonthChart:
    """The months, the lines, and the months before and after by which one goes on."""

    months: list[Month]
    rows: list[ChartRow]
    today: str | None
    earlier: str
    later: str
    count: int
    is_cut: bool

    @property
    def is_counted(self) -> bool:
        return self.count <= COUNT_CAP

    @property
    def last_month(self) -> dt.date:
        return self.months[-1].first_day


def first_month(given: dt.date | None = None) -> dt.date:
    """The month with which the chart begins: the one given, else two before this one."""
    return given.replace(day=1) if given else _months_on(timezone.localdate(), 1 - STEP)


def month_chart(viewer, filters: Filters, begin: dt.date) -> MonthChart:
    """The changes with a date in the months from ``begin`` on, by their day. Two queries."""
    scale = _Scale(begin, _months_on(begin, MONTHS))
    changes = filters.apply(Change.objects.visible_to(viewer).published(), viewer).between(scale.begin, scale.end)
    latest = ChangeStep.objects.filter(change=OuterRef("pk")).order_by("-happened_on", "-pk")
    rows = changes.annotate(last_step_on=Subquery(latest.values("happened_on")[:1])).select_related("vendor")
    rows = list(rows.order_by("timetable_on", "pk")[: MOST_ROWS + 1])
    return MonthChart(
        months=[_month(scale, number) for number in range(MONTHS)],
        rows=[_row(change, scale) for change in rows[:MOST_ROWS]],
        today=scale.at(timezone.localdate()),
        earlier=f"{_months_on(begin, -STEP):%Y-%m}",
        later=f"{_months_on(begin, STEP):%Y-%m}",
        count=changes.order_by()[: COUNT_CAP + 1].count(),
        is_cut=len(rows) > MOST_ROWS,
    )


class _Scale:
    """Days as per cents of the width."""

    def __init__(self, begin: dt.date, end: dt.date):
        self.begin, self.end = begin, end

    def exact(self, day: dt.date) -> float:
        return 100 * (day - self.begin).days / (self.end - self.begin).days

    def at(self, day: dt.date) -> str | None:
        return _percent(self.exact(day)) if self.begin <= day < self.end else None

    def between(self, first: dt.date, last: dt.date) -> tuple[str, str] | None:
        """Both ends, cut at the edges; None if nothing of it is in sight."""
        if last < self.begin or first >= self.end or last <= first:
            return None
        return _percent(max(self.exact(first), 0)), _percent(min(self.exact(last), 100))

    def place(self, date: FuzzyDate | None) -> tuple[str, ...] | None:
        """One place for a day, two for a month or quarter."""
        if date is None:
            return None
        if date.first_day == date.last_day:
            place = self.at(date.first_day)
            return (place,) if place else None
        return self.between(date.first_day, date.last_day + dt.timedelta(days=1))


def _percent(value: float) -> str:
    return f"{value:.2f}%"  # never with the decimal comma of a language


def _months_on(day: dt.date, months: int) -> dt.date:
    number = day.year * 12 + day.month - 1 + months
    return dt.date(number // 12, number % 12 + 1, 1)


def _month(scale: _Scale, number: int) -> Month:
    day = _months_on(scale.begin, number)
    return Month(day, _percent(scale.exact(day)), has_year=number == 0 or day.month == 1)


def _row(change: Change, scale: _Scale) -> ChartRow:
    announced, aim = change.announced, change.effective or change.act_by
    is_gone = change.state in TAKEN_BACK and change.last_step_on is not None
    until = min(aim.first_day, change.last_step_on) if is_gone and aim else aim and aim.first_day
    begun = announced and announced.first_day
    today = timezone.localdate()
    in_force = change.state == State.IN_FORCE and change.effective
    return ChartRow(
        change=change,
        start=scale.at(begun) if begun else None,
        line=scale.between(begun, until) if begun and until else None,
        force=scale.between(change.effective.first_day, today) if in_force else None,
        act=scale.place(change.act_by),
        end=None if is_gone else scale.place(change.effective),
        gone=scale.at(change.last_step_on) if is_gone else None,
        label=_label(change, scale, is_gone=is_gone),
        words=_in_words(change),
        is_dotted=change.state in MOVED,
    )


def _label(change: Change, scale: _Scale, *, is_gone: bool) -> Label:
    aim = change.effective or change.timetable
    text, day = str(aim), aim.first_day
    if is_gone:
        day = change.last_step_on
        text = f"{change.get_state_display()} {date_format(day, 'SHORT_DATE_FORMAT')}"
    elif change.state == State.IN_FORCE:
        day = max(day, min(timezone.localdate(), scale.end))
    place = min(max(scale.exact(day), 0), 100)
    if place <= LABEL_LEFT_OF and aim.first_day != aim.last_day and not is_gone:
        place = min(max(scale.exact(aim.last_day), 0), 100)
    notice = "" if is_gone else _notice(change)
    return Label(_percent(place), text, f" · {notice}" if notice else "", is_left=place > LABEL_LEFT_OF)


def _notice(change: Change) -> str:
    days = change.notice_days
    if days is None or days < 0:
        return ""
    return ngettext("%(n)d day’s notice", "%(n)d days’ notice", days) % {"n": days}


def _in_words(change: Change) -> str:
    """The line as a sentence for those who do not see it."""
    labels = ((_("announced"), change.announced), (_("act by"), change.act_by), (_("in force from"), change.effective))
    parts = [f"{label} {date}" for label, date in labels if date]
    return "; ".join([str(change.get_state_display()), *parts, *filter(None, [_notice(change)])])
