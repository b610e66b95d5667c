"""Vendors, their programs, and the changes to them as recorded facts."""

from community.programs.models.calendars import CalendarAddress, ChangeDate
from community.programs.models.catalogue import Program, Tier, Vendor
from community.programs.models.changes import Change, ChangeSource, ChangeStep, ChangeTerm
from community.programs.models.effects import CensusStep, EffectReport
from community.programs.models.follows import Follow
from community.programs.models.history import HistoryEntry
from community.programs.models.holdings import Holding
from community.programs.models.imports import ImportedItem, ImportedText, ImportedUpdate, ImportSource
from community.programs.models.matrix import Line, MatrixRow, MatrixTerm, Per
from community.programs.models.playbooks import PlaybookLook, PlaybookStep, Step, StepTick
from community.programs.models.questions import AnswerTick, FixReport, OfficialAnswer, Question, Signature, Verdict
from community.programs.models.revisions import ChangeRevision, RevisionDifference
from community.programs.models.rumours import RumourSupport
from community.programs.models.searches import SavedSearch
from community.programs.models.sheets import SheetVersion
from community.programs.models.visits import ChangeVisit

__all__ = [
    "AnswerTick",
    "CalendarAddress",
    "CensusStep",
    "Change",
    "ChangeDate",
    "ChangeRevision",
    "ChangeSource",
    "ChangeStep",
    "ChangeTerm",
    "ChangeVisit",
    "EffectReport",
    "FixReport",
    "Follow",
    "HistoryEntry",
    "Holding",
    "ImportSource",
    "ImportedItem",
    "ImportedText",
    "ImportedUpdate",
    "Line",
    "MatrixRow",
    "MatrixTerm",
    "OfficialAnswer",
    "Per",
    "PlaybookLook",
    "PlaybookStep",
    "Program",
    "Question",
    "RevisionDifference",
    "RumourSupport",
    "SavedSearch",
    "SheetVersion",
    "Signature",
    "Step",
    "StepTick",
    "Tier",
    "Vendor",
    "Verdict",
]
