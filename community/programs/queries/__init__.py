"""What the screens about vendors and changes read, one file for each screen."""

from community.programs.queries.calendars import (
    Calendar,
    calendar_address,
    calendar_of,
    calendar_of_watch_list,
    member_with_calendar,
)
from community.programs.queries.catalogue import program_by_slug, vendor_by_slug, vendors
from community.programs.queries.change_list import AHEAD_LIMIT, Filters, Timetable, act_by, newly_moved, timetable
from community.programs.queries.change_page import ChangePage, TimelineRow, change_for, change_page
from community.programs.queries.follows import follower_ids, watch_list

__all__ = [
    "AHEAD_LIMIT",
    "Calendar",
    "ChangePage",
    "Filters",
    "TimelineRow",
    "Timetable",
    "act_by",
    "calendar_address",
    "calendar_of",
    "calendar_of_watch_list",
    "change_for",
    "change_page",
    "follower_ids",
    "member_with_calendar",
    "newly_moved",
    "program_by_slug",
    "timetable",
    "vendor_by_slug",
    "vendors",
    "watch_list",
]
