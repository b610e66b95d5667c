"""What people do to find and meet each other."""

from community.networking.actions.blocks import block_person, unblock_person
from community.networking.actions.conversations import (
    SentAlready,
    add_people,
    begin_conversation,
    forget_conversations,
    leave_all_conversations,
    leave_conversation,
    mark_conversation_read,
    mute_conversation,
    say,
)
from community.networking.actions.directory import fold_facet_counts, learn_words
from community.networking.actions.follows import follow_peer, unfollow_peer
from community.networking.actions.hiding import (
    hide_introduction,
    hide_message,
    keep_reported,
    put_message_back,
    restore_introduction,
    restore_message,
    withhold_message,
)
from community.networking.actions.introductions import (
    accept_introduction,
    ask_for_introduction,
    decline_introduction,
    end_introduction,
    forget_introductions,
    postpone_introduction,
    withdraw_introduction,
)
from community.networking.actions.profiles import Capacity, tell_profile
from community.networking.actions.settings import set_peer_settings

__all__ = [
    "Capacity",
    "SentAlready",
    "accept_introduction",
    "add_people",
    "ask_for_introduction",
    "begin_conversation",
    "block_person",
    "decline_introduction",
    "end_introduction",
    "fold_facet_counts",
    "follow_peer",
    "forget_conversations",
    "forget_introductions",
    "hide_introduction",
    "hide_message",
    "keep_reported",
    "learn_words",
    "leave_all_conversations",
    "leave_conversation",
    "mark_conversation_read",
    "mute_conversation",
    "postpone_introduction",
    "put_message_back",
    "restore_introduction",
    "restore_message",
    "say",
    "set_peer_settings",
    "tell_profile",
    "unblock_person",
    "unfollow_peer",
    "withdraw_introduction",
    "withhold_message",
]
