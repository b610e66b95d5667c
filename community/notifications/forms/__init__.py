"""Shapes of what members set about what they are told."""

from community.notifications.forms.preferences import PreferencesForm
from community.notifications.forms.reminders import LadderForm

__all__ = ["LadderForm", "PreferencesForm"]
