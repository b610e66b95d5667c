"""Working days: weekends and the public holidays of a country."""

import datetime as dt

import pytest

from community.core.workdays import add_workdays, workdays_between


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


@pytest.mark.parametrize(
    ("start", "count", "country", "end"),
    [
        ("2026-11-02", 20, "", "2026-11-30"),  # Monday, and four weeks on
        ("2026-11-01", 1, "", "2026-11-02"),  # from a Sunday
        ("2026-11-06", 1, "", "2026-11-09"),  # from a Friday
        ("2026-12-23", 1, "DE", "2026-12-24"),
        ("2026-12-23", 2, "DE", "2026-12-28"),  # 25 is a Friday, 26 a Saturday
        ("2025-12-23", 2, "DE", "2025-12-29"),  # 25 and 26 are free
        ("2025-12-23", 2, "US", "2025-12-26"),  # only 25 is
        ("2026-11-02", 20, "US", "2026-12-02"),  # Veterans Day and Thanksgiving
        ("2026-11-02", 20, "DE", "2026-11-30"),
        ("2026-12-31", 1, "DE", "2027-01-04"),  # over the end of the year
        ("2026-11-05", 1, "SA", "2026-11-08"),  # Thursday; the weekend is Friday and Saturday
        ("2026-12-23", 2, "XX", "2026-12-25"),  # unknown: weekends only
        ("2026-12-23", 2, "", "2026-12-25"),
    ],
)
def test_the_nth_working_day_after_a_day(start, count, country, end):
    assert add_workdays(day(start), count, country) == day(end)
    assert workdays_between(day(start), day(end), country) == count


def test_a_day_that_is_not_later_counts_nothing():
    assert workdays_between(day("2026-11-03"), day("2026-11-03")) == 0
    assert workdays_between(day("2026-11-03"), day("2026-11-02")) == 0


@pytest.mark.parametrize("country", ["DE", "US", "JP", "IL", "", "ZZ"])
def test_counting_agrees_with_adding_over_years(country):
    """The two go through the year in different ways."""
    start = day("2007-12-20")
    for count in (1, 20, 40, 263, 700):
        end = add_workdays(start, count, country)

        assert workdays_between(start, end, country) == count
        assert workdays_between(start, end - dt.timedelta(days=1), country) == count - 1
