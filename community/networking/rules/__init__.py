"""Who may do what among peers."""

from community.networking.rules.blocks import are_apart, check_can_block
from community.networking.rules.contact_map import (
    MOST_ROUTES,
    ROUTES_A_DAY,
    check_can_add_route,
    check_can_change_route,
    check_can_remove_route,
    check_can_vote,
    check_pace_of_routes,
    may_vote,
)
from community.networking.rules.conversations import (
    MOST_PEOPLE,
    check_can_begin,
    check_can_gather,
    check_can_say,
    check_can_write_to,
    check_pace_of_conversations,
    check_pace_of_messages,
    may_be_written_to,
    why_not_say,
)
from community.networking.rules.diary import check_can_change_ticket, check_can_note_ticket
from community.networking.rules.directory import check_can_read_directory
from community.networking.rules.finder import ENQUIRIES_A_DAY, check_can_edit_finder_entry, check_takes_enquiries
from community.networking.rules.follows import check_can_follow
from community.networking.rules.introductions import (
    ASK_ANEW_AFTER,
    LATER,
    MOST_OPEN,
    OPEN_FOR,
    asks_anew_from,
    check_can_answer,
    check_can_ask,
    check_can_end,
    check_can_introduce,
    check_can_withdraw,
    may_be_offered,
    why_not_ask,
)
from community.networking.rules.offers import check_can_answer_offer, check_can_be_asked_again
from community.networking.rules.profiles import check_can_tell, parts_shown
from community.networking.rules.rounds import check_can_answer_round
from community.networking.rules.teaming import (
    check_can_change_entry,
    check_can_post_entry,
    check_can_renew_entry,
    check_pace_of_entries,
    may_answer,
)

__all__ = [
    "ASK_ANEW_AFTER",
    "ENQUIRIES_A_DAY",
    "LATER",
    "MOST_OPEN",
    "MOST_PEOPLE",
    "MOST_ROUTES",
    "OPEN_FOR",
    "ROUTES_A_DAY",
    "are_apart",
    "asks_anew_from",
    "check_can_add_route",
    "check_can_answer",
    "check_can_answer_offer",
    "check_can_answer_round",
    "check_can_ask",
    "check_can_be_asked_again",
    "check_can_begin",
    "check_can_block",
    "check_can_change_entry",
    "check_can_change_route",
    "check_can_change_ticket",
    "check_can_edit_finder_entry",
    "check_can_end",
    "check_can_follow",
    "check_can_gather",
    "check_can_introduce",
    "check_can_note_ticket",
    "check_can_post_entry",
    "check_can_read_directory",
    "check_can_remove_route",
    "check_can_renew_entry",
    "check_can_say",
    "check_can_tell",
    "check_can_vote",
    "check_can_withdraw",
    "check_can_write_to",
    "check_pace_of_conversations",
    "check_pace_of_entries",
    "check_pace_of_messages",
    "check_pace_of_routes",
    "check_takes_enquiries",
    "may_answer",
    "may_be_offered",
    "may_be_written_to",
    "may_vote",
    "parts_shown",
    "why_not_ask",
    "why_not_say",
]
