"""How a vendor announces, moves and answers: counted from what everybody may read.

``manage.py vendor_record`` counts the same from the event history (``vendor_history``) and compares.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from statistics import median

from django.contrib.auth.models import AnonymousUser
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, OuterRef
from django.db.models.functions import JSONObject
from django.utils.dateparse import parse_date

from community.core.dates import parse_fuzzy
from community.core.workdays import workdays_between
from community.programs.clock import ClockState
from community.programs.models import Change, ChangeStep, Question, Vendor
from community.programs.states import State

FEWEST = 3  # fewer are anecdotes: no median is said of them
CHART_YEARS = 15  # bars that a phone can show


@dataclass(frozen=True, order=True)
class Notice:
    """Of one change: the day it was announced, and the day from which it holds."""

    announced: dt.date
    effective: dt.date

    @property
    def days(self) -> int:
        return (self.effective - self.announced).days


@dataclass(frozen=True)
class VendorRecord:
    """What is counted. Everything is of published changes that are no rumours; incidents have no notice.

    ``notices``: of changes with both days known to the day. ``slips``: steps that moved a date later, in ``slipped``
    changes. ``answered``: of ``sent`` questions. ``answer_days``: working days until the answer that was confirmed,
    in full or in part.
    """

    changes: int
    notices: tuple[Notice, ...]
    slips: int
    slipped: int
    withdrawn: int
    sent: int
    answered: int
    answer_days: tuple[int, ...]

    @property
    def median_notice(self) -> float | None:
        return _median([notice.days for notice in self.notices])

    @property
    def median_answer_days(self) -> float | None:
        return _median(self.answer_days)

    @property
    def answered_percent(self) -> int | None:
        """Only from 20 questions on: a percentage of few pretends to know more than it does."""
        return round(100 * self.answered / self.sent) if self.sent >= 20 else None

    @property
    def chart_width(self) -> int:
        return 40 * len(self.years)

    @property
    def years(self) -> list["YearOfNotice"]:
        """The notices by the year of announcement, for the chart and its table."""
        by_year: dict[int, list[int]] = {}
        for notice in self.notices:
            by_year.setdefault(notice.announced.year, []).append(notice.days)
        rows = sorted(by_year.items())[-CHART_YEARS:]
        longest = max((_whole(median(days)) for _year, days in rows), default=0)
        return [
            YearOfNotice(year, _whole(median(days)), len(days), position, longest)
            for position, (year, days) in enumerate(rows)
        ]  # fmt: skip


@dataclass(frozen=True)
class YearOfNotice:
    """A bar of the chart: 24 units wide, 100 high at the longest notice of all years."""

    year: int
    days: float
    n: int
    position: int
    longest: float

    @property
    def x(self) -> int:
        return 4 + 40 * self.position

    @property
    def middle(self) -> int:
        return self.x + 16

    @property
    def height(self) -> int:
        return max(1, round(100 * max(self.days, 0) / self.longest)) if self.longest > 0 else 1

    @property
    def y(self) -> int:
        return 116 - self.height

    @property
    def label_y(self) -> int:
        return self.y - 4


def with_record(vendors):
    """Vendors with the rows that ``record_of`` counts. Costs no query of its own."""
    public = Change.objects.visible_to(AnonymousUser()).published()
    real = ChangeStep.objects.filter(change=OuterRef("pk")).exclude(to_state__in=[State.RUMOURED, State.WITHDRAWN])
    # A rumour that came to nothing was no announcement, so it is no withdrawal either.
    counted = public.filter(Exists(real)).exclude(kind=Change.Kind.INCIDENT)
    steps = ChangeStep.objects.filter(change__in=counted, change__vendor=OuterRef("pk"))
    changes = counted.filter(vendor=OuterRef("pk"))
    questions = Question.objects.standing().sent().filter(change__in=public, change__vendor=OuterRef("pk"))
    return vendors.annotate(
        record_changes=ArraySubquery(
            changes.order_by("pk").values(
                row=JSONObject(
                    state="state", announced="announced_on", announced_precision="announced_precision",
                    effective="effective_on", effective_precision="effective_precision",
                )
            )
        ),
        record_steps=ArraySubquery(
            steps.exclude(effective_now="", act_by_now="").order_by("pk").values(
                row=JSONObject(
                    change="change", effective_was="effective_was", effective_now="effective_now",
                    act_by_was="act_by_was", act_by_now="act_by_now",
                )
            )
        ),
        record_questions=ArraySubquery(
            questions.order_by("pk").values(
                row=JSONObject(outcome="outcome", on="outcome_on", start="clock_from", calendar="calendar")
            )
        ),
    )  # fmt: skip


def vendor_record(vendor: Vendor) -> VendorRecord:
    """The record of a vendor that was loaded any way. One query."""
    return record_of(with_record(Vendor.objects.filter(pk=vendor.pk)).get())


def record_of(vendor: Vendor) -> VendorRecord:
    """The record of a vendor loaded ``with_record``. No query."""
    slips = [row["change"] for row in vendor.record_steps if _is_slip(row)]
    asked = vendor.record_questions
    return VendorRecord(
        changes=len(vendor.record_changes),
        notices=tuple(sorted(_notices(vendor.record_changes))),
        slips=len(slips),
        slipped=len(set(slips)),
        withdrawn=sum(row["state"] == State.WITHDRAWN for row in vendor.record_changes),
        sent=len(asked),
        answered=sum(row["outcome"] == ClockState.ANSWERED for row in asked),
        answer_days=tuple(sorted(_answer_days(asked))),
    )


def moved_later(was: str, now: str) -> bool:
    """Whether a date moved to a later one. "2027-Q1" that becomes "2027-02-15" was only said more exactly."""
    old, new = parse_fuzzy(was), parse_fuzzy(now)
    return bool(old and new and new.first_day > old.last_day)


def _is_slip(row: dict) -> bool:
    """A step counts once, also if it moved both dates."""
    return moved_later(row["effective_was"], row["effective_now"]) or moved_later(row["act_by_was"], row["act_by_now"])


def _notices(rows: list[dict]) -> Iterable[Notice]:
    for row in rows:
        if row["announced_precision"] == row["effective_precision"] == "day":
            yield Notice(parse_date(row["announced"]), parse_date(row["effective"]))


def _answer_days(rows: list[dict]) -> Iterable[int]:
    for row in rows:
        if row["outcome"] in {ClockState.ANSWERED, ClockState.PARTLY}:
            yield workdays_between(parse_date(row["start"]), parse_date(row["on"]), row["calendar"])


def _median(numbers) -> float | None:
    """None for too few to say."""
    if len(numbers) < FEWEST:
        return None
    return _whole(median(numbers))


def _whole(number: float) -> float:
    """3.0 is written 3, and 3.5 stays."""
    return int(number) if number == int(number) else number
