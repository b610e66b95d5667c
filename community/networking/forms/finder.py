"""Shapes of input about the partner finder."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from community.accounts.countries import COUNTRIES
from community.accounts.countries import NAMES as COUNTRY_NAMES
from community.accounts.models import User
from community.core.paging import number_in
from community.networking.forms.directory import Facet, facet_of
from community.networking.models.finder import LONGEST_ENQUIRY, LONGEST_OFFER
from community.networking.queries.finder import KINDS, FinderPage
from community.programs.models import Program, Tier

MOST_CHOSEN = 8  # values of one kind; an address with more was not clicked together
TITLES = {"country": _("Countries served"), "program": _("Programs"), "tier": _("Tiers"), "skill": _("Skills")}


class FinderFilters:
    """The filters in the address of the partner finder. What cannot be read is ignored."""

    def __init__(self, data):
        self.after = data.get("after", "").replace("\0", "")[:120]
        read = {kind: [_read(kind, value) for value in data.getlist(kind)] for kind in KINDS}
        known = {kind: tuple(dict.fromkeys(value for value in values if value)) for kind, values in read.items()}
        self.chosen = {kind: values[:MOST_CHOSEN] for kind, values in known.items() if values}

    def facets(self, page: FinderPage) -> list[Facet]:
        """What can be chosen now, and what is. Two queries, for the names of programs and tiers."""
        values = {kind: dict.fromkeys(self.chosen.get(kind, ()), 0) | page.counts[kind] for kind in KINDS}
        programs = Program.objects.filter(pk__in=values["program"]).values_list("pk", "name")
        tiers = Tier.objects.filter(pk__in=values["tier"]).select_related("program")
        names = {
            "country": COUNTRY_NAMES, "program": dict(programs), "skill": {name: name for name in values["skill"]},
            "tier": {tier.pk: f"{tier.program}, {tier}" for tier in tiers},
        }  # fmt: skip
        facets = [self._facet(kind, values[kind], names[kind]) for kind in KINDS]
        return [facet for facet in facets if facet.choices]

    def _facet(self, kind: str, counts: dict, names: dict) -> Facet:
        return facet_of(kind, TITLES[kind], counts, names, self.chosen.get(kind, ()))


def _read(kind: str, value: str):
    if kind in {"program", "tier"}:
        return number_in(value)
    if kind == "country":
        return value if value in COUNTRY_NAMES else None
    return value.replace("\0", "")[:60]


class FinderEntryForm(forms.Form):
    """What customers find of a company."""

    is_listed = forms.BooleanField(
        required=False, label=_("Customers may find us"),
        help_text=_("Everybody can read the partner finder, also without an account. Take this out, and you are gone"
                    " from it at once; what you wrote is kept for another time."),
    )  # fmt: skip
    for_customers = forms.CharField(
        required=False, max_length=LONGEST_OFFER, label=_("What customers read"),
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("What you do, and for whom. Plain text; a blank line begins a paragraph. No addresses are needed:"
                    " customers write by a form."),
    )  # fmt: skip
    countries = forms.MultipleChoiceField(
        required=False, label=_("Countries you serve"), choices=COUNTRIES, widget=forms.CheckboxSelectMultiple
    )
    shows_programs = forms.BooleanField(
        required=False, label=_("Show our programs and tiers"),
        help_text=_("Only if the page of the company shows them to everybody."),
    )  # fmt: skip
    shows_skills = forms.BooleanField(
        required=False, label=_("Show the skills of our people"),
        help_text=_("Only of those who show them to everybody, together and without names."),
    )  # fmt: skip
    takers = forms.ModelMultipleChoiceField(
        User.objects.none(), required=False, label=_("Who takes enquiries"), widget=forms.CheckboxSelectMultiple,
        help_text=_("They get them by mail. Customers see neither their names nor their addresses until they answer."),
    )  # fmt: skip

    def __init__(self, *args, people: list[User], **kwargs):
        """``people``: of the company, who may take enquiries."""
        super().__init__(*args, **kwargs)
        self.fields["takers"].queryset = (
            User.objects.filter(pk__in=[person.pk for person in people]).with_company().order_by("name", "pk")
        )
        self.fields["takers"].label_from_instance = lambda person: person.name

    def clean(self):
        data = super().clean()
        if not data.get("is_listed"):
            return data
        if not data.get("for_customers") and "for_customers" not in self.errors:
            self.add_error("for_customers", _("Write what customers shall read of you."))
        if not data.get("takers") and "takers" not in self.errors:
            self.add_error("takers", _("Choose at least one person who takes enquiries."))
        return data


class EnquiryForm(forms.Form):
    """What a customer asks a company, and who asks."""

    name = forms.CharField(
        label=_("Your name"), max_length=80, widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": _("Say who you are.")},
    )  # fmt: skip
    email = forms.EmailField(
        label=_("Your e-mail address"), max_length=254,
        help_text=_("You get a link by which you confirm, and the company answers to this address."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={"required": _("Without an address nobody can answer you.")},
    )  # fmt: skip
    message = forms.CharField(
        label=_("What you look for"), max_length=LONGEST_ENQUIRY, widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("What it is about, where, and until when."),
        error_messages={"required": _("Say what you look for.")},
    )  # fmt: skip
    consent = forms.BooleanField(
        label=_("Mail my name, address and message to this company. They are removed here after 30 days."),
        error_messages={"required": _("Without this nothing can be passed on.")},
    )  # fmt: skip

    def clean_name(self) -> str:
        """In one line: it stands in the subject of a mail."""
        name = " ".join(self.cleaned_data["name"].split())
        if not name:
            raise ValidationError(_("Say who you are."))
        return name
