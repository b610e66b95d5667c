"""Controls that more than one area needs."""

import datetime as dt
import re
from importlib import import_module
from pathlib import Path

import pytest
from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import override

from community.core.dates import FuzzyDate, Precision
from community.core.forms import FuzzyDateField, ReasonForm
from community.programs.forms.matrix import DayField

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


def day_fields() -> list[tuple[str, forms.Field]]:
    """The fields for days of every form of the site, by form and name."""
    for module in [each for path in (Path(settings.BASE_DIR) / "community").glob("*/forms*")
                   for each in ([path] if path.is_file() else path.glob("*.py"))]:  # fmt: skip
        import_module(".".join(module.relative_to(settings.BASE_DIR).with_suffix("").parts))
    found, todo = [], [forms.Form]
    while todo:
        form = todo.pop()
        todo += form.__subclasses__()
        if form.__module__.startswith("community."):
            found += [(f"{form.__name__}.{name}", field) for name, field in form.base_fields.items()
                      if isinstance(field, forms.DateField | DayField)]  # fmt: skip
    return sorted(found, key=lambda row: row[0])


def test_every_control_for_a_day_shows_it_as_browsers_read_it_in_german_too():
    fields = day_fields()
    with override("de"):
        shown = {name: field.widget.render("on", dt.date(2026, 11, 30)) for name, field in fields}

    wanted = '<input type="date" name="on" value="2026-11-30">'
    assert {"StepForm.on", "HandOverForm.on", "ChangeFilterForm.since", "OptionForm.source_on"} <= set(shown)
    assert {name for name, html in shown.items() if html != wanted} == set()


def test_no_template_draws_a_control_for_a_day_in_the_words_of_the_language():
    drawn = re.compile(r'<input[^>]*type="date"(?:[^>{]|\{\{[^}]*\}\})*>')
    controls = [
        control for path in (Path(settings.BASE_DIR) / "templates").rglob("*.html")
        for control in drawn.findall(path.read_text())
    ]  # fmt: skip

    assert [control for control in controls if 'date:"Y-m-d"' not in control] == []
