"""Dates as vendors give them, and as the pages write them."""

import datetime as dt

import pytest
import time_machine
from django.template import Context, Template
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from community.core.dates import FuzzyDate, Precision, fuzzy, parse_fuzzy, write_fuzzy

DAY, MONTH, QUARTER = Precision.DAY, Precision.MONTH, Precision.QUARTER


def on(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def at(text: str) -> dt.datetime:
    return dt.datetime.fromisoformat(text).replace(tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("2027-01-31", FuzzyDate(on("2027-01-31"), DAY)),
        ("2028-02-29", FuzzyDate(on("2028-02-29"), DAY)),
        ("2027-02", FuzzyDate(on("2027-02-01"), MONTH)),
        ("2027-Q1", FuzzyDate(on("2027-01-01"), QUARTER)),
        ("2027-Q4", FuzzyDate(on("2027-10-01"), QUARTER)),
        (" 2027-01-31 ", FuzzyDate(on("2027-01-31"), DAY)),
        (dt.date(2027, 3, 9), FuzzyDate(on("2027-03-09"), DAY)),
        ("", None),
        (None, None),
    ],
)
def test_day_month_and_quarter_are_read(text, date):
    assert parse_fuzzy(text) == date


@pytest.mark.parametrize(
    "text",
    [
        "2027", "2027-13", "2027-00", "2027-02-30", "2027-Q5", "2027-Q0", "2027-Q", "soon", "-", "2027-01-31-1",
        "0000-01", "99999-01", "2027-1e1", "9" * 30 + "-01", "9" * 30 + "-Q1", "2027-" + "9" * 30, "9" * 5000 + "-01",
    ],
)  # fmt: skip
def test_what_is_no_date_is_refused_with_a_value_error(text):
    with pytest.raises(ValueError):  # noqa: PT011 - Python's own, in many wordings
        parse_fuzzy(text)


