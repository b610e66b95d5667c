"""Reports by members, notices by anybody, who looks at what of the queue, and the log of what moderators decided."""

from community.moderation.models.chain import LogHead, Seal
from community.moderation.models.claims import Claim
from community.moderation.models.decisions import Decision
from community.moderation.models.notices import Notice
from community.moderation.models.reasons import ReasonTemplate
from community.moderation.models.reports import Report
from community.moderation.models.undo import Undo

__all__ = ["Claim", "Decision", "LogHead", "Notice", "ReasonTemplate", "Report", "Seal", "Undo"]
