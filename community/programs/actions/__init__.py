"""What people do with vendors, programs and changes. One file for each thing; all of them are called from here."""

from community.programs.actions.answers import answer_officially, judge_answer, report_fixed
from community.programs.actions.changes import (
    Evidence,
    Term,
    add_source,
    decline_change,
    draft_change,
    move_change,
    propose_change,
    publish_change,
    record_step,
    revise_draft,
)
from community.programs.actions.follows import follow, unfollow
from community.programs.actions.matrix import CellEdit, Overtaken, correct_term, edit_cells, end_row
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
from community.programs.actions.sheets import Option, Overtaken, Step, restore_version, revise_options, revise_playbook

__all__ = [
    "CellEdit",
    "Evidence",
    "Layout",
    "Option",
    "Overtaken",
    "Step",
    "Term",
    "add_source",
    "answer_officially",
    "arrange_matrix",
    "ask_question",
    "correct_term",
    "decline_change",
    "draft_change",
    "edit_cells",
    "edit_question",
    "end_row",
    "follow",
    "hand_over_question",
    "hide_question",
    "judge_answer",
    "mail_question",
    "merge_questions",
    "move_change",
    "propose_change",
    "publish_change",
    "record_step",
    "remove_row",
    "report_fixed",
    "restore_version",
    "revise_draft",
    "revise_options",
    "revise_playbook",
    "see_playbook",
    "show_question",
    "sign_question",
    "tick_step",
    "unfollow",
    "untick_step",
    "withdraw_signature",
]
