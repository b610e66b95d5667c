"""Vendors, their programs, and the changes to them as recorded facts."""

from community.programs.models.catalogue import Program, Tier, Vendor
from community.programs.models.changes import Change, ChangeSource, ChangeStep, ChangeTerm
from community.programs.models.follows import Follow
from community.programs.models.history import HistoryEntry
from community.programs.models.imports import ImportedItem, ImportedText
from community.programs.models.questions import (
    AnswerTick,
    FixReport,
    OfficialAnswer,
    Question,
    Signature,
    Verdict,
)

__all__ = [
    "AnswerTick",
    "Change",
    "ChangeSource",
    "ChangeStep",
    "ChangeTerm",
    "FixReport",
    "Follow",
    "HistoryEntry",
    "ImportedItem",
    "ImportedText",
    "OfficialAnswer",
    "Program",
    "Question",
    "Signature",
    "Tier",
    "Vendor",
    "Verdict",
]
