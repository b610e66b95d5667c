"""Filters over follows."""

from django.db import models
from django.db.models import Exists, OuterRef, Value


class FollowQuerySet(models.QuerySet):
    def visible_to(self, viewer) -> "FollowQuerySet":
        """What one follows is nobody else's business."""
        return self.filter(member=viewer) if viewer.is_authenticated else self.none()

    def of(self, thing) -> "FollowQuerySet":
        """The follows of one vendor, program or change."""
        return self.filter(**{thing._meta.model_name: thing})

    def exists_for(self, viewer, field: str) -> Exists | Value:
        """An annotation: whether the viewer follows the row of the outer query, without a query of its own."""
        if not viewer.is_authenticated:
            return Value(False)
        return Exists(self.visible_to(viewer).filter(**{field: OuterRef("pk")}))
