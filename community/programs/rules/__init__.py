"""Who may do what with vendors and changes."""

from community.programs.rules.calendars import check_can_have_calendar
from community.programs.rules.changes import (
    check_can_move,
    check_can_propose,
    check_can_publish,
    check_can_supersede,
    check_is_evidence,
    check_step_is_whole,
)
from community.programs.rules.effects import check_can_read_census, check_can_report_effect
from community.programs.rules.follows import check_can_follow
from community.programs.rules.holdings import check_can_tell_business
from community.programs.rules.imports import check_can_keep_sources
from community.programs.rules.matrix import check_can_bring_terms, check_can_edit_matrix, check_is_not_past
from community.programs.rules.questions import (
    check_can_answer,
    check_can_ask,
    check_can_curate,
    check_can_judge,
    check_can_report_fixed,
    check_can_sign,
)
from community.programs.rules.revisions import check_can_edit
from community.programs.rules.rumours import check_can_support
from community.programs.rules.searches import MOST_SEARCHES, check_can_save_search
from community.programs.rules.sheets import check_can_edit_sheets, check_can_restore, check_can_tick

__all__ = [
    "MOST_SEARCHES",
    "check_can_answer",
    "check_can_ask",
    "check_can_bring_terms",
    "check_can_curate",
    "check_can_edit",
    "check_can_edit_matrix",
    "check_can_edit_sheets",
    "check_can_follow",
    "check_can_have_calendar",
    "check_can_judge",
    "check_can_keep_sources",
    "check_can_move",
    "check_can_propose",
    "check_can_publish",
    "check_can_read_census",
    "check_can_report_effect",
    "check_can_report_fixed",
    "check_can_restore",
    "check_can_save_search",
    "check_can_sign",
    "check_can_supersede",
    "check_can_support",
    "check_can_tell_business",
    "check_can_tick",
    "check_is_evidence",
    "check_is_not_past",
    "check_step_is_whole",
]
