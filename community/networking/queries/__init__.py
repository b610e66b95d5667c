"""What the pages about peers read."""

from community.networking.queries.contacts import contacts_of
from community.networking.queries.directory import DirectoryPage, Wanted, directory_page, words_in
from community.networking.queries.profiles import ShownProfile, own_profile, own_skills, own_ties, shown_profile
from community.networking.queries.ties import ties_in

__all__ = [
    "DirectoryPage", "ShownProfile", "Wanted", "contacts_of", "directory_page", "own_profile", "own_skills", "own_ties",
    "shown_profile", "ties_in", "words_in",
]  # fmt: skip
