"""Controls that more than one area needs."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from community.core.dates import FuzzyDate, Precision, calendar_day, parse_fuzzy, write_fuzzy

FIRST_YEAR = 1980  # before that no vendor had a partner program


class DayInput(forms.DateInput):
    """The browser's calendar. It reads no day but "2026-11-30", in whatever language the page is."""

    input_type = "date"

    def __init__(self, attrs=None):
        super().__init__(attrs, format="%Y-%m-%d")


class FuzzyDateWidget(forms.TextInput):
    def format_value(self, value):
        return write_fuzzy(value) if isinstance(value, FuzzyDate) else value


class FuzzyDateField(forms.Field):
    """A date to the day, the month or the quarter: "2027-01-31", "31.1.2027", "2027-01", "2027-Q1"."""

    widget = FuzzyDateWidget
    default_error_messages = {
        "unreadable": _(
            "“%(given)s” is not a date. Write 2027-01-31, or 2027-01 for a month, or 2027-Q1 for a quarter."
        ),
        "far": _("The year %(year)s cannot be meant. Write four digits, for example 2027."),
    }  # fmt: skip

    def to_python(self, value) -> FuzzyDate | None:
        given = (value or "").strip()
        if not given:
            return None
        try:
            date = parse_fuzzy(given.upper()) if "." not in given else self._with_points(given)
        except ValueError:
            raise ValidationError(self.error_messages["unreadable"], params={"given": given[:30]}) from None
        if not FIRST_YEAR <= date.first_day.year <= 2100:
            raise ValidationError(self.error_messages["far"], params={"year": date.first_day.year})
        return date

    @staticmethod
    def _with_points(given: str) -> FuzzyDate:
        day, month, year = given.split(".")
        return FuzzyDate(calendar_day(year, month, day), Precision.DAY)


class ReasonForm(forms.Form):
    """A decision that needs its reason in words, because somebody will read it."""

    reason = forms.CharField(
        label=_("What the author will read"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Give the reason. The author reads it word for word.")},
    )  # fmt: skip
