"""Supporting a rumour."""

from django import forms
from django.utils.translation import gettext_lazy as _

from community.programs.actions import Evidence


class RumourSourceForm(forms.Form):
    """Where a rumour can be read. Empty: heard only."""

    source_title = forms.CharField(
        required=False, max_length=200, label=_("Where it can be read"),
        help_text=_("“Letter of 3 November”, “Partner portal, news of 12 May”. Nothing under an NDA."),
    )  # fmt: skip
    source_url = forms.URLField(required=False, max_length=500, label=_("Its address"), assume_scheme="https")

    def clean(self):
        data = super().clean()
        if data.get("source_url") and not data.get("source_title"):
            self.add_error("source_title", _("Say what stands at this address."))
        return data

    def evidence(self) -> Evidence | None:
        """The source, if one was named."""
        title = self.cleaned_data["source_title"]
        return Evidence(title=title, url=self.cleaned_data["source_url"]) if title else None
