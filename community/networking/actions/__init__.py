"""What people do to find and meet each other."""

from community.networking.actions.follows import follow_peer, unfollow_peer
from community.networking.actions.introductions import (
    accept_introduction,
    ask_for_introduction,
    decline_introduction,
    forget_introductions,
    postpone_introduction,
    withdraw_introduction,
)
from community.networking.actions.settings import set_peer_settings

__all__ = [
    "accept_introduction",
    "ask_for_introduction",
    "decline_introduction",
    "follow_peer",
    "forget_introductions",
    "postpone_introduction",
    "set_peer_settings",
    "unfollow_peer",
    "withdraw_introduction",
]
