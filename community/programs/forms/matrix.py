"""Shapes of input about the matrix: days, cells, corrections, rows and tiers."""

import datetime as dt
import re
from decimal import Decimal, InvalidOperation

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.core.dates import parse_fuzzy
from community.core.forms import DayInput
from community.programs.actions import CellEdit, Layout
from community.programs.models import Line, MatrixRow, Per, Program, Tier
from community.programs.models.money import CURRENCIES

FIRST_YEAR, LAST_YEAR = 1980, 2100
LONGEST_CELL = 2000
INCLUDED = {"yes", "x", "included", "✓"}
NOTHING = {"", "-", "–", "no"}

SCOPE = re.compile(r"\[([^\[\]]{1,60})\]\s*(.*)")
NUMBER = r"\d[\d.,'’ \u00a0\u202f]{0,24}"
MONEY = re.compile(
    rf"(?:(?P<amount>{NUMBER})(?P<currency>[A-Z]{{3}})|(?P<first>[A-Z]{{3}})\s?(?P<then>{NUMBER}))"
    r"(?:\s*(?:(?:a|per|/)\s*(?P<per>year|month)|(?P<once>once)))?(?:\s*,\s*(?P<value>.+))?"
)


class DayField(forms.Field):
    """A day: "2026-11-30", "30.11.2026"; a month or quarter stands for its first day."""

    widget = DayInput
    default_error_messages = {
        "unreadable": _("“%(given)s” is not a day. Write it as 2026-11-30."),
        "far": _("The year %(year)s cannot be meant. Write four digits, for example 2027."),
    }  # fmt: skip

    def to_python(self, value) -> dt.date | None:
        given = (value or "").strip() if not isinstance(value, dt.date) else value.isoformat()
        if not given:
            return None
        try:
            day = parse_fuzzy("-".join(reversed(given.split("."))) if "." in given else given.upper()).first_day
        except ValueError:
            day = _without_zeros(given)
        if day is None:
            raise ValidationError(self.error_messages["unreadable"], params={"given": given[:30]})
        if not FIRST_YEAR <= day.year <= LAST_YEAR:
            raise ValidationError(self.error_messages["far"], params={"year": day.year})
        return day


def _without_zeros(given: str) -> dt.date | None:
    """ "1.7.2020" and "2020-7-1", which ISO 8601 does not know."""
    parts = given.split(".")[::-1] if "." in given else given.split("-")
    try:
        year, month, day = map(int, parts)
        return dt.date(year, month, day)
    except (ValueError, OverflowError):
        return None


class MatrixDaysForm(forms.Form):
    """As of which day, and against which other one. Without an answer: today alone."""

    on = DayField(label=_("As of"))
    against = DayField(required=False, label=_("Compared with"), help_text=_("Leave it empty to see one day."))

    def __init__(self, data=None, **options):
        data = {"on": timezone.localdate().isoformat()} | {
            name: data[name] for name in ("on", "against") if data and data.get(name)
        }
        super().__init__(data, **options)
        for bound in self:
            # A browser's control for days would throw away what it cannot read.
            if bound.errors:
                bound.field.widget = forms.TextInput()

    def days(self) -> tuple[dt.date, dt.date | None]:
        """The day shown, and the earlier one if two are compared; what cannot be read counts as not given."""
        self.is_valid()
        on = self.cleaned_data.get("on") or timezone.localdate()
        against = self.cleaned_data.get("against")
        if against is None or against == on:
            return on, None
        return max(on, against), min(on, against)


class EditDayForm(forms.Form):
    """From which day on something is to hold."""

    on = DayField(label=_("From this day on"), error_messages={"required": _("Choose the day from which it holds.")})


