"""Dates in the notations of real pages, and what is said about those that are none."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from community.programs.importers.dates import page_month, read_date

JUNE_29 = datetime.date(2020, 6, 29)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("2020-06-29", "en"),
        ("2020-6-29", "en"),
        ("2020/06/29", "ja"),
        ("2020. 6. 29.", "ko"),
        ("29.06.2020", "de"),
        ("29. 6. 2020", "cs"),
        ("29/06/2020", "fr"),
        ("29-06-2020", "nl"),
        ("06/29/2020", "en"),
        ("29/06/2020", "en"),  # can only be meant one way
        ("2020 年 6 月 29 日", "ja"),
        ("2020年6月29日", "zh-cn"),
        ("2020年6月29日", "ja"),
        ("2020년 6월 29일", "ko"),
        ("June 29, 2020", "en"),
        ("29 June 2020", "en"),
        ("Monday, June 29th, 2020", "en"),
        ("Jun 29, 2020", "en"),
        ("29 de junio de 2020", "es"),
        ("29 juin 2020", "fr"),
        ("lundi 29 juin 2020", "fr"),
        ("29 giugno 2020", "it"),
        ("29 de junho de 2020", "pt-br"),
        ("29 juni 2020", "nl"),
        ("den 29 juni 2020", "sv"),
        ("29. června 2020", "cs"),
        ("29 czerwca 2020 r.", "pl"),
        ("2020. június 29.", "hu"),
        ("29 Haziran 2020", "tr"),
        ("29 июня 2020 г.", "ru"),
        ("29 червня 2020 р.", "uk"),
        ("29 Ιουνίου 2020", "el"),
        ("ngày 29 tháng 6 năm 2020", "vi"),
        ("29 มิถุนายน 2563", "th"),
        ("29 जून 2020", "hi"),
        ("29 يونيو 2020", "ar"),
        ("**29.06.2020**", "de"),
        ("29.\u00a0Juni\u00a02020", "de"),
        ("29. Juni 2020", "und"),  # a language that could not be told
    ],
)
def test_day_is_read_in_every_notation(text, language):
    found = read_date(text, language, (2020, 6))
    assert (found.date, found.precision, found.doubt) == (JUNE_29, "day", "")


@pytest.mark.parametrize(
    ("text", "date", "precision"),
    [
        ("Mid-June 2023", datetime.date(2023, 6, 1), "month"),
        ("June 2023", datetime.date(2023, 6, 1), "month"),
        ("2023-06", datetime.date(2023, 6, 1), "month"),
        ("2023 年 6 月", datetime.date(2023, 6, 1), "month"),
        ("Q3 2023", datetime.date(2023, 7, 1), "quarter"),
    ],
)
def test_month_and_quarter_are_kept_as_such_and_doubted(text, date, precision):
    found = read_date(text, "en", (2023, 6))
    assert (found.date, found.precision) == (date, precision)
    assert "only a" in found.doubt


@pytest.mark.parametrize(
    ("text", "language"),
    [("2020-02-30", "en"), ("30.02.2020", "de"), ("February 30, 2020", "en"), ("2020-13-01", "en"), ("FY23 Q2", "en")],
)
def test_impossible_date_is_no_date_but_a_doubt(text, language):
    found = read_date(text, language)
    assert found.date is None
    assert found.precision == "unknown"
    assert text in found.doubt


@pytest.mark.parametrize(
    "text", ["", "soon", "29 June", "365", "version 1.2.3", "Marketing 2020", "x" * 5000, "9" * 5000]
)
def test_text_without_a_date_gives_none(text):
    assert read_date(text) is None


@pytest.mark.parametrize(
    ("text", "language", "month", "date"),
    [
        ("04/02/2021", "en", None, datetime.date(2021, 4, 2)),
        ("04/02/2021", "fr", None, datetime.date(2021, 2, 4)),
        ("04/02/2021", "fr", (2021, 2), datetime.date(2021, 2, 4)),
    ],
)
def test_order_of_day_and_month_follows_the_language(text, language, month, date):
    found = read_date(text, language, month)
    assert (found.date, found.doubt) == (date, "")


def test_order_that_fits_the_page_wins_and_is_doubted():
    found = read_date("04/02/2021", "fr", (2021, 4))
    assert found.date == datetime.date(2021, 4, 2)
    assert "order" in found.doubt


def test_date_outside_the_month_of_the_page_is_kept_and_doubted():
    found = read_date("2021-04-02", "en", (2020, 12))
    assert found.date == datetime.date(2021, 4, 2)
    assert "outside the month of the page (2020-12)" in found.doubt


def test_first_of_two_dates_is_taken_and_doubted():
    found = read_date("June 29, 2020 – July 2, 2020", "en", (2020, 6))
    assert found.date == JUNE_29
    assert "more than one date" in found.doubt


@pytest.mark.parametrize(
    ("texts", "month"),
    [
        (["2020-june"], (2020, 6)),
        (["2020-06"], (2020, 6)),
        (["june-2020"], (2020, 6)),
        (["announcements", "June 2020 announcements"], (2020, 6)),
        (["README"], None),
        (["may"], None),
    ],
)
def test_month_of_a_page(texts, month):
    assert page_month(*texts) == month


@given(st.text(max_size=80), st.sampled_from(["en", "de", "ja", "th", "und", "xx-yy", ""]))
def test_any_text_is_read_without_an_exception(text, language):
    found = read_date(text, language, (2020, 6))
    assert found is None or found.date is None or 1990 <= found.date.year <= 2100


@given(st.dates(datetime.date(1990, 1, 1), datetime.date(2100, 12, 31)))
def test_every_day_is_read_back(day):
    for text in (f"{day:%Y-%m-%d}", f"{day.day}.{day.month}.{day.year}", f"{day:%B} {day.day}, {day.year}"):
        assert read_date(text).date == day
