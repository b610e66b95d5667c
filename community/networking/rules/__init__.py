"""Who may do what among peers."""

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

__all__ = [
    "ASK_ANEW_AFTER",
    "LATER",
    "MOST_OPEN",
    "OPEN_FOR",
    "asks_anew_from",
    "check_can_answer",
    "check_can_ask",
    "check_can_follow",
    "check_can_introduce",
    "check_can_withdraw",
    "may_be_offered",
    "why_not_ask",
]
