"""Profiles, following and introductions."""

from community.networking.models.directory import DirectoryEntry, DirectoryText, FacetCount
from community.networking.models.follows import PeerFollow
from community.networking.models.introductions import Introduction, IntroductionAnswer
from community.networking.models.profiles import MOST_SKILLS, Part, Profile, Seen, Skill, VendorTie
from community.networking.models.settings import PeerSettings

__all__ = [
    "MOST_SKILLS",
    "DirectoryEntry",
    "DirectoryText",
    "FacetCount",
    "Introduction",
    "IntroductionAnswer",
    "Part",
    "PeerFollow",
    "PeerSettings",
    "Profile",
    "Seen",
    "Skill",
    "VendorTie",
]