@given(st.dates(min_value=dt.date(1000, 1, 1)), st.sampled_from([DAY, MONTH, QUARTER]))
def test_a_written_date_is_read_back(day, precision):
    first = {DAY: day, MONTH: day.replace(day=1), QUARTER: day.replace(day=1, month=(day.month - 1) // 3 * 3 + 1)}
    date = FuzzyDate(first[precision], precision)

    assert parse_fuzzy(write_fuzzy(date)) == date


def test_no_date_is_written_as_nothing():
    assert write_fuzzy(None) == ""


@pytest.mark.parametrize(
    ("text", "last_day"),
    [
        ("2027-01-31", "2027-01-31"),
        ("2027-02", "2027-02-28"),
        ("2028-02", "2028-02-29"),
        ("2027-12", "2027-12-31"),
        ("2027-Q1", "2027-03-31"),
        ("2027-Q2", "2027-06-30"),
        ("2027-Q4", "2027-12-31"),
    ],
)
def test_a_month_or_quarter_ends_on_its_last_day(text, last_day):
    assert parse_fuzzy(text).last_day == on(last_day)


@pytest.mark.parametrize(
    ("text", "left", "when"),
    [
        ("2026-11-22", -1, "past"),
        ("2026-11-23", 0, "soon"),
        ("2026-11-30", 7, "soon"),
        ("2026-12-01", 8, "near"),
        ("2026-12-23", 30, "near"),
        ("2026-12-24", 31, "later"),
        ("2026-10", -23, "past"),
        ("2026-11", 7, "soon"),
        ("2026-Q3", -54, "past"),
        ("2026-Q4", 38, "later"),
    ],
)
@time_machine.travel("2026-11-23 15:00", tick=False)
def test_days_left_count_to_the_last_day(text, left, when):
    date = parse_fuzzy(text)

    assert (date.days_left, date.when) == (left, when)


@pytest.mark.parametrize(
    ("text", "words", "machine"),
    [
        ("2027-01-05", "5 Jan 2027", "2027-01-05"),
        ("2027-01", "January 2027", "2027-01"),
        ("2027-Q3", "Q3 2027", "2027-07"),
    ],
)
def test_a_date_in_words_and_for_machines(text, words, machine):
    date = parse_fuzzy(text)

    assert (str(date), date.machine) == (words, machine)


def test_unknown_precision_is_no_date():
    assert fuzzy(on("2027-01-01"), Precision.UNKNOWN) is None
    assert fuzzy(None, DAY) is None
    assert fuzzy(on("2027-01-01"), MONTH) == FuzzyDate(on("2027-01-01"), MONTH)


# --- as the pages write them --------------------------------------------------------------------------


def render(template: str, **context) -> str:
    return Template(template).render(Context(context)).strip()


@pytest.mark.parametrize(
    ("moment", "words"),
    [
        ("2026-11-23 15:00:30", "just now"),
        ("2026-11-23 14:59:30", "just now"),
        ("2026-11-23 14:20", "40 min ago"),
        ("2026-11-23 12:00", "3 h ago"),
        ("2026-11-23 01:00", "14 h ago"),
        ("2026-11-22 23:00", "yesterday"),
        ("2026-11-22 01:00", "yesterday"),
        ("2026-11-21 23:00", "21 Nov"),
        ("2026-01-02 09:00", "2 Jan"),
        ("2025-12-31 23:00", "31 Dec 2025"),
        ("2019-11-18 09:00", "18 Nov 2019"),
    ],
)
@time_machine.travel("2026-11-23 15:00", tick=False)
def test_near_times_are_distances_and_far_ones_dates(moment, words):
    assert render("{{ moment|ago }}", moment=at(moment)).endswith(f">{words}</time>")


@time_machine.travel("2026-11-23 02:00", tick=False)
def test_late_last_night_is_hours_ago_and_not_yesterday():
    assert render("{{ moment|ago }}", moment=at("2026-11-22 23:00")).endswith(">3 h ago</time>")


@time_machine.travel("2026-11-23 15:00", tick=False)
def test_a_time_carries_its_machine_form_and_the_full_time():
    assert render("{{ moment|ago }}", moment=at("2026-11-23 12:00")) == (
        '<time datetime="2026-11-23T12:00+00:00" title="23 November 2026, 12:00">3 h ago</time>'
    )


def test_no_time_is_written_as_nothing_and_no_day_as_not_known():
    assert render("{{ moment|ago }}", moment=None) == ""
    assert render("{{ date|day }}", date=None) == "not known"
    assert render("{{ date|day }}", date=on("2027-01-05")) == '<time datetime="2027-01-05">5 Jan 2027</time>'


@pytest.mark.parametrize(
    ("minutes", "words"),
    [(-3, "0 min"), (0, "0 min"), (59, "59 min"), (60, "1 h"), (47 * 60 + 59, "47 h"), (48 * 60, "2 d")],
)
@time_machine.travel("2026-11-23 15:00", tick=False)
def test_age_is_short(minutes, words):
    since = at("2026-11-23 15:00") - dt.timedelta(minutes=minutes)

    assert render("{{ since|age }}", since=since) == words


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("2026-11-23", "today"),
        ("2026-11-24", "1 day left"),
        ("2026-12-25", "32 days left"),
        ("2026-11-22", ""),
    ],
)
@time_machine.travel("2026-11-23 15:00", tick=False)
def test_date_block_says_how_many_days_are_left(text, left):
    block = render("{% date_block date label='Act by' %}", date=parse_fuzzy(text))

    assert f'<time class="date-block__date" datetime="{text}">' in block
    assert ("date-block__left" in block) == bool(left)
    assert left in block
    assert "Act by" in block


@time_machine.travel("2026-11-23 15:00", tick=False)
def test_date_block_of_something_taken_back_is_struck_out_and_counts_nothing():
    block = render("{% date_block date over=True %}", date=parse_fuzzy("2026-12-25"))

    assert 'data-when="off"' in block
    assert "left" not in block.replace("date-block__left", "")


def test_date_block_without_a_date_says_so_without_a_time():
    block = render("{% date_block date %}", date=None)

    assert "not known" in block
    assert "<time" not in block


def test_day_of_a_moment_is_the_one_where_the_site_is():
    expected = '<time datetime="2027-01-06">6 Jan 2027</time>'  # a day further when it is noon in Greenwich
    with timezone.override("Pacific/Auckland"):
        assert render("{{ date|day }}", date=dt.datetime(2027, 1, 5, 12, tzinfo=dt.UTC)) == expected
