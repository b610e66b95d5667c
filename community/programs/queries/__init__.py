"""What the screens about vendors and changes read, one file for each screen."""

from community.programs.queries.catalogue import program_by_slug, vendor_by_slug, vendors
from community.programs.queries.change_list import AHEAD_LIMIT, Filters, Timetable, act_by, newly_moved, timetable
from community.programs.queries.change_page import ChangePage, TimelineRow, change_for, change_page
from community.programs.queries.follows import Following, follower_ids, following, watch_list

__all__ = [
    "AHEAD_LIMIT",
    "ChangePage",
    "Filters",
    "Following",
    "TimelineRow",
    "Timetable",
    "act_by",
    "change_for",
    "change_page",
    "follower_ids",
    "following",
    "newly_moved",
    "program_by_slug",
    "timetable",
    "vendor_by_slug",
    "vendors",
    "watch_list",
]
