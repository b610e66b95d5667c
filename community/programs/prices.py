"""What an option costs for a quantity, and from which quantity on it costs less than another. Exact, no floats."""

import datetime as dt
from dataclasses import asdict, dataclass
from decimal import Decimal
from fractions import Fraction
from math import ceil, floor

from django.db import models
from django.utils.formats import number_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

MONTHS = 12
MOST = 1_000_000  # of anything: more than any partner has to license
NOTHING = Decimal(0)


class Unit(models.TextChoices):
    """What is paid for. The reader gives one quantity for each unit that occurs."""

    SERVER = "server", _("server")
    SEAT = "seat", _("seat")
    DEVICE = "device", _("device")
    CORE = "core", _("core")
    CASE = "case", _("support case")
    HOUR = "hour", _("hour")
    FLAT = "flat", _("company")  # one price, however many


PLURALS = {
    Unit.SERVER: _("servers"), Unit.SEAT: _("seats"), Unit.DEVICE: _("devices"), Unit.CORE: _("cores"),
    Unit.CASE: _("support cases"), Unit.HOUR: _("hours"),
}  # fmt: skip
# How the quantities are named in addresses.
PARAMETERS = {
    "servers": Unit.SERVER, "seats": Unit.SEAT, "devices": Unit.DEVICE, "cores": Unit.CORE, "cases": Unit.CASE,
    "hours": Unit.HOUR,
}  # fmt: skip


class Period(models.TextChoices):
    """How often the price is charged."""

    MONTH = "month", _("a month")
    YEAR = "year", _("a year")
    ONCE = "once", _("once")


@dataclass(frozen=True)
class Option:
    """One way to go on. Amounts are in ``currency``; ``price`` and ``charge`` are for one ``period``.

    ``minimum``: so many units are charged at least. ``charge``: so much is charged at least.
    ``yearly``: what comes on top each year, however many. ``stay``: it is what one has now.
    """

    name: str
    price: Decimal
    currency: str
    unit: str = Unit.FLAT
    period: str = Period.YEAR
    minimum: int = 0
    charge: Decimal = NOTHING
    yearly: Decimal = NOTHING
    stay: bool = False
    note: str = ""
    url: str = ""
    source: str = ""
    source_on: dt.date | None = None

    @property
    def least(self) -> Decimal:
        """What one period costs however few units there are."""
        return max(self.price * self.minimum, self.charge)

    def times(self, years: int) -> int:
        """How often the price is charged in so many years."""
        return {Period.MONTH: MONTHS * years, Period.YEAR: years, Period.ONCE: 1}[self.period]

    def total(self, quantity: int, *, years: int = 1) -> Decimal:
        """What so many units cost in so many years, all in all."""
        units = 1 if self.unit == Unit.FLAT else quantity
        return self.times(years) * max(self.price * units, self.least) + self.yearly * years

    @property
    def terms(self) -> str:
        """What is charged, in words: "1,800.00 EUR per server a year, at least 5"."""
        price = gettext("%(amount)s per %(unit)s %(period)s") % {
            "amount": money(self.price, self.currency),
            "unit": Unit(self.unit).label,
            "period": Period(self.period).label,
        }
        facts = [price]
        if self.minimum > 1:
            facts.append(gettext("at least %(n)s") % {"n": number_format(self.minimum, force_grouping=True)})
        if self.charge:
            facts.append(gettext("at least %(amount)s") % {"amount": money(self.charge, self.currency)})
        if self.yearly:
            facts.append(gettext("and %(amount)s a year") % {"amount": money(self.yearly, self.currency)})
        return ", ".join(facts)

    @property
    def lines(self) -> list[str]:
        """As the differences between versions show it."""
        name = f"{self.name} ({gettext('stay as it is')})" if self.stay else self.name
        source = " · ".join(str(fact) for fact in (self.source, self.source_on) if fact)
        return [f"{name}: {self.terms}", *(f"  {line}" for line in (self.note, self.url, source) if line)]

    def to_row(self) -> dict:
        """As a version keeps it: amounts and days as text."""
        row = asdict(self)
        amounts = {name: format(row[name], "f") for name in ("price", "charge", "yearly")}
        return row | amounts | {"source_on": self.source_on.isoformat() if self.source_on else ""}

    @classmethod
    def from_row(cls, row: dict) -> "Option":
        amounts = {name: Decimal(row[name]) for name in ("price", "charge", "yearly")}
        day = dt.date.fromisoformat(row["source_on"]) if row["source_on"] else None
        return cls(**(row | amounts | {"source_on": day}))


def money(amount: Decimal, currency: str) -> str:
    """An amount as the reader's language writes it, with two to four decimals."""
    places = max(2, -amount.normalize().as_tuple().exponent) if amount else 2
    return f"{number_format(amount, decimal_pos=places, force_grouping=True)} {currency}"


@dataclass(frozen=True)
class Range:
    """Whole quantities from ``first`` to ``last``, or without end."""

    first: int
    last: int | None


def cheaper(
    option: Option, than: Option, *, years: int = 1, rate: Decimal = Decimal(1), rate_than: Decimal = Decimal(1)
) -> list[Range]:
    """All quantities for which one option costs less than the other, in ascending order.

    Both are paid per the same unit, or for a company as a whole. ``rate``: what one of its currency is worth.

    Each total is flat up to a kink, where the minimum is reached, and rises in a line after it. So between two
    kinks their difference is a line, and where that is below nought can be solved exactly.
    """
    first, second = _course(option, years, rate), _course(than, years, rate_than)
    found: list[Range] = []
    start = 0
    kinks = sorted({course.kink for course in (first, second) if course.kink is not None})
    for end in [*kinks, None]:
        slope_1, base_1 = first.line_at(start)
        slope_2, base_2 = second.line_at(start)
        _append(found, _below_nought(slope_1 - slope_2, base_1 - base_2, start, end))
        start = end + 1 if end is not None else start
    return found


@dataclass(frozen=True)
class _Course:
    """A total by quantity: ``flat`` up to ``kink`` (None: for ever), after it ``slope`` · quantity + ``base``."""

    kink: int | None
    flat: Fraction
    slope: Fraction
    base: Fraction

    def line_at(self, quantity: int) -> tuple[Fraction, Fraction]:
        if self.kink is None or quantity <= self.kink:
            return Fraction(0), self.flat
        return self.slope, self.base


def _course(option: Option, years: int, rate: Decimal) -> _Course:
    worth, times = Fraction(rate), option.times(years)
    base = Fraction(option.yearly) * years * worth
    price, least = Fraction(option.price), Fraction(option.least)
    if option.unit == Unit.FLAT or not price:
        return _Course(None, times * max(price, least) * worth + base, Fraction(0), base)
    return _Course(floor(least / price), times * least * worth + base, times * price * worth, base)


def _below_nought(slope: Fraction, base: Fraction, start: int, end: int | None) -> Range | None:
    """The whole numbers from ``start`` to ``end`` for which slope · number + base is below nought."""
    if not slope:
        return Range(start, end) if base < 0 else None
    root = -base / slope
    if slope < 0:
        start = max(start, floor(root) + 1)
    else:
        end = ceil(root) - 1 if end is None else min(end, ceil(root) - 1)
    return Range(start, end) if end is None or start <= end else None


def _append(ranges: list[Range], more: Range | None) -> None:
    """Put a range behind the others; two that touch are one."""
    if more is None:
        return
    if ranges and ranges[-1].last is not None and ranges[-1].last + 1 == more.first:
        ranges[-1] = Range(ranges[-1].first, more.last)
    else:
        ranges.append(more)
