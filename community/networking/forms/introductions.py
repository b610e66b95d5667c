"""Shapes of input about introductions."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from community.networking import queries
from community.networking.models import PeerSettings


def _contact(label) -> forms.CharField:
    return forms.CharField(
        label=label, max_length=200, error_messages={"required": _("Say how you can be reached, for a yes.")},
        help_text=_("A mail address, a number, whatever you like. It is shown after a yes, to this one person."),
    )  # fmt: skip


class IntroductionForm(forms.Form):
    """Why somebody should want to know the requester."""

    blurb = forms.CharField(
        label=_("What do you need, and why this person?"), max_length=600, min_length=20,
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"required": _("Say in a few sentences what it is about. That is all they read of you.")},
    )  # fmt: skip
    about = forms.CharField(
        label=_("Address of a change, question, thread, need or offer it is about"), max_length=400, required=False,
        help_text=_("Copy it from the browser. Leave it empty if it is about none."),
    )  # fmt: skip
    contact = _contact(_("How can they reach you, if they say yes?"))

    def __init__(self, *args, viewer, **kwargs):
        super().__init__(*args, **kwargs)
        self.viewer = viewer

    def clean_about(self):
        """The thing itself, or None."""
        given = self.cleaned_data["about"]
        found = queries.thing_at(given, self.viewer) if given else None
        if given and found is None:
            raise ValidationError(
                _("There is no change, question, thread, need or offer at this address. Copy it once more.")
            )
        return found

    def clean_contact(self) -> str:
        return " ".join(self.cleaned_data["contact"].split())


class ContactForm(forms.Form):
    """How whoever says "yes" can be reached."""

    contact = _contact(_("How can they reach you?"))

    def clean_contact(self) -> str:
        return " ".join(self.cleaned_data["contact"].split())


class PeerSettingsForm(forms.ModelForm):
    """What one lets others do."""

    class Meta:
        model = PeerSettings
        fields = [
            "takes_introductions", "written_by", "may_be_followed", "followers_shown_to", "takes_offers",
            "shown_in_own_market", "rounds",
        ]  # fmt: skip
        help_texts = {
            "takes_introductions": _("Who asks nevertheless reads that you take no requests, whoever it is."),
            "written_by": _("Who may not reads that you take no messages at the moment, whoever it is."),
            "may_be_followed": _(
                "What you write under your name then stands in a list of theirs. They could find it anyway."
            ),
            "takes_offers": _(
                "At most twice a week, and not while you tell that you have no room. Nobody reads who was asked."
            ),
            "shown_in_own_market": _(
                "Your market is your company’s: the same country and the same role. Without the tick they do not see"
                " you beside questions, changes and tags, and their questions are not offered to you."
            ),
            "rounds": _(
                "On the first Monday of the month or quarter, by what partners may read of you in the directory. Nobody"
                " learns that you take part but those you are put together with. You can skip one at any time."
            ),
        }
        widgets = dict.fromkeys(["followers_shown_to", "written_by", "takes_offers", "rounds"], forms.RadioSelect)
