"""What the screens about vendors and changes read, one file for each screen."""

from community.programs.queries.catalogue import program_by_slug, vendor_by_slug, vendors
from community.programs.queries.change_list import AHEAD_LIMIT, Filters, Timetable, act_by, newly_moved, timetable
from community.programs.queries.change_page import ChangePage, TimelineRow, change_for, change_page
from community.programs.queries.follows import follower_ids, followers, readers_of, watch_list
from community.programs.queries.revisions import (
    difference,
    facts_of,
    labels_of,
    revision_by_number,
    revisions_of,
    texts_of,
    version_of,
)

__all__ = [
    "AHEAD_LIMIT",
    "ChangePage",
    "Filters",
    "TimelineRow",
    "Timetable",
    "act_by",
    "change_for",
    "change_page",
    "difference",
    "facts_of",
    "follower_ids",
    "followers",
    "labels_of",
    "newly_moved",
    "program_by_slug",
    "readers_of",
    "revision_by_number",
    "revisions_of",
    "texts_of",
    "timetable",
    "vendor_by_slug",
    "vendors",
    "version_of",
    "watch_list",
]
