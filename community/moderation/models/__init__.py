"""Reports by members, notices by anybody, claims of cases, the log of decisions, and appeals against them."""

from community.moderation.models.appeals import DECIDED_WITHIN, Appeal
from community.moderation.models.chain import LogHead, Seal
from community.moderation.models.claims import Claim
from community.moderation.models.decisions import Decision
from community.moderation.models.notices import Notice
from community.moderation.models.reasons import ReasonTemplate
from community.moderation.models.reports import THINGS, Report
from community.moderation.models.undo import Undo

__all__ = [
    "DECIDED_WITHIN",
    "THINGS",
    "Appeal",
    "Claim",
    "Decision",
    "LogHead",
    "Notice",
    "ReasonTemplate",
    "Report",
    "Seal",
    "Undo",
]
