"""What the pages about peers read."""

from community.networking.queries.contacts import contacts_of
from community.networking.queries.follows import (
    Following,
    followers_of,
    following_of,
    follows_company,
    posts_of_followed,
    shows_followers,
)
from community.networking.queries.introductions import (
    LISTS,
    about_for,
    introduction_for,
    introductions,
    peer_settings,
    thing_at,
)

__all__ = [
    "LISTS",
    "Following",
    "about_for",
    "contacts_of",
    "followers_of",
    "following_of",
    "follows_company",
    "introduction_for",
    "introductions",
    "peer_settings",
    "posts_of_followed",
    "shows_followers",
    "thing_at",
]
