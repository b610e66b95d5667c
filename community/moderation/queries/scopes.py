"""Who moderates a part of the site."""

from community.accounts import rules as people
from community.accounts.models import ModeratorScope


def scopes(viewer):
    """Who moderates which vendor or tag, by name, for administrators. One query."""
    if not people.is_admin(viewer):
        return ModeratorScope.objects.none()
    return ModeratorScope.objects.select_related("person", "vendor", "tag", "given_by").order_by("person__name", "pk")
