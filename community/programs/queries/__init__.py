"""What the screens about vendors and changes read, one file for each screen."""

from community.programs.queries.calendars import (
    Calendar,
    calendar_address,
    calendar_of,
    calendar_of_watch_list,
    member_with_calendar,
)
from community.programs.queries.catalogue import program_by_slug, vendor_by_slug, vendors
from community.programs.queries.census import LEAST, Census, count_census
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
from community.programs.queries.effects import CensusPage, EffectPart, census_page, effect_part
from community.programs.queries.follows import (
    Following,
    follower_ids,
    followers,
    followers_of_any,
    following,
    readers_of,
    watch_list,
)
from community.programs.queries.holdings import Business, business_of, offered_programs
from community.programs.queries.imports import import_source, import_sources, pending_updates, publishable_drafts
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
from community.programs.queries.months import MonthChart, first_month, month_chart
from community.programs.queries.options import Asked, OptionsTable, options_table
from community.programs.queries.playbook import Playbook, due, playbook
from community.programs.queries.playbook_files import playbook_calendar, playbook_csv, playbook_markdown
from community.programs.queries.questions import (
    QuestionSection,
    question_section,
    questions_of_vendor,
    similar_questions,
)
from community.programs.queries.revisions import (
    difference,
    facts_of,
    labels_of,
    revision_by_number,
    revisions_of,
    texts_of,
    version_of,
)
from community.programs.queries.searches import searches_of
from community.programs.queries.sheets import (
    Difference,
    lines_of,
    sheet_difference,
    sheet_of,
    sheet_version,
    sheet_versions,
)
from community.programs.queries.similar import similar_changes
from community.programs.queries.vendor_history import vendor_record_from_history
from community.programs.queries.vendor_record import FEWEST, VendorRecord, record_of, vendor_record
from community.programs.queries.visits import SinceVisit, last_visit, since_visit, visit_facts

__all__ = [
    "COUNT_CAP",
    "FEWEST",
    "LEAST",
    "LIST_SIZE",
    "Asked",
    "Business",
    "Calendar",
    "Cell",
    "Census",
    "CensusPage",
    "ChangePage",
    "DayOfChange",
    "Difference",
    "Edit",
    "EffectPart",
    "Filters",
    "Following",
    "Matrix",
    "MonthChart",
    "OptionsTable",
    "Playbook",
    "QuestionSection",
    "SinceVisit",
    "TimelineRow",
    "Timetable",
    "VendorRecord",
    "act_by",
    "business_of",
    "calendar_address",
    "calendar_of",
    "calendar_of_watch_list",
    "cells_on",
    "census_page",
    "change_for",
    "change_page",
    "changes_that_bring_terms",
    "compare",
    "count_census",
    "difference",
    "due",
    "edits_of_matrix",
    "effect_part",
    "facts_of",
    "first_month",
    "follower_ids",
    "followers",
    "followers_of_any",
    "following",
    "import_source",
    "import_sources",
    "labels_of",
    "last_visit",
    "lines_of",
    "matrix",
    "member_with_calendar",
    "month_chart",
    "new_since",
    "newly_moved",
    "offered_programs",
    "options_table",
    "pending_updates",
    "playbook",
    "playbook_calendar",
    "playbook_csv",
    "playbook_markdown",
    "program_by_slug",
    "publishable_drafts",
    "question_section",
    "questions_of_vendor",
    "readers_of",
    "record_of",
    "revision_by_number",
    "revisions_of",
    "row_of_matrix",
    "searches_of",
    "sheet_difference",
    "sheet_of",
    "sheet_version",
    "sheet_versions",
    "similar_changes",
    "similar_questions",
    "since_visit",
    "term_of_matrix",
    "terms_of_row",
    "texts_of",
    "timetable",
    "vendor_by_slug",
    "vendor_record",
    "vendor_record_from_history",
    "vendors",
    "version_of",
    "visit_facts",
    "watch_list",
]
