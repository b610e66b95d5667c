"""Shapes of input about what somebody tells other partners."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.core.forms import DayInput
from community.networking.actions import Capacity
from community.networking.languages import LANGUAGES
from community.networking.models import MOST_SKILLS, Part, Profile, Seen, VendorTie
from community.programs.models import Vendor
from community.tags.models import Tag

TEXTS = ("can_help", "looking_for", "ties_note")
MOST_TIES = 20  # more than anybody keeps count of
MOST_ROOM = 999


class ProfileForm(forms.Form):
    """What somebody knows, wants and has room for, and who reads which part of it."""

    skills = forms.ModelMultipleChoiceField(
        Tag.objects.all(), required=False, label=_("Skills"), to_field_name="name",
        widget=forms.CheckboxSelectMultiple, help_text=_("At most ten."),
    )  # fmt: skip
    can_help = forms.CharField(
        required=False, max_length=500, label=_("Can help with"), widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("What others may ask you. Who says this stands first in the directory."),
    )  # fmt: skip
    looking_for = forms.CharField(
        required=False, max_length=500, label=_("Looking for"), widget=forms.Textarea(attrs={"rows": 3})
    )
    capacity_total = forms.IntegerField(
        required=False, min_value=1, max_value=MOST_ROOM, label=_("How much there is"),
        help_text=_("People, projects or days a week, as you count."),
    )  # fmt: skip
    capacity_taken = forms.IntegerField(required=False, min_value=0, max_value=MOST_ROOM, label=_("How much is taken"))
    capacity_until = forms.DateField(
        required=False, label=_("Holds until"), widget=DayInput(), help_text=_("After that day it is shown no more.")
    )
    languages = forms.MultipleChoiceField(
        required=False, label=_("Languages"), choices=LANGUAGES, widget=forms.CheckboxSelectMultiple
    )
    ties_note = forms.CharField(
        required=False, max_length=200, label=_("What others should know about your ties"),
        widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip
    is_listed = forms.BooleanField(
        required=False, label=_("List me in the directory"),
        help_text=_("Your page stays as it is. Consultants are listed once they are partners."),
    )  # fmt: skip

    def __init__(self, *args, profile: Profile, skills, waiting=None, **kwargs):
        """``waiting``: texts that are withheld, and stay so, are edited here as well."""
        held = waiting.texts if waiting else {}
        initial = {name: held.get(name) or getattr(profile, name) for name in TEXTS}
        names = ("languages", "is_listed", "capacity_total", "capacity_taken", "capacity_until")
        initial |= {name: getattr(profile, name) for name in names} | {"skills": skills}
        initial |= {f"shown_{part}": profile.shown_to.get(part) for part in Part}
        super().__init__(*args, initial=initial, **kwargs)
        for part in Part:
            self.fields[f"shown_{part}"] = forms.ChoiceField(choices=Seen.choices, label=_("Shown to"))

    def clean_skills(self):
        skills = self.cleaned_data["skills"]
        if len(skills) > MOST_SKILLS:
            raise ValidationError(_("Choose at most ten. You chose %(count)d."), params={"count": len(skills)})
        return skills

    def clean_capacity_until(self):
        until, before = self.cleaned_data["capacity_until"], self.initial.get("capacity_until")
        if until and until < timezone.localdate() and until != before:
            raise ValidationError(_("This day is over. Give one that is still to come."))
        return until

    def clean(self):
        data = super().clean()
        told = [data.get(f"capacity_{part}") for part in ("total", "taken", "until")]
        if any(value is not None for value in told) and "capacity_total" not in self.errors:
            self._check_capacity(*told)
        return data

    def facts(self) -> dict:
        """The arguments of ``tell_profile``, but for the ties."""
        data = self.cleaned_data
        room = [data[f"capacity_{part}"] for part in ("total", "taken", "until")]
        return {
            "texts": {name: data[name] for name in TEXTS}, "languages": data["languages"],
            "skills": list(data["skills"]), "capacity": Capacity(*room) if room[0] else None,
            "shown_to": {part.value: data[f"shown_{part}"] for part in Part}, "is_listed": data["is_listed"],
        }  # fmt: skip

    def _check_capacity(self, total, taken, until) -> None:
        if total is None or (until is None and "capacity_until" not in self.errors):
            missing = "capacity_total" if total is None else "capacity_until"
            self.add_error(missing, _("Tell how much there is and until when, or leave all three empty."))
        elif taken is not None and taken > total:
            self.add_error("capacity_taken", _("More cannot be taken than there is."))
        else:
            self.cleaned_data["capacity_taken"] = taken or 0


class TieForm(forms.Form):
    """One vendor, and what binds somebody to it."""

    vendor = forms.ModelChoiceField(Vendor.objects.order_by("name"), required=False, label=_("Vendor"))
    kind = forms.ChoiceField(
        required=False, label=_("What binds you to it"), choices=[("", _("Choose")), *VendorTie.Kind.choices]
    )

    def __init__(self, *args, vendors, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["vendor"].choices = vendors

    def clean(self):
        data = super().clean()
        if data.get("vendor") and not data.get("kind"):
            self.add_error("kind", _("Say what binds you to it, or choose no vendor."))
        return data


class BaseTieFormSet(forms.BaseFormSet):
    def ties(self) -> dict[Vendor, str]:
        """The kind of tie by vendor; of two rows about one vendor the last."""
        rows = [form.cleaned_data for form in self.forms]
        return {row["vendor"]: row["kind"] for row in rows if row.get("vendor")}


TieFormSet = forms.formset_factory(TieForm, formset=BaseTieFormSet, extra=2, max_num=MOST_TIES, absolute_max=MOST_TIES)


def tie_rows(ties: list[VendorTie], data=None) -> BaseTieFormSet:
    """A row for each tie, and two empty ones. One query for all rows."""
    vendors = [("", _("No vendor")), *((vendor.pk, vendor.name) for vendor in Vendor.objects.order_by("name"))]
    initial = [{"vendor": tie.vendor_id, "kind": tie.kind} for tie in ties] if data is None else None
    return TieFormSet(data, initial=initial, form_kwargs={"vendors": vendors}, prefix="ties")
