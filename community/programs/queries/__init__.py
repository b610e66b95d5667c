"""What the screens about vendors and changes read, one file for each screen."""

from community.programs.queries.catalogue import program_by_slug, vendor_by_slug, vendors
from community.programs.queries.change_list import AHEAD_LIMIT, Filters, Timetable, act_by, newly_moved, timetable
from community.programs.queries.change_page import ChangePage, TimelineRow, change_for, change_page
from community.programs.queries.follows import follower_ids, watch_list
from community.programs.queries.imports import import_source, import_sources, pending_updates, publishable_drafts

__all__ = [
    "AHEAD_LIMIT",
    "ChangePage",
    "Filters",
    "TimelineRow",
    "Timetable",
    "act_by",
    "change_for",
    "change_page",
    "follower_ids",
    "import_source",
    "import_sources",
    "newly_moved",
    "pending_updates",
    "program_by_slug",
    "publishable_drafts",
    "timetable",
    "vendor_by_slug",
    "vendors",
    "watch_list",
]
