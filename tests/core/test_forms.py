"""Controls that more than one area needs."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError

from community.core.dates import FuzzyDate, Precision
from community.core.forms import FuzzyDateField, ReasonForm

UNREADABLE = "“{}” is not a date. Write 2027-01-31, or 2027-01 for a month, or 2027-Q1 for a quarter."


@pytest.mark.parametrize(
    ("given", "date"),
    [
        ("2027-01-31", FuzzyDate(dt.date(2027, 1, 31), Precision.DAY)),
        ("31.1.2027", FuzzyDate(dt.date(2027, 1, 31), Precision.DAY)),
        (" 2027-02 ", FuzzyDate(dt.date(2027, 2, 1), Precision.MONTH)),
        ("2027-q3", FuzzyDate(dt.date(2027, 7, 1), Precision.QUARTER)),
        ("", None),
        ("   ", None),
        (None, None),
    ],
)
def test_people_write_dates_in_several_ways(given, date):
    assert FuzzyDateField(required=False).clean(given) == date


@pytest.mark.parametrize(
    "given",
    ["2027", "30 Feb", "2027-02-30", "30.2.2027", "1.2", "1.2.3.4", "a.b.c", "2027-13", "2027-Q5", "9" * 25 + "-01",
     "1.1." + "9" * 25, "9" * 5000 + ".1.2027"],
)  # fmt: skip
def test_an_unreadable_date_is_said_to_be_so(given):
    with pytest.raises(ValidationError) as error:
        FuzzyDateField(required=False).clean(given)

    assert error.value.messages == [UNREADABLE.format(given[:30])]


@pytest.mark.parametrize(
    ("given", "year"), [("0202-07-01", 202), ("1979-12", 1979), ("2101-01-01", 2101), ("1.1.27", 27)]
)
def test_a_year_that_cannot_be_meant_is_asked_about(given, year):
    with pytest.raises(ValidationError) as error:
        FuzzyDateField(required=False).clean(given)

    assert error.value.messages == [f"The year {year} cannot be meant. Write four digits, for example 2027."]


@pytest.mark.parametrize("given", ["1980-01-01", "2100-12-31"])
def test_the_first_and_the_last_year_can_be_meant(given):
    assert FuzzyDateField().clean(given).first_day.isoformat() == given


def test_a_date_that_is_known_is_shown_as_it_is_written():
    widget = FuzzyDateField().widget

    assert widget.format_value(FuzzyDate(dt.date(2027, 7, 1), Precision.QUARTER)) == "2027-Q3"
    assert widget.format_value("31.2.2027") == "31.2.2027"


@pytest.mark.parametrize("reason", ["", "   \n "])
def test_a_decision_needs_its_reason_in_words(reason):
    form = ReasonForm({"reason": reason})

    assert form.errors == {"reason": ["Give the reason. The author reads it word for word."]}
