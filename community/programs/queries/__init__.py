"""What the screens about vendors and changes read, one file for each screen."""

from community.programs.queries.catalogue import program_by_slug, vendor_by_slug, vendors
from community.programs.queries.change_list import AHEAD_LIMIT, Filters, Timetable, act_by, newly_moved, timetable
from community.programs.queries.change_page import ChangePage, TimelineRow, change_for, change_page
from community.programs.queries.follows import follower_ids, watch_list
from community.programs.queries.questions import (
    QuestionSection,
    question_section,
    questions_of_vendor,
    questions_to_hand_over,
    similar_questions,
)
from community.programs.queries.vendor_history import vendor_record_from_history
from community.programs.queries.vendor_record import FEWEST, VendorRecord, record_of, vendor_record

__all__ = [
    "AHEAD_LIMIT",
    "FEWEST",
    "ChangePage",
    "Filters",
    "QuestionSection",
    "TimelineRow",
    "Timetable",
    "VendorRecord",
    "act_by",
    "change_for",
    "change_page",
    "follower_ids",
    "newly_moved",
    "program_by_slug",
    "question_section",
    "questions_of_vendor",
    "questions_to_hand_over",
    "record_of",
    "similar_questions",
    "timetable",
    "vendor_by_slug",
    "vendor_record",
    "vendor_record_from_history",
    "vendors",
    "watch_list",
]
