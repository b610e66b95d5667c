"""Who may do what with vendors and changes."""

from community.programs.rules.changes import check_can_move, check_can_propose, check_can_publish
from community.programs.rules.follows import check_can_follow
from community.programs.rules.imports import check_can_keep_sources

__all__ = ["check_can_follow", "check_can_keep_sources", "check_can_move", "check_can_propose", "check_can_publish"]
