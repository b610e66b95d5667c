"""Shapes of input about sources of imports."""

from pathlib import PurePosixPath

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from community.core.outgoing import Forbidden, checked
from community.programs.importers import FORMATS, VENDOR_PAGES
from community.programs.models import ImportSource


class ImportSourceForm(forms.ModelForm):
    """A web address or a folder, and how often it is read."""

    url = forms.URLField(
        label=_("Web address"), required=False, max_length=500, assume_scheme="https",
        help_text=_("Of a feed or a JSON file that anybody can read, at most 2 MB."),
    )  # fmt: skip
    format = forms.ChoiceField(label=_("Format"), required=False)

    class Meta:
        model = ImportSource
        fields = ["vendor", "name", "url", "folder", "format", "every_hours", "attribution"]
        labels = {
            "vendor": _("Vendor"),
            "name": _("Name"),
            "folder": _("Folder"),
            "every_hours": _("Every how many hours"),
            "attribution": _("Attribution"),
        }
        help_texts = {
            "name": _("What moderators call it: “Retirement notices”."),
            "attribution": _("Who is named under every record, and the licence."),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        names = [*FORMATS, VENDOR_PAGES]
        self.fields["format"].choices = [("", _("told by the file itself")), *((name, name) for name in names)]
        if not settings.IMPORT_FOLDER:
            del self.fields["folder"]

    def clean_url(self) -> str:
        url = self.cleaned_data["url"]
        try:
            if url:
                checked(url)
        except Forbidden as reason:
            raise forms.ValidationError(
                _("This address is never asked: %(reason)s."), params={"reason": reason}
            ) from None
        return url

    def clean_folder(self) -> str:
        folder = self.cleaned_data["folder"].strip().strip("/")
        if ".." in PurePosixPath(folder).parts or "\\" in folder:
            raise forms.ValidationError(_("Name a folder below the folder for imports."))
        return folder

    def clean(self) -> dict:
        cleaned = super().clean()
        if not self.errors and bool(cleaned.get("url")) == bool(cleaned.get("folder")):
            self.add_error("url", _("Give the web address of a file, or a folder: one of the two."))
        if cleaned.get("url") and cleaned.get("format") == VENDOR_PAGES:
            self.add_error("format", _("Pages that include other files are read from a folder."))
        return cleaned