class BroughtForm(EditDayForm):
    """From which day on, through which change, and whether the record comes late."""

    change = forms.ModelChoiceField(
        None, required=False, label=_("The change that brings it"), empty_label=_("No recorded change"),
        help_text=_("Announced changes of this vendor."),
    )  # fmt: skip
    late = forms.BooleanField(required=False, label=_("This day is over; the record comes late"))

    def __init__(self, changes, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["change"].queryset = changes


class CellsForm(BroughtForm):
    """The whole matrix, a text for each cell. Each carries what its editor saw, to tell who else edited it."""

    since_unknown = forms.BooleanField(
        required=False, label=_("What is new here held before as well; nobody knows since when")
    )

    def __init__(self, program: Program, rows, tiers, cells, *args, changes, **kwargs):
        super().__init__(changes, *args, **kwargs)
        self.rows, self.tiers = rows, [*tiers, None]
        for row in rows:
            for tier in self.tiers:
                lines = cells.get((row.pk, tier and tier.pk), [])
                where = tier.name if tier else _("all tiers")
                self.fields[_cell_name(row, tier)] = forms.CharField(
                    required=False, max_length=LONGEST_CELL, label=f"{row.name}, {where}", show_hidden_initial=True,
                    initial="\n".join(map(str, lines)), strip=True,
                    widget=forms.Textarea(attrs={"rows": max(len(lines), 1), "class": "input matrix__input"}),
                )  # fmt: skip

    def table(self):
        """The rows, each with its bound fields in the order of the columns."""
        return [(row, [self[_cell_name(row, tier)] for tier in self.tiers]) for row in self.rows]

    def clean(self):
        data = super().clean()
        self.edits = []
        for row in self.rows:
            for tier in self.tiers:
                name = _cell_name(row, tier)
                if name in data and _typed(data[name]) != _typed(self._seen(name)):
                    self._add_edit(row, tier, name, data[name])
        if not self.edits and not self.errors:
            self.add_error(None, _("No cell differs from what it was. Change one, then save."))
        return data

    def _add_edit(self, row: MatrixRow, tier: Tier | None, name: str, text: str) -> None:
        try:
            self.edits.append(CellEdit(row, tier, read_lines(text), read_lines(self._seen(name))))
        except ValidationError as error:
            self.add_error(name, error)

    def _seen(self, name: str) -> str:
        return self.data.get(self.add_initial_prefix(name), "")

    def show_both(self, cells: dict) -> None:
        """Say at each cell that was overtaken what it says now; the next time it is saved, that was seen."""
        self.data = self.data.copy()
        for edit in self.edits:
            place = (edit.row.pk, edit.tier and edit.tier.pk)
            if place in cells:
                now = "\n".join(map(str, cells[place]))
                name = _cell_name(edit.row, edit.tier)
                self.add_error(name, _("Somebody saved meanwhile: %(now)s") % {"now": now or "–"})
                self.data[self.add_initial_prefix(name)] = now


def _cell_name(row: MatrixRow, tier: Tier | None) -> str:
    return f"cell-{row.pk}-{tier.pk if tier else 0}"


def _typed(text: str) -> str:
    return "\n".join(line.strip() for line in text.splitlines() if line.strip())


def read_lines(text: str) -> list[Line]:
    """A cell as it is typed, one line for each scope and currency.

    Raises:
        ValidationError: a line that cannot be meant.
    """
    typed = [line.strip() for line in text.splitlines()]
    lines = [read_line(line) for line in typed if line.casefold() not in NOTHING]
    places = [(line.scope, line.currency) for line in lines]
    if len(set(places)) < len(places):
        raise ValidationError(_("Two lines are for the same. Begin one with its part, as [DE] or [Cloud partners]."))
    return lines


def read_line(text: str) -> Line:
    """ "yes", "10 cases", "[DE] 1,250.50 EUR a year, from the second year".

    Raises:
        ValidationError: an amount or a text that is too long, or a currency that does not exist.
    """
    scope, given = "", text
    if match := SCOPE.fullmatch(text):
        scope, text = match[1].strip(), match[2].strip()
        scope = scope.upper() if len(scope) == 2 else scope
    if text.casefold() in INCLUDED:
        return Line(scope)
    if text.casefold() in NOTHING:
        raise ValidationError(_("“%(given)s” says nothing. Leave the line out."), params={"given": given})
    match = MONEY.fullmatch(text)
    if not match:
        return Line(scope, value=_short(text))
    currency = match["currency"] or match["first"]
    if currency not in CURRENCIES:
        raise ValidationError(
            _("“%(code)s” is not a currency. Write its three letters, as in 475 EUR a year."),
            params={"code": currency},
        )
    per = match["per"] or (Per.ONCE.value if match["once"] else "")
    return Line(scope, currency, read_amount(match["amount"] or match["then"]), per, _short(match["value"] or ""))


def read_amount(text: str) -> Decimal:
    """ "1,250.50", "1.250,50", "1 250": the last point or comma before one or two digits is the decimal one."""
    digits = re.sub(r"[\s'’]", "", text)
    whole, parted, cents = digits, "", ""
    if match := re.fullmatch(r"(.*)[.,](\d{1,2})", digits):
        whole, parted, cents = match[1], ".", match[2]
    whole = re.sub(r"[.,]", "", whole)
    try:
        amount = Decimal(f"{whole}{parted}{cents}")
    except InvalidOperation:
        raise ValidationError(_("“%(given)s” is not an amount."), params={"given": text}) from None
    if amount >= 10**12:
        raise ValidationError(_("“%(given)s” is more than anybody asks."), params={"given": text})
    return amount


def _short(text: str) -> str:
    if len(text) > 200:
        raise ValidationError(
            _("Keep a line within 200 characters. This one has %(count)d."), params={"count": len(text)}
        )
    return text


class CorrectionForm(forms.Form):
    """What is right about a term that was recorded wrongly."""

    line = forms.CharField(
        required=False, max_length=300, label=_("What is right"),
        help_text=_("As in the matrix: yes, 10 cases, [DE] 475 EUR a year. Empty: it never was."),
    )  # fmt: skip
    valid_from = DayField(required=False, label=_("From"), help_text=_("Empty: nobody knows since when."))
    valid_until = DayField(required=False, label=_("Until before"), help_text=_("Empty: it holds on."))
    why = forms.CharField(
        label=_("Why it was wrong"), max_length=300,
        error_messages={"required": _("Say why. Other administrators read it with the old term.")},
    )  # fmt: skip
    sure = forms.BooleanField(
        label=_("I know that this changes what the page says about days that are over"),
        error_messages={"required": _("Tick that you mean to change the past, or go back and edit from a day on.")},
    )

    def clean_line(self) -> Line | None:
        text = self.cleaned_data["line"].strip()
        return None if text.casefold() in NOTHING else read_line(text)

    def facts(self) -> dict:
        """The arguments for ``correct_term``."""
        return {name: self.cleaned_data[name] for name in ("line", "valid_from", "valid_until", "why")}


ROW_FIELDS = {
    "position": lambda: forms.IntegerField(label=_("Place"), min_value=0, max_value=9999),
    "name": lambda: forms.CharField(label=_("Name"), max_length=120),
    "section": lambda: forms.CharField(required=False, label=_("Section"), max_length=60),
    "kind": lambda: forms.ChoiceField(label=_("Kind"), choices=MatrixRow.Kind.choices),
    "description": lambda: forms.CharField(required=False, label=_("In a sentence"), max_length=300),
}
TIER_FIELDS = {
    "rank": lambda: forms.IntegerField(label=_("Place"), min_value=0, max_value=9999),
    "name": lambda: forms.CharField(label=_("Name"), max_length=60),
}


class LayoutForm(forms.Form):
    """Names and order of rows and tiers, with a line for one more of each.

    What was not touched is not written, so that it cannot undo what somebody else wrote meanwhile.
    """

    def __init__(self, rows: list[MatrixRow], tiers: list[Tier], *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.rows, self.tiers = rows, tiers
        for kind, things, make in (("row", rows, ROW_FIELDS), ("tier", tiers, TIER_FIELDS)):
            for thing in things:
                self._add(f"{kind}-{thing.pk}", make, thing)
            self._add(f"{kind}-new", make, None)

    def _add(self, prefix: str, make: dict, thing) -> None:
        for name, build in make.items():
            if thing is None and name in {"position", "rank"}:
                continue
            field = build()
            field.show_hidden_initial = thing is not None
            field.initial = getattr(thing, name, "benefit" if name == "kind" else "")
            field.required = field.required and thing is not None
            whose = thing or _("One more")  # xgettext does not look into f-strings
            field.widget.attrs |= {"class": "input", "aria-label": f"{whose}: {field.label}"}
            self.fields[f"{prefix}-{name}"] = field

    def rows_with_fields(self):
        return [(row, self._bound(f"row-{row.pk}", ROW_FIELDS)) for row in self.rows]

    def tiers_with_fields(self):
        return [(tier, self._bound(f"tier-{tier.pk}", TIER_FIELDS)) for tier in self.tiers]

    def new_row(self):
        return self._bound("row-new", ROW_FIELDS)

    def new_tier(self):
        return self._bound("tier-new", TIER_FIELDS)

    def _bound(self, prefix: str, make: dict) -> list:
        return [self[f"{prefix}-{name}"] for name in make if f"{prefix}-{name}" in self.fields]

    def layout(self) -> Layout:
        """What differs from what the editor saw."""
        touched = set(self.changed_data)

        def facts(prefix: str, make: dict) -> dict:
            names = {name: f"{prefix}-{name}" for name in make}
            return {name: self.cleaned_data[full] for name, full in names.items() if full in touched}

        def new(prefix: str, make: dict) -> dict:
            names = {name: f"{prefix}-{name}" for name in make}
            return {name: self.cleaned_data[full] for name, full in names.items() if full in self.cleaned_data}

        return Layout(
            rows={row.pk: facts(f"row-{row.pk}", ROW_FIELDS) for row in self.rows},
            tiers={tier.pk: facts(f"tier-{tier.pk}", TIER_FIELDS) for tier in self.tiers},
            new_row=new("row-new", ROW_FIELDS),
            new_tier=new("tier-new", TIER_FIELDS),
        )
