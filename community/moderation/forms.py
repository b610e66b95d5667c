"""Shapes of input about reports and decisions."""

from django import forms
from django.core.validators import MaxLengthValidator
from django.utils.translation import gettext_lazy as _

from community.core.forms import ReasonForm
from community.forum.models import Thread
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


__all__ = ["ApprovalForm", "LockForm", "ReasonForm", "ReportForm"]
