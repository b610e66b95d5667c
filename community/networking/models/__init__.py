"""Profiles, follows, introductions, conversations, blocks, rounds, the teaming board, groups, events; offers of
questions, ways to vendors, tickets."""

from community.networking.models.blocks import Block
from community.networking.models.contact_map import ContactRoute, RouteVote
from community.networking.models.conversations import LONGEST_MESSAGE, Conversation, Message, Participant
from community.networking.models.diary import DiaryStep, Ticket
from community.networking.models.directory import DirectoryEntry, DirectoryText, FacetCount
from community.networking.models.events import Attendance, Event
from community.networking.models.finder import Enquiry, EnquiryTaker, FinderEntry
from community.networking.models.follows import PeerFollow
from community.networking.models.groups import Group, GroupMembership
from community.networking.models.introductions import Introduction, IntroductionAnswer
from community.networking.models.offers import HelpAsk, HelpOffer
from community.networking.models.profiles import MOST_SKILLS, Part, Profile, Seen, Skill, VendorTie
from community.networking.models.rounds import PeerRound, RoundGroup, RoundSeat
from community.networking.models.settings import PeerSettings
from community.networking.models.teaming import LONGEST_ENTRY, TeamingAlert, TeamingEntry

__all__ = [
    "LONGEST_ENTRY",
    "LONGEST_MESSAGE",
    "MOST_SKILLS",
    "Attendance",
    "Block",
    "ContactRoute",
    "Conversation",
    "DiaryStep",
    "DirectoryEntry",
    "DirectoryText",
    "Enquiry",
    "EnquiryTaker",
    "Event",
    "FacetCount",
    "FinderEntry",
    "Group",
    "GroupMembership",
    "HelpAsk",
    "HelpOffer",
    "Introduction",
    "IntroductionAnswer",
    "Message",
    "Part",
    "Participant",
    "PeerFollow",
    "PeerRound",
    "PeerSettings",
    "Profile",
    "RoundGroup",
    "RoundSeat",
    "RouteVote",
    "Seen",
    "Skill",
    "TeamingAlert",
    "TeamingEntry",
    "Ticket",
    "VendorTie",
]
