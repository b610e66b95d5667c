"""Shapes of input about groups."""

import uuid

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from community.accounts.countries import COUNTRIES
from community.accounts.countries import NAMES as COUNTRY_NAMES
from community.accounts.models import User
from community.forum.forms import MarkdownField
from community.networking import queries
from community.networking.models import Group
from community.networking.models.groups import LONGEST_DESCRIPTION
from community.networking.queries.groups import ONLINE
from community.tags.forms import TagsField

Admission = Group.Admission

WAYS_IN = [
    (Admission.OPEN, _("Open: partners join at once, and everybody reads the threads")),
    (Admission.REQUEST, _("On request: members of the site see that it exists; only its own members read the threads")),
    (Admission.INVITATION, _("By invitation: only its members, and those you invite, know that it exists")),
]


class GroupForm(forms.Form):
    """What a group says of itself, who comes in, and who reads who is in it. Its key is made with the form, so that
    sending it twice is noticed."""

    form_key = forms.UUIDField(required=False, initial=uuid.uuid4, widget=forms.HiddenInput)
    name = forms.CharField(
        label=_("Name"), min_length=3, max_length=80, help_text=_("What it is about, or where: “Partners of Leipzig”."),
        error_messages={
            "required": _("Give it a name."),
            "min_length": _("Make the name at least %(limit_value)d characters long."),
        },
    )  # fmt: skip
    description = MarkdownField(
        label=_("What it is for"), max_length=LONGEST_DESCRIPTION, widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("Who it is for, what you talk about, how often you meet. Markdown as in posts."),
        error_messages={"required": _("Say in a few sentences what it is for.")},
    )  # fmt: skip
    admission = forms.ChoiceField(
        label=_("Who comes in, and who reads"), choices=WAYS_IN, widget=forms.RadioSelect, initial=Admission.OPEN
    )
    country = forms.ChoiceField(
        label=_("Where it meets"), required=False, choices=[("", _("online")), *COUNTRIES],
        help_text=_("Threads are written here in any case."),
    )  # fmt: skip
    tags = TagsField(required=False)
    members_shown_to = forms.ChoiceField(
        label=_("Who reads who is in it"), choices=Group.MembersShown.choices, widget=forms.RadioSelect,
        initial=Group.MembersShown.SITE, help_text=_("Organisers stand on its page in any case."),
    )  # fmt: skip

    @classmethod
    def showing(cls, group: Group, data=None) -> "GroupForm":
        """The form as the group stands; who reads along stays as it was promised."""
        names = ("name", "description", "admission", "country", "members_shown_to")
        initial = {name: getattr(group, name) for name in names}
        form = cls(data, initial=initial | {"tags": [tag.name for tag in group.tags.all()]})
        form.fields["admission"].choices = [
            (way, label) for way, label in WAYS_IN if (way == Admission.OPEN) != group.is_closed
        ]
        del form.fields["form_key"]
        return form

    def clean_name(self) -> str:
        """In one line: it stands in lists and sentences."""
        return " ".join(self.cleaned_data["name"].split())


class InvitationForm(forms.Form):
    """Whom an organiser invites."""

    person = forms.CharField(
        label=_("Invite somebody"), max_length=30, help_text=_("By their handle, as on their page: @bea."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}),
        error_messages={"required": _("Name somebody.")},
    )  # fmt: skip

    def __init__(self, *args, viewer, **kwargs):
        super().__init__(*args, **kwargs)
        self.viewer = viewer

    def clean_person(self) -> User:
        """The person, as the viewer sees people."""
        handle = self.cleaned_data["person"].strip().lstrip("@").lower()
        found = queries.people_called(self.viewer, [handle]).get(handle)
        if found is None:
            said = _("There is nobody called @%(handle)s. Look at their page.")
            raise ValidationError(said, params={"handle": handle})
        return found


class GroupFilters:
    """To what the list of groups is narrowed, as its address says it, and to what else it could be."""

    def __init__(self, data, viewer):
        tags, countries = queries.group_facets(viewer)
        self.own_only = viewer.is_authenticated and data.get("list") == "own"
        self.tags = tags
        self.places = sorted((code or ONLINE, str(COUNTRY_NAMES.get(code, _("online")))) for code in countries)
        self.tag = data.get("tag", "") if data.get("tag") in tags else ""
        self.country = data.get("country", "") if data.get("country") in dict(self.places) else ""

    @property
    def is_set(self) -> bool:
        return bool(self.tag or self.country)
