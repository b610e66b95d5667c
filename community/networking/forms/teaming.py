"""Shapes of input about the teaming board, and the filters in its address."""

import re

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from community.accounts.countries import COUNTRIES
from community.accounts.countries import NAMES as COUNTRY_NAMES
from community.core.forms import DayInput
from community.core.paging import number_in
from community.forum.forms import MarkdownField
from community.networking.forms.contact_map import MAIL
from community.networking.languages import LANGUAGES
from community.networking.models import LONGEST_ENTRY, TeamingEntry
from community.networking.rules.teaming import LONGEST, STANDS_FOR
from community.programs.models import Vendor
from community.tags.forms import TagsField

Kind = TeamingEntry.Kind

NUMBER = re.compile(r"(?:\+|\b00)\d[\d\s()/.\-]{6,}\d")  # with a country code: prices and dates have none
FIELDS = (
    "kind", "title", "source", "tags", "vendor", "countries", "languages", "starts_on", "ends_on", "terms",
    "terms_note", "expires_on",
)  # fmt: skip


class TeamingFilters:
    """The filters in the address of the board. What cannot be read is ignored."""

    def __init__(self, data):
        self.before = number_in(data.get("before"))
        read = {
            "kind": data.get("kind") if data.get("kind") in Kind.values else "",
            "country": data.get("country") if data.get("country") in COUNTRY_NAMES else "",
            "vendor": data.get("vendor", "").replace("\0", "")[:60],
            "tag": data.get("tag", "").replace("\0", "")[:60],
            "mine": data.get("mine") == "1",
        }
        self.chosen = {name: value for name, value in read.items() if value}

    @property
    def is_mine(self) -> bool:
        return "mine" in self.chosen

    @property
    def narrows(self) -> bool:
        return bool(self.chosen.keys() - {"mine"})

    def form(self, offered: dict[str, list]) -> forms.Form:
        """The controls. ``offered``: what stands on the board, see ``queries.on_the_board``; what is chosen stays."""
        form = forms.Form(self.chosen)
        for name, label, choices in (
            ("kind", _("Needs and offers"), Kind.choices),
            ("country", _("Country"), self._countries(offered["country"])),
            ("vendor", _("Vendor"), self._with_chosen("vendor", offered["vendor"])),
            ("tag", _("Tag"), self._with_chosen("tag", [(tag, tag) for tag in offered["tag"]])),
        ):
            empty = pgettext_lazy("a filter that chooses nothing", "all")
            form.fields[name] = forms.ChoiceField(label=label, choices=[("", empty), *choices], required=False)
        form.set_names = self.chosen.keys()
        return form

    def _countries(self, offered: list[str]) -> list[tuple]:
        codes = {*offered, self.chosen.get("country", "")} & COUNTRY_NAMES.keys()
        return sorted(((code, COUNTRY_NAMES[code]) for code in codes), key=lambda choice: str(choice[1]))

    def _with_chosen(self, name: str, choices: list[tuple]) -> list[tuple]:
        chosen = self.chosen.get(name)
        return choices if not chosen or chosen in dict(choices) else [*choices, (chosen, chosen)]


class TeamingForm(forms.Form):
    """A need or an offer. No address stands in it: who answers asks for an introduction."""

    kind = forms.ChoiceField(
        label=_("Which is it?"), widget=forms.RadioSelect,
        choices=[(Kind.NEED, _("A need: we look for somebody")), (Kind.OFFER, _("An offer: we have room for work"))],
        error_messages={"required": _("Say whether you need or offer something.")},
    )  # fmt: skip
    title = forms.CharField(
        label=_("In one line"), min_length=10, max_length=120,
        help_text=_("What, where and when, as you would say it on the phone."),
        error_messages={"required": _("Say in one line what it is.")},
    )  # fmt: skip
    source = MarkdownField(
        label=_("Text"), max_length=LONGEST_ENTRY, min_length=20, widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("How much work, what one should know, what you bring. Markdown. No mail addresses or numbers: you"
                    " give them when you say yes to an introduction."),
        error_messages={"required": _("Say in a few sentences what it is about.")},
    )  # fmt: skip
    tags = TagsField()
    vendor = forms.ModelChoiceField(
        Vendor.objects.all(), label=_("Vendor"), required=False, to_field_name="slug", empty_label=_("any, or several")
    )
    countries = forms.MultipleChoiceField(
        label=_("Countries"), required=False, choices=COUNTRIES, widget=forms.CheckboxSelectMultiple,
        help_text=_("Where the work is. None means that it does not matter."),
    )  # fmt: skip
    languages = forms.MultipleChoiceField(
        label=_("Languages"), required=False, choices=LANGUAGES, widget=forms.CheckboxSelectMultiple,
        help_text=_("One of which is enough. None means that it does not matter."),
    )  # fmt: skip
    starts_on = forms.DateField(label=_("The work begins"), required=False, widget=DayInput())
    ends_on = forms.DateField(label=_("The work ends"), required=False, widget=DayInput())
    terms = forms.ChoiceField(
        label=_("Terms"), widget=forms.RadioSelect, choices=TeamingEntry.Terms.choices,
        error_messages={"required": _("Choose one. “To be agreed” is an answer, too.")},
    )  # fmt: skip
    terms_note = forms.CharField(
        label=_("More about the terms"), required=False, max_length=200, help_text=_("For example: 15 % for one year.")
    )
    expires_on = forms.DateField(
        label=_("On the board until"), widget=DayInput(),
        help_text=_("At most 90 days ahead. You are told three days before, and can renew it."),
        error_messages={"required": _("Say until when it stands on the board.")},
    )  # fmt: skip

    def __init__(self, *args, entry: TeamingEntry | None = None, **kwargs):
        """``entry``: which is changed. What it is stays; how long it stands, too, if it is off the board."""
        super().__init__(*args, **kwargs)
        if entry is None:
            self.initial.setdefault("terms", TeamingEntry.Terms.AGREE)
            self.initial.setdefault("expires_on", timezone.localdate() + STANDS_FOR)
            return
        self.initial = {name: getattr(entry, name) for name in FIELDS} | {
            "tags": list(entry.tags.all()),
            **self.initial,
        }
        del self.fields["kind"]
        if not entry.is_open:
            del self.fields["expires_on"]

    def clean_title(self) -> str:
        return " ".join(self.cleaned_data["title"].split())

    def clean_expires_on(self):
        day, today = self.cleaned_data["expires_on"], timezone.localdate()
        if not today <= day <= today + LONGEST:
            raise ValidationError(_("Choose a day from today on, at most 90 days ahead."))
        return day

    def clean(self):
        cleaned = super().clean()
        for name in ("title", "source", "terms_note"):
            if MAIL.search(cleaned.get(name, "")) or NUMBER.search(cleaned.get(name, "")):
                self.add_error(
                    name, _("Take the mail address or number out. You give it when you say yes to somebody.")
                )
        begins, ends = cleaned.get("starts_on"), cleaned.get("ends_on")
        if begins and ends and ends < begins:
            self.add_error("ends_on", _("The work cannot end before it begins."))
        elif ends and ends < timezone.localdate() and ends != self.initial.get("ends_on"):
            self.add_error("ends_on", _("This day is over. Give one that is still to come."))
        return cleaned
