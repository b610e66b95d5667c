"""What the pages about peers read."""

from community.networking.queries.contact_map import ContactMap, contact_map, route_for, ways_to
from community.networking.queries.contacts import contacts_of
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
    "ContactMap",
    "DirectoryPage",
    "Following",
    "ShownProfile",
    "Wanted",
    "about_for",
    "contact_map",
    "contacts_of",
    "count_diary",
    "diary",
    "diary_csv",
    "directory_page",
    "figures_of",
    "followers_of",
    "following_of",
    "follows_company",
    "introduction_for",
    "introductions",
    "own_profile",
    "own_skills",
    "own_ties",
    "peer_settings",
    "posts_of_followed",
    "route_for",
    "routes_of",
    "shown_profile",
    "shows_followers",
    "thing_at",
    "ticket_for",
    "ties_in",
    "ways_to",
    "words_in",
]
