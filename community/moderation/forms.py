"""Shapes of input about reports and decisions."""

from django import forms
from django.utils.translation import gettext_lazy as _

from community.core.forms import ReasonForm
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


class ApprovalForm(forms.Form):
    """Approving a partner application."""

    email_domain = forms.CharField(required=False, max_length=253)


__all__ = ["ApprovalForm", "ReasonForm", "ReportForm"]
