"""What the pages about peers read."""

from community.networking.queries.contacts import contacts_of
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
    "about_for",
    "contacts_of",
    "introduction_for",
    "introductions",
    "peer_settings",
    "thing_at",
]
