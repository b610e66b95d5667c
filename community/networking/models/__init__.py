"""Profiles, following and introductions."""

from community.networking.models.directory import DirectoryEntry, DirectoryText, FacetCount
from community.networking.models.profiles import MOST_SKILLS, Part, Profile, Seen, Skill, VendorTie

__all__ = [
    "MOST_SKILLS",
    "DirectoryEntry",
    "DirectoryText",
    "FacetCount",
    "Part",
    "Profile",
    "Seen",
    "Skill",
    "VendorTie",
]
