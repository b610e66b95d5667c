"""Profiles, following, introductions, offers of questions, ways to vendors and tickets with them."""

from community.networking.models.contact_map import ContactRoute, RouteVote
from community.networking.models.diary import DiaryStep, Ticket
from community.networking.models.directory import DirectoryEntry, DirectoryText, FacetCount
from community.networking.models.follows import PeerFollow
from community.networking.models.introductions import Introduction, IntroductionAnswer
from community.networking.models.offers import HelpAsk, HelpOffer
from community.networking.models.profiles import MOST_SKILLS, Part, Profile, Seen, Skill, VendorTie
from community.networking.models.settings import PeerSettings

__all__ = [
    "MOST_SKILLS",
    "ContactRoute",
    "DiaryStep",
    "DirectoryEntry",
    "DirectoryText",
    "FacetCount",
    "HelpAsk",
    "HelpOffer",
    "Introduction",
    "IntroductionAnswer",
    "Part",
    "PeerFollow",
    "PeerSettings",
    "Profile",
    "RouteVote",
    "Seen",
    "Skill",
    "Ticket",
    "VendorTie",
]
