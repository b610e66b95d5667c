"""Shapes of input about one change."""

import datetime as dt

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.accounts.countries import NAMES as COUNTRY_NAMES
from community.accounts.models import CompanySize, PartnerRole
from community.core.forms import DayInput, FuzzyDateField
from community.programs.actions import Evidence, Term
from community.programs.models import Change, ChangeSource, Program, Tier, Vendor
from community.programs.states import FIRST_STATES, MOVES, State
from community.tags.forms import TagsField

TITLE_TOO_SHORT = _("Make the title at least %(limit_value)d characters long. It has %(show_value)d.")


class ChangeForm(forms.Form):
    """A proposed change. Rows of terms are written one to a line: what: old → new."""

    vendor = forms.ModelChoiceField(Vendor.objects.all(), label=_("Vendor"), empty_label=_("Choose"))
    programs = forms.ModelMultipleChoiceField(
        Program.objects.select_related("vendor").order_by("vendor__name", "name"), required=False, label=_("Programs"),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Those of the vendor that the change touches."),
    )  # fmt: skip
    kind = forms.ChoiceField(label=_("Kind"), choices=[("", _("Choose")), *Change.Kind.choices])
    direction = forms.ChoiceField(label=_("Direction"), choices=Change.Direction.choices, initial="worse")
    title = forms.CharField(
        label=_("Title"), min_length=15, max_length=255,
        help_text=_("Say what changes, for whom: “Free server-down cases end for Silver partners”."),
        error_messages={"min_length": TITLE_TOO_SHORT},
    )  # fmt: skip
    state = forms.ChoiceField(
        label=_("How certain is it?"), initial=State.ANNOUNCED,
        choices=[(state.value, state.label) for state in State if state in FIRST_STATES],
    )  # fmt: skip
    announced = FuzzyDateField(required=False, label=_("Announced on"))
    effective = FuzzyDateField(required=False, label=_("In force from"))
    act_by = FuzzyDateField(
        required=False, label=_("Act by"),
        help_text=_("The last day on which a partner can do something about it."),
    )  # fmt: skip
    act_by_reason = forms.CharField(
        required=False, max_length=300, label=_("Why act by then"),
        help_text=_("Needed if the day lies after the change takes effect."),
    )  # fmt: skip
    terms = forms.CharField(
        required=False, max_length=4000, label=_("Terms"), widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("One to a line, as “Fee a year: €1,800 -> €2,400”."),
    )  # fmt: skip
    summary = forms.CharField(
        label=_("Summary"), max_length=8000, widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("In your own words. Markdown."),
    )  # fmt: skip
    audience_note = forms.CharField(required=False, max_length=2000, label=_("For whom, in words"))
    audience_roles = forms.MultipleChoiceField(
        required=False, label=_("For"), choices=PartnerRole.choices, widget=forms.CheckboxSelectMultiple,
        help_text=_("Nothing chosen means everybody."),
    )  # fmt: skip
    audience_countries = forms.CharField(
        required=False,
        max_length=300,
        label=_("Countries"),
        help_text=_("Two letters each: DE, AT, CH. Empty means all."),
    )
    audience_sizes = forms.MultipleChoiceField(
        required=False, label=_("Company size"), choices=CompanySize.choices, widget=forms.CheckboxSelectMultiple,
        help_text=_("Nothing chosen means every size."),
    )  # fmt: skip
    tiers = forms.ModelMultipleChoiceField(
        Tier.objects.select_related("program__vendor").order_by("program__vendor__name", "program__name", "rank"),
        required=False, label=_("Tiers"), widget=forms.CheckboxSelectMultiple,
        help_text=_("Nothing chosen means every tier of the programs."),
    )  # fmt: skip
    tags = TagsField()
    source_title = forms.CharField(
        required=False, label=_("Source"), max_length=200,
        help_text=_("What it is: “Partner guide 2027, page 14”, “Letter of 3 November”. Only a rumour may lack one."),
    )  # fmt: skip
    source_url = forms.URLField(
        required=False, max_length=500, label=_("Its address"), assume_scheme="https",
        help_text=_("If it is on the web. A portal page that needs a sign-in is fine."),
    )  # fmt: skip

    anyway = forms.BooleanField(required=False, label=_("It is another change. Hand it in anyway."))

    def clean_audience_countries(self) -> list[str]:
        codes = self.cleaned_data["audience_countries"].replace(",", " ").upper().split()
        unknown = [code for code in codes if code not in COUNTRY_NAMES]
        if unknown:
            raise ValidationError(
                _("“%(code)s” is not the two-letter code of a country on the list."), params={"code": unknown[0][:10]}
            )
        return codes

    def clean_terms(self) -> list[Term]:
        lines = [line.strip() for line in self.cleaned_data["terms"].splitlines() if line.strip()]
        return [self._term(number, line) for number, line in enumerate(lines, start=1)]

    def clean(self):
        data = super().clean()
        act_by, effective = data.get("act_by"), data.get("effective")
        if act_by and effective and act_by.first_day > effective.first_day and not data.get("act_by_reason"):
            self.add_error("act_by_reason", _("Act-by lies after the day in force. Say why, or correct one of them."))
        if "source_title" in self.fields:
            self._check_source(data)
        vendor = data.get("vendor")
        if vendor and any(program.vendor_id != vendor.pk for program in data.get("programs", ())):
            self.add_error("programs", _("Choose programs of %(vendor)s only.") % {"vendor": vendor})
        self._clean_tiers(data)
        return data

    def _check_source(self, data: dict) -> None:
        """Everything but a rumour needs a source; an address alone does not say what it is."""
        if "source_title" in self.errors or data.get("source_title"):
            return
        if data.get("source_url") or data.get("state") != State.RUMOURED:
            self.add_error("source_title", _("Name a source: a page, a letter or a message in which this can be read."))

    def _clean_tiers(self, data: dict) -> None:
        chosen = {program.pk for program in data.get("programs", ())}
        strange = [tier for tier in data.get("tiers", ()) if tier.program_id not in chosen]
        if strange and "programs" not in self.errors:
            self.add_error(
                "tiers",
                _("“%(tier)s” is a tier of %(program)s. Choose that program too, or leave the tier out.")
                % {"tier": strange[0], "program": strange[0].program},
            )

    def likeness(self) -> dict:
        """The arguments for ``similar_changes``, as far as they could be read."""
        data = self.cleaned_data
        return {"title": data.get("title", ""), "vendor": data.get("vendor"), "url": data.get("source_url", "")}

    def facts(self) -> dict:
        """The arguments for ``propose_change``."""
        data = dict(self.cleaned_data)
        title, url = data.pop("source_title"), data.pop("source_url")
        evidence = [Evidence(title=title, url=url)] if title else []
        data.pop("anyway")
        audience = {name: data.pop(f"audience_{name}") for name in ("roles", "countries", "sizes")}
        return {**data, **audience, "evidence": evidence}

    @staticmethod
    def _term(number: int, line: str) -> Term:
        what, colon, rest = line.partition(":")
        old, arrow, new = rest.replace("→", "->").partition("->")
        if not (what.strip() and colon and arrow):
            raise ValidationError(
                _("Line %(number)d of the terms cannot be read. Write “what: old -> new”."), params={"number": number}
            )
        if len(what) > 120 or max(len(old), len(new)) > 200:
            raise ValidationError(_("Line %(number)d of the terms is too long."), params={"number": number})
        return Term(what.strip(), old.strip(), new.strip())


