"""Reports by members, and the log of what moderators decided."""

from community.moderation.models.chain import LogHead, Seal
from community.moderation.models.decisions import Decision
from community.moderation.models.reports import Report

__all__ = ["Decision", "LogHead", "Report", "Seal"]
