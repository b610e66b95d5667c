"""What the pages about peers read."""

from community.networking.queries.blocks import blocked_with, blocks_of, who_block
from community.networking.queries.contacts import contacts_of
from community.networking.queries.conversations import (
    ConversationPage,
    conversation_of,
    conversation_page,
    conversation_with,
    conversations,
    listeners,
    people_called,
    readers_of_conversation,
    seat_in,
    summary_of_conversations,
)
from community.networking.queries.directory import DirectoryPage, Wanted, directory_page, words_in
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
from community.networking.queries.profiles import ShownProfile, own_profile, own_skills, own_ties, shown_profile
from community.networking.queries.ties import ties_in

__all__ = [
    "LISTS",
    "ConversationPage",
    "DirectoryPage",
    "Following",
    "ShownProfile",
    "Wanted",
    "about_for",
    "blocked_with",
    "blocks_of",
    "contacts_of",
    "conversation_of",
    "conversation_page",
    "conversation_with",
    "conversations",
    "directory_page",
    "followers_of",
    "following_of",
    "follows_company",
    "introduction_for",
    "introductions",
    "listeners",
    "own_profile",
    "own_skills",
    "own_ties",
    "peer_settings",
    "people_called",
    "posts_of_followed",
    "readers_of_conversation",
    "seat_in",
    "shown_profile",
    "shows_followers",
    "summary_of_conversations",
    "thing_at",
    "ties_in",
    "who_block",
    "words_in",
]
