"""What the screens about vendors and changes read, one file for each screen."""

from community.programs.queries.catalogue import program_by_slug, vendor_by_slug, vendors
from community.programs.queries.change_list import (
    COUNT_CAP,
    LIST_SIZE,
    Filters,
    Timetable,
    act_by,
    new_since,
    newly_moved,
    timetable,
)
from community.programs.queries.change_page import ChangePage, TimelineRow, change_for, change_page
from community.programs.queries.follows import follower_ids, watch_list
from community.programs.queries.months import MonthChart, first_month, month_chart
from community.programs.queries.searches import searches_of
from community.programs.queries.similar import similar_changes
from community.programs.queries.visits import SinceVisit, last_visit, since_visit, visit_facts

__all__ = [
    "COUNT_CAP",
    "LIST_SIZE",
    "ChangePage",
    "Filters",
    "MonthChart",
    "SinceVisit",
    "TimelineRow",
    "Timetable",
    "act_by",
    "change_for",
    "change_page",
    "first_month",
    "follower_ids",
    "last_visit",
    "month_chart",
    "new_since",
    "newly_moved",
    "program_by_slug",
    "searches_of",
    "similar_changes",
    "since_visit",
    "timetable",
    "vendor_by_slug",
    "vendors",
    "visit_facts",
    "watch_list",
]
