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

__all__ = [
    "Evidence",
    "Term",
    "add_source",
    "answer_officially",
    "ask_question",
    "decline_change",
    "draft_change",
    "edit_question",
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
    "report_fixed",
    "revise_draft",
    "show_question",
    "sign_question",
    "unfollow",
    "withdraw_signature",
]
