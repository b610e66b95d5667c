"""Working days, by the calendar of a country.

A working day is one that is neither weekend nor a public holiday of the whole country. Both are taken from the
library ``holidays``: its nationwide public holidays with the days on which they are observed, the weekend of the
country (Saturday and Sunday nearly everywhere, Friday and Saturday in some) and the weekend days that a government
has declared working days. Regional holidays do not count. For a country that the library does not know, or none,
weekends are Saturday and Sunday and nothing else is free.
"""

import datetime as dt
from bisect import bisect_right
from functools import lru_cache

import holidays

SATURDAY = 5


def add_workdays(start: dt.date, count: int, country: str = "") -> dt.date:
    """The ``count``-th working day after ``start``; ``start`` itself never counts. ``count`` is 1 or more.

    Args:
        country: two letters (ISO 3166-1), or empty.
    """
    year, left = start.year, count
    first = bisect_right(_workdays_of(year, country), start)
    while True:
        ahead = _workdays_of(year, country)[first:]
        if left <= len(ahead):
            return ahead[left - 1]
        year, left, first = year + 1, left - len(ahead), 0


def workdays_between(start: dt.date, end: dt.date, country: str = "") -> int:
    """How many working days lie after ``start`` up to and including ``end``; 0 if ``end`` is not later."""
    if end <= start:
        return 0
    whole = sum(len(_workdays_of(year, country)) for year in range(start.year, end.year))
    return (
        whole
        + bisect_right(_workdays_of(end.year, country), end)
        - bisect_right(_workdays_of(start.year, country), start)
    )


@lru_cache(maxsize=1024)
def _workdays_of(year: int, country: str) -> tuple[dt.date, ...]:
    """All working days of a year, in order."""
    calendar = _calendar(year, country)
    first = dt.date(year, 1, 1)
    days = [first + dt.timedelta(days=n) for n in range((dt.date(year + 1, 1, 1) - first).days)]
    if calendar is None:
        return tuple(day for day in days if day.weekday() < SATURDAY)
    return tuple(day for day in days if calendar.is_working_day(day))


def _calendar(year: int, country: str):
    try:
        return holidays.country_holidays(country, years=year)
    except (NotImplementedError, KeyError):
        return None
