"""Filters over notifications."""

from django.db import models


class NotificationQuerySet(models.QuerySet):
    def visible_to(self, viewer) -> "NotificationQuerySet":
        """Everybody sees their own, nobody another's."""
        return self.filter(recipient=viewer) if viewer.is_authenticated else self.none()

    def unread(self) -> "NotificationQuerySet":
        return self.filter(read_at=None)

    def newest_first(self) -> "NotificationQuerySet":
        return self.order_by("-pk")
