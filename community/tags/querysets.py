"""Filters over follows of tags."""

from django.db import models


class TagFollowQuerySet(models.QuerySet):
    def visible_to(self, viewer) -> "TagFollowQuerySet":
        """What one follows is nobody else's business."""
        return self.filter(member=viewer) if viewer.is_authenticated else self.none()
