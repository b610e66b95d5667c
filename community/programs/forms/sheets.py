"""The forms that edit a whole list: the steps of a playbook, the options of a change."""

import datetime as dt
from collections.abc import Iterable

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from community.core.forms import DayInput
from community.programs.models import SheetVersion, Step
from community.programs.prices import MOST, NOTHING, Option, Period, Unit

Kind = SheetVersion.Kind
MORE = 3  # empty rows at the end
MOST_ROWS = {Kind.PLAYBOOK: 40, Kind.OPTIONS: 12}
YEARS_AROUND = 730  # days between a step and the date that it hangs on


class PlaybookStepForm(forms.Form):
    """One step. A row without words is no step."""

    step = forms.IntegerField(required=False, widget=forms.HiddenInput)
    text = forms.CharField(
        label=_("Step"), max_length=300, error_messages={"required": _("Write the step, or tick “Take out”.")}
    )
    days = forms.IntegerField(required=False, label=_("Days"), min_value=0, max_value=YEARS_AROUND)
    due = forms.ChoiceField(
        required=False, label=_("Due"),
        choices=[
            ("", _("no date")),
            ("before act_by", _("before act-by")), ("after act_by", _("after act-by")),
            ("before effective", _("before in force")), ("after effective", _("after in force")),
        ],
    )  # fmt: skip
    who = forms.CharField(required=False, label=_("Who"), max_length=60)
    note = forms.CharField(
        required=False, label=_("Note"), max_length=1000, widget=forms.Textarea(attrs={"rows": 2})
    )  # Markdown

    def clean(self):
        data = super().clean()
        if data.get("days") and not data.get("due"):
            self.add_error("due", _("Say before or after which date, or leave the days empty."))
        return data

    def thing(self) -> Step:
        data = self.cleaned_data
        side, _space, anchor = data["due"].partition(" ")
        days = data["days"] or 0
        note = data["note"].replace("\r\n", "\n")
        return Step(
            text=data["text"], note=note, anchor=anchor, days=-days if side == "before" else days, who=data["who"],
            step=data["step"],
        )  # fmt: skip

    @staticmethod
    def from_thing(step: Step) -> dict:
        due = f"{'after' if step.days > 0 else 'before'} {step.anchor}" if step.anchor else ""
        days = abs(step.days) if step.anchor else None
        return {"step": step.step, "text": step.text, "note": step.note, "days": days, "due": due, "who": step.who}


def amount(label, **more) -> forms.DecimalField:
    """A sum of money: to a hundredth of a cent, below a hundred million."""
    return forms.DecimalField(label=label, min_value=0, max_digits=12, decimal_places=4, localize=True, **more)


class OptionForm(forms.Form):
    """One option. A row without a name is none."""

    name = forms.CharField(
        label=_("Option"), max_length=120, error_messages={"required": _("Name the option, or tick “Take out”.")}
    )
    stay = forms.BooleanField(required=False, label=_("This is what one has now: stay as it is"))
    price = amount(_("Price"))
    currency = forms.CharField(
        label=_("Currency"), max_length=3,
        validators=[RegexValidator(r"^[A-Za-z]{3}\Z", _("Write three letters, for example EUR."))],
    )  # fmt: skip
    unit = forms.ChoiceField(label=_("Per"), choices=Unit.choices)
    period = forms.ChoiceField(label=_("Charged"), choices=Period.choices, initial=Period.YEAR)
    minimum = forms.IntegerField(required=False, label=_("At least, units"), min_value=0, max_value=MOST)
    charge = amount(_("At least, charged"), required=False)
    yearly = amount(_("On top, a year"), required=False)
    note = forms.CharField(required=False, label=_("Note"), max_length=300)
    url = forms.URLField(required=False, label=_("Address"), max_length=500, assume_scheme="https")
    source = forms.CharField(required=False, label=_("Where the price stands"), max_length=200)
    source_on = forms.DateField(
        required=False, label=_("As of"), widget=DayInput(),
        error_messages={"invalid": _("Write the day as 2026-11-30.")},
    )  # fmt: skip

    def clean_currency(self) -> str:
        return self.cleaned_data["currency"].upper()

    def thing(self) -> Option:
        data = {name: value for name, value in self.cleaned_data.items() if name in self.declared_fields}
        sums = {name: data[name] or NOTHING for name in ("charge", "yearly")}
        return Option(**(data | sums | {"minimum": data["minimum"] or 0}))

    @staticmethod
    def from_thing(option: Option) -> dict:
        day = option.source_on.isoformat() if isinstance(option.source_on, dt.date) else None
        empty = {name: None for name in ("minimum", "charge", "yearly") if not getattr(option, name)}
        return vars(option) | {"source_on": day} | empty


class SheetForm(forms.Form):
    """What belongs to a version as a whole. ``base`` is the version that the author had before them."""

    base = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    why = forms.CharField(
        required=False, label=_("What you changed"), max_length=200, help_text=_("Stands in the list of versions.")
    )


class SheetEditor:
    """The form of a whole list: ``head`` and ``rows``."""

    ROWS = {Kind.PLAYBOOK: PlaybookStepForm, Kind.OPTIONS: OptionForm}

    def __init__(self, kind: str, *, number: int, things: Iterable, data=None, more: bool = False):
        self.form_class = self.ROWS[kind]
        most = MOST_ROWS[kind]
        row_set = forms.formset_factory(
            self.form_class, extra=MORE, max_num=most, absolute_max=most + MORE, validate_max=True, can_order=True,
            can_delete=True,
        )  # fmt: skip
        if data is None:
            self.head = SheetForm(initial={"base": number})
            self.rows = row_set(prefix="rows", initial=[self.form_class.from_thing(thing) for thing in things])
            return
        data = data.copy()
        if more:
            data["rows-TOTAL_FORMS"] = str(min(self._total(data) + MORE, most))
        self.data = data
        self.head, self.rows = SheetForm(data), row_set(data, prefix="rows")

    def is_valid(self) -> bool:
        fine = self.head.is_valid() and self.rows.is_valid()
        if fine and self.form_class is OptionForm and sum(thing.stay for thing in self.things()) > 1:
            self.head.add_error(None, _("Only one option can be what one has now."))
            return False
        return fine

    def things(self) -> list:
        """The rows that stay, in the order of their places."""
        return [form.thing() for form in self.rows.ordered_forms if form.cleaned_data]

    def has_errors(self) -> bool:
        return self.head.is_bound and not (self.head.is_valid() and self.rows.is_valid())

    def errors(self) -> list[tuple[str, str, str]]:
        """For the summary: the id to go to, which row and field, and what is wrong."""
        found = [("", "", error) for error in [*self.head.non_field_errors(), *self.rows.non_form_errors()]]
        for number, form in enumerate(self.rows, start=1):
            for name, errors in form.errors.items():
                field = form[name] if name in form.fields else None
                where = f"{number}. {field.label}" if field else str(number)
                found += [(field.id_for_label if field else "", where, error) for error in errors]
        return found

    def refuse(self, sentence: str) -> None:
        self.head.add_error(None, sentence)

    def rebase(self, number: int) -> None:
        """From now on the text is meant to follow that version."""
        self.data["base"] = str(number)
        self.head = SheetForm(self.data)

    @staticmethod
    def _total(data) -> int:
        try:
            return max(int(data.get("rows-TOTAL_FORMS", "0")), 0)
        except ValueError:
            return 0
