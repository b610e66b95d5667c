"""Shapes of input about ways to a vendor. A way is a vendor's, never a person's: what looks like one is refused."""

import re

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator, validate_email
from django.utils.translation import gettext_lazy as _

from community.accounts.countries import COUNTRIES
from community.networking.languages import LANGUAGES
from community.networking.models import ContactRoute
from community.programs.models import Vendor

Kind = ContactRoute.Kind

MAIL = re.compile(r"\S@\S+\.\w")
PHONE = re.compile(r"\+?[\d\s()/.\-]{5,30}(?:\s*(?:ext\.?|x)\s*\d{1,6})?")
DIGITS = re.compile(r"(?:\d[\s()/.\-]*){7,}")
# "jane.doe@", "j_doe@": two words with a point between them are a person, unless one of them is said of a task.
TWO_WORDS = re.compile(r"[^\W\d_]+[._][^\W\d_]+")
TASKS = re.compile(
    r"partner|support|help|service|desk|sales|order|licen|bill|invoice|account|market|program|channel|renew|cert"
    r"|train|secur|abuse|contact|info|office|team|care|csp|msp|escalat|noc|ops"
)
PRIVATE_HOSTS = {"gmail.com", "googlemail.com", "gmx.de", "gmx.net", "web.de", "icloud.com", "yahoo.com", "outlook.com",
                 "hotmail.com", "proton.me", "protonmail.com", "aol.com", "t-online.de"}  # fmt: skip
NO_PERSON = _("This looks like one person’s address. Give a mailbox of a role, such as partner-support@…")
MAIL_ELSEWHERE = _("Mail addresses go into the address of a mailbox, where they can be looked at. Take this one out.")
NUMBER_ELSEWHERE = _("Numbers go into the address of a phone route. Take this one out.")


class RouteForm(forms.Form):
    """A way to a vendor, and what it is for."""

    kind = forms.ChoiceField(label=_("What it is"), choices=Kind.choices)
    address = forms.CharField(
        label=_("Address"), max_length=300,
        help_text=_("The web address of a form or portal, a number with its country code, a mailbox of a role, or the"
                    " role to ask for. Never the name, number or address of one person."),
        error_messages={"required": _("Say where it is: an address, a number or a role.")},
    )  # fmt: skip
    purpose = forms.ChoiceField(label=_("Purpose"), choices=ContactRoute.Purpose.choices)
    what_for = forms.CharField(
        label=_("What it is good for, in a few words"), max_length=160,
        error_messages={"required": _("Say in a few words what it is good for.")},
    )  # fmt: skip
    program = forms.ModelChoiceField(
        None, label=_("Only for the program"), required=False, empty_label=_("for all programs")
    )
    country = forms.ChoiceField(label=_("Country"), required=False, choices=[("", _("all countries")), *COUNTRIES])
    language = forms.ChoiceField(label=_("Language"), required=False, choices=[("", _("any")), *LANGUAGES])
    hours = forms.CharField(
        label=_("Hours"), max_length=80, required=False, help_text=_("For example: Mon–Fri 8–18, Central Europe")
    )
    note = forms.CharField(
        label=_("What one should know"), max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("What to have at hand, what to press, what to write into the first line."),
    )  # fmt: skip

    def __init__(self, *args, vendor: Vendor, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["program"].queryset = vendor.programs.all()
        if not vendor.programs.exists():
            del self.fields["program"]

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("kind") and cleaned.get("address"):
            try:
                cleaned["address"] = CLEAN[cleaned["kind"]](cleaned["address"].strip())
            except ValidationError as error:
                self.add_error("address", error)
        for name in ("what_for", "hours", "note"):
            if MAIL.search(cleaned.get(name, "")):
                self.add_error(name, MAIL_ELSEWHERE)
            elif DIGITS.search(cleaned.get(name, "")):
                self.add_error(name, NUMBER_ELSEWHERE)
        return cleaned


def _web_address(given: str) -> str:
    try:
        URLValidator(schemes=["http", "https"])(given)
    except ValidationError:
        raise ValidationError(_("Copy the whole web address, with https://.")) from None
    return given


def _number(given: str) -> str:
    if not PHONE.fullmatch(given):
        raise ValidationError(_("This is no number. Write it with its country code, such as +49 30 123456."))
    return given


def _mailbox(given: str) -> str:
    try:
        validate_email(given)
    except ValidationError:
        raise ValidationError(_("This is no mail address.")) from None
    name, _at, host = given.lower().rpartition("@")
    if host in PRIVATE_HOSTS or (TWO_WORDS.fullmatch(name) and not TASKS.search(name)):
        raise ValidationError(NO_PERSON)
    return given


def _role(given: str) -> str:
    if MAIL.search(given) or DIGITS.search(given):
        raise ValidationError(_("Name the role only, such as “partner desk, second level”. No address, no number."))
    return given


CLEAN = {
    Kind.FORM: _web_address, Kind.QUEUE: _web_address, Kind.PHONE: _number, Kind.MAILBOX: _mailbox, Kind.ROLE: _role
}  # fmt: skip
