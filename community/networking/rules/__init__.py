"""Who may do what among peers."""

from community.networking.rules.directory import check_can_read_directory
from community.networking.rules.follows import check_can_follow
from community.networking.rules.introductions import (
    ASK_ANEW_AFTER,
    LATER,
    MOST_OPEN,
    OPEN_FOR,
    asks_anew_from,
    check_can_answer,
    check_can_ask,
    check_can_introduce,
    check_can_withdraw,
    may_be_offered,
    why_not_ask,
)
from community.networking.rules.offers import check_can_answer_offer, check_can_be_asked_again
from community.networking.rules.profiles import check_can_tell, parts_shown

__all__ = [
    "ASK_ANEW_AFTER",
    "LATER",
    "MOST_OPEN",
    "OPEN_FOR",
    "asks_anew_from",
    "check_can_answer",
    "check_can_answer_offer",
    "check_can_ask",
    "check_can_be_asked_again",
    "check_can_follow",
    "check_can_introduce",
    "check_can_read_directory",
    "check_can_tell",
    "check_can_withdraw",
    "may_be_offered",
    "parts_shown",
    "why_not_ask",
]
