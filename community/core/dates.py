"""Dates as vendors give them: to the day, the month or the quarter."""

import calendar
import datetime as dt
from dataclasses import dataclass

from django.db import models
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

SOON = 7  # days left that are marked as "now"
NEAR = 30  # days left that are set in bold


class Precision(models.TextChoices):
    """How exactly a date is known. A month or quarter is stored as its first day."""

    DAY = "day", _("to the day")
    MONTH = "month", _("to the month")
    QUARTER = "quarter", _("to the quarter")
    UNKNOWN = "unknown", _("not known")


@dataclass(frozen=True)
class FuzzyDate:
    """A day, month or quarter, named by its first day."""

    first_day: dt.date
    precision: str

    @property
    def last_day(self) -> dt.date:
        months = {Precision.MONTH: 1, Precision.QUARTER: 3}.get(self.precision)
        if not months:
            return self.first_day
        month = (self.first_day.month - 1) // months * months + months
        return self.first_day.replace(month=month, day=calendar.monthrange(self.first_day.year, month)[1])

    @property
    def days_left(self) -> int:
        """Whole days from today to the day, negative once it is over."""
        return (self.last_day - timezone.localdate()).days

    @property
    def when(self) -> str:
        """soon, near, later or past: how loudly the date is set."""
        if self.days_left < 0:
            return "past"
        if self.days_left <= SOON:
            return "soon"
        return "near" if self.days_left <= NEAR else "later"

    @property
    def quarter(self) -> int:
        return (self.first_day.month - 1) // 3 + 1

    @property
    def machine(self) -> str:
        """What goes into ``<time datetime>``: a day or a month (HTML knows no quarters)."""
        return f"{self.first_day:%Y-%m-%d}" if self.precision == Precision.DAY else f"{self.first_day:%Y-%m}"

    def __str__(self) -> str:
        if self.precision == Precision.DAY:
            return date_format(self.first_day, "SHORT_DATE_FORMAT")
        if self.precision == Precision.MONTH:
            return date_format(self.first_day, "F Y")
        return f"Q{self.quarter} {self.first_day.year}"


def quarter_start(day: dt.date) -> dt.date:
    """The first day of the quarter in which the day lies."""
    return day.replace(month=(day.month - 1) // 3 * 3 + 1, day=1)


def fuzzy(day: dt.date | None, precision: str) -> FuzzyDate | None:
    """The date as it is known, or None where it is not known."""
    return FuzzyDate(day, precision) if day and precision != Precision.UNKNOWN else None


def precision_agrees(field: str) -> models.CheckConstraint:
    """A constraint: ``<field>_on`` is empty exactly if its precision is "unknown"."""
    empty = models.Q(**{f"{field}_on__isnull": True, f"{field}_precision": Precision.UNKNOWN})
    known = models.Q(**{f"{field}_on__isnull": False}) & ~models.Q(**{f"{field}_precision": Precision.UNKNOWN})
    return models.CheckConstraint(condition=empty | known, name=f"%(class)s_{field}_precision_agrees")


def parse_fuzzy(text: str | dt.date | None) -> FuzzyDate | None:
    """Read "2027-01-31", "2027-01" or "2027-Q1"; empty gives None.

    Raises:
        ValueError: the text is none of these, or names a day that does not exist.
    """
    if not text:
        return None
    if isinstance(text, dt.date):
        return FuzzyDate(text, Precision.DAY)
    year, _dash, rest = text.strip().partition("-")
    if rest.startswith("Q") and rest[1:] in {"1", "2", "3", "4"}:
        return FuzzyDate(calendar_day(year, int(rest[1:]) * 3 - 2), Precision.QUARTER)
    if "-" not in rest:
        return FuzzyDate(calendar_day(year, rest), Precision.MONTH)
    return FuzzyDate(dt.date.fromisoformat(text.strip()), Precision.DAY)


def calendar_day(year: str | int, month: str | int, day: str | int = 1) -> dt.date:
    """The day that these numbers name.

    Raises:
        ValueError: there is no such day, however large the numbers.
    """
    try:
        return dt.date(int(year), int(month), int(day))
    except OverflowError as error:
        raise ValueError(str(error)) from None


def write_fuzzy(date: FuzzyDate | None) -> str:
    """The text that ``parse_fuzzy`` reads back."""
    if date is None:
        return ""
    if date.precision == Precision.QUARTER:
        return f"{date.first_day.year}-Q{date.quarter}"
    return date.machine


def moment_in_words(at: dt.datetime) -> str:
    """A moment on which something depends, in the time zone of the site, which is named: "30 Nov 2026, 14:05 UTC"."""
    local = timezone.localtime(at)
    return f"{date_format(local, 'DATETIME_FORMAT')} {local:%Z}"
