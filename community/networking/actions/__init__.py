"""What people do to find and meet each other."""

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
    "ask_for_introduction",
    "ask_me_again",
    "decline_introduction",
    "fold_facet_counts",
    "follow_peer",
    "forget_introductions",
    "forget_offers",
    "learn_words",
    "offer_new_questions",
    "offer_question",
    "offer_questions_again",
    "pass_offer",
    "postpone_introduction",
    "refuse_offer",
    "set_peer_settings",
    "tell_profile",
    "unfollow_peer",
    "withdraw_introduction",
]
