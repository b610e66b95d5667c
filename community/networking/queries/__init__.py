"""What the pages about peers read."""

from community.networking.queries.blocks import blocked_with, blocks_of, who_block
from community.networking.queries.contact_map import ContactMap, contact_map, route_for, ways_to
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
from community.networking.queries.diary import count_diary, diary, diary_csv, figures_of, routes_of, ticket_for
from community.networking.queries.directory import DirectoryPage, Wanted, directory_page, words_in
from community.networking.queries.follows import (
    Following,
    followers_of,
    following_of,
    follows_company,
    posts_of_followed,
    shows_followers,
)
from community.networking.queries.helpers import (
    Helper,
    helped_on,
    helpers_for_change,
    helpers_for_tag,
    helpers_for_thread,
)
from community.networking.queries.introductions import (
    LISTS,
    about_for,
    introduction_for,
    introductions,
    peer_settings,
    thing_at,
)
from community.networking.queries.offers import (
    Outcome,
    fully_offered,
    outcome,
    own_offers,
    people_to_ask,
    questions_to_offer,
    refused_offers,
)
from community.networking.queries.profiles import ShownProfile, own_profile, own_skills, own_ties, shown_profile
from community.networking.queries.rounds import (
    RoundsPage,
    pairs_apart,
    rounds_page,
    takers_of,
)
from community.networking.queries.ties import ties_in

__all__ = [
    "LISTS",
    "ContactMap",
    "ConversationPage",
    "DirectoryPage",
    "Following",
    "Helper",
    "Outcome",
    "RoundsPage",
    "ShownProfile",
    "Wanted",
    "about_for",
    "blocked_with",
    "blocks_of",
    "contact_map",
    "contacts_of",
    "conversation_of",
    "conversation_page",
    "conversation_with",
    "conversations",
    "count_diary",
    "diary",
    "diary_csv",
    "directory_page",
    "figures_of",
    "followers_of",
    "following_of",
    "follows_company",
    "fully_offered",
    "helped_on",
    "helpers_for_change",
    "helpers_for_tag",
    "helpers_for_thread",
    "introduction_for",
    "introductions",
    "listeners",
    "outcome",
    "own_offers",
    "own_profile",
    "own_skills",
    "own_ties",
    "pairs_apart",
    "peer_settings",
    "people_called",
    "people_to_ask",
    "posts_of_followed",
    "questions_to_offer",
    "readers_of_conversation",
    "refused_offers",
    "rounds_page",
    "route_for",
    "routes_of",
    "seat_in",
    "shown_profile",
    "shows_followers",
    "summary_of_conversations",
    "takers_of",
    "thing_at",
    "ticket_for",
    "ties_in",
    "ways_to",
    "who_block",
    "words_in",
]
