"""Shapes of input about people and companies."""

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import gettext_lazy as _

from community.accounts.countries import COUNTRIES
from community.accounts.handles import validators as handle_validators
from community.accounts.models import (
    Company,
    CompanySize,
    HatRequest,
    PartnerApplication,
    PartnerRole,
    ShownTo,
    User,
    VerificationEvidence,
)
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

    message = forms.CharField(
        max_length=VerificationEvidence._meta.get_field("text").max_length, label=_("How we can check this"),
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_(
            "For example: your name in the imprint, a listing in a vendor’s partner finder, a certificate number. "
            "Only moderators read this. You can remove it once they have decided; after 90 days it goes by itself."
        ),
    )  # fmt: skip
    private_url = forms.URLField(
        required=False, max_length=500, label=_("Private link"), assume_scheme="https",
        help_text=_("A page that shows it, if there is one. Only moderators follow it."),
    )  # fmt: skip

    class Meta:
        model = PartnerApplication
        fields = ["company_name", "website", "country", "size"]


class HatRequestForm(forms.ModelForm):
    """For which vendor somebody wants to speak, and how that can be checked."""

    proof_url = forms.URLField(
        max_length=500, label=_("Public proof"), assume_scheme="https", validators=[URLValidator(schemes=["https"])],
        help_text=_("An https address that names you: the vendor’s team page, or a profile that it links to."
                    " Everybody reads it beside your hat."),
        error_messages={"required": _("Give an address that shows that you work there.")},
    )  # fmt: skip
    text = forms.CharField(
        max_length=VerificationEvidence._meta.get_field("text").max_length, label=_("Private proof"),
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("How a moderator can check it, for example whom to ask. Only moderators read this. You can remove"
                    " it once they have decided; after 90 days it goes by itself."),
        error_messages={"required": _("Say how a moderator can check it.")},
    )  # fmt: skip
    url = forms.URLField(required=False, max_length=500, label=_("Private link"), assume_scheme="https")

    class Meta:
        model = HatRequest
        fields = ["vendor", "proof_url"]
        labels = {"vendor": _("Vendor")}


class AskToVouchForm(forms.Form):
    """Whom an applicant asks to vouch."""

    handle = forms.CharField(
        label=_("Handle of a partner"), max_length=21,
        help_text=_("As on their page: @bob. They are told by mail, with your name and company."),
        error_messages={"required": _("Write the handle of somebody who knows you.")},
    )  # fmt: skip

    def __init__(self, *args, viewer, **kwargs):
        super().__init__(*args, **kwargs)
        self.viewer = viewer

    def clean_handle(self) -> User:
        handle = self.cleaned_data["handle"].strip().removeprefix("@")
        found = User.objects.visible_to(self.viewer).with_company().filter(handle__iexact=handle).first()
        if found is None:
            raise ValidationError(_("Nobody here has this handle. Copy it from the person’s page."))
        return found


class VouchForm(forms.Form):
    """Whether somebody knows an applicant."""

    knows = forms.ChoiceField(choices=[("yes", ""), ("no", "")])


class ClaimForm(forms.Form):
    """How a moderator can check that somebody speaks for their company; nothing where the mail address says so."""

    text = forms.CharField(
        max_length=VerificationEvidence._meta.get_field("text").max_length, label=_("How we can check this"),
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Only moderators read this. You can remove it once they have decided."),
        error_messages={"required": _("Say how a moderator can check it.")},
    )  # fmt: skip
    url = forms.URLField(required=False, max_length=500, label=_("Private link"), assume_scheme="https")

    def __init__(self, *args, by_mail: bool, **kwargs):
        super().__init__(*args, **kwargs)
        if by_mail:
            self.fields.clear()


class CompanyForm(forms.Form):
    """What the page of a company says."""

    website = forms.URLField(required=False, max_length=200, label=_("Web site"), assume_scheme="https")
    country = forms.ChoiceField(required=False, label=_("Country"), choices=[("", _("not told")), *COUNTRIES])
    roles = forms.MultipleChoiceField(
        required=False, label=_("What you do for customers"), choices=PartnerRole.choices,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    description = forms.CharField(
        required=False, max_length=Company._meta.get_field("description").max_length, label=_("Description"),
        widget=forms.Textarea(attrs={"rows": 5}), help_text=_("Plain text; a blank line begins a paragraph."),
    )  # fmt: skip
    programs_shown_to = forms.ChoiceField(
        choices=ShownTo.choices, label=_("Who sees your programs and tiers here"),
        help_text=_("They are told on the page “Your programs”. Moderators see them in any case."),
    )  # fmt: skip
