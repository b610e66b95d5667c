"""Profiles, following and introductions."""

from community.networking.models.follows import PeerFollow
from community.networking.models.introductions import Introduction, IntroductionAnswer
from community.networking.models.settings import PeerSettings

__all__ = ["Introduction", "IntroductionAnswer", "PeerFollow", "PeerSettings"]
