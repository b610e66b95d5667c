"""Vendors, their programs, and the changes to them as recorded facts."""

from community.programs.models.catalogue import Program, Tier, Vendor
from community.programs.models.changes import Change, ChangeSource, ChangeStep, ChangeTerm
from community.programs.models.follows import Follow
from community.programs.models.imports import ImportedItem, ImportedText
from community.programs.models.searches import SavedSearch
from community.programs.models.visits import ChangeVisit

__all__ = [
    "Change",
    "ChangeSource",
    "ChangeStep",
    "ChangeTerm",
    "ChangeVisit",
    "Follow",
    "ImportedItem",
    "ImportedText",
    "Program",
    "SavedSearch",
    "Tier",
    "Vendor",
]
