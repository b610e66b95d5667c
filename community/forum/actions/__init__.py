"""What people do in threads. One file for each kind of deed; all of them are called from here."""

from community.forum.actions.editing import (
    EditedMeanwhile,
    compare_revision,
    edit_post,
    erase_removed_posts,
    undo_delete,
)
from community.forum.actions.posts import (
    decline_post,
    delete_post,
    flag_post,
    hide_post,
    publish_post,
    restore_post,
    unflag_post,
)
from community.forum.actions.signals import (
    accept_answer,
    give_signal,
    mark_answer_obsolete,
    take_signal_back,
    unaccept_answer,
    verify_answer,
)
from community.forum.actions.tallies import count_preview
from community.forum.actions.threads import lock_thread, pin_thread, unlock_thread, unpin_thread
from community.forum.actions.writing import PARENT_GONE, SentAlready, open_change_thread, post_reply, start_thread

__all__ = [
    "PARENT_GONE",
    "EditedMeanwhile",
    "SentAlready",
    "accept_answer",
    "compare_revision",
    "count_preview",
    "decline_post",
    "delete_post",
    "edit_post",
    "erase_removed_posts",
    "flag_post",
    "give_signal",
    "hide_post",
    "lock_thread",
    "mark_answer_obsolete",
    "open_change_thread",
    "pin_thread",
    "post_reply",
    "publish_post",
    "restore_post",
    "start_thread",
    "take_signal_back",
    "unaccept_answer",
    "undo_delete",
    "unflag_post",
    "unlock_thread",
    "unpin_thread",
    "verify_answer",
]
