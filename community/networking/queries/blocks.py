"""Who does not want to have to do with whom."""


def blocked_with(person) -> frozenset[int]:
    """The ids of those whom the person has blocked, and of those who have blocked them."""
    return frozenset()
