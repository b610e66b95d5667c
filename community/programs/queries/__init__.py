"""What the screens about vendors and changes read, one file for each screen."""

from community.programs.queries.catalogue import program_by_slug, vendor_by_slug, vendors
from community.programs.queries.change_list import AHEAD_LIMIT, Filters, Timetable, act_by, newly_moved, timetable
from community.programs.queries.change_page import ChangePage, TimelineRow, change_for, change_page
from community.programs.queries.follows import Following, follower_ids, following, watch_list
from community.programs.queries.follows import follower_ids, watch_list
from community.programs.queries.matrix import Cell, DayOfChange, Matrix, compare, matrix
from community.programs.queries.matrix_history import (
    Edit,
    cells_on,
    changes_that_bring_terms,
    edits_of_matrix,
    row_of_matrix,
    term_of_matrix,
    terms_of_row,
)

__all__ = [
    "AHEAD_LIMIT",
    "Cell",
    "ChangePage",
    "DayOfChange",
    "Edit",
    "Filters",
    "Following",
    "Matrix",
    "TimelineRow",
    "Timetable",
    "act_by",
    "cells_on",
    "change_for",
    "change_page",
    "changes_that_bring_terms",
    "compare",
    "edits_of_matrix",
    "follower_ids",
    "following",
    "matrix",
    "newly_moved",
    "program_by_slug",
    "row_of_matrix",
    "term_of_matrix",
    "terms_of_row",
    "timetable",
    "vendor_by_slug",
    "vendors",
    "watch_list",
]