class SimilarForm(forms.Form):
    """What is typed so far of a proposal. Nothing is wrong yet; what cannot be read counts as not typed."""

    title = forms.CharField(required=False, max_length=255)
    vendor = forms.ModelChoiceField(Vendor.objects.all(), required=False)
    source_url = forms.CharField(required=False, max_length=500)
    url = forms.CharField(required=False, max_length=500)

    def likeness(self) -> dict:
        """The arguments for ``similar_changes``."""
        self.is_valid()
        data = self.cleaned_data
        url = data.get("url") or data.get("source_url") or ""
        return {"title": data.get("title", ""), "vendor": data.get("vendor"), "url": url}


class StepForm(forms.Form):
    """The next step of a change: where it goes, since when, why, and on which evidence."""

    to = forms.ChoiceField(label=_("What is it now?"), widget=forms.RadioSelect)
    on = forms.DateField(
        label=_("Since when"), widget=DayInput(),
        error_messages={"invalid": _("Write the day as 2026-11-30.")},
    )  # fmt: skip
    why = forms.CharField(label=_("What happened"), max_length=500, widget=forms.Textarea(attrs={"rows": 2}))
    effective = FuzzyDateField(
        required=False, label=_("In force from, if that moved"), help_text=_("2026-11-30, 2026-11 or 2026-Q4.")
    )
    act_by = FuzzyDateField(required=False, label=_("Act by, if that moved"))
    undated = forms.BooleanField(required=False, label=_("Postponed, and no new date is known"))
    superseded_by = forms.ModelChoiceField(
        Change.objects.none(), required=False, label=_("If superseded: what took its place"), empty_label=_("Nothing"),
        help_text=_("Both pages will point to each other."),
    )  # fmt: skip
    is_duplicate = forms.BooleanField(required=False, label=_("That record is about the very same thing"))
    source = forms.ModelChoiceField(
        ChangeSource.objects.none(), required=False, label=_("Source"), empty_label=_("A new one, named below")
    )
    source_title = forms.CharField(required=False, max_length=200, label=_("New source"))
    source_url = forms.URLField(required=False, max_length=500, label=_("Its address"), assume_scheme="https")

    def __init__(self, change: Change, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["to"].choices = [(state.value, state.label) for state in State if state in MOVES[change.state]]
        self.fields["source"].queryset = change.sources.filter(is_hearsay=False)
        if State.SUPERSEDED in MOVES[change.state]:
            self.fields["superseded_by"].queryset = change.possible_successors()
        else:
            del self.fields["superseded_by"], self.fields["is_duplicate"]
        if State.POSTPONED not in MOVES[change.state]:
            del self.fields["undated"]

    def clean_on(self) -> dt.date:
        on = self.cleaned_data["on"]
        if on > timezone.localdate():
            raise ValidationError(_("This day has not come yet. Record the step when it has happened."))
        return on

    def clean(self):
        data = super().clean()
        if not data.get("source") and not data.get("source_title"):
            self.add_error("source", _("No step without a source. Choose one, or name a new one."))
        return data

    def facts(self) -> dict:
        """The arguments for ``record_step``."""
        data = dict(self.cleaned_data)
        title, url = data.pop("source_title"), data.pop("source_url")
        return data | {"source": data["source"] or Evidence(title=title, url=url)}
