"""Shapes of input about reports and decisions."""

from datetime import timedelta

from django import forms
from django.core.validators import MaxLengthValidator
from django.utils.translation import gettext_lazy as _

from community.accounts.models import Sanction
from community.core.forms import ReasonForm
from community.forum.models import Thread, WatchedWord
from community.moderation.models import Report


class ReportForm(forms.ModelForm):
    """What is wrong with a post."""

    reason = forms.ChoiceField(
        label=_("What is wrong with it?"), choices=Report.Reason.choices, widget=forms.RadioSelect
    )

    class Meta:
        model = Report
        fields = ["reason", "note"]
        labels = {"note": _("In your words")}
        help_texts = {"note": _("A sentence helps the moderator. The author never learns who reported.")}


class LockForm(ReasonForm):
    """Why a thread is locked: shorter than other reasons, because everybody reads it above the thread."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        longest = Thread._meta.get_field("lock_reason").max_length
        reason = self.fields["reason"]
        reason.label = _("Why is it locked? Everybody reads this.")
        reason.max_length = longest
        reason.widget.attrs["maxlength"] = str(longest)
        reason.validators.append(MaxLengthValidator(longest))


class SanctionForm(ReasonForm):
    """What is imposed on somebody, for how long, and why."""

    LENGTHS = {
        "24h": (timedelta(hours=24), _("24 hours")),
        "3d": (timedelta(days=3), _("3 days")),
        "7d": (timedelta(days=7), _("7 days")),
        "30d": (timedelta(days=30), _("30 days")),
        "": (None, _("until it is lifted")),
    }

    kind = forms.ChoiceField(
        label=_("What"), choices=Sanction.Kind.choices, widget=forms.RadioSelect,
        help_text=_("Who is silenced reads and does not write. Who is suspended cannot sign in. Their posts stay."),
    )  # fmt: skip
    lasts = forms.ChoiceField(
        label=_("How long"), required=False, initial="24h",
        choices=[(name, label) for name, (_length, label) in LENGTHS.items()],
        help_text=_("A warning has no length."),
    )  # fmt: skip
    case = forms.RegexField(r"^[a-z]+-[0-9]{1,18}$", required=False, max_length=40, widget=forms.HiddenInput)
    seen = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput)  # the latest one that was shown
    field_order = ["kind", "lasts", "reason"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["reason"].label = _("What the person will read")

    def clean_lasts(self) -> timedelta | None:
        return self.LENGTHS[self.cleaned_data["lasts"]][0]


class ApprovalForm(forms.Form):
    """Approving a partner application."""

    email_domain = forms.CharField(required=False, max_length=253)


class WatchedWordForm(forms.Form):
    """A word whose posts wait."""

    word = forms.CharField(
        label=_("Word"), max_length=WatchedWord._meta.get_field("word").max_length,
        help_text=_("One word, or several in a row. Write out each form of it: “refund” does not find “refunds”."),
        error_messages={"required": _("Write a word.")},
    )  # fmt: skip
    note = forms.CharField(
        label=_("Why"), required=False, max_length=WatchedWord._meta.get_field("note").max_length,
        help_text=_("For the other moderators."),
    )  # fmt: skip


__all__ = ["ApprovalForm", "LockForm", "ReasonForm", "ReportForm", "SanctionForm", "WatchedWordForm"]
