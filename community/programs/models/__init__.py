"""Vendors, their programs, and the changes to them as recorded facts."""

from community.programs.models.catalogue import Program, Tier, Vendor
from community.programs.models.changes import Change, ChangeSource, ChangeStep, ChangeTerm
from community.programs.models.follows import Follow
from community.programs.models.imports import ImportedItem, ImportedText, ImportedUpdate, ImportSource

__all__ = [
    "Change",
    "ChangeSource",
    "ChangeStep",
    "ChangeTerm",
    "Follow",
    "ImportSource",
    "ImportedItem",
    "ImportedText",
    "ImportedUpdate",
    "Program",
    "Tier",
    "Vendor",
]
