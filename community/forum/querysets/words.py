"""Filters over watched words."""

from django.db import models

from community.accounts import rules as people


class WatchedWordQuerySet(models.QuerySet):
    def visible_to(self, viewer) -> "WatchedWordQuerySet":
        """Moderators read them; whoever else knew them would write around them."""
        return self if people.is_moderator(viewer) else self.none()

    def watched(self) -> "WatchedWordQuerySet":
        """Those that hold posts now, in the order of the alphabet."""
        return self.filter(removed_at=None).order_by("plain")
