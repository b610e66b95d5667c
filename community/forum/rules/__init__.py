"""Who may do what in threads."""

from community.forum.rules.posts import FIRST_POSTS, check_can_delete, check_can_reply, hold_rule
from community.forum.rules.threads import check_can_start_thread

__all__ = ["FIRST_POSTS", "check_can_delete", "check_can_reply", "check_can_start_thread", "hold_rule"]
