"""The filters of the change list."""

from functools import cached_property

from django import forms
from django.utils.translation import gettext_lazy as _

from community.programs.models import Change, Vendor
from community.programs.queries import Filters
from community.programs.states import State
from community.tags.models import Tag


class ChangeFilterForm(forms.Form):
    """The filters of the change list, as they stand in its address. What cannot be read is ignored."""

    vendor = forms.TypedChoiceField(required=False, label=_("Vendor"))
    kind = forms.ChoiceField(required=False, label=_("Kind"), choices=[("", _("All")), *Change.Kind.choices])
    direction = forms.ChoiceField(
        required=False, label=_("Direction"),
        choices=[("", _("Any")), ("worse", _("Worse")), ("better", _("Better")), ("neutral", _("Neutral"))],
    )  # fmt: skip
    state = forms.ChoiceField(
        required=False, label=_("State"),
        choices=[("", _("All")), ("expected", _("Still to come")), *State.choices],
    )  # fmt: skip
    tag = forms.TypedChoiceField(required=False, label=_("Tag"))
    touches = forms.ChoiceField(
        required=False, label=_("Touches me"),
        choices=[("", _("All")), ("yes", _("Yes")), ("maybe", _("Maybe")), ("either", _("Yes or maybe"))],
    )  # fmt: skip
    since = forms.DateField(required=False, label=_("From"), widget=forms.DateInput(attrs={"type": "date"}))
    until = forms.DateField(required=False, label=_("Until"), widget=forms.DateInput(attrs={"type": "date"}))

    def __init__(self, *args, viewer=None, **kwargs):
        super().__init__(*args, **kwargs)
        if viewer is None or not viewer.is_authenticated:
            del self.fields["touches"]
        self._offer("vendor", _("All"), {vendor.slug: vendor for vendor in Vendor.objects.all()})
        self._offer("tag", _("Any"), {tag.name: tag for tag in Tag.objects.all()})

    def filters(self) -> Filters:
        """The filters that could be read."""
        self.is_valid()
        return Filters(**{name: value for name, value in self.cleaned_data.items() if value})

    @cached_property
    def chips(self) -> list[tuple[str, str, str]]:
        """The filters that are set: (parameter, label, value in words)."""
        self.is_valid()
        return [
            (name, field.label, self._in_words(name))
            for name, field in self.fields.items()
            if self.cleaned_data.get(name)
        ]

    def _offer(self, name: str, everything, things: dict) -> None:
        """One query serves the options, the choice and its words."""
        self.fields[name].choices = [("", everything), *((key, str(thing)) for key, thing in things.items())]
        self.fields[name].coerce = things.get

    def _in_words(self, name: str) -> str:
        value = self.cleaned_data[name]
        return str(dict(getattr(self.fields[name], "choices", ())).get(value, value))
