"""Vendors, their programs, and the changes to them as recorded facts."""

from community.programs.models.catalogue import Program, Tier, Vendor
from community.programs.models.changes import Change, ChangeSource, ChangeStep, ChangeTerm
from community.programs.models.effects import CensusStep, EffectReport
from community.programs.models.follows import Follow
from community.programs.models.holdings import Holding
from community.programs.models.imports import ImportedItem, ImportedText

__all__ = [
    "CensusStep",
    "Change",
    "ChangeSource",
    "ChangeStep",
    "ChangeTerm",
    "EffectReport",
    "Follow",
    "Holding",
    "ImportedItem",
    "ImportedText",
    "Program",
    "Tier",
    "Vendor",
]
