"""Shapes of input about conversations."""

import re
import uuid

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from community.forum.forms import MarkdownField
from community.networking import queries, rules
from community.networking.models import LONGEST_MESSAGE

BETWEEN_HANDLES = re.compile(r"[\s,;]+")


class PeopleField(forms.CharField):
    """Handles, with or without "@". Gives the people; they are looked up as the viewer sees them."""

    def __init__(self, **kwargs):
        super().__init__(
            max_length=rules.MOST_PEOPLE * 22, error_messages={"required": _("Name at least one person.")}, **kwargs
        )

    def clean(self, value) -> list[str]:
        given = [part.lstrip("@").lower() for part in BETWEEN_HANDLES.split(super().clean(value))]
        return list(dict.fromkeys(handle for handle in given if handle))


class _ToPeople(forms.Form):
    """A form that names people by their handles."""

    to = PeopleField(
        label=_("To"), help_text=_("Their handles, as on their pages: @bea, @kwame. At most 29."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}),
    )  # fmt: skip

    def __init__(self, *args, viewer, **kwargs):
        super().__init__(*args, **kwargs)
        self.viewer = viewer

    def clean_to(self) -> list:
        """The people themselves."""
        handles = self.cleaned_data["to"]
        found = queries.people_called(self.viewer, handles)
        missing = [handle for handle in handles if handle not in found]
        if missing:
            names = ", ".join(f"@{handle}" for handle in missing)
            raise ValidationError(_("There is nobody called %(names)s. Look at their page."), params={"names": names})
        others = [found[handle] for handle in handles if found[handle].pk != self.viewer.pk]
        if not others:
            raise ValidationError(_("This is you. Name somebody else."))
        return others


class MessageForm(forms.Form):
    """A text for those who are there. Its key is made with it, so that sending it twice is noticed."""

    form_key = forms.UUIDField(required=False, initial=uuid.uuid4, widget=forms.HiddenInput)
    source = MarkdownField(
        label=_("Your message"), max_length=LONGEST_MESSAGE, widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={
            "required": _("Write something first. The message is empty."),
            "max_length": _("This text has %(show_value)d characters; %(limit_value)d is the most. Send two messages."),
        },
    )  # fmt: skip

    def renew_key(self) -> None:
        """What is sent from here on is a message of its own."""
        self.data = self.data.copy()
        self.data["form_key"] = str(uuid.uuid4())


class ConversationForm(_ToPeople, MessageForm):
    """The first message of a conversation."""

    title = forms.CharField(
        label=_("Title"), max_length=80, required=False, help_text=_("Of a conversation of three or more.")
    )
    field_order = ["to", "title", "source", "form_key"]


class AddPeopleForm(_ToPeople):
    """Who else is to be in it."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["to"].label = _("Add people")
        self.fields["to"].help_text = _("By their handles. They read what is written from then on.")
