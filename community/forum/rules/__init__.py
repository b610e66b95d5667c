"""Who may do what in threads."""

from community.forum.rules.editing import (
    EDIT_WINDOW,
    ERASED_AFTER,
    UNDO_WINDOW,
    check_can_edit,
    check_can_undo_delete,
    leaves_a_revision,
)
from community.forum.rules.hats import check_can_wear, hats_for
from community.forum.rules.holding import (
    FIRST_POSTS,
    Writing,
    because,
    check_watched_words,
    hold_rule,
    hold_rule_of_edit,
    is_newcomer,
    watched_words_in,
)
from community.forum.rules.images import UNUSED_KEPT, allowance_of_images, check_can_add_image
from community.forum.rules.kinds import check_can_start_kind, kinds_for
from community.forum.rules.masks import check_can_mask, check_can_show, check_mask_is_as_seen
from community.forum.rules.pace import check_pace_of_posts, check_pace_of_threads, limits_hold, without_limits
from community.forum.rules.posts import check_can_delete, check_can_reply
from community.forum.rules.reading import check_can_keep_marks, check_can_summarize
from community.forum.rules.signals import (
    check_can_accept,
    check_can_be_accepted,
    check_can_signal,
    check_can_verify,
)
from community.forum.rules.surgery import (
    PLAIN_KINDS,
    check_can_be_called,
    check_can_be_of_kind,
    check_can_merge,
    check_can_move,
    check_can_put_into,
    check_can_take_from,
    check_is_same_circle,
    posts_to_split_off,
)
from community.forum.rules.tallies import Allowance
from community.forum.rules.threads import check_can_start_in, check_can_start_thread

__all__ = [
    "EDIT_WINDOW",
    "ERASED_AFTER",
    "FIRST_POSTS",
    "PLAIN_KINDS",
    "UNDO_WINDOW",
    "UNUSED_KEPT",
    "Allowance",
    "Writing",
    "allowance_of_images",
    "because",
    "check_can_accept",
    "check_can_add_image",
    "check_can_be_accepted",
    "check_can_be_called",
    "check_can_be_of_kind",
    "check_can_delete",
    "check_can_edit",
    "check_can_keep_marks",
    "check_can_mask",
    "check_can_merge",
    "check_can_move",
    "check_can_put_into",
    "check_can_reply",
    "check_can_show",
    "check_can_signal",
    "check_can_start_in",
    "check_can_start_kind",
    "check_can_start_thread",
    "check_can_summarize",
    "check_can_take_from",
    "check_can_undo_delete",
    "check_can_verify",
    "check_can_wear",
    "check_is_same_circle",
    "check_mask_is_as_seen",
    "check_pace_of_posts",
    "check_pace_of_threads",
    "check_watched_words",
    "hats_for",
    "hold_rule",
    "hold_rule_of_edit",
    "is_newcomer",
    "kinds_for",
    "leaves_a_revision",
    "limits_hold",
    "posts_to_split_off",
    "watched_words_in",
    "without_limits",
]
