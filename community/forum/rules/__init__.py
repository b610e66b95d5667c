"""Who may do what in threads."""

from community.forum.rules.editing import (
    EDIT_WINDOW,
    ERASED_AFTER,
    UNDO_WINDOW,
    check_can_edit,
    check_can_undo_delete,
    leaves_a_revision,
)
from community.forum.rules.posts import FIRST_POSTS, check_can_delete, check_can_reply, hold_rule
from community.forum.rules.reading import check_can_keep_marks, check_can_summarize
from community.forum.rules.threads import check_can_start_thread

__all__ = [
    "EDIT_WINDOW",
    "ERASED_AFTER",
    "FIRST_POSTS",
    "UNDO_WINDOW",
    "check_can_delete",
    "check_can_edit",
    "check_can_keep_marks",
    "check_can_reply",
    "check_can_start_thread",
    "check_can_summarize",
    "check_can_undo_delete",
    "hold_rule",
    "leaves_a_revision",
]
