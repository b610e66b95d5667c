"""Shapes of input about reports and decisions."""

from django import forms
from django.core.validators import MaxLengthValidator
from django.utils.translation import gettext_lazy as _

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


__all__ = ["ApprovalForm", "LockForm", "ReasonForm", "ReportForm", "WatchedWordForm"]
