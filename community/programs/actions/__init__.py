"""What people do with vendors, programs and changes. One file for each thing; all of them are called from here."""

from community.programs.actions.answers import (
    answer_officially,
    hide_answer,
    judge_answer,
    report_fixed,
    show_answer,
)
from community.programs.actions.calendars import renew_calendar_address, revoke_calendar_address
from community.programs.actions.changes import (
    Term,
    decline_change,
    draft_change,
    move_change,
    propose_change,
    publish_change,
    record_step,
    revise_draft,
)
from community.programs.actions.effects import mark_affected, report_effect, take_back_effect
from community.programs.actions.follows import follow, unfollow
from community.programs.actions.holdings import Held, tell_business
from community.programs.actions.imports import (
    AS_STATED,
    add_import_source,
    apply_update,
    change_import_source,
    dismiss_update,
    distrust_import_source,
    note_import_run,
    note_update,
    resume_import_source,
    run_import_source_now,
    start_due_import_sources,
    stop_import_source,
    trust_import_source,
)
from community.programs.actions.in_force import put_all_in_force, put_in_force
from community.programs.actions.matrix import CellEdit, CellsOvertaken, correct_term, edit_cells, end_row
from community.programs.actions.matrix_layout import Layout, arrange_matrix, remove_row
from community.programs.actions.playbooks import see_playbook, tick_step, untick_step
from community.programs.actions.questions import (
    ask_question,
    edit_question,
    hand_over_question,
    hide_question,
    mail_question,
    merge_questions,
    show_question,
    sign_question,
    withdraw_signature,
)
from community.programs.actions.revisions import EditConflict, compare_revision, revise_change
from community.programs.actions.rumours import lapse_rumours, support_rumour
from community.programs.actions.searches import delete_search, note_look, rename_search, save_search
from community.programs.actions.sheets import (
    Option,
    SheetOvertaken,
    Step,
    restore_version,
    revise_options,
    revise_playbook,
)
from community.programs.actions.sources import Evidence, add_source
from community.programs.actions.visits import note_visit

__all__ = [
    "AS_STATED",
    "CellEdit",
    "CellsOvertaken",
    "EditConflict",
    "Evidence",
    "Held",
    "Layout",
    "Option",
    "SheetOvertaken",
    "Step",
    "Term",
    "add_import_source",
    "add_source",
    "answer_officially",
    "apply_update",
    "arrange_matrix",
    "ask_question",
    "change_import_source",
    "compare_revision",
    "correct_term",
    "decline_change",
    "delete_search",
    "dismiss_update",
    "distrust_import_source",
    "draft_change",
    "edit_cells",
    "edit_question",
    "end_row",
    "follow",
    "hand_over_question",
    "hide_answer",
    "hide_question",
    "judge_answer",
    "lapse_rumours",
    "mail_question",
    "mark_affected",
    "merge_questions",
    "move_change",
    "note_import_run",
    "note_look",
    "note_update",
    "note_visit",
    "propose_change",
    "publish_change",
    "put_all_in_force",
    "put_in_force",
    "record_step",
    "remove_row",
    "rename_search",
    "renew_calendar_address",
    "report_effect",
    "report_fixed",
    "restore_version",
    "resume_import_source",
    "revise_change",
    "revise_draft",
    "revise_options",
    "revise_playbook",
    "revoke_calendar_address",
    "run_import_source_now",
    "save_search",
    "see_playbook",
    "show_answer",
    "show_question",
    "sign_question",
    "start_due_import_sources",
    "stop_import_source",
    "support_rumour",
    "take_back_effect",
    "tell_business",
    "tick_step",
    "trust_import_source",
    "unfollow",
    "untick_step",
    "withdraw_signature",
]
