"""Who may keep the sources of imports and decide about what they say."""

from community.accounts import rules as people


def check_can_keep_sources(user) -> None:
    """Raises Refused unless the person moderates."""
    people.check_is_moderator(user)
