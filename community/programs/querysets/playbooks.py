"""Filters over what a member keeps for themselves."""

from django.db import models


class PrivateQuerySet(models.QuerySet):
    def visible_to(self, viewer) -> "PrivateQuerySet":
        """One's own rows; those of others are nobody's business."""
        return self.filter(member=viewer) if viewer.is_authenticated else self.none()
