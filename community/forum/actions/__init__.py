"""What people do in threads. One file for each kind of deed; all of them are called from here."""

from community.forum.actions.posts import decline_post, delete_post, hide_post, publish_post, restore_post
from community.forum.actions.threads import lock_thread, pin_thread, unlock_thread, unpin_thread
from community.forum.actions.writing import PARENT_GONE, open_change_thread, post_reply, start_thread

__all__ = [
    "PARENT_GONE",
    "decline_post",
    "delete_post",
    "hide_post",
    "lock_thread",
    "open_change_thread",
    "pin_thread",
    "post_reply",
    "publish_post",
    "restore_post",
    "start_thread",
    "unlock_thread",
    "unpin_thread",
]
