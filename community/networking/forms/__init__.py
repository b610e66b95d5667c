"""Shapes of input about peers."""

from community.networking.forms.contact_map import RouteForm
from community.networking.forms.conversations import AddPeopleForm, ConversationForm, MessageForm
from community.networking.forms.diary import TicketForm, VendorChoice
from community.networking.forms.directory import DirectoryFilters
from community.networking.forms.events import CancelEventForm, EventFilters, EventForm
from community.networking.forms.finder import EnquiryForm, FinderEntryForm, FinderFilters
from community.networking.forms.groups import GroupFilters, GroupForm, InvitationForm
from community.networking.forms.introductions import ContactForm, IntroductionForm, PeerSettingsForm
from community.networking.forms.profiles import ProfileForm, tie_rows
from community.networking.forms.rounds import RoundAnswerForm
from community.networking.forms.teaming import TeamingFilters, TeamingForm

__all__ = [
    "AddPeopleForm",
    "CancelEventForm",
    "ContactForm",
    "ConversationForm",
    "DirectoryFilters",
    "EnquiryForm",
    "EventFilters",
    "EventForm",
    "FinderEntryForm",
    "FinderFilters",
    "GroupFilters",
    "GroupForm",
    "IntroductionForm",
    "InvitationForm",
    "MessageForm",
    "PeerSettingsForm",
    "ProfileForm",
    "RoundAnswerForm",
    "RouteForm",
    "TeamingFilters",
    "TeamingForm",
    "TicketForm",
    "VendorChoice",
    "tie_rows",
]
