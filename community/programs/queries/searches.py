"""What a member's saved searches show."""

from community.programs.models import SavedSearch


def searches_of(viewer) -> list[SavedSearch]:
    """The viewer's saved searches by name; for visitors none, without a query."""
    return list(SavedSearch.objects.visible_to(viewer)) if viewer.is_authenticated else []
