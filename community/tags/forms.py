"""Choosing tags of the vocabulary, wherever something is tagged."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from community.tags.models import MOST_TAGS, Tag


class TagsField(forms.ModelMultipleChoiceField):
    """One to five tags; none as well where it is not required."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, *, required: bool = True):
        super().__init__(
            Tag.objects.all(), required=required, label=_("Tags"), to_field_name="name",
            help_text=_("One to five.") if required else _("At most five."),
            error_messages={"required": _("Choose at least one tag.")},
        )  # fmt: skip

    def clean(self, value):
        tags = super().clean(value)
        if len(tags) > MOST_TAGS:
            raise ValidationError(_("Choose at most five tags. You chose %(count)d."), params={"count": len(tags)})
        return tags
