"""What people do to find and meet each other."""

from community.networking.actions.contact_map import (
    add_route,
    change_route,
    hide_route,
    put_route_back,
    remove_route,
    restore_route,
    take_back_vote,
    vote_on_route,
    withhold_route,
)
from community.networking.actions.diary import change_ticket, count_diaries, note_ticket, remove_ticket
from community.networking.actions.directory import fold_facet_counts, learn_words
from community.networking.actions.follows import follow_peer, unfollow_peer
from community.networking.actions.introductions import (
    accept_introduction,
    ask_for_introduction,
    decline_introduction,
    forget_introductions,
    postpone_introduction,
    withdraw_introduction,
)
from community.networking.actions.offers import (
    accept_offer,
    ask_me_again,
    forget_offers,
    offer_new_questions,
    offer_question,
    offer_questions_again,
    pass_offer,
    refuse_offer,
)
from community.networking.actions.profiles import Capacity, tell_profile
from community.networking.actions.settings import set_peer_settings

__all__ = [
    "Capacity",
    "accept_introduction",
    "accept_offer",
    "add_route",
    "ask_for_introduction",
    "ask_me_again",
    "change_route",
    "change_ticket",
    "count_diaries",
    "decline_introduction",
    "fold_facet_counts",
    "follow_peer",
    "forget_introductions",
    "forget_offers",
    "hide_route",
    "learn_words",
    "note_ticket",
    "offer_new_questions",
    "offer_question",
    "offer_questions_again",
    "pass_offer",
    "postpone_introduction",
    "put_route_back",
    "refuse_offer",
    "remove_route",
    "remove_ticket",
    "restore_route",
    "set_peer_settings",
    "take_back_vote",
    "tell_profile",
    "unfollow_peer",
    "vote_on_route",
    "withdraw_introduction",
    "withhold_route",
]
