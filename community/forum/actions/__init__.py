"""What people do in threads. One file for each kind of deed; all of them are called from here."""

from community.forum.actions.drafts import MOST_DRAFTS, discard_draft, save_draft
from community.forum.actions.editing import (
    EditedMeanwhile,
    compare_revision,
    edit_post,
    erase_removed_posts,
    undo_delete,
)
from community.forum.actions.posts import decline_post, delete_post, hide_post, publish_post, restore_post
from community.forum.actions.threads import lock_thread, pin_thread, unlock_thread, unpin_thread
from community.forum.actions.writing import PARENT_GONE, SentAlready, open_change_thread, post_reply, start_thread

__all__ = [
    "MOST_DRAFTS",
    "PARENT_GONE",
    "EditedMeanwhile",
    "SentAlready",
    "compare_revision",
    "decline_post",
    "delete_post",
    "discard_draft",
    "edit_post",
    "erase_removed_posts",
    "hide_post",
    "lock_thread",
    "open_change_thread",
    "pin_thread",
    "post_reply",
    "publish_post",
    "restore_post",
    "save_draft",
    "start_thread",
    "undo_delete",
    "unlock_thread",
    "unpin_thread",
]
