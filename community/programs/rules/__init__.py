"""Who may do what with vendors and changes."""

from community.programs.rules.changes import check_can_move, check_can_propose, check_can_publish
from community.programs.rules.effects import check_can_read_census, check_can_report_effect
from community.programs.rules.follows import check_can_follow
from community.programs.rules.holdings import check_can_tell_business

__all__ = [
    "check_can_follow",
    "check_can_move",
    "check_can_propose",
    "check_can_publish",
    "check_can_read_census",
    "check_can_report_effect",
    "check_can_tell_business",
]
