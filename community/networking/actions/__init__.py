"""What people do to find and meet each other."""

from community.networking.actions.directory import fold_facet_counts, learn_words
from community.networking.actions.profiles import Capacity, tell_profile

__all__ = ["Capacity", "fold_facet_counts", "learn_words", "tell_profile"]
