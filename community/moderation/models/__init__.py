"""Reports by members, notices by anybody, and the log of what moderators decided."""

from community.moderation.models.chain import LogHead, Seal
from community.moderation.models.decisions import Decision
from community.moderation.models.notices import Notice
from community.moderation.models.reports import Report

__all__ = ["Decision", "LogHead", "Notice", "Report", "Seal"]
