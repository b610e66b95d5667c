"""Shapes of input about peers."""

from community.networking.forms.conversations import AddPeopleForm, ConversationForm, MessageForm
from community.networking.forms.directory import DirectoryFilters
from community.networking.forms.introductions import ContactForm, IntroductionForm, PeerSettingsForm
from community.networking.forms.profiles import ProfileForm, tie_rows

__all__ = [
    "AddPeopleForm",
    "ContactForm",
    "ConversationForm",
    "DirectoryFilters",
    "IntroductionForm",
    "MessageForm",
    "PeerSettingsForm",
    "ProfileForm",
    "tie_rows",
]
