"""Shapes of input about people and companies."""

from django import forms
from django.utils.translation import gettext_lazy as _

from community.accounts.countries import COUNTRIES
from community.accounts.handles import validators as handle_validators
from community.accounts.models import CompanySize, PartnerApplication, User
from community.accounts.names import NameField


class SignupForm(forms.Form):
    """What we ask beside allauth's e-mail, handle and password."""

    name = NameField(
        label=_("Name"), help_text=_("Shown beside everything you write."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )  # fmt: skip
    field_order = ["email", "name", "username", "password1"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "username" in self.fields:
            self._explain_handle(self.fields["username"])
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)

    def _explain_handle(self, field) -> None:
        field.label = _("Handle")
        field.help_text = _("Your short name in addresses and mentions: 3 to 20 small letters, digits, - or _.")
        field.validators = list(handle_validators)

    def signup(self, request, user):
        """allauth asks for it; the adapter has taken the name already."""


class ProfileForm(forms.ModelForm):
    """What others read about a person."""

    name = NameField(label=_("Name"))

    class Meta:
        model = User
        fields = ["name", "title", "about"]
        widgets = {"about": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args, waiting=None, **kwargs):
        """``waiting``: texts that are withheld, and stay so, are edited here as well."""
        super().__init__(*args, initial=waiting.texts if waiting else None, **kwargs)


class ClosingForm(forms.Form):
    """What becomes of the posts of somebody who closes their account."""

    posts = forms.ChoiceField(
        label=_("Your posts"), widget=forms.RadioSelect,
        choices=[("stay", _("stay, under “Deleted member”")), ("go", _("are removed; a stub stays where each was"))],
        error_messages={"required": _("Say what becomes of your posts.")},
    )  # fmt: skip


class PartnerApplicationForm(forms.ModelForm):
    """A consultant's application."""

    website = forms.URLField(
        required=False, max_length=200, label=_("Web site"), assume_scheme="https",
        help_text=_("The address of the company’s own site, if it has one."),
    )  # fmt: skip
    country = forms.ChoiceField(label=_("Country"), choices=[("", _("Choose")), *COUNTRIES])
    size = forms.ChoiceField(label=_("People in the company"), choices=[("", _("Choose")), *CompanySize.choices])

    class Meta:
        model = PartnerApplication
        fields = ["company_name", "website", "country", "size", "message"]
        help_texts = {
            "message": _(
                "For example: your name in the imprint, a listing in a vendor’s partner finder, a certificate number. "
                "Only moderators read this."
            ),
        }
        widgets = {"message": forms.Textarea(attrs={"rows": 5})}
