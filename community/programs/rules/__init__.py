"""Who may do what with vendors and changes."""

from community.programs.rules.calendars import check_can_have_calendar
from community.programs.rules.changes import check_can_move, check_can_propose, check_can_publish
from community.programs.rules.follows import check_can_follow

__all__ = ["check_can_follow", "check_can_have_calendar", "check_can_move", "check_can_propose", "check_can_publish"]
