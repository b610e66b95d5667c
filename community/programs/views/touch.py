"""The switch "All, touches me, yes or maybe" of lists that have no further filters."""

CHOICES = {"yes", "either"}


def touches_in(request) -> str:
    """What members chose, as ``Filters.touches`` takes it. Empty for all changes, and for visitors."""
    chosen = request.GET.get("touches", "")
    return chosen if request.user.is_authenticated and chosen in CHOICES else ""
