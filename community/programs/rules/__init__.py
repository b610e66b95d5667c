"""Who may do what with vendors and changes."""

from community.programs.rules.changes import (
    check_can_move,
    check_can_propose,
    check_can_publish,
    check_can_supersede,
    check_is_evidence,
    check_step_is_whole,
)
from community.programs.rules.follows import check_can_follow
from community.programs.rules.revisions import check_can_edit
from community.programs.rules.rumours import check_can_support

__all__ = [
    "check_can_edit",
    "check_can_follow",
    "check_can_move",
    "check_can_propose",
    "check_can_publish",
    "check_can_supersede",
    "check_can_support",
    "check_is_evidence",
    "check_step_is_whole",
]
