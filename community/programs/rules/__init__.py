"""Who may do what with vendors and changes."""

from community.programs.rules.changes import check_can_move, check_can_propose, check_can_publish
from community.programs.rules.follows import check_can_follow
from community.programs.rules.searches import MOST_SEARCHES, check_can_save_search

__all__ = [
    "MOST_SEARCHES",
    "check_can_follow",
    "check_can_move",
    "check_can_propose",
    "check_can_publish",
    "check_can_save_search",
]
