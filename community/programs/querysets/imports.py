"""Filters over the sources of imports and what they want to change: for moderators only."""

from django.db import models
from django.utils import timezone

from community.accounts import rules as people


class ImportSourceQuerySet(models.QuerySet):
    def visible_to(self, viewer) -> "ImportSourceQuerySet":
        """All for moderators, none for anybody else."""
        return self.all() if people.is_moderator(viewer) else self.none()

    def due(self) -> "ImportSourceQuerySet":
        """Active, and their time has come; those that wait longest first."""
        return self.filter(is_active=True, next_run_at__lte=timezone.now()).order_by("next_run_at", "pk")


class ImportedUpdateQuerySet(models.QuerySet):
    def visible_to(self, viewer) -> "ImportedUpdateQuerySet":
        """All for moderators, none for anybody else."""
        return self.all() if people.is_moderator(viewer) else self.none()

    def pending(self) -> "ImportedUpdateQuerySet":
        return self.filter(applied_at=None, dismissed_at=None)
