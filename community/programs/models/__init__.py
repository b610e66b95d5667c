"""Vendors, their programs, and the changes to them as recorded facts."""

from community.programs.models.catalogue import Program, Tier, Vendor
from community.programs.models.changes import Change, ChangeSource, ChangeStep, ChangeTerm
from community.programs.models.follows import Follow
from community.programs.models.imports import ImportedItem, ImportedText
from community.programs.models.revisions import ChangeRevision, RevisionDifference
from community.programs.models.rumours import RumourSupport

__all__ = [
    "Change",
    "ChangeRevision",
    "ChangeSource",
    "ChangeStep",
    "ChangeTerm",
    "Follow",
    "ImportedItem",
    "ImportedText",
    "Program",
    "RevisionDifference",
    "RumourSupport",
    "Tier",
    "Vendor",
]
