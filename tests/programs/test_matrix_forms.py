"""What can be typed into a cell and into the fields for days, and what is said to what cannot."""

import datetime as dt
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from community.programs.forms import CorrectionForm, MatrixDaysForm
from community.programs.forms.matrix import read_amount, read_line, read_lines
from community.programs.models import Line
from community.programs.models.money import CURRENCIES

TODAY = dt.date(2026, 11, 27)


def usd(amount, per="", value="", scope="") -> Line:
    return Line(scope, "USD", Decimal(amount), per, value)


@pytest.mark.parametrize(
    ("typed", "line"),
    [
        ("yes", Line()),
        ("X", Line()),
        ("✓", Line()),
        ("[DE] yes", Line("DE")),
        ("[de] included", Line("DE")),
        ("10 cases", Line(value="10 cases")),
        ("through distribution", Line(value="through distribution")),
        ("[Cloud competencies] unlimited", Line("Cloud competencies", value="unlimited")),
        ("Cloud competencies: unlimited", Line(value="Cloud competencies: unlimited")),
        ("475 USD", usd(475)),
        ("USD 475", usd(475)),
        ("475USD a year", usd(475, "year")),
        ("475 USD per month", usd(475, "month")),
        ("475 USD / year", usd(475, "year")),
        ("475 USD once", usd(475, "once")),
        ("1,250.50 USD a year, from the second year", usd("1250.5", "year", "from the second year")),
        ("[EMEA] 475 USD, plus tax", usd(475, value="plus tax", scope="EMEA")),
        ("25 %", Line(value="25 %")),
        ("475 usd", Line(value="475 usd")),
        ("0 USD", usd(0)),
    ],
)
def test_a_line_is_read_as_it_is_meant(typed, line):
    assert read_line(typed) == line


@pytest.mark.parametrize(
    ("typed", "amount"),
    [
        ("475", "475"), ("1,250", "1250"), ("1.250", "1250"), ("1 250", "1250"), ("1'250", "1250"),
        ("1,250.5", "1250.5"), ("1.250,50", "1250.50"), ("1.000.000", "1000000"), ("12,5", "12.5"),
        ("300\u00a0000", "300000"), ("0.05", "0.05"),
    ],
)  # fmt: skip
def test_an_amount_is_read_in_either_notation(typed, amount):
    assert read_amount(typed) == Decimal(amount)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("475 XYZ", "“XYZ” is not a currency"),
        ("9999999999999 USD", "more than anybody asks"),
        ("w" * 201, "within 200 characters. This one has 201"),
        ("475 USD, " + "w" * 201, "within 200 characters"),
        ("[DE] no", "“[DE] no” says nothing. Leave the line out."),
        ("[DE]", "says nothing"),
        ("yes\n10 cases", "Two lines are for the same"),
        ("[DE] 4 EUR\n[DE] 5 EUR", "Two lines are for the same"),
    ],
)
def test_what_cannot_be_meant_is_refused_with_a_way_out(typed, said):
    with pytest.raises(ValidationError) as refused:
        read_lines(typed)
    assert said in refused.value.messages[0]


@pytest.mark.parametrize("typed", ["", "  ", "-", "–", "no", "\r\n\r\n", "No\n-"])
def test_nothing_can_be_said_in_several_ways(typed):
    assert read_lines(typed) == []


def test_lines_of_one_cell_are_told_apart_by_scope_and_currency():
    typed = "475 USD a year\r\n[DE] 430 EUR a year\r\n\r\n430 EUR a year\r\n"
    assert [str(line) for line in read_lines(typed)] == ["475 USD a year", "[DE] 430 EUR a year", "430 EUR a year"]


amounts = st.decimals(min_value=0, max_value=10**9, places=2)
words = (
    st.text("abcdefghij öß", min_size=1, max_size=30).map(str.strip).filter(lambda text: text not in {"", "x", "no"})
)
lines = st.one_of(
    st.builds(Line, scope=st.sampled_from(["", "DE", "EMEA", "Cloud partners"]), value=words),
    st.builds(
        Line, scope=st.sampled_from(["", "DE"]), currency=st.sampled_from(sorted(CURRENCIES)), amount=amounts,
        per=st.sampled_from(["", "year", "month", "once"]), value=st.one_of(st.just(""), words),
    ),
)  # fmt: skip


@given(lines)
def test_what_is_written_is_read_back_as_it_was(line):
    assert read_line(str(line)) == line


@given(st.one_of(st.text(max_size=300), st.text("[]DEUSYR015.,-yesno \n", max_size=40)))
def test_whatever_is_typed_is_refused_or_read_the_same_way_twice(text):
    try:
        first = read_lines(text)
    except ValidationError:
        return
    assert read_lines("\n".join(map(str, first))) == first


# --- days --------------------------------------------------------------------------------------------------


@pytest.mark.time_machine("2026-11-27T12:00:00+00:00")
@pytest.mark.parametrize(
    ("asked", "days"),
    [
        ({}, (TODAY, None)),
        ({"on": "2020-07-01"}, (dt.date(2020, 7, 1), None)),
        ({"on": "1.7.2020"}, (dt.date(2020, 7, 1), None)),
        ({"on": "2020-7-1"}, (dt.date(2020, 7, 1), None)),
        ({"on": "2020-Q3"}, (dt.date(2020, 7, 1), None)),
        ({"on": "2020-07"}, (dt.date(2020, 7, 1), None)),
        ({"on": "2020-06-30", "against": "2020-07-01"}, (dt.date(2020, 7, 1), dt.date(2020, 6, 30))),
        ({"on": "2020-07-01", "against": "2020-06-30"}, (dt.date(2020, 7, 1), dt.date(2020, 6, 30))),
        ({"on": "2020-07-01", "against": "2020-07-01"}, (dt.date(2020, 7, 1), None)),
        ({"against": "2020-07-01"}, (TODAY, dt.date(2020, 7, 1))),
        ({"on": "soon"}, (TODAY, None)),
        ({"on": "2020-02-30", "against": "2020-07-01"}, (TODAY, dt.date(2020, 7, 1))),
    ],
)
def test_the_days_asked_for_are_those_shown_the_earlier_one_first(asked, days):
    assert MatrixDaysForm(asked).days() == days


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("soon", "“soon” is not a day. Write it as 2026-11-30."),
        ("2020-02-30", "“2020-02-30” is not a day."),
        ("1.2.3.4", "is not a day"),
        ("99999999999999-1-1", "is not a day"),
        ("0020-07-01", "The year 20 cannot be meant."),
        ("9999-07-01", "The year 9999 cannot be meant."),
        ("\x00", "is not a day"),
    ],
)
def test_a_day_that_cannot_be_read_is_said_and_kept(typed, said):
    form = MatrixDaysForm({"on": "2020-07-01", "against": typed})
    form.days()

    assert said in form.errors["against"][0]
    assert form["against"].value() == typed
    assert 'type="text"' in str(form["against"])  # a control for days would show nothing
    assert 'type="date"' in str(form["on"])


def test_a_correction_needs_its_reason_and_its_confirmation():
    form = CorrectionForm({"line": "475 XYZ", "valid_from": "soon"})

    assert set(form.errors) == {"line", "valid_from", "why", "sure"}
    right = CorrectionForm({"line": "-", "why": "Never was.", "sure": "on", "valid_from": "", "valid_until": "2020-07"})
    assert right.is_valid()
    assert right.facts() == {
        "line": None, "valid_from": None, "valid_until": dt.date(2020, 7, 1), "why": "Never was.",
    }  # fmt: skip
