"""Shapes of input about the effect of a change."""

from django import forms
from django.utils.translation import gettext_lazy as _

from community.accounts.countries import NAMES as COUNTRY_NAMES
from community.accounts.models import CompanySize
from community.programs.models import EffectReport
from community.programs.queries.census import Selection


def _with_nothing(choices):
    return [("", _("not told")), *choices]


class EffectForm(forms.Form):
    """The short report: affected or not, and what it costs, whom it hits, what one does."""

    affected = forms.TypedChoiceField(
        label=_("Does this change affect you?"), widget=forms.RadioSelect, coerce=lambda value: value == "yes",
        choices=[("yes", _("Yes")), ("no", _("No"))],
    )  # fmt: skip
    cost = forms.ChoiceField(
        required=False, label=_("What it costs you a year"), choices=_with_nothing(EffectReport.Cost.choices),
        help_text=_("In euros, roughly: fees, licences and work."),
    )  # fmt: skip
    customers = forms.ChoiceField(
        required=False, label=_("Customers hit"), choices=_with_nothing(EffectReport.Customers.choices)
    )
    plan = forms.ChoiceField(
        required=False, label=_("What you will do"), choices=_with_nothing(EffectReport.Plan.choices)
    )

    @classmethod
    def showing(cls, report: dict | None, data=None) -> "EffectForm":
        """The form with what was told before; without a report "yes" is chosen."""
        initial = {name: report[name] for name in ("cost", "customers", "plan")} if report else {}
        affected = "yes" if report is None or report["affected"] else "no"
        return cls(data, initial=initial | {"affected": affected})


class CensusForm(forms.Form):
    """The selections of the census that may be shown. Whatever else stands in the address is kept, and refused."""

    tier = forms.CharField(required=False, max_length=20, label=_("Tier"), widget=forms.Select)
    size = forms.CharField(required=False, max_length=20, label=_("Size"), widget=forms.Select)
    country = forms.CharField(required=False, max_length=20, label=_("Country"), widget=forms.Select)

    def chosen(self) -> dict[str, str]:
        """What is selected in each dimension."""
        self.is_valid()
        return {name: self.cleaned_data.get(name) or "" for name in self.fields}

    def offer(self, offered: list[Selection], tiers: dict) -> None:
        """Fill the lists with what may be chosen, and with what is chosen now."""
        words = {
            "tier": {key: f"{tier} · {tier.program}" for key, tier in tiers.items()},
            "size": dict(CompanySize.choices),
            "country": COUNTRY_NAMES,
        }
        for name, field in self.fields.items():
            values = [selection.value for selection in offered if selection.dimension == name]
            chosen = self.chosen()[name]
            if chosen and chosen not in values:
                values.append(chosen)
            field.widget.choices = [("", _("All")), *((value, words[name].get(value, value)) for value in values)]
