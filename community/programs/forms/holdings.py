"""Shapes of input about what one is and holds."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.accounts.countries import COUNTRIES
from community.accounts.models import CompanySize, PartnerRole
from community.programs.actions import Held
from community.programs.models import Holding, Program

MOST_ROWS = 40  # programs; more than any company keeps up
EARLIEST = 1975


class BusinessForm(forms.Form):
    """Roles, countries and size."""

    roles = forms.MultipleChoiceField(
        required=False, label=_("What you do for customers"), choices=PartnerRole.choices,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    size = forms.ChoiceField(required=False, label=_("People"), choices=[("", _("not told")), *CompanySize.choices])
    countries = forms.MultipleChoiceField(
        required=False, label=_("Countries you work in"), choices=COUNTRIES, widget=forms.CheckboxSelectMultiple
    )


class HoldingForm(forms.Form):
    """One row: a program with or without its tier, and since when."""

    held = forms.ChoiceField(required=False, label=_("Program and tier"))
    since_year = forms.IntegerField(
        required=False, min_value=EARLIEST, label=_("Since"),
        error_messages={"invalid": _("Write the year in four digits, as 2021.")},
    )  # fmt: skip

    def __init__(self, *args, choices, things, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["held"].choices = choices
        self.things = things

    def clean_held(self) -> tuple | None:
        """The program and its tier, or None."""
        return self.things.get(self.cleaned_data["held"])

    def clean_since_year(self) -> int | None:
        year = self.cleaned_data["since_year"]
        if year and year > timezone.localdate().year:
            raise ValidationError(_("This year has not come yet."))
        return year

    def clean(self):
        data = super().clean()
        if data.get("since_year") and not data.get("held") and "held" not in self.errors:
            self.add_error("held", _("Choose the program that you are in since then."))
        return data


class BaseHoldingFormSet(forms.BaseFormSet):
    def clean(self):
        if any(self.errors):
            return
        seen = set()
        for row in self.held():
            if row.program in seen:
                raise ValidationError(_("%(program)s stands here twice. Leave one."), params={"program": row.program})
            seen.add(row.program)

    def held(self) -> list[Held]:
        """The rows that are filled in and not to be removed."""
        rows = [form.cleaned_data for form in self.forms if form.cleaned_data.get("held")]
        return [Held(*row["held"], row["since_year"]) for row in rows if not row.get("DELETE")]


HoldingFormSet = forms.formset_factory(
    HoldingForm, formset=BaseHoldingFormSet, extra=2, can_delete=True, max_num=MOST_ROWS, absolute_max=MOST_ROWS
)


def holding_rows(programs: list[Program], holdings: list[Holding], data=None) -> BaseHoldingFormSet:
    """The rows for what is held, and two empty ones; "more" in the data adds three."""
    choices, things = [("", _("Choose"))], {}
    for program in programs:
        things[f"p{program.pk}"] = (program, None)
        options = [(f"p{program.pk}", _("%(program)s, tier not told") % {"program": program})]
        for tier in program.tiers.all():
            things[f"t{tier.pk}"] = (program, tier)
            options.append((f"t{tier.pk}", f"{program}, {tier}"))
        choices.append((f"{program.vendor} · {program}", options))
    initial = [
        {"held": f"t{row.tier_id}" if row.tier_id else f"p{row.program_id}", "since_year": row.since_year}
        for row in holdings
    ]
    if data is not None and "more" in data:
        data = data.copy()
        count = data.get("form-TOTAL_FORMS", "")
        data["form-TOTAL_FORMS"] = min(int(count) if count.isdecimal() else 0, MOST_ROWS - 3) + 3
    # What was sent stands alone: held against what a colleague has saved since, a row of theirs would look untouched.
    initial = None if data is not None else initial
    return HoldingFormSet(data, initial=initial, form_kwargs={"choices": choices, "things": things})
